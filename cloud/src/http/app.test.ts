import { Writable } from "node:stream";
import { Type } from "typebox";
import { afterEach, describe, expect, test } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError, type ErrorKind } from "@drawbar/proto/kernel/errors.ts";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { buildApp, type AppOptions } from "./app.ts";
import { apiPrefix, type App, type Routes } from "./api.ts";
import { createHttpMetrics } from "./metrics.ts";
import { permissionsOfScopes, type Scope } from "./permissions.ts";
import { principalOf, type Authenticator } from "./principal.ts";

const tenantId = parseTenantId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
const cookie = "drawbar_session=good";

const caller = (scopes: readonly Scope[]) => ({ tenantId, scopes, permissions: permissionsOfScopes(scopes) });

/** Knows the session `good` and tokens named after their scopes. */
const authenticator: Authenticator = {
  bySessionToken: async (token) =>
    token === "good"
      ? {
          kind: "session",
          ...caller(["read", "write"]),
          sessionId: "s1",
          accountId: "a1",
          csrfToken: "csrf-1",
          method: "password",
          lacksSecondFactor: false,
        }
      : undefined,
  byApiToken: async (token) => (token.startsWith("dbt_") ? { kind: "token", ...caller(token.slice(4).split("-") as Scope[]), tokenId: token } : undefined),
};

const things: Routes = (api) => {
  api.get(
    "/things/:thingId",
    {
      config: { access: "read" },
      schema: { params: Type.Object({ thingId: Type.Integer() }), response: { 200: Type.Object({ thingId: Type.Integer(), by: Type.String() }) } },
    },
    async (request) => ({
      thingId: request.params.thingId,
      by: principalOf(request).kind,
    }),
  );
  api.post(
    "/things",
    {
      config: { access: "write" },
      schema: { body: Type.Object({ name: Type.String({ minLength: 1 }), size: Type.Integer() }, { additionalProperties: false }) },
    },
    async () => ({}),
  );
  api.delete("/things", { config: { access: "admin" } }, async () => ({}));
  api.get(
    "/old",
    { config: { access: "public", deprecated: { since: new Date("2026-01-01T00:00:00Z"), sunset: new Date("2026-08-01T00:00:00Z"), instead: "/docs#new" } } },
    async () => ({}),
  );
  api.get("/open", { config: { access: "public" } }, async () => ({ ok: true }));
  api.get("/fail/:kind", { config: { access: "public" }, schema: { params: Type.Object({ kind: Type.String() }) } }, async (request) => {
    if (request.params.kind === "bug") throw new TypeError("the secret detail of a bug");
    throw new DrawbarError("CODE_X: it failed", { code: "CODE_X", kind: request.params.kind as ErrorKind, details: { retryAfterMs: 4_200 } });
  });
};

let app: App | undefined;

async function start(more: Partial<AppOptions> = {}): Promise<App> {
  app = await buildApp({
    authenticator,
    routes: [things],
    log: createLogger({ process: "test", level: "silent" }),
    clock: new ManualClock(),
    metrics: createHttpMetrics({ withProcess: false }),
    isSecure: false,
    trustedProxies: 0,
    requestsPerMinuteMax: 10_000,
    version: "0.0.0",
    ...more,
  });
  await app.ready();
  return app;
}

afterEach(async () => {
  await app?.close();
  app = undefined;
});

