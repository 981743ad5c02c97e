import { Server } from "@grpc/grpc-js";
import { expect, it } from "vitest";
import { TestPlatform } from "../tls/test-platform.ts";
import { HubCredentials } from "./hub-credentials.ts";
import { tuneHttp2 } from "./http2-tuning.ts";

it("finds the HTTP/2 server inside the pinned release of grpc-js", async () => {
  const tenant = await (await TestPlatform.create()).tenant();
  const credentials = new HubCredentials(await tenant.identity("depot"));
  const server = new Server();
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  expect(port).toBeGreaterThan(0);
  expect(tuneHttp2(server, { connectionWindowBytes: 1_048_576, onHandshakeFailed: () => undefined })).toBe(1);
  server.forceShutdown();
});
