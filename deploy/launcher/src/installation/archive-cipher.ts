/** Encrypts an archive so that OpenSSL opens it anywhere: `openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000`. */
import { createCipheriv, pbkdf2Sync, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Writable } from "node:stream";
import { failLauncher } from "../launcher-errors.ts";

/** Of PBKDF2 with SHA-256, as OWASP's password storage cheat sheet asks for. */
const iterations = 600_000;
const saltBytes = 8;
const keyBytes = 32;
const ivBytes = 16;
/** With fewer characters the archive could be tried open. */
const passphraseMin = 12;

/** @returns the first line of the file. @throws DrawbarError `PASSPHRASE_UNUSABLE`. */
export async function readPassphrase(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw failLauncher("PASSPHRASE_UNUSABLE", `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const [passphrase = ""] = text.split(/\r?\n/, 1);
  if (passphrase.length < passphraseMin)
    throw failLauncher("PASSPHRASE_UNUSABLE", `the first line of ${file} has ${passphrase.length} characters; at least ${passphraseMin} are needed`);
  return passphrase;
}

/** @returns where the archive is written to; ending it ends `file`. */
export function sealInto(file: Writable, passphrase: string): Writable {
  const salt = randomBytes(saltBytes);
  const derived = pbkdf2Sync(passphrase, salt, iterations, keyBytes + ivBytes, "sha256");
  const cipher = createCipheriv("aes-256-cbc", derived.subarray(0, keyBytes), derived.subarray(keyBytes));
  file.write(Buffer.concat([Buffer.from("Salted__"), salt])); // OpenSSL's head
  cipher.pipe(file);
  return cipher;
}