describe("a request that cannot be answered", () => {
  test.each([
    ["an unknown address", { method: "GET", url: "/api/v1/nothing" }, 404, "ROUTE_UNKNOWN"],
    ["a wrong method", { method: "PUT", url: "/api/v1/open" }, 405, "METHOD_NOT_ALLOWED"],
    ["an unknown method with a body to come", { method: "QUERY" as "GET", url: "/api/v1/open" }, 405, "METHOD_NOT_ALLOWED"],
    ["a malformed address", { method: "GET", url: "/api/v1/things/%zz" }, 400, "REQUEST_UNREADABLE"],
    ["a parameter of another type", { method: "GET", url: "/api/v1/things/seven", headers: { authorization: "Bearer dbt_read" } }, 400, "REQUEST_INVALID"],
    [
      "a body that is not JSON",
      { method: "POST", url: "/api/v1/things", headers: { authorization: "Bearer dbt_write", "content-type": "application/json" }, payload: "{" },
      400,
      "REQUEST_UNREADABLE",
    ],
    [
      "an empty body",
      { method: "POST", url: "/api/v1/things", headers: { authorization: "Bearer dbt_write", "content-type": "application/json" }, payload: "" },
      400,
      "REQUEST_UNREADABLE",
    ],
    [
      "a prototype in the body",
      {
        method: "POST",
        url: "/api/v1/things",
        headers: { authorization: "Bearer dbt_write", "content-type": "application/json" },
        payload: '{"__proto__":{}}',
      },
      400,
      "REQUEST_UNREADABLE",
    ],
    [
      "another media type",
      { method: "POST", url: "/api/v1/things", headers: { authorization: "Bearer dbt_write", "content-type": "text/plain" }, payload: "a" },
      415,
      "MEDIA_TYPE_UNSUPPORTED",
    ],
    [
      "a form of another site",
      {
        method: "POST",
        url: "/api/v1/things",
        headers: { authorization: "Bearer dbt_write", "content-type": "application/x-www-form-urlencoded" },
        payload: "a=b",
      },
      415,
      "MEDIA_TYPE_UNSUPPORTED",
    ],
    [
      "a body over the limit",
      {
        method: "POST",
        url: "/api/v1/things",
        headers: { authorization: "Bearer dbt_write", "content-type": "application/json" },
        payload: JSON.stringify({ name: "n".repeat(70_000), size: 1 }),
      },
      413,
      "BODY_TOO_LARGE",
    ],
    ["no credentials", { method: "GET", url: "/api/v1/things/7" }, 401, "NOT_SIGNED_IN"],
    ["a wrong token", { method: "GET", url: "/api/v1/things/7", headers: { authorization: "Bearer nonsense" } }, 401, "NOT_SIGNED_IN"],
    ["another scheme", { method: "GET", url: "/api/v1/things/7", headers: { authorization: "Basic YTpi" } }, 401, "NOT_SIGNED_IN"],
    ["an ended session", { method: "GET", url: "/api/v1/things/7", headers: { cookie: "drawbar_session=old" } }, 401, "NOT_SIGNED_IN"],
    ["a missing scope", { method: "DELETE", url: "/api/v1/things", headers: { authorization: "Bearer dbt_read-write" } }, 403, "SCOPE_MISSING"],
    [
      "a cookie without the CSRF header",
      { method: "POST", url: "/api/v1/things", headers: { cookie }, payload: { name: "a", size: 1 } },
      403,
      "CSRF_TOKEN_WRONG",
    ],
    [
      "a cookie with a wrong CSRF header",
      { method: "POST", url: "/api/v1/things", headers: { cookie, "x-csrf-token": "csrf-2" }, payload: { name: "a", size: 1 } },
      403,
      "CSRF_TOKEN_WRONG",
    ],
  ] as const)("gets problem details: %s", async (_name, request, status, code) => {
    const answer = await (await start()).inject(request);

    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ type: `urn:drawbar:error:${code}`, status, code, requestId: answer.headers["x-request-id"] });
  });

  test("names every field that does not fit", async () => {
    const answer = await (
      await start()
    ).inject({ method: "POST", url: "/api/v1/things", headers: { authorization: "Bearer dbt_write" }, payload: { name: "", colour: "red" } });

    expect(answer.json().errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: "body.name" }),
        expect.objectContaining({ field: "body.size" }),
        expect.objectContaining({ field: "body.colour" }),
      ]),
    );
  });

  test("says which methods an address has", async () => {
    const answer = await (await start()).inject({ method: "PATCH", url: "/api/v1/things" });

    expect(answer.headers.allow).toBe("POST, DELETE");
  });

  test("follows the kind of the error", async () => {
    const app = await start();
    const expected = {
      invalid: 400,
      unauthorized: 401,
      forbidden: 403,
      "not-found": 404,
      conflict: 409,
      exhausted: 429,
      unavailable: 503,
      corrupt: 500,
      internal: 500,
    };
    for (const [kind, status] of Object.entries(expected)) {
      const answer = await app.inject(`/api/v1/fail/${kind}`);
      expect([kind, answer.statusCode, answer.headers["retry-after"]]).toEqual([kind, status, "5"]);
    }
  });

  test("keeps the detail of a bug in the log", async () => {
    const lines: string[] = [];
    const destination = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
    const answer = await (await start({ log: createLogger({ process: "test", level: "error", destination }) })).inject("/api/v1/fail/bug");

    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("secret detail");
    expect(lines.join("")).toContain("the secret detail of a bug");
    expect(lines.join("")).toContain(answer.json().requestId);
  });

  test("counts wrong credentials of an address and refuses them unread from then on", async () => {
    let looked = 0;
    const clock = new ManualClock();
    const app = await start({ clock, authenticator: { ...authenticator, byApiToken: async () => (looked++, undefined) } });
    for (let attempt = 0; attempt < 300; attempt++) await app.inject({ url: "/api/v1/things/7", headers: { authorization: "Bearer wrong" } });

    const refused = await app.inject({ url: "/api/v1/things/7", headers: { authorization: "Bearer wrong" } });
    expect([refused.statusCode, refused.json().code, looked]).toEqual([429, "RATE_LIMITED", 300]);
    clock.advanceMs(61_000);
    expect((await app.inject({ url: "/api/v1/things/7", headers: { authorization: "Bearer wrong" } })).statusCode).toBe(401);
  });
});

