/** Company sign-on against a real OpenID provider (oidc-provider, certified), over real HTTP. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { redirect, startCompany, type Company } from "./testing/company.ts";
import { startIdentityApp, type IdentityApp } from "./testing/identity-app.ts";

let api: IdentityApp;
let company: Company;
let issuer: string;
let people: Company["people"];
let fleetWith: Company["fleetWith"];
let signOn: Company["signOn"];

beforeAll(async () => {
  api = await startIdentityApp({ isInsecure: true });
  company = await startCompany(api);
  ({ issuer, people, fleetWith, signOn } = company);
});
afterAll(async () => {
  await company.dispose();
  await api.dispose();
});

test("somebody new comes in with the role that the company's groups give, and lands where they wanted to go", async () => {
  const { name, owner } = await fleetWith();
  people.set("ada", { email: "Ada@company.example", email_verified: true, name: "Ada", groups: ["people", "workshop"] });
  const { location, browser } = await signOn(name, "ada");

  expect(location).toBe("/vehicles?state=late");
  expect((await browser.get("/session")).json()).toMatchObject({
    account: { email: "ada@company.example", name: "Ada" },
    method: "sign-on",
    permissions: ["fleet.read", "parts.read", "parts.move", "work.read", "work.do"],
  });
  const users = (await owner.get("/users")).json().items as { email: string; roleId: string }[];
  expect(users.find((user) => user.email === "ada@company.example")?.roleId).toBe("technician");
});

test("the role follows the groups at the next sign-in, and who has none is refused", async () => {
  const { name } = await fleetWith();
  people.set("bo", { email: "bo@company.example", groups: ["workshop"] });
  await signOn(name, "bo");
  people.set("bo", { email: "bo@company.example", groups: ["fleet-admins"] });
  const { browser } = await signOn(name, "bo");
  expect((await browser.get("/session")).json().permissions).toContain("users.manage");

  people.set("bo", { email: "bo@company.example", groups: [] });
  expect((await signOn(name, "bo")).location).toBe("/sign-in?failed=SIGN_ON_NO_ROLE");
});

test("a person stays the same one when the e-mail changes at the company", async () => {
  const { name } = await fleetWith();
  people.set("cy", { email: "cy@company.example", groups: ["workshop"] });
  const first = await (await signOn(name, "cy")).browser.get("/session");
  people.set("cy", { email: "someone.else@company.example", groups: ["workshop"] });

  expect((await (await signOn(name, "cy")).browser.get("/session")).json().account).toEqual(first.json().account);
});

test("a company cannot vouch for an account of another fleet, nor without a verified e-mail", async () => {
  const { name } = await fleetWith();
  const { owner: stranger } = await api.makeFleet();
  people.set("eve", { email: stranger.email, email_verified: true, groups: ["fleet-admins"] });
  expect((await signOn(name, "eve")).location).toBe("/sign-in?failed=SIGN_ON_ACCOUNT_TAKEN");
  people.set("eve", { email: "eve@company.example", email_verified: false, groups: ["workshop"] });
  expect((await signOn(name, "eve")).location).toBe("/sign-in?failed=SIGN_ON_REFUSED");
  people.set("eve", { groups: ["workshop"] });
  expect((await signOn(name, "eve")).location).toBe("/sign-in?failed=SIGN_ON_REFUSED");
});

test("who is suspended stays out, and an own account is not changed by a company's session", async () => {
  const { name, owner } = await fleetWith();
  people.set("di", { email: "di@company.example", groups: ["workshop"] });
  const { browser } = await signOn(name, "di");
  const refused = await browser.post("/account/passkeys/options", { password: "whatever it is" });
  expect([refused.statusCode, refused.json().code]).toEqual([403, "ACCOUNT_OF_COMPANY"]);

  await owner.post(`/users/${browser.accountId}/suspend`);
  expect((await browser.get("/session")).statusCode).toBe(401);
  expect((await signOn(name, "di")).location).toBe("/sign-in?failed=SIGN_ON_NO_ROLE");
});

test("a sign-in that was begun in another browser, comes twice, or was tampered with is refused; so is a foreign place to go on to", async () => {
  const { name } = await fleetWith({ defaultRoleId: "driver" });
  people.set("fay", { email: "fay@company.example" });
  const begun = await api.app.inject({ url: `/api/v1/session/sign-on/begin?name=${name}`, headers: { host: "fleet.example" } });
  const back = new URL(await company.walk(String(begun.headers.location), "fay"));
  const cookie = begun.cookies.map((each) => `${each.name}=${each.value}`).join("; ");
  const finish = async (search: string, headers: object) =>
    (await api.app.inject({ url: back.pathname + search, headers: { host: "fleet.example", ...headers } })).headers.location;

  expect(await finish(back.search, {})).toBe("/sign-in?failed=SIGN_ON_REFUSED");
  expect(await finish(back.search.replace("state=", "state=x"), { cookie })).toBe("/sign-in?failed=SIGN_ON_REFUSED");
  expect(await finish(back.search, { cookie })).toBe("/sign-in?failed=SIGN_ON_REFUSED"); // used up by the try before
  expect((await signOn(name, "fay", "//evil.example")).location).toBe("/");
  expect((await signOn(name, "fay", "https://evil.example")).location).toBe("/");
});

test("signing out leads to the company's own sign-out, with what it asks for", async () => {
  const { name } = await fleetWith();
  people.set("gus", { email: "gus@company.example", groups: ["workshop"] });
  const { browser } = await signOn(name, "gus");
  const ended = new URL((await browser.post("/session/sign-on/end")).json().url);

  expect(ended.origin).toBe(issuer);
  expect(ended.searchParams.get("post_logout_redirect_uri")).toBe("http://fleet.example/sign-in");
  expect(await (await fetch(ended)).text()).toContain("session/end/confirm"); // the provider takes the hint and goes on
  expect((await browser.get("/session")).statusCode).toBe(401);
});

test("the settings are for owners, keep the secret to themselves, and never send it to another issuer", async () => {
  const { name, owner, tenantId } = await fleetWith();
  const shown = await owner.get("/sign-on");
  expect(shown.json()).toMatchObject({ redirectUri: redirect, settings: { name, issuer, clientId: "drawbar", isOn: true } });
  expect(shown.body).not.toContain("a secret of the company");
  const rows = await api.db.app
    .of(tenantId)
    .many<{ sealed_client_secret: Buffer }>("t", "select sealed_client_secret from sign_on where tenant_id = $1", [tenantId]);
  expect(rows[0]?.sealed_client_secret.includes("a secret of the company")).toBe(false);

  const settings = { name, issuer, clientId: "drawbar", roleRules: [], isOn: true };
  expect((await owner.post("/sign-on", settings)).statusCode).toBe(204);
  expect((await owner.post("/sign-on", { ...settings, issuer: "https://other.example" })).json().code).toBe("SIGN_ON_SECRET_MISSING");
  expect((await owner.post("/sign-on", { ...settings, defaultRoleId: "0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11" })).json().code).toBe("USER_ROLE_UNKNOWN");
  const { owner: other } = await api.makeFleet();
  expect((await other.post("/sign-on", { ...settings, clientSecret: "x" })).json().code).toBe("SIGN_ON_NAME_TAKEN");
  const manager = await api.addPerson(tenantId, "fleet-manager");
  expect((await manager.get("/sign-on")).json().code).toBe("SCOPE_MISSING");
});

test("a provider that is not there is said so, and nobody is held up for long", async () => {
  const { name } = await fleetWith({ issuer: "http://127.0.0.1:9", clientSecret: "x" });
  const begun = await api.app.inject({ url: `/api/v1/session/sign-on/begin?name=${name}`, headers: { host: "fleet.example" } });

  expect(begun.headers.location).toBe("/sign-in?failed=SIGN_ON_UNREACHABLE");
});
