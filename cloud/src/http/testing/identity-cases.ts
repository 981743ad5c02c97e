/** The contract test's cases for people, programs and what they may do. */
import { nowhere, type RouteCase } from "./route-case.ts";

let names = 0;

export const identityCases: Readonly<Record<string, RouteCase>> = {
  "POST /api/v1/session": {
    isPublic: true,
    status: 200,
    valid: async ({ email, password }) => ({ url: "/session", payload: { email, password } }),
    malformed: [
      { url: "/session" },
      { url: "/session", payload: [] },
      { url: "/session", payload: { email: "a@b" } },
      { url: "/session", payload: { email: "a\u0000@b", password: "p" } },
      { url: "/session", payload: { email: 7, password: {} } },
      { url: "/session", payload: { email: "a@b", password: "p", role: "admin" } },
    ],
  },
  "POST /api/v1/session/second-factor": {
    isPublic: true,
    status: 401,
    valid: async () => ({ url: "/session/second-factor", payload: { token: `dbf_${"A".repeat(43)}`, code: "123456" } }),
    malformed: [
      { url: "/session/second-factor", payload: { token: "x" } },
      { url: "/session/second-factor", payload: { token: "x", code: "1" } },
      { url: "/session/second-factor", payload: { token: "x", code: "1".repeat(41) } },
    ],
  },
  "POST /api/v1/session/passkey/options": { isPublic: true, status: 200, valid: async () => ({ url: "/session/passkey/options" }) },
  "POST /api/v1/session/passkey": {
    isPublic: true,
    status: 401,
    valid: async () => ({ url: "/session/passkey", payload: { token: `dbf_${"A".repeat(43)}`, response: { id: "AAAA" } } }),
    malformed: [
      { url: "/session/passkey", payload: { token: "x" } },
      { url: "/session/passkey", payload: { token: "x", response: [] } },
    ],
  },
  "GET /api/v1/account/sessions": { status: 200, isOfPerson: true, valid: async () => ({ url: "/account/sessions" }) },
  "DELETE /api/v1/account/sessions": { status: 204, isOfPerson: true, valid: async () => ({ url: "/account/sessions" }) },
  "DELETE /api/v1/account/sessions/{sessionId}": {
    status: 404,
    isOfPerson: true,
    valid: async () => ({ url: `/account/sessions/${nowhere}` }),
    malformed: [{ url: "/account/sessions/7" }],
  },
  "GET /api/v1/account/factors": { status: 200, isOfPerson: true, valid: async () => ({ url: "/account/factors" }) },
  "POST /api/v1/account/app": {
    status: 200,
    isOfPerson: true,
    valid: async ({ password }) => ({ url: "/account/app", payload: { password } }),
    malformed: [{ url: "/account/app", payload: {} }],
  },
  "POST /api/v1/account/app/confirm": {
    status: 409,
    isOfPerson: true,
    valid: async () => ({ url: "/account/app/confirm", payload: { code: "123456" } }),
    malformed: [{ url: "/account/app/confirm", payload: { code: "1" } }],
  },
  "POST /api/v1/account/app/remove": {
    status: 204,
    isOfPerson: true,
    valid: async ({ password }) => ({ url: "/account/app/remove", payload: { password } }),
    malformed: [{ url: "/account/app/remove", payload: {} }],
  },
  "POST /api/v1/account/recovery-codes": {
    status: 409,
    isOfPerson: true,
    valid: async ({ password }) => ({ url: "/account/recovery-codes", payload: { password } }),
    malformed: [{ url: "/account/recovery-codes", payload: {} }],
  },
  "POST /api/v1/account/passkeys/options": {
    status: 200,
    isOfPerson: true,
    valid: async ({ password }) => ({ url: "/account/passkeys/options", payload: { password } }),
    malformed: [{ url: "/account/passkeys/options", payload: {} }],
  },
  "POST /api/v1/account/passkeys": {
    status: 400,
    isOfPerson: true,
    valid: async () => ({ url: "/account/passkeys", payload: { token: `dbf_${"A".repeat(43)}`, name: "laptop", response: {} } }),
    malformed: [{ url: "/account/passkeys", payload: { token: "x", name: "", response: {} } }],
  },
  "POST /api/v1/account/passkeys/remove": {
    status: 404,
    isOfPerson: true,
    valid: async ({ password }) => ({ url: "/account/passkeys/remove", payload: { passkeyId: "AAAA", password } }),
    malformed: [{ url: "/account/passkeys/remove", payload: { passkeyId: "a b", password: "x" } }],
  },
  "GET /api/v1/users": {
    status: 200,
    valid: async () => ({ url: "/users?limit=1" }),
    malformed: [{ url: "/users?limit=0" }, { url: "/users?role=owner" }],
  },
  "POST /api/v1/users/{accountId}/role": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/users/${await of.addPerson()}/role`, payload: { roleId: "driver" } }),
    malformed: [
      { url: "/users/7/role", payload: { roleId: "driver" } },
      { url: `/users/${nowhere}/role`, payload: {} },
      { url: `/users/${nowhere}/role`, payload: { roleId: "driver", depots: [] } },
      { url: `/users/${nowhere}/role`, payload: { roleId: "driver", depots: ["venlo"] } },
    ],
  },
  "POST /api/v1/users/{accountId}/suspend": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/users/${await of.addPerson()}/suspend` }),
    malformed: [{ url: "/users/7/suspend" }],
  },
  "POST /api/v1/users/{accountId}/resume": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/users/${await of.addPerson()}/resume` }),
    malformed: [{ url: "/users/7/resume" }],
  },
  "DELETE /api/v1/users/{accountId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/users/${await of.addPerson()}` }),
    malformed: [{ url: "/users/7" }],
  },
  "GET /api/v1/invitations": { status: 200, valid: async () => ({ url: "/invitations" }) },
  "POST /api/v1/invitations": {
    status: 201,
    valid: async () => ({ url: "/invitations", payload: { email: `invited-${names++}@fleet.example`, roleId: "driver" } }),
    malformed: [
      { url: "/invitations", payload: { email: "nobody", roleId: "driver" } },
      { url: "/invitations", payload: { email: "a@b.example" } },
      { url: "/invitations", payload: { email: "a@b.example", roleId: "The Boss" } },
      { url: "/invitations", payload: { email: "a\u0000@b.example", roleId: "driver" } },
    ],
  },
  "DELETE /api/v1/invitations/{invitationId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/invitations/${await of.addInvitation()}` }),
    malformed: [{ url: "/invitations/7" }],
  },
  "POST /api/v1/invitations/look": {
    isPublic: true,
    status: 404,
    valid: async () => ({ url: "/invitations/look", payload: { token: `dbi_${"A".repeat(43)}` } }),
    malformed: [{ url: "/invitations/look", payload: {} }],
  },
  "POST /api/v1/invitations/accept": {
    isPublic: true,
    status: 404,
    valid: async () => ({ url: "/invitations/accept", payload: { token: `dbi_${"A".repeat(43)}`, name: "Ada", password: "a good long one" } }),
    malformed: [{ url: "/invitations/accept", payload: { token: "x" } }],
  },
  "GET /api/v1/roles": { status: 200, valid: async () => ({ url: "/roles" }) },
  "POST /api/v1/roles": {
    status: 201,
    valid: async () => ({ url: "/roles", payload: { name: `Role ${names++}`, permissions: ["fleet.read"] } }),
    malformed: [
      { url: "/roles", payload: { name: "x", permissions: [] } },
      { url: "/roles", payload: { name: " x", permissions: ["fleet.read"] } },
      { url: "/roles", payload: { name: "x", permissions: ["everything"] } },
    ],
  },
  "POST /api/v1/roles/{roleId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/roles/${await of.addRole()}`, payload: { name: `Role ${names++}`, permissions: ["fleet.read", "work.do"] } }),
    malformed: [{ url: "/roles/owner", payload: { name: "x", permissions: ["fleet.read"] } }],
  },
  "DELETE /api/v1/roles/{roleId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/roles/${await of.addRole()}` }),
    malformed: [{ url: "/roles/7" }],
  },
  "GET /api/v1/sign-in-policy": { status: 200, valid: async () => ({ url: "/sign-in-policy" }) },
  "POST /api/v1/sign-in-policy": {
    status: 204,
    valid: async () => ({ url: "/sign-in-policy", payload: { isSecondFactorRequired: false } }),
    malformed: [{ url: "/sign-in-policy", payload: {} }],
  },
  "GET /api/v1/sign-on": { status: 200, valid: async () => ({ url: "/sign-on" }) },
  "POST /api/v1/sign-on": {
    status: 204,
    valid: async (of) => ({
      url: "/sign-on",
      payload: {
        name: `fleet-${of.tenantId.slice(0, 18)}`,
        issuer: "https://login.company.example",
        clientId: "drawbar",
        clientSecret: "secret",
        roleRules: [],
        isOn: false,
      },
    }),
    malformed: [
      { url: "/sign-on", payload: {} },
      { url: "/sign-on", payload: { name: "A B", issuer: "https://a.example", clientId: "c", clientSecret: "s", roleRules: [], isOn: true } },
      { url: "/sign-on", payload: { name: "a", issuer: "http://a.example", clientId: "c", clientSecret: "s", roleRules: [], isOn: true } },
      { url: "/sign-on", payload: { name: "a", issuer: "https://a.example?b", clientId: "c", clientSecret: "s", roleRules: [], isOn: true } },
    ],
  },
  "DELETE /api/v1/sign-on": { status: 204, valid: async () => ({ url: "/sign-on" }) },
  "GET /api/v1/session/sign-on": { isPublic: true, status: 200, valid: async () => ({ url: "/session/sign-on" }) },
  "GET /api/v1/session/sign-on/begin": {
    isPublic: true,
    status: 302,
    valid: async () => ({ url: "/session/sign-on/begin?name=nobody" }),
    malformed: [{ url: "/session/sign-on/begin" }],
  },
  "GET /api/v1/session/sign-on/callback": { isPublic: true, status: 302, valid: async () => ({ url: "/session/sign-on/callback?code=x&state=y" }) },
  // Who sends has no session but a signature; modules/identity tests the signed ones.
  "POST /api/v1/session/sign-on/provider-logout/{tenantId}": {
    isPublic: true,
    status: 404,
    valid: async () => ({ url: `/session/sign-on/provider-logout/${nowhere}`, form: { logout_token: "a.b.c" } }),
    malformed: [
      { url: `/session/sign-on/provider-logout/${nowhere}`, form: { token: "a.b.c" } },
      { url: `/session/sign-on/provider-logout/${nowhere}`, form: { logout_token: "" } },
      { url: "/session/sign-on/provider-logout/7", form: { logout_token: "a.b.c" } },
    ],
  },
  "POST /api/v1/session/sign-on/end": { status: 200, isOfPerson: true, valid: async () => ({ url: "/session/sign-on/end" }) },
  "POST /api/v1/session/link": {
    isPublic: true,
    status: 401,
    valid: async () => ({ url: "/session/link", payload: { token: `dbl_${"A".repeat(43)}` } }),
    malformed: [
      { url: "/session/link", payload: {} },
      { url: "/session/link", payload: { token: "x".repeat(201) } },
    ],
  },
  "GET /api/v1/session": { status: 200, isOfPerson: true, valid: async () => ({ url: "/session" }) },
  "DELETE /api/v1/session": { status: 204, isOfPerson: true, valid: async () => ({ url: "/session" }) },
  "POST /api/v1/session/password": {
    status: 204,
    isOfPerson: true,
    valid: async ({ password }) => ({ url: "/session/password", payload: { current: password, next: "a much better password" } }),
    malformed: [
      { url: "/session/password", payload: { current: "x" } },
      { url: "/session/password", payload: { current: "x", next: "y".repeat(1_001) } },
    ],
  },
  "POST /api/v1/tokens": {
    status: 201,
    valid: async () => ({ url: "/tokens", payload: { name: "script", scopes: ["read"] } }),
    malformed: [
      { url: "/tokens", payload: { name: "script", scopes: [] } },
      { url: "/tokens", payload: { name: "\u0000", scopes: ["read"] } },
      { url: "/tokens", payload: { name: "script", scopes: ["root"] } },
      { url: "/tokens", payload: { name: "script", scopes: ["read"], expiresInMs: 0 } },
    ],
  },
  "GET /api/v1/permissions": { status: 200, valid: async () => ({ url: "/permissions" }) },
  "GET /api/v1/tokens": {
    status: 200,
    valid: async () => ({ url: "/tokens?limit=1" }),
    malformed: [{ url: "/tokens?limit=0" }, { url: "/tokens?after=7" }, { url: "/tokens?all=true" }],
  },
  "DELETE /api/v1/tokens/{tokenId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/tokens/${await of.addToken()}` }),
    malformed: [{ url: "/tokens/7" }],
  },
};
