/** Talks to OpenID providers: what is between us and theirs is bounded in time and size, and their answers are checked. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ClientAuth,
  type Configuration,
  type CustomFetchOptions,
} from "openid-client";
import { createRemoteJWKSet, customFetch as keysFetch, type JWTVerifyGetKey } from "jose";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { failIdentity } from "./identity-errors.ts";
import { readLogoutToken, type LogoutNotice } from "./logout-token.ts";

export interface KnownToProvider {
  readonly issuer: string;
  readonly clientId: string;
}

export interface ProviderSettings extends KnownToProvider {
  readonly clientSecret: string;
}

/** What has to come back with the browser. */
export interface AuthorizationChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What a provider says of somebody. Checked: signature, issuer, audience, times, nonce. */
export interface Claims {
  readonly subject: string;
  readonly email?: string | undefined;
  /** Absent where the provider does not say. */
  readonly isEmailVerified?: boolean | undefined;
  readonly name?: string | undefined;
  /** The session at the provider, by which it says later that somebody signed out there; absent where it names none. */
  readonly providerSession?: string | undefined;
  readonly all: Readonly<Record<string, unknown>>;
  readonly idToken: string;
}

const providerLimits = {
  answerMs: 5_000,
  /** Of one answer; a longer one is refused. */
  answerBytesMax: 512 * 1_024,
  /** What discovery said is asked again after so long; keys are looked after by the library. */
  rememberMs: 10 * 60_000,
  /** Providers remembered; the one read longest ago is forgotten. */
  providersMax: 100,
} as const;

interface KnownProvider {
  readonly configuration: Configuration;
  readonly endsAtUs: number;
  /** Fetched when first asked for; those of a signature that none of them made again, twice a minute at most. */
  keys?: JWTVerifyGetKey;
}

export class Providers {
  readonly #known = new Map<string, KnownProvider>();
  readonly #mayBeInsecure: boolean;
  readonly #clock: Clock;

  /** @param options.mayBeInsecure whether providers without TLS are spoken to. */
  constructor(options: { readonly mayBeInsecure: boolean; readonly clock: Clock }) {
    this.#mayBeInsecure = options.mayBeInsecure;
    this.#clock = options.clock;
  }

