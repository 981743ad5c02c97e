/** The development server's people, roles, tokens, factors and sign-on: kept in memory, with the cloud's refusals that a screen has to show. */
import { randomBytes, randomUUID } from "node:crypto";
import type { MockSession } from "./mock-sessions.ts";
import type { MockState } from "./mock-server.ts";

/** What is answered: a status, and a body where there is one. */
export interface IdentityAnswer {
  readonly status: number;
  readonly body?: object;
  readonly problem?: { readonly code: string; readonly detail: string };
  /** Signs the browser in. */
  readonly signsIn?: true;
}

interface Call {
  readonly state: MockState;
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export const mockPermissions = [
  { permission: "fleet.read", scope: "read", meaning: "See vehicles, depots, history and links" },
  { permission: "fleet.change", scope: "write", meaning: "Add vehicles and depots, make claims, play recordings" },
  { permission: "fleet.administer", scope: "admin", meaning: "Remove vehicles with their history, and change what holds for the whole fleet" },
  { permission: "parts.read", scope: "read", meaning: "See parts, stock and movements" },
  { permission: "parts.move", scope: "write", meaning: "Take, put away, count and transfer parts" },
  { permission: "parts.order", scope: "write", meaning: "Order and receive parts" },
  { permission: "work.read", scope: "read", meaning: "See work orders and inspections" },
  { permission: "work.plan", scope: "write", meaning: "Plan, assign and close work orders" },
  { permission: "work.do", scope: "write", meaning: "Work on jobs and report what was done" },
  { permission: "users.read", scope: "admin", meaning: "See who works for the fleet, and their roles" },
  { permission: "users.manage", scope: "admin", meaning: "Invite, change, suspend and remove people" },
  { permission: "roles.manage", scope: "admin", meaning: "Make and change the fleet's own roles" },
  { permission: "tokens.manage", scope: "admin", meaning: "See and revoke every API token of the fleet" },
  { permission: "sign-on.manage", scope: "admin", meaning: "Set company sign-on and the second factor that is asked for" },
  { permission: "audit.read", scope: "admin", meaning: "Read who changed what" },
] as const;
const all = mockPermissions.map(({ permission }) => permission);

interface User {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastSeenAt?: string;
  roleId: string;
  depots?: readonly string[];
  suspendedAt?: string;
}

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

export class MockIdentity {
  readonly users: User[];
  readonly roles: { roleId: string; name: string; permissions: readonly string[] }[] = [
    { roleId: randomUUID(), name: "Night desk", permissions: ["fleet.read", "users.read"] },
  ];
  readonly invitations = new Map<
    string,
    { readonly invitationId: string; readonly email: string; readonly roleId: string; readonly depots?: readonly string[] }
  >();
  readonly tokens: {
    tokenId: string;
    name: string;
    scopes: readonly string[];
    expiresAt: string;
    createdAt: string;
    revokedAt?: string;
    lastUsedAt?: string;
  }[];
  readonly passkeys = new Map<string, { readonly name: string; readonly createdAt: string; lastUsedAt?: string }>();
  hasApp = false;
  isAppBegun = false;
  isRequired = false;
  signOn: Readonly<Record<string, unknown>> | undefined;

