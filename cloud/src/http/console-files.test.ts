import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { buildApp } from "./app.ts";
import type { App, Routes } from "./api.ts";
import { createHttpMetrics } from "./metrics.ts";

const open: Routes = (api) => {
  api.get("/open", { config: { access: "public" } }, async () => ({ ok: true }));
};

let app: App | undefined;

async function start({ consoleDirectory }: { readonly consoleDirectory: string }): Promise<App> {
  app = await buildApp({
    authenticator: { bySessionToken: async () => undefined, byApiToken: async () => undefined },
    routes: [open],
    log: createLogger({ process: "test", level: "silent" }),
    clock: new ManualClock(),
    metrics: createHttpMetrics({ withProcess: false }),
    isSecure: false,
    trustedProxies: 0,
    requestsPerMinuteMax: 10_000,
    version: "0.0.0",
    consoleDirectory,
  });
  await app.ready();
  return app;
}

afterEach(async () => {
  await app?.close();
  app = undefined;
});

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "drawbar-console-"));
  mkdirSync(path.join(directory, "assets"));
  writeFileSync(path.join(directory, "index.html"), "<!doctype html><title>Drawbar</title>");
  writeFileSync(path.join(directory, "assets/app-1a2b.js"), "export {};");
  writeFileSync(path.join(directory, "icon.svg"), "<svg/>");
  return () => rmSync(directory, { recursive: true });
});

test("the console has its first page at every address that it routes itself, never from a cache", async () => {
  const app = await start({ consoleDirectory: directory });
  for (const url of ["/", "/vehicles", "/vehicles/TR%20214?span=1h", "/sign-in?link=abc"]) {
    const answer = await app.inject({ url, headers: { accept: "text/html" } });
    expect([url, answer.statusCode, answer.headers["cache-control"], answer.body]).toEqual([url, 200, "no-cache", "<!doctype html><title>Drawbar</title>"]);
  }
});

test("the console keeps files whose names carry a hash for ever, others never", async () => {
  const app = await start({ consoleDirectory: directory });

  expect((await app.inject("/assets/app-1a2b.js")).headers).toMatchObject({
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": expect.stringContaining("javascript"),
  });
  expect((await app.inject("/icon.svg")).headers["cache-control"]).toBe("no-cache");
});

test.each(["/assets/app-old.js", "/api/v1/vehicle", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"])("the console does not answer for %s", async (url) => {
  const answer = await (await start({ consoleDirectory: directory })).inject({ url, headers: { accept: "text/html" } });

  expect(answer.body).not.toContain("root:");
  expect(answer.headers["content-type"]).toMatch(url.includes("etc") ? /html/ : /problem/);
});

test("the console is not missed where it was not built", async () => {
  const app = await start({ consoleDirectory: path.join(directory, "nothing") });

  expect((await app.inject("/")).statusCode).toBe(404);
  expect((await app.inject("/api/v1/open")).statusCode).toBe(200);
});
