import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ManualClock, type Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import type { App } from "../../http/api.ts";
import { buildApp } from "../../http/app.ts";
import { createHttpMetrics } from "../../http/metrics.ts";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { IdentityAdministration } from "./administration.ts";
import { RunningExports } from "../../http/tables/table-export.ts";
import { identityRoutes } from "./identity-routes.ts";
import { cheapPasswordCost } from "./testing/cheap-passwords.ts";
import { buildIdentity, type Identity } from "./identity.ts";
import { SecretBox } from "../../secrets/secret-box.ts";

let db: TestDatabase;
let tenantId: TenantId;
let administration: IdentityAdministration;
let app: App;
let email: string;
let password: string;
let counter = 0;

beforeAll(async () => {
  db = await testDatabase();
  app = await appWith(identityWith(systemClock));
});

afterAll(async () => {
  await app.close();
  await db.dispose();
});

beforeEach(async () => {
  tenantId = await db.makeTenant("Fleet of one");
  administration = new IdentityAdministration({ database: db.app, tenantId, clock: systemClock, passwordCost: cheapPasswordCost });
  ({ email, password } = await administration.addOperator({ email: `Operator-${counter++}@Fleet.example`, name: "Ada" }));
  await db.admin.query("delete from drawbar.sign_in_attempt");
});

function identityWith(clock: Clock): Identity {
  return buildIdentity({ database: db.app, box: new SecretBox(randomBytes(32)), clock, passwordCost: cheapPasswordCost });
}

async function appWith(identity: Identity): Promise<App> {
  const app = await buildApp({
    authenticator: identity.service,
    routes: [identityRoutes({ identity, running: new RunningExports(), isSecure: false })],
    log: createLogger({ process: "test", level: "silent" }),
    clock: systemClock,
    metrics: createHttpMetrics({ withProcess: false }),
    isSecure: false,
    trustedProxies: 1,
    requestsPerMinuteMax: 10_000,
    version: "0.0.0",
  });
  await app.ready();
  return app;
}

async function signIn(credentials: { email: string; password: string }, address = "192.0.2.1", on = app) {
  return on.inject({ method: "POST", url: "/api/v1/session", payload: credentials, headers: { "x-forwarded-for": address } });
}

async function signedIn(on = app): Promise<{ cookie: string; csrf: string }> {
  const answer = await signIn({ email, password }, "192.0.2.1", on);
  const [cookie] = answer.cookies;
  return { cookie: `${cookie?.name}=${cookie?.value}`, csrf: answer.json().csrfToken };
}

