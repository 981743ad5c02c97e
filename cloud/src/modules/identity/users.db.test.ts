/** Who works for a fleet, what they may do, and what they may give. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { startIdentityApp, TestBrowser, type IdentityApp } from "./testing/identity-app.ts";

let api: IdentityApp;
let tenantId: TenantId;
let owner: TestBrowser;
let invited = 0;

beforeAll(async () => {
  api = await startIdentityApp();
  ({ tenantId, owner } = await api.makeFleet());
});
afterAll(async () => api.dispose());

const codeOf = (answer: { json(): { code?: string }; statusCode: number }): string | undefined => (answer.statusCode === 204 ? undefined : answer.json().code);

async function ownRole(permissions: readonly string[]): Promise<string> {
  const answer = await owner.post("/roles", { name: `Role ${invited++}`, permissions });
  return answer.json().roleId;
}

async function depot(): Promise<string> {
  const { rows } = await api.db.admin.query<{ depot_id: string }>(
    "insert into drawbar.depot (tenant_id, depot_id, name, device) values ($1, gen_random_uuid(), $2, 'test') returning depot_id",
    [tenantId, `Depot ${invited++}`],
  );
  return rows[0]?.depot_id ?? "";
}

describe("an invitation", () => {
  const email = () => `invited-${invited++}@fleet.example`;

  test("lets somebody in once, with name, password and the role that was given, and signs them in", async () => {
    const to = email();
    const made = (await owner.post("/invitations", { email: to, roleId: "technician" })).json();
    const guest = new TestBrowser(api.app, { email: to, password: "a password of their own" });
    expect((await guest.post("/invitations/look", { token: made.token })).json()).toEqual({
      email: to,
      tenantName: "A fleet",
      roleName: "technician",
      hasAccount: false,
    });
    const answers = await Promise.all([1, 2].map(async () => guest.post("/invitations/accept", { token: made.token, name: "Bo", password: guest.password })));

    expect(answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b)).toEqual([200, 404]);
    const { email: seen, name, roleId } = (await owner.get("/users")).json().items.find((user: { email: string }) => user.email === to);
    expect([seen, name, roleId]).toEqual([to, "Bo", "technician"]);
    expect((await guest.signIn()).statusCode).toBe(200);
    expect((await owner.get("/invitations")).json().items.some((each: { email: string }) => each.email === to)).toBe(false);
  });

  test("to an e-mail that has an account asks for its password: the link alone opens nothing", async () => {
    const { owner: stranger, tenantId: elsewhere } = await api.makeFleet();
    const { token } = (await owner.post("/invitations", { email: stranger.email, roleId: "driver" })).json();
    const guest = new TestBrowser(api.app, stranger);
    expect(codeOf(await guest.post("/invitations/accept", { token, name: "Eve", password: "a password of Eve" }))).toBe("SIGN_IN_REFUSED");
    const answer = await guest.post("/invitations/accept", { token, name: "ignored", password: stranger.password });

    expect(answer.json().tenant.tenantId).toBe(tenantId);
    expect((await stranger.get("/session")).json().tenant.tenantId).toBe(elsewhere);
  });

  test("ends when it is withdrawn, replaced, or its maker leaves", async () => {
    const to = email();
    const first = (await owner.post("/invitations", { email: to, roleId: "driver" })).json();
    const second = (await owner.post("/invitations", { email: to, roleId: "driver" })).json();
    const look = async (token: string) => (await owner.post("/invitations/look", { token })).statusCode;
    expect([await look(first.token), await look(second.token)]).toEqual([404, 200]);
    await owner.delete(`/invitations/${second.invitation.invitationId}`);
    expect(await look(second.token)).toBe(404);

    const other = await api.addPerson(tenantId, "owner");
    const third = (await other.post("/invitations", { email: to, roleId: "driver" })).json();
    await owner.delete(`/users/${other.accountId}`);
    expect(await look(third.token)).toBe(404);
  });

  test("ends when its maker gets another role: nobody keeps a way back to what they had", async () => {
    const other = await api.addPerson(tenantId, "owner");
    const { token } = (await other.post("/invitations", { email: email(), roleId: "owner" })).json();
    await owner.post(`/users/${other.accountId}/role`, { roleId: "driver" });

    expect((await owner.post("/invitations/look", { token })).statusCode).toBe(404);
  });

  test("is not made for who works here already, with a role or depot that is not there, or beyond one's own rights", async () => {
    const someone = await api.addPerson(tenantId, "driver");
    expect(codeOf(await owner.post("/invitations", { email: someone.email.toUpperCase(), roleId: "driver" }))).toBe("USER_EXISTS");
    expect(codeOf(await owner.post("/invitations", { email: email(), roleId: "0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11" }))).toBe("USER_ROLE_UNKNOWN");
    const nowhere = ["0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"];
    expect(codeOf(await owner.post("/invitations", { email: email(), roleId: "driver", depots: nowhere }))).toBe("GRANT_DEPOT_UNKNOWN");
    expect(codeOf(await owner.post("/invitations", { email: email(), roleId: "owner", depots: [await depot()] }))).toBe("USER_ROLE_UNFIT");
  });
});

describe("nobody gives what they do not have", () => {
  let keeper: TestBrowser;

  beforeAll(async () => {
    const roleId = await ownRole(["fleet.read", "work.read", "users.read", "users.manage", "roles.manage"]);
    keeper = await api.addPerson(tenantId, "driver");
    await owner.post(`/users/${keeper.accountId}/role`, { roleId });
  });

  test("not by an invitation, a role, or a change of somebody's role, their own included", async () => {
    const driver = await api.addPerson(tenantId, "driver");
    expect(codeOf(await keeper.post("/invitations", { email: `x-${invited++}@fleet.example`, roleId: "technician" }))).toBe("GRANT_TOO_WIDE");
    expect(codeOf(await keeper.post("/roles", { name: "Boss", permissions: ["fleet.administer"] }))).toBe("GRANT_TOO_WIDE");
    expect(codeOf(await keeper.post(`/users/${driver.accountId}/role`, { roleId: "owner" }))).toBe("GRANT_TOO_WIDE");
    expect(codeOf(await keeper.post(`/users/${keeper.accountId}/role`, { roleId: "owner" }))).toBe("GRANT_TOO_WIDE");
    expect((await keeper.post("/invitations", { email: `x-${invited++}@fleet.example`, roleId: "driver" })).statusCode).toBe(201);
  });

  test("nor takes it from those who have more", async () => {
    expect(codeOf(await keeper.delete(`/users/${owner.accountId}`))).toBe("GRANT_TOO_WIDE");
    expect(codeOf(await keeper.post(`/users/${owner.accountId}/suspend`))).toBe("GRANT_TOO_WIDE");
    const wide = await ownRole(["fleet.read", "fleet.administer"]);
    expect(codeOf(await keeper.post(`/roles/${wide}`, { name: "Narrow", permissions: ["fleet.read"] }))).toBe("GRANT_TOO_WIDE");
    expect(codeOf(await keeper.delete(`/roles/${wide}`))).toBe("GRANT_TOO_WIDE");
  });

  test("nor for depots that are not theirs", async () => {
    const [mine, theirs] = [await depot(), await depot()];
    const local = await api.addPerson(tenantId, "owner", [mine]);
    const invite = async (depots?: readonly string[]) => local.post("/invitations", { email: `x-${invited++}@fleet.example`, roleId: "driver", depots });

    expect((await invite([mine])).statusCode).toBe(201);
    expect(codeOf(await invite([mine, theirs]))).toBe("GRANT_TOO_WIDE");
    expect(codeOf(await invite())).toBe("GRANT_TOO_WIDE");
    const { token } = (await local.post("/tokens", { name: "local", scopes: ["read", "admin"] })).json();
    const answer = await api.app.inject({
      method: "POST",
      url: "/api/v1/invitations",
      headers: { authorization: `Bearer ${token}` },
      payload: { email: "x@fleet.example", roleId: "driver" },
    });
    expect(answer.json().code).toBe("GRANT_TOO_WIDE");
  });
});

describe("the last owner", () => {
  test("cannot be removed, suspended or made something else, alone or by two who do it to each other at once", async () => {
    const fleet = await api.makeFleet();
    const first = fleet.owner;
    expect(codeOf(await first.delete(`/users/${first.accountId}`))).toBe("LAST_OWNER");
    expect(codeOf(await first.post(`/users/${first.accountId}/suspend`))).toBe("LAST_OWNER");
    expect(codeOf(await first.post(`/users/${first.accountId}/role`, { roleId: "driver" }))).toBe("LAST_OWNER");

    const second = await api.addPerson(fleet.tenantId, "owner");
    const answers = await Promise.all([
      first.post(`/users/${second.accountId}/role`, { roleId: "driver" }),
      second.post(`/users/${first.accountId}/role`, { roleId: "driver" }),
    ]);
    expect(answers.map((answer) => codeOf(answer)).filter((code) => code === "LAST_OWNER" || code === "SCOPE_MISSING")).toHaveLength(1);
    const { rows } = await api.db.admin.query("select 1 from drawbar.membership where tenant_id = $1 and role = 'owner'", [fleet.tenantId]);
    expect(rows).toHaveLength(1);
  });
});

describe("a role", () => {
  test("of the fleet's own holds from the next request on when it changes, and stays while somebody has it", async () => {
    const roleId = await ownRole(["fleet.read"]);
    const someone = await api.addPerson(tenantId, "driver");
    await owner.post(`/users/${someone.accountId}/role`, { roleId });
    expect((await someone.get("/users")).statusCode).toBe(403);
    await owner.post(`/roles/${roleId}`, { name: "Planner of people", permissions: ["fleet.read", "users.read"] });

    expect((await someone.get("/users")).statusCode).toBe(200);
    expect(codeOf(await owner.delete(`/roles/${roleId}`))).toBe("USER_ROLE_IN_USE");
    expect(codeOf(await owner.post("/roles", { name: "Planner of people", permissions: ["fleet.read"] }))).toBe("USER_ROLE_EXISTS");
    expect(codeOf(await owner.post("/roles", { name: "Owner", permissions: ["fleet.read"] }))).toBe("USER_ROLE_EXISTS");
    await owner.post(`/users/${someone.accountId}/role`, { roleId: "driver" });
    expect((await owner.delete(`/roles/${roleId}`)).statusCode).toBe(204);
  });

  test("is one of at most fifty of the fleet's own", async () => {
    const fleet = await api.makeFleet();
    const add = async (name: string) => fleet.owner.post("/roles", { name, permissions: ["fleet.read"] });
    for (let role = 0; role < 50; role++) expect((await add(`Role ${role}`)).statusCode).toBe(201);
    expect(codeOf(await add("One too many"))).toBe("IDENTITY_LIMIT");
  });
});

describe("somebody", () => {
  test("who is suspended is out at once with every session and token, and comes back with the same role", async () => {
    const someone = await api.addPerson(tenantId, "fleet-manager");
    const { token } = (await someone.post("/tokens", { name: "script", scopes: ["read"] })).json();
    await owner.post(`/users/${someone.accountId}/suspend`);

    expect((await someone.get("/session")).statusCode).toBe(401);
    expect((await api.app.inject({ url: "/api/v1/tokens", headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(401);
    expect((await someone.signIn()).statusCode).toBe(401);
    await owner.post(`/users/${someone.accountId}/resume`);
    await someone.signIn();
    expect((await someone.get("/session")).json().permissions).toContain("work.plan");
  });

  test("who is removed is forgotten when no other fleet has them", async () => {
    const someone = await api.addPerson(tenantId, "driver");
    await owner.delete(`/users/${someone.accountId}`);

    const { rows } = await api.db.admin.query("select 1 from drawbar.operator_account where email = $1", [someone.email]);
    expect(rows).toEqual([]);
    expect(codeOf(await owner.delete(`/users/${someone.accountId}`))).toBe("USER_UNKNOWN");
  });

  test("sees their own sessions, ends one, and ends the others; not anybody else's", async () => {
    const someone = await api.addPerson(tenantId, "driver");
    const [second, third] = [new TestBrowser(api.app, someone), new TestBrowser(api.app, someone)];
    await second.signIn();
    await third.signIn();
    const listed = (await someone.get("/account/sessions")).json().items as { sessionId: string; isCurrent: boolean; userAgent: string }[];
    expect(listed.map(({ userAgent }) => userAgent)).toEqual(["TestBrowser/1", "TestBrowser/1", "TestBrowser/1"]);
    const secondId = ((await second.get("/account/sessions")).json().items as typeof listed).find(({ isCurrent }) => isCurrent)?.sessionId;

    expect((await owner.delete(`/account/sessions/${secondId}`)).json().code).toBe("SESSION_UNKNOWN");
    expect((await someone.delete(`/account/sessions/${secondId}`)).statusCode).toBe(204);
    expect([(await second.get("/session")).statusCode, (await third.get("/session")).statusCode]).toEqual([401, 200]);
    await someone.delete("/account/sessions");
    expect([(await someone.get("/session")).statusCode, (await third.get("/session")).statusCode]).toEqual([200, 401]);
  });
});

describe("API tokens", () => {
  test("are listed with their last use, one's own or all; a person ends their own, who manages them any", async () => {
    const someone = await api.addPerson(tenantId, "technician");
    const { token, tokenId } = (await someone.post("/tokens", { name: "mine", scopes: ["read"] })).json();
    const theirs = (await owner.post("/tokens", { name: "theirs", scopes: ["read"] })).json();
    await api.app.inject({ url: "/api/v1/tokens", headers: { authorization: `Bearer ${token}` } });

    const own = (await someone.get("/tokens")).json().items;
    expect(own).toEqual([expect.objectContaining({ tokenId, name: "mine", createdBy: someone.email, lastUsedAt: expect.any(String) })]);
    expect((await someone.delete(`/tokens/${theirs.tokenId}`)).json().code).toBe("SCOPE_MISSING");
    expect((await someone.delete(`/tokens/${tokenId}`)).statusCode).toBe(204);
    const all = (await owner.get("/tokens")).json().items as { tokenId: string; revokedAt?: string }[];
    expect(all.find((each) => each.tokenId === tokenId)?.revokedAt).toBeDefined();
    expect((await owner.delete(`/tokens/${theirs.tokenId}`)).statusCode).toBe(204);
  });

  test("can do no more than their maker's role can now", async () => {
    const roleId = await ownRole(["fleet.read", "fleet.change", "fleet.administer", "users.read"]);
    const someone = await api.addPerson(tenantId, "driver");
    await owner.post(`/users/${someone.accountId}/role`, { roleId });
    const { token } = (await someone.post("/tokens", { name: "admin", scopes: ["read", "admin"] })).json();
    const ask = async () => (await api.app.inject({ url: "/api/v1/users", headers: { authorization: `Bearer ${token}` } })).statusCode;
    expect(await ask()).toBe(200);
    await owner.post(`/roles/${roleId}`, { name: "Narrowed", permissions: ["fleet.read", "fleet.change", "fleet.administer"] });

    expect(await ask()).toBe(403);
  });

  test("can be given single permissions, of those that their maker has, and then do nothing else", async () => {
    const someone = await api.addPerson(tenantId, "fleet-manager");
    const made = (await someone.post("/tokens", { name: "stock counter", scopes: ["parts.read", "parts.move"] })).json();
    const headers = { authorization: `Bearer ${made.token}` };
    const held = (await api.app.inject({ url: "/api/v1/permissions", headers })).json().items as { permission: string; isHeld: boolean }[];
    expect(held.filter((each) => each.isHeld).map((each) => each.permission)).toEqual(["parts.read", "parts.move"]);
    expect((await api.app.inject({ url: "/api/v1/users", headers })).json().code).toBe("SCOPE_MISSING");
    const listed = (await someone.get("/tokens")).json().items as { tokenId: string; scopes: string[] }[];
    expect(listed.find((each) => each.tokenId === made.tokenId)?.scopes).toEqual(["parts.read", "parts.move"]);

    expect((await someone.post("/tokens", { name: "spy", scopes: ["parts.read", "audit.read"] })).json().code).toBe("TOKEN_SCOPE_TOO_WIDE");
    expect((await someone.post("/tokens", { name: "spy", scopes: ["moon.land"] })).statusCode).toBe(400);
    expect((await someone.post("/tokens", { name: "spy", scopes: [] })).statusCode).toBe(400);
    const next = await api.app.inject({ method: "POST", url: "/api/v1/tokens", headers, payload: { name: "next", scopes: ["parts.read"] } });
    expect(next.json().code).toBe("SCOPE_MISSING"); // a token that leaked must not live for ever by making the next
  });

  test("carry of a scope what their maker has of it, and end when the maker's role changes", async () => {
    const someone = await api.addPerson(tenantId, "auditor");
    const { token } = (await someone.post("/tokens", { name: "reader", scopes: ["read"] })).json();
    const ask = async () => (await api.app.inject({ url: "/api/v1/users", headers: { authorization: `Bearer ${token}` } })).statusCode;
    expect(await ask()).toBe(403); // an auditor may read users; the scope "read" does not carry it
    await owner.post(`/users/${someone.accountId}/role`, { roleId: "driver" });
    expect(await ask()).toBe(401);
  });
});