  /** @throws DrawbarError `SIGN_ON_ISSUER_UNFIT`. */
  checkIssuer(issuer: string): void {
    if (!this.#isFit(issuer))
      throw failIdentity("SIGN_ON_ISSUER_UNFIT", `${JSON.stringify(issuer.slice(0, 200))} is no issuer; expected one such as https://login.company.example`);
  }

  #isFit(issuer: string): boolean {
    const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
    if (url === undefined || (url.protocol !== "https:" && !(this.#mayBeInsecure && url.protocol === "http:"))) return false;
    return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  }

  /** @returns where the browser goes. @throws DrawbarError `SIGN_ON_UNREACHABLE`. */
  async authorization(settings: ProviderSettings, redirectUri: string): Promise<{ readonly url: string; readonly checks: AuthorizationChecks }> {
    const checks: AuthorizationChecks = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const parameters = {
      redirect_uri: redirectUri,
      scope: "openid email profile",
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: "S256",
    };
    return { url: buildAuthorizationUrl((await this.#provider(settings)).configuration, parameters).href, checks };
  }

  /** @param callback the address at which the browser came back. @throws DrawbarError `SIGN_ON_UNREACHABLE`, `SIGN_ON_REFUSED`. */
  async claims(settings: ProviderSettings, callback: URL, checks: AuthorizationChecks): Promise<Claims> {
    const { configuration } = await this.#provider(settings);
    try {
      const answer = await authorizationCodeGrant(configuration, callback, {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.verifier,
        idTokenExpected: true,
      });
      const claims = answer.claims();
      if (claims === undefined || answer.id_token === undefined) throw new TypeError("there is no id_token");
      return {
        subject: claims.sub,
        email: text(claims["email"]),
        isEmailVerified: typeof claims["email_verified"] === "boolean" ? claims["email_verified"] : undefined,
        name: text(claims["name"]),
        providerSession: text(claims["sid"]),
        all: claims,
        idToken: answer.id_token,
      };
    } catch (error) {
      throw failIdentity("SIGN_ON_REFUSED", `the company's provider did not vouch for this sign-in: ${error instanceof Error ? error.message : "unknown"}`, {
        cause: error,
      });
    }
  }

  /** @returns where the browser ends its session at the provider; `undefined` when the provider has no such place, or cannot be asked. */
  async endSession(settings: ProviderSettings, idToken: string, afterwards: string): Promise<string | undefined> {
    try {
      const { configuration } = await this.#provider(settings);
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: afterwards }).href;
    } catch {
      return undefined; // our own session has ended all the same
    }
  }

  /**
   * @param token as the provider sent it; anybody may have sent it.
   * @throws DrawbarError `SIGN_ON_LOGOUT_REFUSED`, `SIGN_ON_UNREACHABLE`.
   */
  async logoutNotice(settings: KnownToProvider, token: string): Promise<LogoutNotice> {
    const known = await this.#provider(settings);
    const { jwks_uri: address, issuer } = known.configuration.serverMetadata();
    try {
      known.keys ??= this.#keysAt(address);
      return await readLogoutToken(token, { issuer, clientId: settings.clientId, keys: known.keys, now: new Date(this.#clock.wallUs() / 1_000) });
    } catch (error) {
      if (error instanceof DrawbarError) throw error;
      throw unreachable(error);
    }
  }

  #keysAt(address: string | undefined): JWTVerifyGetKey {
    const url = new URL(address ?? "");
    if (url.protocol !== "https:" && !this.#mayBeInsecure) throw new TypeError(`the keys are at ${url.protocol}, expected https:`);
    return createRemoteJWKSet(url, { timeoutDuration: providerLimits.answerMs, [keysFetch]: boundedFetch });
  }

  async #provider({ issuer, clientId, clientSecret }: KnownToProvider & Partial<ProviderSettings>): Promise<KnownProvider> {
    if (!this.#isFit(issuer))
      throw failIdentity("SIGN_ON_ISSUER_UNFIT", "the issuer in the settings of company sign-on is of a kind that is not taken any more");
    const key = JSON.stringify([issuer, clientId, clientSecret]);
    const nowUs = this.#clock.monoUs();
    const known = this.#known.get(key);
    if (known !== undefined && known.endsAtUs > nowUs) return known;
    let configuration: Configuration;
    try {
      configuration = await discovery(new URL(issuer), clientId, clientSecret, clientSecret === undefined ? None() : authenticationBy(clientSecret), {
        // The library trusts TLS for an id_token that it fetched itself; a proxy in between, or none at all, is no company.
        execute: [enableNonRepudiationChecks, ...(this.#mayBeInsecure ? [allowInsecureRequests] : [])],
        timeout: providerLimits.answerMs / 1_000,
        [customFetch]: boundedFetch,
      });
    } catch (error) {
      throw unreachable(error);
    }
    const oldest = this.#known.keys().next();
    if (this.#known.size >= providerLimits.providersMax && oldest.done !== true) this.#known.delete(oldest.value);
    this.#known.delete(key);
    const fresh = { configuration, endsAtUs: nowUs + providerLimits.rememberMs * 1_000 };
    this.#known.set(key, fresh);
    return fresh;
  }
}

/** Without the issuer: whoever asks may be nobody. */
function unreachable(cause: unknown): Error {
  return failIdentity("SIGN_ON_UNREACHABLE", "the company's provider does not answer as OpenID providers do; try again, or have the issuer looked at", {
    cause,
  });
}

/** As the provider takes it: in the header, which is the standard (OpenID Connect Core, 9), unless it says that it only takes it in the body. */
function authenticationBy(clientSecret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(clientSecret), ClientSecretPost(clientSecret)];
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported;
    return (taken !== undefined && !taken.includes("client_secret_basic") ? post : basic)(server, ...rest);
  };
}

/** An answer of any length would fill our memory; a redirect would lead somewhere that nobody checked. */
async function boundedFetch(url: string, options: CustomFetchOptions | RequestInit): Promise<Response> {
  // The library's options are fetch's, but for a type of body of its own.
  const answer = await fetch(url, { ...options, redirect: "manual" } as RequestInit);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > providerLimits.answerBytesMax) throw new RangeError(`the answer is longer than ${providerLimits.answerBytesMax} bytes`);
    chunks.push(chunk);
  }
  const hasNoBody = answer.status === 204 || answer.status === 304;
  return new Response(hasNoBody ? null : Buffer.concat(chunks), { status: answer.status, headers: answer.headers });
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
