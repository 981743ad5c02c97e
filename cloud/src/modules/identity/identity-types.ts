import type { Act } from "../../http/audit.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { failIdentity } from "./identity-errors.ts";
import type { Permission } from "../../http/permissions.ts";
import type { SignInMethod } from "../../http/principal.ts";
import type { RoleChoice } from "./roles.ts";

export interface Account {
  readonly accountId: string;
  /** As it is compared: lower case, without blanks around it. */
  readonly email: string;
  readonly name: string;
}

/** An operator as headquarters lists them. */
export interface Operator extends Account {
  readonly choice: RoleChoice;
  /** Its name: of a built-in one what the program calls it. */
  readonly role: string;
  /** Absent for all. */
  readonly depots?: readonly string[] | undefined;
  readonly createdAt: Date;
  readonly suspendedAt?: Date | undefined;
  /** Of any session that is still there. */
  readonly lastSeenAt?: Date | undefined;
  /** The first password, made by us, was never changed. */
  readonly hasInitialPassword: boolean;
}

/** A session just made. The token is known to its browser only; we keep its hash. */
export interface NewSession {
  readonly token: string;
  readonly tenantId: TenantId;
  readonly sessionId: string;
  readonly accountId: string;
  readonly expiresAt: Date;
  /** That it was opened. */
  readonly act: Act;
}

/** From where somebody signs in, for the list of sessions and the audit trail. */
export interface Client {
  readonly address: string;
  readonly userAgent: string;
  readonly requestId?: string | undefined;
}

/** A session as its person sees it in the list. */
export interface ListedSession extends Client {
  readonly sessionId: string;
  readonly method: SignInMethod;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** What a browser may know about its own session. */
export interface SessionView {
  readonly account: Account;
  readonly tenant: { readonly tenantId: TenantId; readonly name: string };
  readonly csrfToken: string;
  readonly expiresAt: Date;
  readonly method: SignInMethod;
  readonly permissions: readonly Permission[];
  /** The fleet asks for a second factor that the account has not. */
  readonly lacksSecondFactor: boolean;
}

export const identityLimits = {
  sessionMs: 12 * 3_600_000,
  /** Sessions of one account and tenant; a further one ends the oldest. */
  sessionsMax: 50,
  signInLinkMs: 15 * 60_000,
  signInLinkMsMax: 7 * 24 * 3_600_000,
  apiTokenMs: 3_600_000,
  apiTokenMsMax: 366 * 24 * 3_600_000,
  invitationMs: 7 * 24 * 3_600_000,
  /** Open invitations of a tenant; more are refused with `IDENTITY_LIMIT`. */
  invitationsMax: 500,
  /** Own roles of a tenant; more are refused with `IDENTITY_LIMIT`. */
  rolesMax: 50,
  roleNameLengthMax: 60,
  nameLengthMax: 80,
  /** Depots that one grant names; a person for more has all. */
  depotsMax: 200,
  /** From a right password to its code, and from a challenge to the passkey's answer. */
  signInStepMs: 5 * 60_000,
  /** Codes tried for one right password; then it begins again. */
  codesTriedMax: 5,
  recoveryCodes: 10,
  /** Of one account; more are refused with `IDENTITY_LIMIT`. */
  passkeysMax: 20,
  /** Between notes of when a session or token was last used, so that a busy one costs no write a request. */
  seenEveryMs: 60_000,
  /** Of what a browser says of itself; the rest is cut off. */
  userAgentLengthMax: 200,
  passwordLengthMin: 12,
  passwordLengthMax: 200,
  /** Password checks at once; each takes 19 MiB. */
  passwordChecksMax: 4,
  /** Checks that wait behind them; more are refused with `SIGN_IN_BUSY`. */
  passwordChecksWaitingMax: 64,
  /** Sign-ins tried in a window, by what is counted. */
  signInWindowMs: 15 * 60_000,
  signInsOfAccountFromAddressMax: 10,
  signInsFromAddressMax: 60,
  /** High, since anybody could lock a person out by trying; slow enough to make guessing hopeless. */
  signInsOfAccountMax: 200,
} as const;

/** @throws DrawbarError `EMAIL_MALFORMED`. */
export function parseEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (email.length <= 254 && /^[^\s@]{1,64}@[^\s@]+$/.test(email)) return email;
  throw failIdentity("EMAIL_MALFORMED", `${JSON.stringify(text.slice(0, 80))} is no e-mail address; expected one such as operator@fleet.example`);
}
