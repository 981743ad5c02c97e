/**
 * The key that signs checkpoints of the audit trail, and how far each trail had come when it was last signed: both in
 * the authority's folder, outside of the database, so that whoever can write there only cannot make a trail look whole.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, verify, type KeyObject } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { failAudit } from "./audit-errors.ts";

export interface Checkpoint {
  readonly tenantId: TenantId;
  readonly position: string;
  readonly hash: Uint8Array;
  readonly signedAt: Date;
}

export interface SignedUpTo {
  readonly position: string;
  /** Hexadecimal. */
  readonly hash: string;
}

export class CheckpointKey {
  readonly #directory: string;
  readonly #key: KeyObject;
  readonly #public: KeyObject;
  /** First 16 hexadecimal digits of the SHA-256 of the public key. */
  readonly keyId: string;

  private constructor(directory: string, key: KeyObject) {
    this.#directory = directory;
    this.#key = key;
    this.#public = createPublicKey(key);
    this.keyId = createHash("sha256")
      .update(this.#public.export({ type: "spki", format: "der" }))
      .digest("hex")
      .slice(0, 16);
  }

  /** Makes the key at first use; of several processes that do so at once, the first one's counts. @throws DrawbarError `AUDIT_KEY_UNREADABLE`. */
  static async open(authorityDirectory: string): Promise<CheckpointKey> {
    const file = fileIn(authorityDirectory);
    return CheckpointKey.#parse(authorityDirectory, (await readIfThere(file)) ?? (await make(file)));
  }

  /** For who only verifies. @returns `undefined` when there is no key. @throws DrawbarError `AUDIT_KEY_UNREADABLE`. */
  static async find(authorityDirectory: string): Promise<CheckpointKey | undefined> {
    const pem = await readIfThere(fileIn(authorityDirectory));
    return pem === undefined ? undefined : CheckpointKey.#parse(authorityDirectory, pem);
  }

  static #parse(authorityDirectory: string, pem: string): CheckpointKey {
    try {
      const key = createPrivateKey(pem);
      if (key.asymmetricKeyType !== "ed25519") throw new TypeError(`it holds a key of the type ${key.asymmetricKeyType}`);
      return new CheckpointKey(authorityDirectory, key);
    } catch (error) {
      throw failAudit("AUDIT_KEY_UNREADABLE", `${fileIn(authorityDirectory)} holds no Ed25519 key; put it back from a backup`, { cause: error });
    }
  }

  sign(checkpoint: Checkpoint): Buffer {
    return sign(null, signedBytes(checkpoint), this.#key);
  }

  isOurs(checkpoint: Checkpoint, signature: Uint8Array): boolean {
    return verify(null, signedBytes(checkpoint), this.#public, signature);
  }

  /** Durable when it returns. Never goes back: another process may have signed further. */
  async noteSigned(tenant: TenantId, signed: SignedUpTo): Promise<void> {
    const known = await this.signedUpTo(tenant);
    if (known !== undefined && BigInt(known.position) >= BigInt(signed.position)) return;
    const file = this.#noteOf(tenant);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeDurably(`${file}.${randomUUID()}`, JSON.stringify(signed), (unfinished) => rename(unfinished, file));
  }

  /** @returns `undefined` when nothing of this tenant was ever signed here. */
  async signedUpTo(tenant: TenantId): Promise<SignedUpTo | undefined> {
    const text = await readIfThere(this.#noteOf(tenant));
    if (text === undefined) return undefined;
    try {
      const { position, hash } = JSON.parse(text) as Partial<SignedUpTo>; // checked in the next line
      if (typeof position === "string" && /^\d{1,19}$/.test(position) && typeof hash === "string") return { position, hash };
    } catch {
      // falls through: a note that says nothing is as bad as one that is not JSON
    }
    throw failAudit("AUDIT_KEY_UNREADABLE", `${this.#noteOf(tenant)} does not say how far the trail was signed; put it back from a backup`);
  }

  #noteOf(tenant: TenantId): string {
    return path.join(this.#directory, "audit-signed", `${tenant}.json`);
  }
}

function fileIn(authorityDirectory: string): string {
  return path.join(authorityDirectory, "audit-checkpoints.pem");
}

function signedBytes({ tenantId, position, hash, signedAt }: Checkpoint): Buffer {
  return Buffer.from(`drawbar audit checkpoint 1\n${tenantId}\n${position}\n${Buffer.from(hash).toString("hex")}\n${signedAt.toISOString()}\n`, "utf8");
}

async function make(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    // A link fails when the name is there already: the key that was made first stays.
    await writeDurably(`${file}.${randomUUID()}`, pem, (unfinished) => link(unfinished, file).catch(ignoreExisting));
  } catch (error) {
    throw failAudit("AUDIT_KEY_UNREADABLE", `${file} cannot be written; choose a folder that this process may write to`, { cause: error });
  }
  return (await readIfThere(file)) ?? pem;
}

async function writeDurably(unfinished: string, text: string, place: (unfinished: string) => Promise<void>): Promise<void> {
  const handle = await open(unfinished, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await place(unfinished);
  await rm(unfinished, { force: true });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw failAudit("AUDIT_KEY_UNREADABLE", `${file} cannot be read; check its owner and mode`, { cause: error });
  }
}

function ignoreExisting(error: unknown): void {
  if (codeOf(error) !== "EEXIST") throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
