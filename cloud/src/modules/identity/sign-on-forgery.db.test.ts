/** A provider that lies, or somebody who answers in its place: nobody comes in by an id_token that does not hold. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startIdentityApp, type IdentityApp } from "./testing/identity-app.ts";

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

let api: IdentityApp;
let server: Server;
let issuer: string;
let own: Keys;
let foreign: Keys;
/** Makes the next id_token of what a good one would say. */
let idToken: (good: JWTPayload) => Promise<string> | string;
let asked = new URLSearchParams();

beforeAll(async () => {
  [own, foreign] = await Promise.all([generateKeyPair("RS256", { extractable: true }), generateKeyPair("RS256")]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: "key", use: "sig", alg: "RS256" };
  const answers: Readonly<Record<string, () => Promise<object> | object>> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    }),
    "/keys": () => ({ keys: [jwk] }),
    "/token": async () => ({ access_token: "unused", token_type: "Bearer", id_token: await idToken(goodClaims()) }),
  };
  server = createServer((request, response) => {
    void Promise.resolve(answers[request.url ?? ""]?.()).then((body) =>
      response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" }).end(JSON.stringify(body)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // an address with a port, since it listens on one
  api = await startIdentityApp({ isInsecure: true });
  const { owner } = await api.makeFleet();
  await owner.post("/sign-on", { name: "company", issuer, clientId: "drawbar", clientSecret: "x", roleRules: [], defaultRoleId: "driver", isOn: true });
});
afterAll(async () => {
  await api.dispose();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  idToken = sign;
});

const seconds = (): number => Math.floor(Date.now() / 1_000);

function goodClaims(): JWTPayload {
  const times = { iat: seconds(), exp: seconds() + 60 };
  return { iss: issuer, aud: "drawbar", sub: "ada", nonce: asked.get("nonce"), email: "ada@company.example", ...times };
}

const without = (claims: JWTPayload, name: string): JWTPayload => Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

const sign = async (claims: JWTPayload, keys: Keys = own): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "key" }).sign(keys.privateKey);

/** @returns where a browser ends up that comes back with what is added to the right answer. */
async function comeBack(added: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const begun = await api.app.inject({ url: "/api/v1/session/sign-on/begin?name=company", headers: { host: "fleet.example" } });
  asked = new URL(String(begun.headers.location)).searchParams;
  const query = new URLSearchParams({ code: "a code", state: asked.get("state") ?? "", ...added });
  const cookie = begun.cookies.map((each) => `${each.name}=${each.value}`).join("; ");
  const finished = await api.app.inject({ url: `/api/v1/session/sign-on/callback?${query}`, headers: { host: "fleet.example", cookie } });
  return finished.headers.location;
}

test("a person comes in where everything holds", async () => {
  expect(await comeBack()).toBe("/");
});

describe("nobody comes in by an id_token that", () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

  test.each<readonly [string, (good: JWTPayload) => Promise<string> | string]>([
    ["was made for another sign-in", (good) => sign({ ...good, nonce: "another" })],
    ["has no nonce", (good) => sign(without(good, "nonce"))],
    ["comes from another issuer", (good) => sign({ ...good, iss: "https://evil.example" })],
    ["is for another application", (good) => sign({ ...good, aud: "another" })],
    ["has ended", (good) => sign({ ...good, iat: seconds() - 900, exp: seconds() - 600 })],
    ["has no end", (good) => sign(without(good, "exp"))],
    ["names nobody", (good) => sign(without(good, "sub"))],
    ["was not signed", (good) => `${part({ alg: "none" })}.${part(good)}.`],
  ])("%s", async (_what, make) => {
    idToken = make;
    expect(await comeBack()).toBe("/sign-in?failed=SIGN_ON_REFUSED");
  });

  test("comes with another state than was given, from another issuer, or with a refusal", async () => {
    for (const added of [{ state: "another" }, { error: "access_denied" }]) expect(await comeBack(added)).toBe("/sign-in?failed=SIGN_ON_REFUSED");
    expect(await comeBack({ iss: "https://evil.example" })).toBe("/sign-in?failed=SIGN_ON_REFUSED");
  });

  test("was signed by somebody else", async () => {
    idToken = (good) => sign(good, foreign);
    expect(await comeBack()).toBe("/sign-in?failed=SIGN_ON_REFUSED");
  });
});
