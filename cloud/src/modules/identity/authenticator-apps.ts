/** Authenticator apps (TOTP) and the recovery codes that stand in for a lost one. */
import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { FactorStore, type Factors } from "./factor-store.ts";
import { failIdentity } from "./identity-errors.ts";
import { identityLimits, type Account } from "./identity-types.ts";
import type { SecretBox } from "../../secrets/secret-box.ts";
import { hashOf } from "./secrets.ts";

/** What every authenticator app speaks (RFC 6238 with the parameters of its section 4.1 and 5.2: one step either way). */
const form = { algorithm: "SHA1", digits: 6, period: 30 } as const;
const stepsEitherWay = 1;
const secretBytes = 20;

export interface NewApp {
  /** Base32, for apps that take it typed. */
  readonly secret: string;
  /** `otpauth://`, for the rest. */
  readonly uri: string;
}

export class AuthenticatorApps {
  readonly #store: FactorStore;
  readonly #box: SecretBox;
  readonly #clock: Clock;

  constructor(options: { readonly database: Database; readonly box: SecretBox; readonly clock: Clock }) {
    this.#store = new FactorStore(options.database);
    this.#box = options.box;
    this.#clock = options.clock;
  }

  async factors(accountId: string): Promise<Factors> {
    return this.#store.of(accountId);
  }

  /** Asks for no code until `confirm` has seen a right one. @throws DrawbarError `SECOND_FACTOR_EXISTS`. */
  async begin(account: Account): Promise<NewApp> {
    const secret = new Secret({ size: secretBytes });
    if (!(await this.#store.beginTotp(account.accountId, this.#box.seal(secret.base32, purposeOf(account.accountId)))))
      throw failIdentity("SECOND_FACTOR_EXISTS", "an authenticator app is in use; remove it before you add another one");
    const uri = new TOTP({ ...form, issuer: "Drawbar", label: account.email, secret }).toString();
    return { secret: secret.base32, uri };
  }

  /** @returns recovery codes, shown this once. @throws DrawbarError `SECOND_FACTOR_EXISTS`, `SECOND_FACTOR_ABSENT`, `CODE_WRONG`. */
  async confirm(accountId: string, code: string): Promise<readonly string[]> {
    const { totpSecret, hasTotp } = await this.#store.of(accountId);
    if (hasTotp) throw failIdentity("SECOND_FACTOR_EXISTS", "the authenticator app is in use already");
    if (totpSecret === undefined) throw failIdentity("SECOND_FACTOR_ABSENT", "no authenticator app was begun to be added; begin again");
    if (!(await this.#acceptsCode(accountId, totpSecret, code)))
      throw failIdentity("CODE_WRONG", "the code does not fit; look whether the phone's clock is right, and type the newest one");
    return this.renewRecoveryCodes(accountId);
  }

  /** The old ones end. @returns them, shown this once. @throws DrawbarError `SECOND_FACTOR_ABSENT`. */
  async renewRecoveryCodes(accountId: string): Promise<readonly string[]> {
    if (!(await this.#store.of(accountId)).hasTotp)
      throw failIdentity("SECOND_FACTOR_ABSENT", "recovery codes stand in for an authenticator app; add one first");
    const codes = Array.from({ length: identityLimits.recoveryCodes }, makeRecoveryCode);
    await this.#store.setRecoveryCodes(
      accountId,
      codes.map((code) => hashOf(plain(code))),
    );
    return codes;
  }

  /** Recovery codes go with it. */
  async remove(accountId: string): Promise<void> {
    await this.#store.dropTotp(accountId);
  }

  /** @returns whether the code is one of the app, not used before, or a recovery code, which then is used. */
  async accepts(accountId: string, code: string): Promise<boolean> {
    const { totpSecret, hasTotp } = await this.#store.of(accountId);
    if (!hasTotp || totpSecret === undefined) return false;
    if (/^\d{6}$/.test(code.replaceAll(" ", ""))) return this.#acceptsCode(accountId, totpSecret, code);
    return this.#store.useRecoveryCode(accountId, hashOf(plain(code)));
  }

  async #acceptsCode(accountId: string, sealed: Buffer, code: string): Promise<boolean> {
    const secret = Secret.fromBase32(this.#box.open(sealed, purposeOf(accountId)));
    const timestamp = this.#clock.wallUs() / 1_000;
    const delta = new TOTP({ ...form, secret }).validate({ token: code.replaceAll(" ", ""), window: stepsEitherWay, timestamp });
    // RFC 6238, 5.2: a code is good once; the database says whether this one is newer than any before.
    return delta !== null && this.#store.useTotpStep(accountId, Math.floor(timestamp / 1_000 / form.period) + delta);
  }
}

function purposeOf(accountId: string): string {
  return `totp:${accountId}`;
}

/** 80 bits in four groups: too many to guess, so a plain hash is enough. */
function makeRecoveryCode(): string {
  const alphabet = "abcdefghijkmnpqrstuvwxyz23456789"; // 32, without l, o, 0 and 1
  const characters = Array.from(randomBytes(16), (byte) => alphabet[byte % 32] ?? "");
  return [0, 4, 8, 12].map((from) => characters.slice(from, from + 4).join("")).join("-");
}

/** As it may be typed: without dashes and blanks, in any case. */
function plain(code: string): string {
  return code.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