  constructor(email: string) {
    this.users = [
      { accountId: "018f6a00-0000-7000-8000-00000000a001", email, name: "Planner, HQ", roleId: "owner", createdAt: hoursAgo(9_000), lastSeenAt: hoursAgo(0) },
      { accountId: randomUUID(), email: "ilse@fleet.example", name: "Ilse Maes", roleId: "technician", createdAt: hoursAgo(5_000), lastSeenAt: hoursAgo(3) },
      { accountId: randomUUID(), email: "jan@fleet.example", name: "Jan Peeters", roleId: "driver", createdAt: hoursAgo(700), suspendedAt: hoursAgo(20) },
    ];
    this.tokens = [{ tokenId: randomUUID(), name: "Reports", scopes: ["read"], createdAt: hoursAgo(300), expiresAt: hoursAgo(-400), lastUsedAt: hoursAgo(1) }];
  }
}

/** @returns `undefined` for an address that is of something else. */
export function answerPublicIdentity({ state, method, path, body }: Call): IdentityAnswer | undefined {
  const { identity } = state;
  const token = String(body["token"]);
  switch (`${method} ${path}`) {
    case "GET /session/sign-on":
      return { status: 200, body: identity.signOn?.["isOn"] === true ? { isOffered: true, name: identity.signOn["name"] } : { isOffered: false } };
    case "POST /session/second-factor":
      return body["code"] === "123456" ? { status: 200, signsIn: true } : refusal(401, "SECOND_FACTOR_REFUSED", "the code does not fit");
    case "POST /session/passkey/options":
      return { status: 200, body: { token: "step", options: { challenge: challenge(), rpId: "localhost", userVerification: "required", timeout: 60_000 } } };
    case "POST /session/passkey": {
      const passkey = identity.passkeys.get(String((body["response"] as { id?: unknown } | undefined)?.id));
      if (passkey === undefined) return refusal(401, "PASSKEY_REFUSED", "this passkey does not open an account here");
      passkey.lastUsedAt = new Date().toISOString();
      return { status: 200, signsIn: true };
    }
    case "POST /invitations/look":
    case "POST /invitations/accept": {
      const invitation = identity.invitations.get(token);
      if (invitation === undefined) return refusal(404, "INVITATION_INVALID", "the invitation was used, withdrawn or is too old");
      if (path.endsWith("look"))
        return { status: 200, body: { email: invitation.email, tenantName: "Group Brabant", roleName: invitation.roleId, hasAccount: false } };
      identity.invitations.delete(token);
      identity.users.push({ ...invitation, accountId: randomUUID(), name: String(body["name"]), createdAt: new Date().toISOString() });
      return { status: 200, signsIn: true };
    }
    default:
      return undefined;
  }
}

/** @returns `undefined` for an address that is of something else. */
export function answerIdentity(call: Call, session: MockSession): IdentityAnswer | undefined {
  const [, part = "", id = "", act = ""] = call.path.split("/");
  switch (part) {
    case "users":
      return users(call, id, act);
    case "invitations":
      return invitations(call, id);
    case "roles":
      return roles(call, id);
    case "permissions":
      return { status: 200, body: { items: mockPermissions.map((each) => ({ ...each, isHeld: true })) } };
    case "tokens":
      return tokens(call, id);
    case "account":
      return account(call, session, id, act);
    case "sign-in-policy":
      if (call.method === "GET") return { status: 200, body: { isSecondFactorRequired: call.state.identity.isRequired } };
      call.state.identity.isRequired = call.body["isSecondFactorRequired"] === true;
      return { status: 204 };
    case "sign-on":
      return signOn(call);
    default:
      return undefined;
  }
}

function users({ state: { identity }, method, body }: Call, id: string, act: string): IdentityAnswer {
  if (id === "") return { status: 200, body: { items: identity.users.map((user) => ({ ...user, roleName: roleName(identity, user.roleId) })) } };
  const user = identity.users.find(({ accountId }) => accountId === id);
  if (user === undefined) return refusal(404, "USER_UNKNOWN", "nobody with this id works for the fleet");
  const isLastOwner = user.roleId === "owner" && identity.users.filter(({ roleId }) => roleId === "owner").length === 1;
  if (isLastOwner && act !== "resume" && body["roleId"] !== "owner")
    return refusal(409, "LAST_OWNER", "this is the last owner of the fleet who can sign in; make somebody else owner first");
  if (method === "DELETE") identity.users.splice(identity.users.indexOf(user), 1);
  else if (act === "suspend") user.suspendedAt = new Date().toISOString();
  else if (act === "resume") delete user.suspendedAt;
  else {
    user.roleId = String(body["roleId"]);
    if (Array.isArray(body["depots"])) user.depots = body["depots"] as string[]; // a development server may trust its console
    else delete user.depots;
  }
  return { status: 204 };
}

function invitations({ state: { identity }, method, body }: Call, id: string): IdentityAnswer {
  const times = { createdAt: new Date().toISOString(), expiresAt: hoursAgo(-168) };
  const view = (each: { readonly roleId: string }) => ({ ...each, ...times, roleName: roleName(identity, each.roleId) });
  if (method === "GET") return { status: 200, body: { items: [...identity.invitations.values()].map(view) } };
  if (method === "DELETE") {
    for (const [token, { invitationId }] of identity.invitations) if (invitationId === id) identity.invitations.delete(token);
    return { status: 204 };
  }
  const email = String(body["email"]);
  if (identity.users.some((user) => user.email === email)) return refusal(409, "USER_EXISTS", `${email} works for the fleet already; change the role instead`);
  const token = `dbi_${challenge()}`;
  const invitation = { invitationId: randomUUID(), email, roleId: String(body["roleId"]) };
  identity.invitations.set(token, invitation);
  return { status: 201, body: { token, invitation: view(invitation) } };
}

function roles({ state: { identity }, method, body }: Call, id: string): IdentityAnswer {
  const content = { name: String(body["name"]), permissions: body["permissions"] as string[] }; // see above
  if (method === "GET") {
    const builtIn = [
      { roleId: "owner", name: "owner", permissions: all },
      { roleId: "technician", name: "technician", permissions: ["fleet.read"] },
      { roleId: "driver", name: "driver", permissions: ["fleet.read"] },
    ];
    const view = (role: { readonly roleId: string }, isBuiltIn: boolean) => ({
      ...role,
      isBuiltIn,
      isGivable: true,
      holders: identity.users.filter(({ roleId }) => roleId === role.roleId).length,
    });
    return {
      status: 200,
      body: {
        items: [...builtIn.map((role) => view(role, true)), ...identity.roles.map((role) => view(role, false))],
        permissions: mockPermissions.map(({ permission, meaning }) => ({ permission, meaning })),
      },
    };
  }
  const at = identity.roles.findIndex(({ roleId }) => roleId === id);
  if (id === "") {
    const roleId = randomUUID();
    identity.roles.push({ roleId, ...content });
    return { status: 201, body: { roleId } };
  }
  if (at < 0) return refusal(404, "USER_ROLE_UNKNOWN", "the fleet has no such role");
  if (method === "DELETE") identity.roles.splice(at, 1);
  else identity.roles[at] = { roleId: id, ...content };
  return { status: 204 };
}

function tokens({ state: { identity }, method, body }: Call, id: string): IdentityAnswer {
  if (method === "GET") return { status: 200, body: { items: identity.tokens.map((token) => ({ ...token, createdBy: identity.users[0]?.email })) } };
  if (method === "POST") {
    const expiresAt = new Date(Date.now() + Number(body["expiresInMs"])).toISOString();
    const made = { tokenId: randomUUID(), expiresAt };
    identity.tokens.unshift({ ...made, name: String(body["name"]), scopes: body["scopes"] as string[], createdAt: new Date().toISOString() });
    return { status: 201, body: { ...made, token: `dbt_${challenge()}` } };
  }
  const token = identity.tokens.find(({ tokenId }) => tokenId === id);
  if (token === undefined) return refusal(404, "TOKEN_UNKNOWN", "there is no such token to revoke");
  token.revokedAt = new Date().toISOString();
  return { status: 204 };
}

function account({ state, method, body }: Call, session: MockSession, what: string, act: string): IdentityAnswer | undefined {
  const { identity } = state;
  if (what === "sessions") {
    if (method === "GET") return { status: 200, body: { items: state.sessions.list(session) } };
    state.sessions.closeOthers(session, act === "" ? undefined : act);
    return { status: 204 };
  }
  if (what === "factors") {
    const passkeys = [...identity.passkeys].map(([passkeyId, passkey]) => ({ passkeyId, ...passkey }));
    return { status: 200, body: { hasApp: identity.hasApp, recoveryCodesLeft: identity.hasApp ? 10 : 0, isRequired: identity.isRequired, passkeys } };
  }
  const isProof = "password" in body;
  if (isProof && !state.sessions.isPassword(String(body["password"]))) return refusal(400, "PASSWORD_WRONG", "the present password does not fit");
  switch (`${what}/${act}`) {
    case "app/":
      identity.isAppBegun = true;
      return {
        status: 200,
        body: { secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", uri: "otpauth://totp/Drawbar:planner?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" },
      };
    case "app/confirm":
      if (body["code"] !== "123456") return refusal(400, "CODE_WRONG", "the code does not fit");
      identity.hasApp = true;
      return { status: 200, body: { codes: recoveryCodes() } };
    case "app/remove":
      identity.hasApp = false;
      return { status: 204 };
    case "recovery-codes/":
      return { status: 200, body: { codes: recoveryCodes() } };
    case "passkeys/options": {
      const user = { id: "cGxhbm5lcg", name: state.sessions.email, displayName: "Planner, HQ" };
      const options = {
        challenge: challenge(),
        rp: { name: "Drawbar", id: "localhost" },
        user,
        pubKeyCredParams: [{ type: "public-key", alg: -7 }],
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
      };
      return { status: 200, body: { token: "step", options } };
    }
    case "passkeys/":
      identity.passkeys.set(String((body["response"] as { id?: unknown }).id), { name: String(body["name"]), createdAt: new Date().toISOString() });
      return { status: 204 };
    case "passkeys/remove":
      identity.passkeys.delete(String(body["passkeyId"]));
      return { status: 204 };
    default:
      return undefined;
  }
}

function signOn({ state: { identity }, method, body }: Call): IdentityAnswer {
  if (method === "GET") {
    const links = {
      redirectUri: "https://fleet.example/api/v1/session/sign-on/callback",
      signOutUri: "https://fleet.example/sign-in",
      logoutUri: "https://fleet.example/api/v1/session/sign-on/provider-logout/018f6a00-0000-7000-8000-000000000001",
    };
    return { status: 200, body: { ...links, ...(identity.signOn === undefined ? {} : { settings: identity.signOn }) } };
  }
  const { clientSecret: _secret, ...settings } = body;
  identity.signOn = method === "DELETE" ? undefined : settings;
  return { status: 204 };
}

function roleName(identity: MockIdentity, roleId: string): string {
  return identity.roles.find((role) => role.roleId === roleId)?.name ?? roleId;
}

function refusal(status: number, code: string, detail: string): IdentityAnswer {
  return { status, problem: { code, detail } };
}

function challenge(): string {
  return randomBytes(32).toString("base64url");
}

function recoveryCodes(): readonly string[] {
  return Array.from({ length: 10 }, () =>
    randomBytes(8)
      .toString("hex")
      .replaceAll(/(.{4})(?=.)/g, "$1-"),
  );
}
