/** A fleet's company: a real OpenID provider (oidc-provider, certified) over real HTTP, and browsers that walk through it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { Provider } from "oidc-provider";
import { expect } from "vitest";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { TestBrowser, type IdentityApp } from "./identity-app.ts";

export interface Person {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
}

export interface CompanyFleet {
  readonly tenantId: TenantId;
  readonly owner: TestBrowser;
  /** What people type to sign in. */
  readonly name: string;
}

export interface Company {
  readonly issuer: string;
  /** Whom the provider knows, by the name typed there. */
  readonly people: Map<string, Person>;
  /** A fleet whose company is the provider. */
  readonly fleetWith: (settings?: object) => Promise<CompanyFleet>;
  /** Walks a browser through the provider: signs in there as `sub`, consents, and gives back the address it is sent to. */
  readonly walk: (url: string, sub: string) => Promise<string>;
  /** The whole way of a browser. @returns its last answer from us. */
  readonly signOn: (name: string, sub: string, next?: string) => Promise<{ readonly location: string; readonly browser: TestBrowser }>;
  /** As the provider signs; what a test wants wrong it overwrites. */
  sign(claims: JWTPayload, header?: { readonly typ?: string; readonly isForged?: boolean }): Promise<string>;
  dispose(): Promise<void>;
}

/** Registered there for the fleets of all tests. */
export const redirect = "http://fleet.example/api/v1/session/sign-on/callback";

let fleets = 0;

export async function startCompany(api: IdentityApp): Promise<Company> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // an address with a port, since it listens on one
  const people = new Map<string, Person>();
  const [own, foreign] = await Promise.all([generateKeyPair("RS256", { extractable: true }), generateKeyPair("RS256")]);
  const jwk = { ...(await exportJWK(own.privateKey)), kid: "company", use: "sig", alg: "RS256" };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "drawbar",
        client_secret: "a secret of the company",
        redirect_uris: [redirect],
        post_logout_redirect_uris: ["http://fleet.example/sign-in"],
        backchannel_logout_session_required: true, // the id_token names the session
        backchannel_logout_uri: "http://fleet.example/unused",
      },
    ],
    jwks: { keys: [jwk] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    conformIdTokenClaims: false, // claims in the id_token, as most companies' providers give them
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true }, backchannelLogout: { enabled: true } },
    pkce: { required: () => true },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => void answer(request, response));

  const signOn: Company["signOn"] = async (name, sub, next = "/vehicles?state=late") => {
    const begun = await api.app.inject({
      url: `/api/v1/session/sign-on/begin?name=${name}&next=${encodeURIComponent(next)}`,
      headers: { host: "fleet.example" },
    });
    expect(begun.statusCode).toBe(302);
    const back = new URL(await walk(String(begun.headers.location), sub));
    const cookie = begun.cookies.map((each) => `${each.name}=${each.value}`).join("; ");
    const finished = await api.app.inject({ url: back.pathname + back.search, headers: { host: "fleet.example", cookie } });
    const browser = new TestBrowser(api.app, { email: "", password: "" });
    browser.keep(finished);
    if (finished.cookies.some((each) => each.name === "drawbar_session" && each.value !== "")) {
      const session = await browser.get("/session");
      browser.adopt(session.json());
    }
    return { location: String(finished.headers.location), browser };
  };
  return {
    issuer,
    people,
    walk,
    signOn,
    fleetWith: async (settings = {}) => {
      const { tenantId, owner } = await api.makeFleet();
      const name = `company-${fleets++}`;
      const answer = await owner.post("/sign-on", {
        name,
        issuer,
        clientId: "drawbar",
        clientSecret: "a secret of the company",
        roleClaim: "groups",
        roleRules: [
          { value: "fleet-admins", roleId: "owner" },
          { value: "workshop", roleId: "technician" },
        ],
        isOn: true,
        ...settings,
      });
      expect([answer.statusCode, answer.body]).toEqual([204, ""]);
      return { tenantId, owner, name };
    },
    sign: async (claims, { typ = "logout+jwt", isForged = false } = {}) =>
      new SignJWT({ iss: issuer, aud: "drawbar", iat: Math.floor(Date.now() / 1_000), ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "company", typ })
        .sign(isForged ? foreign.privateKey : own.privateKey),
    dispose: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function walk(url: string, sub: string): Promise<string> {
  const jar = new Map<string, string>();
  const go = async (address: string, form?: Readonly<Record<string, string>>): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(address, {
      redirect: "manual",
      headers: { cookie, ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }) },
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split("=");
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  let address = url;
  for (let hop = 0; hop < 12; hop++) {
    if (address.startsWith("http://fleet.example/")) return address;
    const answer = await go(address);
    const location = answer.headers.get("location");
    if (location !== null) {
      address = new URL(location, address).href;
      continue;
    }
    const page = await answer.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? "";
    const next = await go(address, prompt === "login" ? { prompt, login: sub, password: "any" } : { prompt });
    address = new URL(next.headers.get("location") ?? "", address).href;
  }
  throw new Error(`the provider led nowhere: ${address}`);
}
