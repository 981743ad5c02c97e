/** The checksum that tells two records under one number apart. */
import { createHash, hash } from "node:crypto";
import { recordKinds, streamName, type CatalogueHash, type LinkRecord } from "./records.ts";

export const checksumBytes = 16;

/** A record that fits is copied into this one: one call of the hash is faster than three, and nothing is allocated. */
const scratch = Buffer.alloc(8_192);
const headBytes = 88;
const catalogueForm = /^[0-9a-f]{64}$/;

/**
 * The first 16 bytes of the SHA-256 over a canonical form of everything else in the record: source (16 bytes), then
 * as unsigned 64-bit little-endian epoch, seq, producedBefore, produced, samples, count of `replaces`, length of
 * `bytes`; priority and kind as bytes, six zeros; `replacesEpoch` (0 when absent) as above; catalogue (32 bytes, zeros when absent); `replaces` (64 bits each); `bytes`.
 */
export function recordChecksum(record: Omit<LinkRecord, "checksum">): Uint8Array {
  const { bytes, replaces = [] } = record;
  const fixed = headBytes + 32 + replaces.length * 8;
  const length = fixed + bytes.length;
  const isCopied = length <= scratch.length;
  const buffer = isCopied ? scratch : Buffer.alloc(fixed);
  buffer.fill(0, 74, fixed);
  writeHead(buffer, record, replaces);
  if (!isCopied) return ownCopy(createHash("sha256").update(buffer).update(bytes).digest());
  buffer.set(bytes, fixed);
  return ownCopy(hash("sha256", buffer.subarray(0, length), "buffer"));
}

/** Whether the record is what its checksum says. */
export function isIntact(record: LinkRecord): boolean {
  return equalBytes(recordChecksum(record), record.checksum);
}

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && Buffer.compare(left, right) === 0;
}

/** @returns SHA-256 of a catalogue's bytes, 64 hex digits. */
export function hashOfCatalogue(bytes: Uint8Array): CatalogueHash {
  return hash("sha256", bytes, "hex") as CatalogueHash; // this is what makes one
}

/** Its own 16 bytes, so that a checksum that is kept does not keep more than itself. */
function ownCopy(digest: Uint8Array): Uint8Array {
  const checksum = new Uint8Array(checksumBytes);
  for (let index = 0; index < checksumBytes; index += 1) checksum[index] = digest[index] ?? 0;
  return checksum;
}

function writeHead(buffer: Buffer, record: Omit<LinkRecord, "checksum">, replaces: readonly number[]): void {
  const { source, epoch, priority } = streamName(record.stream);
  buffer.write(source.replaceAll("-", ""), 0, 16, "hex");
  writeNumber(buffer, 16, epoch);
  writeNumber(buffer, 24, record.seq);
  writeNumber(buffer, 32, record.producedBefore);
  writeNumber(buffer, 40, record.produced);
  writeNumber(buffer, 48, record.samples);
  writeNumber(buffer, 56, replaces.length);
  writeNumber(buffer, 64, record.bytes.length);
  buffer[72] = priority;
  buffer[73] = recordKinds[record.kind];
  writeNumber(buffer, 80, record.replacesEpoch ?? 0);
  if (record.catalogue !== undefined && catalogueForm.test(record.catalogue)) buffer.write(record.catalogue, headBytes, 32, "hex");
  for (const [index, seq] of replaces.entries()) writeNumber(buffer, headBytes + 32 + index * 8, seq);
}

/** @param value an integer from 0 to 2^53 - 1. */
function writeNumber(buffer: Buffer, at: number, value: number): void {
  buffer.writeUInt32LE(value % 0x1_0000_0000, at);
  buffer.writeUInt32LE(Math.floor(value / 0x1_0000_0000), at + 4);
}
