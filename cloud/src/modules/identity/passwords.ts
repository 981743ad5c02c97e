/**
 * Passwords as argon2id hashes in PHC strings.
 *
 * @see RFC 9106; https://github.com/P-H-C/phc-string-format; parameters: OWASP Password Storage Cheat Sheet (19 MiB, 2 passes)
 */
import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from "node:crypto";
import { promisify } from "node:util";
import { failIdentity } from "./identity-errors.ts";
import { identityLimits } from "./identity-types.ts";

const derive = promisify(argon2);

/** What one hash costs; a stored one keeps its own. */
export interface PasswordCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const standardCost: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const tagBytes = 32;
const phcForm = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,88})\$([A-Za-z0-9+/]{22,88})$/;

/** Hashes and checks passwords, a few at once. */
export class Passwords {
  readonly #cost: PasswordCost;
  /** No password has this hash. Checked against when the account does not exist, so that the answer takes as long. */
  readonly #nobody: string;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param options.cost of new hashes; tests that make hundreds give a cheap one. */
  constructor({ cost = standardCost }: { readonly cost?: PasswordCost | undefined } = {}) {
    this.#cost = cost;
    this.#nobody = phcOf(cost, "A".repeat(22), "A".repeat(43));
  }

  /** @returns a PHC string with its own salt. @throws DrawbarError `SIGN_IN_BUSY`. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const tag = await this.#derive(password, salt, this.#cost, tagBytes);
    return phcOf(this.#cost, unpadded(salt), unpadded(tag));
  }

  /**
   * @param phc the account's hash; `undefined` when there is no account, which takes as long and is always false.
   * @throws DrawbarError `SIGN_IN_BUSY`.
   */
  async verify(phc: string | undefined, password: string): Promise<boolean> {
    const [, memory = "", passes = "", parallelism = "", salt = "", tag = ""] = phcForm.exec(phc ?? this.#nobody) ?? [];
    if (tag === "") throw new TypeError("the stored hash is no PHC string of argon2id");
    const expected = Buffer.from(tag, "base64");
    const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
    const derived = await this.#derive(password, Buffer.from(salt, "base64"), cost, expected.length);
    return timingSafeEqual(derived, expected) && phc !== undefined;
  }

  async #derive(password: string, nonce: Uint8Array, cost: PasswordCost, tagLength: number): Promise<Buffer> {
    await this.#enter();
    try {
      // NFKC: the same password typed on another keyboard may arrive composed differently.
      const parameters: Argon2Parameters = { message: password.normalize("NFKC"), nonce, tagLength, ...cost };
      return await derive("argon2id", parameters);
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running >= identityLimits.passwordChecksMax) {
      if (this.#waiting.length >= identityLimits.passwordChecksWaitingMax) {
        throw failIdentity("SIGN_IN_BUSY", "more sign-ins are being checked than this process takes; try again in a moment");
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running++;
  }
}

/** @throws DrawbarError `PASSWORD_UNFIT`. */
export function checkNewPassword(next: string, against: { readonly current?: string; readonly email: string }): void {
  const { length } = next;
  const { passwordLengthMin: least, passwordLengthMax: most } = identityLimits;
  if (length < least || length > most) throw failIdentity("PASSWORD_UNFIT", `the new password has ${length} characters; it needs ${least} to ${most}`);
  if (next === against.current) throw failIdentity("PASSWORD_UNFIT", "the new password is the present one; choose another");
  if (next.trim().toLowerCase() === against.email) throw failIdentity("PASSWORD_UNFIT", "the new password is the e-mail address; choose another");
}

function phcOf({ memory, passes, parallelism }: PasswordCost, salt: string, tag: string): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${salt}$${tag}`;
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
