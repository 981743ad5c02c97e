/** Back-channel logout: a provider says that somebody signed out, and everybody else pretends to be it. */
import type { JWTPayload } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCompany, type Company, type CompanyFleet } from "./testing/company.ts";
import { startIdentityApp, type IdentityApp, type TestBrowser } from "./testing/identity-app.ts";

let api: IdentityApp;
let company: Company;
let fleet: CompanyFleet;
let logouts = 0;
const events = { "http://schemas.openid.net/event/backchannel-logout": {} };

beforeAll(async () => {
  api = await startIdentityApp({ isInsecure: true });
  company = await startCompany(api);
  fleet = await company.fleetWith({ defaultRoleId: "driver" });
});
afterAll(async () => {
  await company.dispose();
  await api.dispose();
});

async function tell(token: string, tenantId: string = fleet.tenantId): Promise<{ readonly status: number; readonly code?: string }> {
  const answer = await api.app.inject({
    method: "POST",
    url: `/api/v1/session/sign-on/provider-logout/${tenantId}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ logout_token: token }).toString(),
  });
  return { status: answer.statusCode, code: answer.json().code };
}

async function comeIn(sub: string): Promise<TestBrowser> {
  company.people.set(sub, { email: `${sub}@company.example` });
  return (await company.signOn(fleet.name, sub)).browser;
}

/** What the provider calls the browser's session. */
async function sessionAtProvider(browser: TestBrowser): Promise<string> {
  const ended = new URL((await browser.post("/session/sign-on/end")).json().url);
  const [, payload = ""] = (ended.searchParams.get("id_token_hint") ?? "").split(".");
  return (JSON.parse(Buffer.from(payload, "base64url").toString()) as { readonly sid: string }).sid;
}

const isIn = async (browser: TestBrowser): Promise<boolean> => (await browser.get("/session")).statusCode === 200;
const logout = (claims: JWTPayload): Promise<string> => company.sign({ jti: `logout ${logouts++}`, events, ...claims });

test("ends every session that the provider vouched for when it names the person, and no other", async () => {
  const [ada, again, bo] = [await comeIn("ada"), await comeIn("ada"), await comeIn("bo")];
  expect(await tell(await logout({ sub: "ada" }))).toEqual({ status: 200 });

  expect([await isIn(ada), await isIn(again), await isIn(bo)]).toEqual([false, false, true]);
  expect(await isIn(fleet.owner)).toBe(true);
});

test("ends one session when the provider names it, and takes the news of one that ended before", async () => {
  const [first, second] = [await comeIn("cy"), await comeIn("cy")];
  const { rows } = await api.db.admin.query<{ sessions: string }>(
    "select count(distinct provider_session_hash) as sessions from drawbar.session where account_id = $1",
    [first.accountId],
  );
  expect(rows[0]?.sessions).toBe("2");
  const sid = await sessionAtProvider(first); // signs it out here
  expect(await tell(await logout({ sub: "cy", sid }))).toEqual({ status: 200 });
  expect(await isIn(second)).toBe(true);

  await api.db.admin.query("update drawbar.session set provider_session_hash = sha256($2) where account_id = $1", [
    second.accountId,
    Buffer.from(JSON.stringify([company.issuer, "a session there"])),
  ]);
  expect(await tell(await logout({ sid: "a session there" }))).toEqual({ status: 200 });
  expect(await isIn(second)).toBe(false);
});

test("a token that was taken counts no second time", async () => {
  const token = await logout({ sub: "di" });
  await comeIn("di");
  expect(await tell(token)).toEqual({ status: 200 });
  const later = await comeIn("di");

  expect(await tell(token)).toEqual({ status: 400, code: "SIGN_ON_LOGOUT_REFUSED" });
  expect(await isIn(later)).toBe(true);
});

test("tokens that were taken are forgotten once they are too old to come again", async () => {
  await tell(await logout({ sub: "nobody" }));
  await api.db.admin.query("update drawbar.provider_logout set expires_at = now()");
  await tell(await logout({ sub: "nobody" }));

  const { rows } = await api.db.admin.query<{ kept: string }>("select count(*) as kept from drawbar.provider_logout");
  expect(rows[0]?.kept).toBe("1");
});

test("holds while sign-on is switched off, and not in a fleet of another provider or of none", async () => {
  const eve = await comeIn("eve");
  const stranger = await company.fleetWith({ clientId: "another" });
  expect(await tell(await logout({ sub: "eve" }), stranger.tenantId)).toEqual({ status: 400, code: "SIGN_ON_LOGOUT_REFUSED" });
  const { tenantId } = await api.makeFleet();
  expect(await tell(await logout({ sub: "eve" }), tenantId)).toEqual({ status: 404, code: "SIGN_ON_UNKNOWN" });
  expect(await isIn(eve)).toBe(true);

  const settings = { name: fleet.name, issuer: company.issuer, clientId: "drawbar", roleRules: [], defaultRoleId: "driver" };
  await fleet.owner.post("/sign-on", { ...settings, isOn: false });
  expect(await tell(await logout({ sub: "eve" }))).toEqual({ status: 200 });
  expect(await isIn(eve)).toBe(false);
  await fleet.owner.post("/sign-on", { ...settings, isOn: true });
});

test("a provider that does not answer is told to try again", async () => {
  const unreachable = await company.fleetWith({ issuer: "http://127.0.0.1:9", clientSecret: "x" });

  expect(await tell(await logout({ sub: "ada" }), unreachable.tenantId)).toEqual({ status: 503, code: "SIGN_ON_UNREACHABLE" });
});

describe("is refused, and nobody is signed out, when the token", () => {
  const ago = (seconds: number): number => Math.floor(Date.now() / 1_000) - seconds;
  const unsigned = (claims: object): string =>
    `${[{ alg: "none" }, { iss: company.issuer, aud: "drawbar", iat: ago(0), jti: "unsigned", sub: "fay", events, ...claims }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".")}.`;

  test.each<readonly [string, () => Promise<string> | string]>([
    ["was signed by somebody else", () => company.sign({ sub: "fay", jti: "forged", events }, { isForged: true })],
    ["was not signed", () => unsigned({})],
    ["comes from another issuer", () => logout({ sub: "fay", iss: "https://evil.example" })],
    ["is for another application", () => logout({ sub: "fay", aud: "another" })],
    ["is too old", () => logout({ sub: "fay", iat: ago(6 * 60) })],
    ["says that its time is over", () => logout({ sub: "fay", exp: ago(60) })],
    ["comes from the future", () => logout({ sub: "fay", iat: ago(-120) })],
    ["is an id_token", () => company.sign({ sub: "fay", jti: "id", nonce: "n", auth_time: ago(0) }, { typ: "JWT" })],
    ["has a nonce", () => logout({ sub: "fay", nonce: "n" })],
    ["is of another type", () => company.sign({ sub: "fay", jti: "typed", events }, { typ: "at+jwt" })],
    ["is about another event", () => logout({ sub: "fay", events: { "https://schemas.openid.net/secevent/risc": {} } })],
    ["has an event that is no object", () => logout({ sub: "fay", events: { "http://schemas.openid.net/event/backchannel-logout": true } })],
    ["has no id of its own", () => company.sign({ sub: "fay", events })],
    ["names nobody", () => logout({})],
    ["names somebody with a word beyond all length", () => logout({ sub: "f".repeat(300) })],
    ["is no token", () => "rubbish"],
  ])("%s", async (_what, make) => {
    const fay = await comeIn("fay");
    expect(await tell(await make())).toEqual({ status: 400, code: "SIGN_ON_LOGOUT_REFUSED" });
    expect(await isIn(fay)).toBe(true);
  });

  test("is longer than any", async () => {
    expect((await tell("x".repeat(12_000))).status).toBe(413);
  });
});
