import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const identityErrors = {
  SIGN_IN_REFUSED: {
    kind: "unauthorized",
    retryable: false,
    meaning: "E-mail and password do not fit. The answer is the same whether the account exists; `drawbar user reset` sets a new password.",
  },
  SIGN_IN_THROTTLED: {
    kind: "exhausted",
    retryable: true,
    meaning: "Too many sign-ins were tried for this account or from this address. Wait for the seconds that `retry-after` names.",
  },
  SIGN_IN_BUSY: { kind: "unavailable", retryable: true, meaning: "More passwords are being checked than the process takes at once. Try again in a moment." },
  SIGN_IN_LINK_INVALID: {
    kind: "unauthorized",
    retryable: false,
    meaning: "A sign-in link works once and for a limited time. Sign in with e-mail and password, or have a new link made.",
  },
  PASSWORD_WRONG: { kind: "invalid", retryable: false, meaning: "The present password, asked for before it is changed, does not fit." },
  PASSWORD_UNFIT: {
    kind: "invalid",
    retryable: false,
    meaning: "A new password has 12 to 200 characters, differs from the present one and is not the e-mail address.",
  },
  ACCOUNT_EXISTS: { kind: "conflict", retryable: false, meaning: "There is an operator with this e-mail already. `drawbar user reset` sets a new password." },
  ACCOUNT_UNKNOWN: { kind: "not-found", retryable: false, meaning: "No operator has this e-mail. `drawbar user list` shows all." },
  EMAIL_MALFORMED: { kind: "invalid", retryable: false, meaning: "An e-mail address needs a name, an @ and a host." },
  TOKEN_UNKNOWN: { kind: "not-found", retryable: false, meaning: "There is no such API token, or it was revoked before." },
  TOKEN_SCOPE_TOO_WIDE: { kind: "forbidden", retryable: false, meaning: "A token can be given no more than the one who makes it may do." },
  TOKEN_SCOPE_UNKNOWN: { kind: "invalid", retryable: false, meaning: "A token is given read, write, admin, or permissions by name. The message lists them." },
  ACCOUNT_OF_COMPANY: {
    kind: "forbidden",
    retryable: false,
    meaning: "A session made by company sign-on cannot change the account's own password, passkeys or second factor: the company looks after those.",
  },
  SESSION_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The account has no such session; perhaps it has ended." },
  USER_UNKNOWN: { kind: "not-found", retryable: false, meaning: "Nobody with this id works for the fleet." },
  USER_EXISTS: { kind: "conflict", retryable: false, meaning: "Somebody with this e-mail works for the fleet already." },
  USER_ROLE_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no such role." },
  USER_ROLE_EXISTS: { kind: "conflict", retryable: false, meaning: "The fleet has a role of this name already." },
  USER_ROLE_IN_USE: { kind: "conflict", retryable: false, meaning: "Somebody holds this role, is invited with it, or gets it by company sign-on." },
  USER_ROLE_UNFIT: { kind: "invalid", retryable: false, meaning: "An owner is owner of the whole fleet, so that role cannot be held for some depots only." },
  GRANT_TOO_WIDE: {
    kind: "forbidden",
    retryable: false,
    meaning: "Nobody can give or take away what they do not have: the role or the depots named go beyond the caller's own.",
  },
  GRANT_DEPOT_UNKNOWN: { kind: "invalid", retryable: false, meaning: "A role was to hold for a depot that the fleet does not have." },
  LAST_OWNER: { kind: "conflict", retryable: false, meaning: "A fleet keeps at least one owner who can sign in. Make somebody else owner first." },
  INVITATION_INVALID: {
    kind: "not-found",
    retryable: false,
    meaning: "An invitation works once and for seven days, and may have been withdrawn. Ask for a new one.",
  },
  INVITATION_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no such open invitation." },
  IDENTITY_LIMIT: {
    kind: "exhausted",
    retryable: false,
    meaning: "The fleet has as many roles or open invitations as it can have. The message names the limit.",
  },
  SECOND_FACTOR_REFUSED: {
    kind: "unauthorized",
    retryable: false,
    meaning: "The code is wrong, too old, or was used before. Five wrong ones end the sign-in; then begin again with the password.",
  },
  SECOND_FACTOR_EXISTS: { kind: "conflict", retryable: false, meaning: "The account has an authenticator app already; remove it before another one is added." },
  SECOND_FACTOR_ABSENT: { kind: "conflict", retryable: false, meaning: "The account has no authenticator app, or none that was begun to be added." },
  CODE_WRONG: {
    kind: "invalid",
    retryable: false,
    meaning: "The code does not fit the authenticator app that is being added. The clock of the phone may be wrong.",
  },
  PASSKEY_REFUSED: {
    kind: "unauthorized",
    retryable: false,
    meaning: "The passkey is unknown, its answer does not fit, or it came too late. Try again, or use the password.",
  },
  PASSKEY_UNFIT: {
    kind: "invalid",
    retryable: false,
    meaning: "The browser's answer does not make a passkey, came too late, or the passkey is known already.",
  },
  PASSKEY_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The account has no such passkey." },
  SIGN_ON_UNKNOWN: { kind: "not-found", retryable: false, meaning: "No fleet here has a company sign-on of this name, or it is switched off." },
  SIGN_ON_UNREACHABLE: {
    kind: "unavailable",
    retryable: true,
    meaning: "The company's OpenID provider did not answer within 5 s, or not as such providers do. Try again; the issuer in the settings may be wrong.",
  },
  SIGN_ON_REFUSED: {
    kind: "unauthorized",
    retryable: false,
    meaning: "The company's provider did not vouch for the person, gave no verified e-mail, or the sign-in took longer than five minutes.",
  },
  SIGN_ON_NO_ROLE: { kind: "forbidden", retryable: false, meaning: "The provider's claims give no role in the fleet, or the person is suspended there." },
  SIGN_ON_ACCOUNT_TAKEN: {
    kind: "forbidden",
    retryable: false,
    meaning: "The e-mail has an account that works for another fleet or for none of this one; the provider cannot vouch for it. Sign in with the password.",
  },
  SIGN_ON_ISSUER_UNFIT: {
    kind: "invalid",
    retryable: false,
    meaning: "An issuer is an https address without query. Addresses without TLS are taken where `signOn.allowInsecureIssuers` says so.",
  },
  SIGN_ON_LOGOUT_REFUSED: {
    kind: "invalid",
    retryable: false,
    meaning: "A company's provider said that somebody signed out, with a token that it did not sign for this fleet, that is too old, or that was taken before.",
  },
  SIGN_ON_NAME_TAKEN: { kind: "conflict", retryable: false, meaning: "Another fleet of this installation has this sign-on name." },
  SIGN_ON_SECRET_MISSING: { kind: "invalid", retryable: false, meaning: "The client secret is needed: for the first time, and whenever the issuer changes." },
} as const satisfies ErrorTable;

export const failIdentity = errorsOf(identityErrors);
