import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { freePort, listenOnce } from "./free-port.ts";

describe("a free port", () => {
  it("is none that the system gives to clients by itself", async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
    for (const port of ports) expect(port).toSatisfy((each: number) => each >= 20_000 && each < 32_000);
  });

  it("is none that somebody listens on", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await listenOnce("127.0.0.1", port)).toBeUndefined();
    await new Promise((resolve) => server.close(resolve));
    expect(await listenOnce("127.0.0.1", port)).toBe(port);
  });

  it("is refused on an address of another machine", async () => {
    await expect(freePort("203.0.113.1")).rejects.toMatchObject({ code: "EADDRNOTAVAIL" });
  });
});
