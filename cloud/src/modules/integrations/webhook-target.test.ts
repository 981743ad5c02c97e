import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { integrationLimits } from "./limits.ts";
import { WebhookTarget } from "./webhook-target.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port; // a TCP server's
}

const message = { headers: { "webhook-id": "m1" }, body: '{"n":1}' };
const open = new WebhookTarget({ allowPrivate: false });
const inside = new WebhookTarget({ allowPrivate: true, attemptMs: 300 });

describe("an address for webhooks", () => {
  it.each(["", "hooks", "ftp://a.example", "file:///etc/passwd", "http://a.example", "https://user:secret@a.example", "javascript:alert(1)"])(
    "is refused: %s",
    (url) => {
      expect(() => open.check(url)).toThrow("WEBHOOK_URL_REFUSED");
    },
  );

  it.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0.0.0.0/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
  ])("is refused, since it is inside: %s", (url) => {
    expect(() => open.check(url)).toThrow("WEBHOOK_URL_REFUSED");
  });

  it.each(["https://169.254.169.254/", "https://[fe80::1]/", "https://[fd00:ec2::254]/", "https://100.100.100.200/", "https://224.0.0.1/", "https://0.0.0.0/"])(
    "stays refused where private ones are allowed: %s",
    (url) => {
      expect(() => inside.check(url)).toThrow("WEBHOOK_URL_REFUSED");
    },
  );

  it("is kept without its fragment, and with everything else", () => {
    expect(open.check("https://Hooks.Example:8443/a?b=c#d")).toBe("https://hooks.example:8443/a?b=c");
    expect(inside.check("http://10.0.0.7/")).toBe("http://10.0.0.7/");
  });
});

describe("posting", () => {
  it("sends body and headers, and tells the answer", async () => {
    const seen: unknown[] = [];
    const port = await serve((request, response) => {
      request.setEncoding("utf8").on("data", (body) => seen.push([request.method, request.headers["webhook-id"], body]));
      request.on("end", () => response.writeHead(202).end("thanks"));
    });
    expect(await inside.post(`http://127.0.0.1:${port}/`, message)).toEqual({ kind: "answered", status: 202, answer: "thanks" });
    expect(seen).toEqual([["POST", "m1", '{"n":1}']]);
  });

  it("looks at the address behind a name when it connects, and goes to that one and no other", async () => {
    let asked = 0;
    const port = await serve((_request, response) => response.end("inside"));
    const rebinding = new WebhookTarget({ allowPrivate: false, resolve: async () => [["127.0.0.1", "10.0.0.1", "::ffff:192.168.0.1"][asked++ % 3] ?? ""] });
    for (const _ of [1, 2, 3]) {
      expect(await rebinding.post(`https://innocent.example:${port}/`, message)).toEqual({ kind: "failed", reason: expect.stringContaining("is not public") });
    }
    // With one look-up for check and connection, a second answer of the name server has no effect.
    const pinned = new WebhookTarget({ allowPrivate: true, resolve: async () => [asked++ === 3 ? "127.0.0.1" : "192.0.2.1"] });
    expect(await pinned.post(`http://innocent.example:${port}/`, message)).toMatchObject({ kind: "answered", answer: "inside" });
    expect(asked).toBe(4);
  });

  it("does not follow a redirect", async () => {
    let requests = 0;
    const port = await serve((_request, response) => {
      requests += 1;
      response.writeHead(307, { location: "http://169.254.169.254/" }).end();
    });
    expect(await inside.post(`http://127.0.0.1:${port}/`, message)).toMatchObject({ kind: "answered", status: 307 });
    expect(requests).toBe(1);
  });

  it("gives up on one that never answers, or never ends its answer", async () => {
    const silent = await serve(() => {});
    const dripping = await serve((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    });
    for (const port of [silent, dripping])
      expect(await inside.post(`http://127.0.0.1:${port}/`, message)).toEqual({ kind: "failed", reason: "no answer within 300 ms" });
  });

  it("reads the beginning of an answer that is too long, and no more", async () => {
    const port = await serve((_request, response) => {
      response.writeHead(200);
      const write = (): void => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", write);
      write();
    });
    const outcome = await inside.post(`http://127.0.0.1:${port}/`, message);
    expect(outcome).toEqual({ kind: "answered", status: 200, answer: "x".repeat(integrationLimits.answerBytesMax) });
  });

  it("says why there is no answer", async () => {
    const nowhere = new WebhookTarget({ allowPrivate: true, resolve: async () => [] });
    expect(await nowhere.post("https://gone.example/", message)).toEqual({ kind: "failed", reason: "gone.example has no address" });
    expect(await inside.post("http://127.0.0.1:1/", message)).toEqual({ kind: "failed", reason: expect.stringContaining("ECONNREFUSED") });
    expect(await open.post("http://127.0.0.1:1/", message)).toEqual({ kind: "failed", reason: expect.stringContaining("WEBHOOK_URL_REFUSED") });
  });
});