describe("signing in", () => {
  test("with e-mail and password gives a cookie that scripts cannot read, and a view of the session", async () => {
    const answer = await signIn({ email: ` ${email.toUpperCase()}`, password });

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      account: { accountId: expect.any(String), email, name: "Ada" },
      tenant: { tenantId, name: "Fleet of one" },
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: expect.any(String),
      method: "password",
      permissions: expect.arrayContaining(["fleet.read", "users.manage"]),
      lacksSecondFactor: false,
    });
    expect(answer.cookies).toEqual([expect.objectContaining({ name: "drawbar_session", httpOnly: true, sameSite: "Lax", path: "/" })]);
    const hours = (Date.parse(answer.json().expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12);
  });

  test("under TLS marks the cookie secure and binds it to the host", async () => {
    const identity = identityWith(systemClock);
    const secure = await buildApp({
      authenticator: identity.service,
      routes: [identityRoutes({ identity, running: new RunningExports(), isSecure: true })],
      log: createLogger({ process: "test", level: "silent" }),
      clock: systemClock,
      metrics: createHttpMetrics({ withProcess: false }),
      isSecure: true,
      trustedProxies: 0,
      requestsPerMinuteMax: 1_000,
      version: "0.0.0",
    });
    const answer = await secure.inject({ method: "POST", url: "/api/v1/session", payload: { email, password } });

    expect(answer.cookies).toEqual([expect.objectContaining({ name: "__Host-drawbar_session", secure: true, path: "/" })]);
    await secure.close();
  });

  test("answers a wrong password and an unknown e-mail alike", async () => {
    const wrong = await signIn({ email, password: "not the password" });
    const unknown = await signIn({ email: "nobody@fleet.example", password: "not the password" });

    const { requestId: _one, ...problem } = wrong.json();
    const { requestId: _two, ...other } = unknown.json();
    expect(problem).toEqual(other);
    expect(problem).toMatchObject({ status: 401, code: "SIGN_IN_REFUSED", detail: "e-mail and password do not fit" });
  });

  test("takes as long for an unknown e-mail as for a wrong password", async () => {
    const time = async (typed: string): Promise<number> => {
      const startedAt = performance.now();
      await signIn({ email: typed, password: "not the password" }, `198.51.100.${counter++}`);
      return performance.now() - startedAt;
    };
    await time(email); // connections and code get warm

    // By turns, and the quickest of each: what else the machine does delays, it never hastens.
    const [unknown, known]: [number[], number[]] = [[], []];
    for (let attempt = 0; attempt < 4; attempt++) {
      unknown.push(await time("nobody@fleet.example"));
      known.push(await time(email));
    }
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  test("is refused after ten tries on an account from one address, whether right or not, and not from another", async () => {
    for (let attempt = 0; attempt < 10; attempt++) expect((await signIn({ email, password: "a wrong guess" })).statusCode).toBe(401);

    const throttled = await signIn({ email, password });
    expect([throttled.statusCode, throttled.json().code]).toEqual([429, "SIGN_IN_THROTTLED"]);
    expect(Number(throttled.headers["retry-after"])).toBeGreaterThan(800);
    expect((await signIn({ email, password }, "192.0.2.2")).statusCode).toBe(200);
  });

  test("counts guesses that are made at once", async () => {
    const guesses = await Promise.all(Array.from({ length: 30 }, async () => signIn({ email, password: "a wrong guess" })));

    expect(guesses.filter((guess) => guess.statusCode === 401)).toHaveLength(10);
    expect(guesses.filter((guess) => guess.statusCode === 429)).toHaveLength(20);
  });

  test("is refused to an address that tries many accounts; addresses of one IPv6 network are one", async () => {
    for (let attempt = 0; attempt < 60; attempt++)
      await signIn({ email: `guess-${attempt}@fleet.example`, password: "a wrong guess" }, `2001:db8:1:2::${attempt.toString(16)}`);

    expect((await signIn({ email, password }, "2001:db8:1:2:ffff::1")).statusCode).toBe(429);
    expect((await signIn({ email, password }, "2001:db8:1:3::1")).statusCode).toBe(200);
  }); // sixty passwords are checked

  test("does not count what was right", async () => {
    for (let attempt = 0; attempt < 12; attempt++) expect((await signIn({ email, password })).statusCode).toBe(200);
  });

  test("is refused once the operator works for no tenant any more", async () => {
    await db.admin.query("delete from drawbar.membership where tenant_id = $1", [tenantId]);

    expect((await signIn({ email, password })).statusCode).toBe(401);
  });
});

describe("a sign-in link", () => {
  const use = async (token: string) => app.inject({ method: "POST", url: "/api/v1/session/link", payload: { token } });

  test("signs in once", async () => {
    const token = await administration.makeSignInLink(email);

    const first = await use(token);
    expect([first.statusCode, first.json().account?.email, first.cookies.length]).toEqual([200, email, 1]);
    const second = await use(token);
    expect([second.statusCode, second.json().code, second.cookies.length]).toEqual([401, "SIGN_IN_LINK_INVALID", 0]);
  });

  test("signs in one of many who use it at once", async () => {
    const token = await administration.makeSignInLink(email);
    const answers = await Promise.all(Array.from({ length: 8 }, async () => use(token)));

    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
  });

  test("ends with its time, and when the password is reset", async () => {
    const past = new IdentityAdministration({ database: db.app, tenantId, clock: new ManualClock({ wallUs: (Date.now() - 7_200_000) * 1_000 }) });
    const expired = await past.makeSignInLink(email);
    const withdrawn = await administration.makeSignInLink(email);
    await administration.resetPassword(email);

    expect((await use(expired)).statusCode).toBe(401);
    expect((await use(withdrawn)).statusCode).toBe(401);
  });

  test.each(["", "dbl_", "dbl_short", "nonsense", `dbl_${"A".repeat(43)}`])("%j is refused", async (token) => {
    expect([400, 401]).toContain((await use(token)).statusCode);
  });
});

describe("a session", () => {
  test("is shown to its browser", async () => {
    const { cookie, csrf } = await signedIn();
    const answer = await app.inject({ url: "/api/v1/session", headers: { cookie } });

    expect(answer.json()).toMatchObject({ account: { email }, tenant: { tenantId }, csrfToken: csrf });
  });

  test("ends by signing out, which needs the CSRF token", async () => {
    const { cookie, csrf } = await signedIn();

    expect((await app.inject({ method: "DELETE", url: "/api/v1/session", headers: { cookie } })).statusCode).toBe(403);
    const out = await app.inject({ method: "DELETE", url: "/api/v1/session", headers: { cookie, "x-csrf-token": csrf } });
    expect([out.statusCode, out.cookies[0]?.value]).toEqual([204, ""]);
    expect((await app.inject({ url: "/api/v1/session", headers: { cookie } })).statusCode).toBe(401);
  });

  test("ends after twelve hours", async () => {
    const before = await appWith(identityWith(new ManualClock({ wallUs: (Date.now() - 12 * 3_600_000 - 1_000) * 1_000 })));
    const { cookie } = await signedIn(before);
    await before.close();

    expect((await app.inject({ url: "/api/v1/session", headers: { cookie } })).statusCode).toBe(401);
  });

  test("ends with the operator's membership", async () => {
    const { cookie } = await signedIn();
    await db.admin.query("delete from drawbar.membership where tenant_id = $1", [tenantId]);

    expect((await app.inject({ url: "/api/v1/session", headers: { cookie } })).statusCode).toBe(401);
  });

  test("is kept as a hash only", async () => {
    const { cookie } = await signedIn();
    const token = cookie.split("=")[1] ?? "";
    const rows = await db.app.of(tenantId).many<{ token_hash: Buffer }>("test-hashes", "select token_hash from session where tenant_id = $1", [tenantId]);

    expect(rows).toHaveLength(1);
    expect(rows[0]?.token_hash.toString("latin1")).not.toContain(token);
  });

  test("is one of at most fifty: the oldest ends", async () => {
    const first = await signedIn();
    for (let session = 0; session < 49; session++) await signedIn();
    expect((await app.inject({ url: "/api/v1/session", headers: { cookie: first.cookie } })).statusCode).toBe(200);
    await signedIn();

    expect((await app.inject({ url: "/api/v1/session", headers: { cookie: first.cookie } })).statusCode).toBe(401);
  }); // fifty passwords are checked
});

describe("changing the password", () => {
  test("takes the first password's mark away and ends the other sessions", async () => {
    const other = await signedIn();
    const { cookie, csrf } = await signedIn();
    expect((await administration.operator(email)).hasInitialPassword).toBe(true);

    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/session/password",
      headers: { cookie, "x-csrf-token": csrf },
      payload: { current: password, next: "a much better password" },
    });

    expect(answer.statusCode).toBe(204);
    expect((await administration.operator(email)).hasInitialPassword).toBe(false);
    expect((await app.inject({ url: "/api/v1/session", headers: { cookie } })).statusCode).toBe(200);
    expect((await app.inject({ url: "/api/v1/session", headers: { cookie: other.cookie } })).statusCode).toBe(401);
    expect((await signIn({ email, password })).statusCode).toBe(401);
    expect((await signIn({ email, password: "a much better password" })).statusCode).toBe(200);
  });

  test.each([
    ["a wrong present password", { current: "not it at all", next: "a much better password" }, "PASSWORD_WRONG"],
    ["a short new one", { current: "", next: "short" }, "PASSWORD_UNFIT"],
  ])("is refused for %s", async (_name, passwords, code) => {
    const { cookie, csrf } = await signedIn();
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/session/password",
      headers: { cookie, "x-csrf-token": csrf },
      payload: { ...passwords, current: passwords.current === "" ? password : passwords.current },
    });

    expect([answer.statusCode, answer.json().code]).toEqual([400, code]);
  });

  test("cannot be used to guess it from a session left open", async () => {
    const { cookie, csrf } = await signedIn();
    const guess = async () =>
      app.inject({
        method: "POST",
        url: "/api/v1/session/password",
        headers: { cookie, "x-csrf-token": csrf },
        payload: { current: "a wrong guess", next: "a much better password" },
      });
    for (let attempt = 0; attempt < 10; attempt++) await guess();

    expect((await guess()).json().code).toBe("SIGN_IN_THROTTLED");
  });
});