describe("a caller", () => {
  test("is known by session or token", async () => {
    const app = await start();

    expect((await app.inject({ url: "/api/v1/things/7", headers: { cookie } })).json()).toEqual({ thingId: 7, by: "session" });
    expect((await app.inject({ url: "/api/v1/things/7", headers: { authorization: "bearer dbt_read" } })).json()).toEqual({ thingId: 7, by: "token" });
  });

  test("with a session repeats the CSRF token, with a token need not", async () => {
    const app = await start();
    const payload = { name: "a", size: 1 };

    expect((await app.inject({ method: "POST", url: "/api/v1/things", headers: { cookie, "x-csrf-token": "csrf-1" }, payload })).statusCode).toBe(200);
    expect((await app.inject({ method: "POST", url: "/api/v1/things", headers: { authorization: "Bearer dbt_write" }, payload })).statusCode).toBe(200);
  });

  test("that asks too often is told when to come back, and does not starve another", async () => {
    const app = await start({ requestsPerMinuteMax: 3 });
    const ask = async (token: string) => app.inject({ url: "/api/v1/things/7", headers: { authorization: `Bearer ${token}` } });
    for (let request = 0; request < 3; request++) expect((await ask("dbt_read")).statusCode).toBe(200);

    const refused = await ask("dbt_read");
    expect([refused.statusCode, refused.json().code]).toEqual([429, "RATE_LIMITED"]);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect((await ask("dbt_read-write")).statusCode).toBe(200);
  });

  test.each([
    ["two hours ahead", 7_200_000],
    ["two hours back", -7_200_000],
    ["to 1970", -1_764_000_000_000],
    ["to 2080", 1_700_000_000_000],
  ])("may ask again after its minute when the clock was set %s meanwhile", async (_name, byMs) => {
    const clock = new ManualClock();
    const app = await start({ clock, requestsPerMinuteMax: 1 });
    const ask = async () => (await app.inject({ url: "/api/v1/things/7", headers: { authorization: "Bearer dbt_read" } })).statusCode;
    expect([await ask(), await ask()]).toEqual([200, 429]);
    clock.setWallUs(clock.wallUs() + byMs * 1_000);
    expect(await ask()).toBe(429);
    clock.advanceMs(60_001);
    expect(await ask()).toBe(200);
  });
});

describe("every answer", () => {
  test("carries the security headers and is not kept by caches", async () => {
    const answer = await (await start()).inject("/api/v1/open");

    expect(answer.headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none';script-src 'self'");
    expect(answer.headers["content-security-policy"]).toContain("connect-src 'self';");
    expect(answer.headers["strict-transport-security"]).toBeUndefined();
  });

  test("lets the console ask the one server of map images that is configured, and no other", async () => {
    const app = await start({ tilesUrl: "https://tiles.example:8443/{z}/{x}/{y}.png" });
    const answer = await app.inject("/api/v1/open");
    expect(answer.headers["content-security-policy"]).toContain("connect-src 'self' https://tiles.example:8443;");
  });

  test("demands TLS from browsers that reached it by TLS", async () => {
    const answer = await (await start({ isSecure: true })).inject("/api/v1/open");

    expect(answer.headers["strict-transport-security"]).toContain("max-age=31536000");
  });

  test("names a request by its own id, or by the trusted proxy's", async () => {
    const ask = async (trustedProxies: number) => (await start({ trustedProxies })).inject({ url: "/api/v1/open", headers: { "x-request-id": "proxy-1234" } });

    expect((await ask(0)).headers["x-request-id"]).not.toBe("proxy-1234");
    await app?.close();
    expect((await ask(1)).headers["x-request-id"]).toBe("proxy-1234");
  });

  test("tells clients to close their connection once the process drains", async () => {
    let isDraining = false;
    const app = await start({ isDraining: () => isDraining });

    expect((await app.inject("/api/v1/open")).headers.connection).not.toBe("close");
    isDraining = true;
    expect((await app.inject("/api/v1/open")).headers.connection).toBe("close");
  });
});

test("a route that does not say who may call it is refused at start", async () => {
  await expect(start({ routes: [(api) => void api.get("/forgotten", async () => ({}))] })).rejects.toThrow("does not say who may call it");
});

test("the OpenAPI document describes every route of the API", async () => {
  const document = (await (await start()).inject(`${apiPrefix}/openapi.json`)).json();

  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(["/api/v1/things/{thingId}", "/api/v1/things", "/api/v1/openapi.json"]));
  expect(document.components.schemas).toHaveProperty("Problem");
});

describe("a route that will go", () => {
  test("says so in its answers and in the document", async () => {
    const { headers } = await (await start()).inject({ url: `${apiPrefix}/old` });

    expect([headers["deprecation"], headers["sunset"], headers.link]).toEqual([
      "@1767225600",
      "Sat, 01 Aug 2026 00:00:00 GMT",
      '</docs#new>; rel="deprecation"',
    ]);
    expect(app?.swagger().paths).toMatchObject({ [`${apiPrefix}/old`]: { get: { deprecated: true } } });
  });

  test("gives half a year's notice, or the application is not built", async () => {
    const hasty: Routes = (api) =>
      void api.get(
        "/hasty",
        { config: { access: "public", deprecated: { since: new Date("2026-01-01T00:00:00Z"), sunset: new Date("2026-02-01T00:00:00Z"), instead: "/docs" } } },
        async () => ({}),
      );
    await expect(start({ routes: [hasty] })).rejects.toThrow("half a year");
  });
});
