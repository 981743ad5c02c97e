/** Seals secrets that we must be able to read again, so that a copy of the database alone gives none of them away. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { failSecret } from "./secret-errors.ts";

/** Of the form that stands first in each sealed secret. */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
const keyFile = "secrets.key";

/** AES-256-GCM (NIST SP 800-38D), with the key `secrets.key` in the folder of the authorities (mode 0600). The purpose is bound in: a secret moved to another row does not open. */
export class SecretBox {
  readonly #key: Uint8Array;

  /** @param key 32 bytes. */
  constructor(key: Uint8Array) {
    if (key.length !== keyBytes) throw failSecret("SECRET_KEY_UNREADABLE", `a key of ${key.length} bytes was given; ${keyBytes} are needed`);
    this.#key = key;
  }

  /**
   * Makes the key where there is none. Several processes may do so at once; the first one's key counts.
   *
   * @throws DrawbarError `SECRET_KEY_UNREADABLE`.
   */
  static async open(directory: string): Promise<SecretBox> {
    const file = path.join(directory, keyFile);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const text = (await readIfThere(file)) ?? (await make(file));
    const key = Buffer.from(text.trim(), "base64url");
    if (key.length !== keyBytes) throw failSecret("SECRET_KEY_UNREADABLE", `${file} does not hold ${keyBytes} bytes in base64url`);
    return new SecretBox(key);
  }

  /** @param purpose whose secret it is, such as `totp` and the account. */
  seal(secret: string, purpose: string): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce).setAAD(Buffer.from(purpose));
    const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
    return Buffer.concat([Uint8Array.of(version), nonce, cipher.getAuthTag(), body]);
  }

  /** @throws DrawbarError `SECRET_UNREADABLE`. */
  open(sealed: Uint8Array, purpose: string): string {
    const bodyAt = 1 + nonceBytes + tagBytes;
    try {
      if (sealed[0] !== version || sealed.length < bodyAt) throw new RangeError("unknown form");
      const decipher = createDecipheriv("aes-256-gcm", this.#key, sealed.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(1 + nonceBytes, bodyAt));
      return Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()]).toString("utf8");
    } catch (error) {
      throw failSecret("SECRET_UNREADABLE", `the secret of ${purpose.split(":")[0] ?? ""} was sealed with another key`, { cause: error });
    }
  }
}

async function make(file: string): Promise<string> {
  const own = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(own, `${randomBytes(keyBytes).toString("base64url")}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    await link(own, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(own, { force: true });
  }
  return readFile(file, "utf8");
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
