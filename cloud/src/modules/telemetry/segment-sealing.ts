/**
 * Bodies of segments as they lie in the database: AES-256-GCM under a key per unit and month, which itself lies there
 * wrapped by the master key. Whoever has the database alone reads nothing; whoever drops a key has erased what it sealed.
 *
 * Sealed body: version (1), key id (6 bytes, big-endian), nonce (12), ciphertext, tag (16). An unsealed one begins
 * with the segment's own magic. The number of the segment is authenticated with it, so bodies cannot change places.
 */
import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync, type KeyObject } from "node:crypto";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import { failTelemetry } from "./telemetry-errors.ts";

/** Whose number a body has. */
export interface SegmentName {
  readonly source: SourceId;
  readonly epoch: number;
  readonly priority: number;
  readonly seq: number;
  /** Of a merged row, which begins with `seq`; absent for a single segment. */
  readonly lastSeq?: number | undefined;
}

const version = 1;
const headBytes = 7;
const nonceBytes = 12;
const tagBytes = 16;
const algorithm = "aes-256-gcm";
const options = { authTagLength: tagBytes } as const;

/** Random bytes drawn ahead: one draw per nonce costs as much as the sealing. */
const nonces = Buffer.alloc(nonceBytes * 512);
let nonceAt = nonces.length;

/** Bytes that sealing adds to a body. */
export const sealingOverhead = headBytes + nonceBytes + tagBytes;

/** @param key an object: from bytes, making the cipher takes three times as long as sealing 1 KB. */
export function sealBody(key: KeyObject, keyId: number, name: SegmentName, body: Uint8Array): Uint8Array {
  const sealed = Buffer.allocUnsafe(body.length + sealingOverhead);
  sealed[0] = version;
  sealed.writeUIntBE(keyId, 1, headBytes - 1);
  const nonce = nextNonce();
  nonce.copy(sealed, headBytes);
  const cipher = createCipheriv(algorithm, key, nonce, options);
  cipher.setAAD(nameBytes(name));
  cipher.update(body).copy(sealed, headBytes + nonceBytes);
  cipher.final();
  cipher.getAuthTag().copy(sealed, headBytes + nonceBytes + body.length);
  return sealed;
}

/** @returns the key that a body needs; `undefined` when it is not sealed. */
export function keyIdOf(stored: Uint8Array): number | undefined {
  if (stored[0] !== version || stored.length < sealingOverhead) return undefined;
  return Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).readUIntBE(1, headBytes - 1);
}

/** @throws DrawbarError `TELEMETRY_UNSEALABLE` when it was changed, or moved to another number. */
export function openBody(key: KeyObject, name: SegmentName, stored: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv(algorithm, key, stored.subarray(headBytes, headBytes + nonceBytes), options);
    decipher.setAAD(nameBytes(name));
    decipher.setAuthTag(stored.subarray(-tagBytes));
    const body = decipher.update(stored.subarray(headBytes + nonceBytes, -tagBytes));
    decipher.final();
    return body;
  } catch (error) {
    throw failTelemetry("TELEMETRY_UNSEALABLE", `the stored body of ${name.source}/${name.epoch}/${name.priority}#${name.seq} does not open`, {
      cause: error,
    });
  }
}

/** A key for the key table: nonce, ciphertext, tag. Bound to its tenant, unit and month. */
export function wrapKey(masterKey: KeyObject, place: KeyPlace, key: Uint8Array): Uint8Array {
  const nonce = nextNonce();
  const cipher = createCipheriv(algorithm, masterKey, nonce, options);
  cipher.setAAD(placeBytes(place));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

export interface KeyPlace {
  readonly tenant: TenantId;
  readonly source: SourceId;
  /** YYMM of receipt. */
  readonly month: number;
}

/** @throws DrawbarError `TELEMETRY_UNSEALABLE` when it was wrapped by another master key, or changed. */
export function unwrapKey(masterKey: KeyObject, place: KeyPlace, wrapped: Uint8Array): KeyObject {
  try {
    const decipher = createDecipheriv(algorithm, masterKey, wrapped.subarray(0, nonceBytes), options);
    decipher.setAAD(placeBytes(place));
    decipher.setAuthTag(wrapped.subarray(-tagBytes));
    return createSecretKey(Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()]));
  } catch (error) {
    throw failTelemetry("TELEMETRY_UNSEALABLE", `the telemetry key of ${place.source} for ${place.month} was not wrapped by this master key`, {
      cause: error,
    });
  }
}

/** A copy: the buffer is drawn again when it is used up, and a cipher may still hold the last part. */
function nextNonce(): Buffer {
  if (nonceAt === nonces.length) {
    randomFillSync(nonces);
    nonceAt = 0;
  }
  nonceAt += nonceBytes;
  return Buffer.from(nonces.subarray(nonceAt - nonceBytes, nonceAt));
}

function nameBytes({ source, epoch, priority, seq, lastSeq }: SegmentName): Buffer {
  return Buffer.from(`${source}/${epoch}/${priority}#${seq}${lastSeq === undefined ? "" : `-${lastSeq}`}`);
}

function placeBytes({ tenant, source, month }: KeyPlace): Buffer {
  return Buffer.from(`${tenant}/${source}/${month}`);
}
