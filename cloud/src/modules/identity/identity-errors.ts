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
} as const satisfies ErrorTable;

export const failIdentity = errorsOf(identityErrors);
