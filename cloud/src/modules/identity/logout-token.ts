/** What a provider says when somebody signed out there. @see OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6 */
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { failIdentity } from "./identity-errors.ts";

/** Somebody signed out at the provider: of one session there, or everywhere. */
export type LogoutNotice = { readonly tokenId: string } & (
  | { readonly providerSession: string; readonly subject?: string | undefined }
  | { readonly providerSession?: undefined; readonly subject: string }
);

export const logoutLimits = {
  tokenLengthMax: 10_000,
  /** Older tokens are refused; those taken are remembered for longer than that. */
  ageMs: 5 * 60_000,
  /** Clocks of a provider and ours may differ by so much. */
  clockErrorMs: 30_000,
  /** Of what names a person, a session or a token. */
  wordLengthMax: 255,
} as const;

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";

/** With a key that only the provider has: a secret shared with us would let anybody who reads our settings write tokens. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];

/**
 * @param keys the provider's.
 * @returns what a token says that the provider signed for us, now.
 * @throws DrawbarError `SIGN_ON_LOGOUT_REFUSED`; whatever `keys` throws when the provider does not give them.
 */
export async function readLogoutToken(
  token: string,
  { issuer, clientId, keys, now }: { readonly issuer: string; readonly clientId: string; readonly keys: JWTVerifyGetKey; readonly now: Date },
): Promise<LogoutNotice> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms,
      maxTokenAge: logoutLimits.ageMs / 1_000,
      clockTolerance: logoutLimits.clockErrorMs / 1_000,
      currentDate: now,
    });
    const { typ } = protectedHeader;
    if (typ !== undefined && !["jwt", "logout+jwt"].includes(typ.toLowerCase())) throw refused(`it is of the type ${JSON.stringify(typ.slice(0, 40))}`);
    return noticeOf(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError && !isOfKeys(error)) throw refused(error.message, error);
    throw error;
  }
}

/** An id_token is signed by the same key for the same reader: its nonce, and the event that it lacks, tell it apart. */
function noticeOf({ sub, sid, jti, events, nonce }: JWTPayload): LogoutNotice {
  if (!isObject(events) || !isObject(events[logoutEvent])) throw refused("it is about no signing out");
  if (nonce !== undefined) throw refused("it has a nonce, so it was made for a sign-in");
  if (!isWord(jti)) throw refused("it has no jti");
  const subject = isWord(sub) ? sub : undefined;
  if (isWord(sid)) return { tokenId: jti, providerSession: sid, subject };
  if (subject === undefined) throw refused("it names neither a person nor a session");
  return { tokenId: jti, subject };
}

/** The provider did not give its keys: it may try again. */
function isOfKeys(error: Error): boolean {
  return error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || (error instanceof errors.JOSEError && error.code === "ERR_JOSE_GENERIC");
}

function refused(why: string, cause?: unknown): Error {
  return failIdentity("SIGN_ON_LOGOUT_REFUSED", `the logout token does not hold: ${why}`, { cause });
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= logoutLimits.wordLengthMax;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
