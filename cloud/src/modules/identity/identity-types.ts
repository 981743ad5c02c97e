import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { failIdentity } from "./identity-errors.ts";
import type { Scope } from "../../http/principal.ts";

/** What an operator may do in a tenant. */
export const roles = ["admin", "operator", "viewer"] as const;
export type Role = (typeof roles)[number];

export const scopesOfRole: Readonly<Record<Role, readonly Scope[]>> = {
  admin: ["read", "write", "admin"],
  operator: ["read", "write"],
  viewer: ["read"],
};

export interface Account {
  readonly accountId: string;
  /** As it is compared: lower case, without blanks around it. */
  readonly email: string;
  readonly name: string;
}

/** An operator as headquarters lists them. */
export interface Operator extends Account {
  readonly role: Role;
  readonly createdAt: Date;
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
}

/** What a browser may know about its own session. */
export interface SessionView {
  readonly account: Account;
  readonly tenant: { readonly tenantId: TenantId; readonly name: string };
  readonly csrfToken: string;
  readonly expiresAt: Date;
}

export const identityLimits = {
  sessionMs: 12 * 3_600_000,
  /** Sessions of one account and tenant; a further one ends the oldest. */
  sessionsMax: 50,
  signInLinkMs: 15 * 60_000,
  signInLinkMsMax: 7 * 24 * 3_600_000,
  apiTokenMs: 3_600_000,
  apiTokenMsMax: 366 * 24 * 3_600_000,
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
