import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { buildApp } from "./app.ts";
import type { Routes } from "./api.ts";
import { createHttpMetrics } from "./metrics.ts";
import { HttpServer } from "./server.ts";

const log = createLogger({ process: "test", level: "silent" });
const servers: HttpServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => server.stop()));
});

async function serve(routes: Routes = () => undefined, port = 0): Promise<HttpServer> {
  let server: HttpServer | undefined;
  const metrics = createHttpMetrics({ withProcess: false });
  const app = await buildApp({
    authenticator: { bySessionToken: async () => undefined, byApiToken: async () => undefined },
    routes: [routes],
    log,
    clock: new ManualClock(),
    metrics,
    isSecure: false,
    trustedProxies: 0,
    requestsPerMinuteMax: 1_000_000,
    isDraining: () => server?.isDraining ?? false,
    version: "0.0.0",
  });
  server = new HttpServer({ name: "http", app, host: "127.0.0.1", port, drainMs: 100, openRequests: metrics.openRequests, log });
  servers.push(server);
  await server.start();
  return server;
}

async function get(port: number, path: string, agent?: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: "127.0.0.1", port, path, agent }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    request.on("error", reject);
    request.end();
  });
}

test("answers every request that it accepted while it stops", async () => {
  let accepted = 0;
  const server = await serve((api) => {
    api.get("/slow", { config: { access: "public" } }, async () => {
      accepted++;
      await new Promise((resolve) => setTimeout(resolve, 30));
      return {};
    });
  });
  const { port } = server;
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const outcomes: string[] = [];
  const hammering = new AbortController();
  const hammer = async (): Promise<void> => {
    while (!hammering.signal.aborted)
      outcomes.push(await get(port, "/api/v1/slow", agent).then(String, (error: NodeJS.ErrnoException) => error.code ?? "unknown"));
  };
  const hammers = Array.from({ length: 20 }, hammer);
  await expect.poll(() => outcomes.length).toBeGreaterThan(40);
  await server.stop();
  hammering.abort();
  await Promise.all(hammers);
  agent.destroy();

  // Connections that the kernel had not handed over when the listener went are refused or reset; nothing that we took is.
  expect(outcomes.filter((outcome) => outcome === "200")).toHaveLength(accepted);
  expect(new Set(outcomes.filter((outcome) => !/^ECONN(?:REFUSED|RESET)$/.test(outcome)))).toEqual(new Set(["200"]));
});

test("stops without waiting for connections on which nobody asks, and with waiting for a long answer", async () => {
  const server = await serve((api) => {
    api.get("/long", { config: { access: "public" } }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      return {};
    });
  });
  const silent = connect(server.port, "127.0.0.1");
  await new Promise((resolve) => silent.once("connect", resolve));
  const long = get(server.port, "/api/v1/long");
  await new Promise((resolve) => setTimeout(resolve, 50));
  const startedAt = performance.now();
  await server.stop();

  expect(await long).toBe(200);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  silent.destroy();
});

test("says in one sentence that the port is taken", async () => {
  const { port } = await serve();

  await expect(serve(undefined, port)).rejects.toThrow(
    `ADDRESS_UNAVAILABLE: http cannot listen on 127.0.0.1:${port}: another program does; choose another port`,
  );
});

test("answers bytes that are no HTTP with a problem and closes", async () => {
  const { port } = await serve();
  const answerTo = async (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
      let answer = "";
      socket.on("data", (chunk) => (answer += chunk.toString()));
      socket.on("close", () => resolve(answer));
      socket.on("error", reject);
    });

  expect(await answerTo("\u0016\u0003\u0001 hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 [^]*REQUEST_UNREADABLE/);
  expect(await answerTo(`GET / HTTP/1.1\r\nhost: a\r\nx: ${"a".repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
});

test("metrics name the route's pattern, never the address", async () => {
  const metrics = createHttpMetrics({ withProcess: false });
  const app = await buildApp({
    authenticator: { bySessionToken: async () => undefined, byApiToken: async () => undefined },
    routes: [(api) => void api.get("/things/:thingId", { config: { access: "public" } }, async () => ({}))],
    log,
    clock: new ManualClock(),
    metrics,
    isSecure: false,
    trustedProxies: 0,
    requestsPerMinuteMax: 1_000,
    version: "0.0.0",
  });
  for (const id of ["1", "2", "3"]) await app.inject(`/api/v1/things/${id}`);
  await app.inject("/api/v1/unknown-4711");

  const text = await metrics.registry.metrics();
  expect(text).toContain('drawbar_http_request_seconds_count{method="GET",route="/api/v1/things/:thingId",status="200"} 3');
  expect(text).not.toContain("4711");
  expect(text).toContain("drawbar_http_requests_open 0");
  await app.close();
});
