/** Seals secrets that we must be able to read again, with a key that is not in the database. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { failIntegration } from "./integration-errors.ts";

const keyFile = "integration-secrets.key";
const algorithm = "aes-256-gcm";
const version = 1;
const ivBytes = 12;
const tagBytes = 16;
const headBytes = 1 + ivBytes + tagBytes;

export class SecretBox {
  readonly #key: Buffer;

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** With the key in the folder of the authorities (mode 0600), made at first use. @throws DrawbarError `INTEGRATION_SECRET_UNREADABLE`. */
  static async open(directory: string): Promise<SecretBox> {
    const file = path.join(directory, keyFile);
    const known = await readKey(file);
    if (known !== undefined) return new SecretBox(known);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const unfinished = `${file}.${randomBytes(6).toString("hex")}`;
    await writeFile(unfinished, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
    // A link fails when the other role was faster, where a rename would take its key away.
    await link(unfinished, file).catch(() => undefined);
    await rm(unfinished);
    const made = await readKey(file);
    if (made === undefined) throw failIntegration("INTEGRATION_SECRET_UNREADABLE", `the key file ${file} cannot be written`);
    return new SecretBox(made);
  }

  /** @param place that the secret belongs to: sealed for one row, it does not open for another. */
  seal(secret: string, place: string): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, this.#key, iv).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
    return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), sealed]);
  }

  /** @throws DrawbarError `INTEGRATION_SECRET_UNREADABLE`. */
  unseal(sealed: Uint8Array, place: string): string {
    try {
      if (sealed.length < headBytes || sealed[0] !== version) throw new TypeError("not sealed by this version");
      const decipher = createDecipheriv(algorithm, this.#key, sealed.subarray(1, 1 + ivBytes)).setAAD(Buffer.from(place));
      decipher.setAuthTag(sealed.subarray(1 + ivBytes, headBytes));
      return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]).toString("utf8");
    } catch (error) {
      throw failIntegration("INTEGRATION_SECRET_UNREADABLE", `the secret of ${place} does not open with the key in ${keyFile}`, { cause: error });
    }
  }
}

async function readKey(file: string): Promise<Buffer | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw failIntegration("INTEGRATION_SECRET_UNREADABLE", `the key file ${file} cannot be read`, { cause: error });
  }
  if (!/^[0-9a-f]{64}\s*$/.test(text)) throw failIntegration("INTEGRATION_SECRET_UNREADABLE", `the key file ${file} does not hold 64 hexadecimal digits`);
  return Buffer.from(text.trim(), "hex");
}