describe("an API token", () => {
  test("is made with some of one's own rights, works without a CSRF token, and ends when revoked", async () => {
    const { cookie, csrf } = await signedIn();
    const made = await app.inject({
      method: "POST",
      url: "/api/v1/tokens",
      headers: { cookie, "x-csrf-token": csrf },
      payload: { name: "a script", scopes: ["read", "write"] },
    });
    expect(made.statusCode).toBe(201);
    const { token, tokenId } = made.json();
    const headers = { authorization: `Bearer ${token}` };

    expect((await app.inject({ url: "/api/v1/session", headers })).json().code).toBe("SCOPE_MISSING"); // a program has no session
    const heir = await app.inject({ method: "POST", url: "/api/v1/tokens", headers, payload: { name: "heir", scopes: ["read"] } });
    expect([heir.statusCode, heir.json().code]).toEqual([403, "SCOPE_MISSING"]);
    expect((await app.inject({ method: "DELETE", url: `/api/v1/tokens/${tokenId}`, headers })).statusCode).toBe(204);
    expect((await app.inject({ method: "DELETE", url: `/api/v1/tokens/${tokenId}`, headers })).statusCode).toBe(401);
  });

  test("gives no more than its maker has", async () => {
    await db.admin.query("update drawbar.membership set role = 'fleet-manager' where tenant_id = $1", [tenantId]);
    const { cookie, csrf } = await signedIn();
    const wider = await app.inject({
      method: "POST",
      url: "/api/v1/tokens",
      headers: { cookie, "x-csrf-token": csrf },
      payload: { name: "wider", scopes: ["read", "admin"] },
    });

    expect([wider.statusCode, wider.json().code]).toEqual([403, "TOKEN_SCOPE_TOO_WIDE"]);
  });

  test("ends with its time", async () => {
    const past = new IdentityAdministration({ database: db.app, tenantId, clock: new ManualClock({ wallUs: (Date.now() - 7_200_000) * 1_000 }) });
    const { token } = await past.makeApiToken({ name: "old", scopes: ["read"], expiresInMs: 3_600_000 });

    expect((await app.inject({ url: "/api/v1/session", headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(401);
  });

  test("of one tenant cannot revoke another's", async () => {
    await expect(administration.makeApiToken({ name: "ours", scopes: ["read", "everything"] })).rejects.toMatchObject({ code: "TOKEN_SCOPE_UNKNOWN" });
    const { token } = await administration.makeApiToken({ name: "ours", scopes: ["read", "write", "admin"] });
    const theirs = await new IdentityAdministration({ database: db.app, tenantId: await db.makeTenant("Another"), clock: systemClock }).makeApiToken({
      name: "theirs",
      scopes: ["read"],
    });
    const answer = await app.inject({ method: "DELETE", url: `/api/v1/tokens/${theirs.tokenId}`, headers: { authorization: `Bearer ${token}` } });

    expect([answer.statusCode, answer.json().code]).toEqual([404, "TOKEN_UNKNOWN"]);
  });
});

describe("the installation's owner", () => {
  test("lists operators of this tenant only", async () => {
    const other = new IdentityAdministration({ database: db.app, tenantId: await db.makeTenant("Another"), clock: systemClock });
    await other.addOperator({ email: `other-${counter++}@fleet.example` });

    expect((await administration.operators()).map((operator) => [operator.email, operator.role])).toEqual([[email, "owner"]]);
  });

  test("cannot add an operator twice, nor one without an address", async () => {
    await expect(administration.addOperator({ email })).rejects.toThrow("ACCOUNT_EXISTS");
    await expect(administration.addOperator({ email: "no address" })).rejects.toThrow("EMAIL_MALFORMED");
    await expect(administration.resetPassword("nobody@fleet.example")).rejects.toThrow("ACCOUNT_UNKNOWN");
  });

  test("gets an operator back in", async () => {
    const { cookie } = await signedIn();
    const reset = await administration.resetPassword(email);

    expect((await app.inject({ url: "/api/v1/session", headers: { cookie } })).statusCode).toBe(401);
    expect((await signIn({ email, password: reset.password })).statusCode).toBe(200);
  });
});

test("the service's role reads no account but through the functions, and no other tenant's operators", async () => {
  await expect(db.app.directory.many("test-accounts", "select email from drawbar.operator_account", [])).rejects.toThrow("permission denied");
  const another = await db.makeTenant("Another");
  const rows = await db.app.of(another).many("test-operators", "select email from directory.operators_of($1)", [tenantId]);

  expect(rows).toEqual([]);
});
