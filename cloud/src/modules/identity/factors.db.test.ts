/** Second factors and passkeys: what opens an account beside its password, and what does not. */
import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cheapPasswordCost } from "./testing/cheap-passwords.ts";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { IdentityAdministration } from "./administration.ts";
import { startIdentityApp, TestBrowser, type IdentityApp } from "./testing/identity-app.ts";
import { SoftwareAuthenticator } from "./testing/software-authenticator.ts";

const clock = new ManualClock({ wallUs: Date.now() * 1_000 });
const site = { origin: "http://fleet.example", host: "fleet.example" };
let api: IdentityApp;
let tenantId: TenantId;
let person: TestBrowser;

beforeAll(async () => {
  api = await startIdentityApp({ clock });
});
afterAll(async () => api.dispose());
beforeEach(async () => {
  ({ tenantId, owner: person } = await api.makeFleet());
});

/** Adds an authenticator app. @returns it, and the recovery codes. */
async function addApp(browser: TestBrowser): Promise<{ readonly code: (steps?: number) => string; readonly codes: readonly string[] }> {
  const { secret } = (await browser.post("/account/app", { password: browser.password })).json();
  const app = new TOTP({ secret, digits: 6, period: 30 });
  const code = (steps = 0): string => app.generate({ timestamp: clock.wallUs() / 1_000 + steps * 30_000 });
  const confirmed = await browser.post("/account/app/confirm", { code: code() });
  expect(confirmed.statusCode).toBe(200);
  clock.advanceMs(30_000);
  return { code, codes: confirmed.json().codes };
}

async function addPasskey(browser: TestBrowser): Promise<SoftwareAuthenticator> {
  const device = new SoftwareAuthenticator(site);
  const { token, options } = (await browser.post("/account/passkeys/options", { password: browser.password })).json();
  const added = await browser.post("/account/passkeys", { token, name: "laptop", response: device.register(options.challenge) });
  expect([added.statusCode, added.body]).toEqual([204, ""]);
  return device;
}

async function byPasskey(device: SoftwareAuthenticator, change: (response: object) => object = (same) => same) {
  const guest = new TestBrowser(api.app, person);
  const { token, options } = (await guest.post("/session/passkey/options")).json();
  return { answer: guest.keep(await guest.post("/session/passkey", { token, response: change(device.signIn(options.challenge)) })), guest, token, options };
}

describe("an authenticator app", () => {
  test("is asked for after the password from its first right code on, and each code is good once", async () => {
    const { code } = await addApp(person);
    const guest = new TestBrowser(api.app, person);
    const asked = await guest.signIn();
    expect([asked.statusCode, asked.json().methods, asked.cookies]).toEqual([202, ["code"], []]);
    const { token } = asked.json();
    const used = code();
    expect((await guest.post("/session/second-factor", { token, code: "000000" })).json().code).toBe("SECOND_FACTOR_REFUSED");
    expect((await guest.post("/session/second-factor", { token, code: `${used.slice(0, 3)} ${used.slice(3)}` })).statusCode).toBe(200);

    const again = (await guest.signIn()).json().token;
    expect((await guest.post("/session/second-factor", { token: again, code: used })).statusCode).toBe(401);
    expect((await guest.post("/session/second-factor", { token, code: code(1) })).statusCode).toBe(401); // that sign-in is over
    expect((await guest.post("/session/second-factor", { token: again, code: code(1) })).statusCode).toBe(200);
  });

  test("takes five codes for one password, and its clock may be half a minute off, not more", async () => {
    const { code } = await addApp(person);
    const guest = new TestBrowser(api.app, person);
    const { token } = (await guest.signIn()).json();
    for (const wrong of [code(3), code(-3), "000000", "111111", "222222"])
      expect((await guest.post("/session/second-factor", { token, code: wrong })).statusCode).toBe(401);
    expect((await guest.post("/session/second-factor", { token, code: code() })).statusCode).toBe(401);
    expect((await guest.post("/session/second-factor", { token: (await guest.signIn()).json().token, code: code(1) })).statusCode).toBe(200);
  });

  test("has ten recovery codes, each good once, kept as hashes, and replaced when new ones are made", async () => {
    const { codes } = await addApp(person);
    expect(new Set(codes).size).toBe(10);
    const guest = new TestBrowser(api.app, person);
    const enter = async (code: string) => (await guest.post("/session/second-factor", { token: (await guest.signIn()).json().token, code })).statusCode;
    const [first = "", second = ""] = codes;
    expect(await enter(first.toUpperCase().replaceAll("-", " "))).toBe(200);
    expect(await enter(first)).toBe(401);
    expect((await person.get("/account/factors")).json()).toMatchObject({ hasApp: true, recoveryCodesLeft: 9 });
    await person.post("/account/recovery-codes", { password: person.password });
    expect(await enter(second)).toBe(401);
  });

  test("is added and removed only with the password, and its secret is not readable in the database", async () => {
    expect((await person.post("/account/app", { password: "a wrong guess" })).json().code).toBe("PASSWORD_WRONG");
    const { secret } = (await person.post("/account/app", { password: person.password })).json();
    expect((await person.post("/account/app/confirm", { code: "000000" })).json().code).toBe("CODE_WRONG");
    expect((await new TestBrowser(api.app, person).signIn()).statusCode).toBe(200); // not confirmed: not asked for
    const { rows } = await api.db.admin.query<{ sealed_secret: Buffer }>("select sealed_secret from drawbar.account_totp where account_id = $1", [
      person.accountId,
    ]);
    expect(rows[0]?.sealed_secret.includes(secret)).toBe(false);

    await addApp(person);
    expect((await person.post("/account/app", { password: person.password })).json().code).toBe("SECOND_FACTOR_EXISTS");
    expect((await person.post("/account/app/remove", { password: "a wrong guess" })).json().code).toBe("PASSWORD_WRONG");
    await person.post("/account/app/remove", { password: person.password });
    expect((await new TestBrowser(api.app, person).signIn()).statusCode).toBe(200);
  });

  test("ends the other sessions when it is added; who lost it is let in by the installation's owner", async () => {
    const other = new TestBrowser(api.app, person);
    await other.signIn();
    await addApp(person);
    expect([(await other.get("/session")).statusCode, (await person.get("/session")).statusCode]).toEqual([401, 200]);

    const administration = new IdentityAdministration({ database: api.db.app, tenantId, clock, passwordCost: cheapPasswordCost });
    const { password } = await administration.resetPassword(person.email, { secondFactor: true });
    expect((await new TestBrowser(api.app, { email: person.email, password }).signIn()).statusCode).toBe(200);
  });
});

describe("a passkey", () => {
  test("signs in alone, and its answer is good once", async () => {
    const device = await addPasskey(person);
    const { answer, guest, token, options } = await byPasskey(device);
    expect([answer.statusCode, answer.json().account?.email, answer.json().method]).toEqual([200, person.email, "passkey"]);
    expect((await guest.post("/session/passkey", { token, response: device.signIn(options.challenge) })).json().code).toBe("PASSKEY_REFUSED");
    const [listed] = (await person.get("/account/factors")).json().passkeys;
    expect(listed).toMatchObject({ passkeyId: device.id, name: "laptop", lastUsedAt: expect.any(String) });
  });

  test("is refused when its device was not unlocked, it belongs to another site, is unknown, or its answer was changed", async () => {
    const device = await addPasskey(person);
    const foreign = await byPasskey(new SoftwareAuthenticator({ origin: "https://evil.example", host: "evil.example" }));
    const unknown = await byPasskey(new SoftwareAuthenticator(site));
    const changed = await byPasskey(device, (response) => ({ ...response, response: { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" } }));
    device.isVerified = false;
    const locked = await byPasskey(device);

    for (const { answer } of [foreign, unknown, changed, locked]) expect([answer.statusCode, answer.json().code]).toEqual([401, "PASSKEY_REFUSED"]);
  });

  test("is refused once it was removed, and cannot be taken over by another account", async () => {
    const device = await addPasskey(person);
    const thief = await api.addPerson(tenantId, "driver");
    const begun = (await thief.post("/account/passkeys/options", { password: thief.password })).json();
    const taken = await thief.post("/account/passkeys", { token: begun.token, name: "mine", response: device.register(begun.options.challenge) });
    expect(taken.json().code).toBe("PASSKEY_UNFIT");
    expect((await thief.post("/account/passkeys/remove", { passkeyId: device.id, password: thief.password })).json().code).toBe("PASSKEY_UNKNOWN");
    await person.post("/account/passkeys/remove", { passkeyId: device.id, password: person.password });

    expect((await byPasskey(device)).answer.statusCode).toBe(401);
  });
});

describe("a fleet that asks for a second factor", () => {
  test("opens only one's own account to who has none, and the rest once there is one", async () => {
    const someone = await api.addPerson(tenantId, "fleet-manager");
    await addApp(person);
    await person.post("/sign-in-policy", { isSecondFactorRequired: true });

    expect((await someone.get("/session")).json()).toMatchObject({ lacksSecondFactor: true, permissions: [] });
    expect((await someone.get("/tokens")).json().items).toEqual([]);
    expect((await someone.post("/tokens", { name: "way round", scopes: ["read"] })).json().code).toBe("SECOND_FACTOR_REQUIRED");
    await addApp(someone);
    expect((await someone.get("/session")).json()).toMatchObject({ lacksSecondFactor: false });
    expect((await someone.post("/tokens", { name: "now", scopes: ["read"] })).statusCode).toBe(201);
    expect((await person.get("/users")).statusCode).toBe(200);
  });

  test("takes a passkey for both, and no password in its place", async () => {
    const device = await addPasskey(person);
    await person.post("/sign-in-policy", { isSecondFactorRequired: true });
    const guest = new TestBrowser(api.app, person);
    const asked = await guest.signIn();

    expect([asked.statusCode, asked.json().methods]).toEqual([202, ["passkey"]]);
    expect((await byPasskey(device)).answer.json()).toMatchObject({ lacksSecondFactor: false });
  });
});
