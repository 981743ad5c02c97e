/**
 * What the numbers of a merged row were, as its column `members`. With it each comes back out as its source sealed it:
 * when, how many samples of each column, with which checksum.
 */
import { nodeCompression } from "@drawbar/proto/segment/node-compression.ts";
import { BytePacker, ByteUnpacker } from "./byte-packer.ts";

/** One number of a merged row. */
export interface MergedMember {
  readonly seq: number;
  readonly firstUs: number;
  readonly lastUs: number;
  readonly firstMonoUs: number;
  readonly lastMonoUs: number;
  readonly produced: number;
  /** Samples of each column of the block, in rising order of their signals; 0 where it had no such column. */
  readonly counts: readonly number[];
  /** First 16 bytes of the record's SHA-256. */
  readonly checksum: Uint8Array;
}

const version = 1;
export const checksumBytes = 16;
/** Of the packed numbers: limits of a block's columns and members leave them far below. */
const plainBytesMax = 64 * 1_048_576;

/**
 * Version, number of members, of columns, length of what follows unpacked and packed, a zstd frame, the checksums. In
 * the frame: member by member its distance from the one before and its length, by both clocks, and what it produced
 * beyond its samples; then column by column each count less the one before.
 */
export function packMembers(members: readonly MergedMember[]): Uint8Array {
  const columns = members[0]?.counts.length ?? 0;
  const plain = new BytePacker(members.length * (columns + 16));
  let before = { lastUs: members[0]?.firstUs ?? 0, beginOffset: 0, endOffset: 0 };
  for (const member of members) {
    const { firstUs, lastUs, produced } = member;
    const [beginOffset, endOffset] = [firstUs - member.firstMonoUs, lastUs - member.lastMonoUs];
    plain.signed(firstUs - before.lastUs);
    plain.signed(lastUs - firstUs);
    plain.signed(beginOffset - before.beginOffset);
    plain.signed(endOffset - before.endOffset);
    plain.signed(produced - samplesOf(member));
    before = { lastUs, beginOffset, endOffset };
  }
  for (let column = 0; column < columns; column += 1) {
    let last = 0;
    for (const { counts } of members) {
      const count = counts[column] ?? 0;
      plain.signed(count - last);
      last = count;
    }
  }
  const bytes = plain.done();
  const packed = nodeCompression.compress(bytes);
  const head = new BytePacker(32);
  head.byte(version);
  head.count(members.length);
  head.count(columns);
  head.count(bytes.length);
  head.count(packed.length);
  return Buffer.concat([head.done(), packed, ...members.map(({ checksum }) => checksum)]);
}

/** @param row whose `members` they are: its first number and first time. */
export function unpackMembers(bytes: Uint8Array, row: { readonly seq: number; readonly firstUs: number }): readonly MergedMember[] {
  const head = new ByteUnpacker(bytes);
  if (head.byte() !== version) throw new RangeError("members of a later release");
  const [size, columns, plainBytes, packedBytes] = [head.count(), head.count(), head.count(), head.count()];
  const packedAt = head.position;
  const checksumsAt = packedAt + packedBytes;
  if (plainBytes > plainBytesMax || checksumsAt + size * checksumBytes !== bytes.length) throw new RangeError("members that are not as long as they say");
  const plain = new ByteUnpacker(nodeCompression.decompress(bytes.subarray(packedAt, checksumsAt), plainBytes));
  const times: { firstUs: number; lastUs: number; firstMonoUs: number; lastMonoUs: number; extra: number }[] = [];
  let before = { lastUs: row.firstUs, beginOffset: 0, endOffset: 0 };
  for (let index = 0; index < size; index += 1) {
    const firstUs = before.lastUs + plain.signed();
    const lastUs = firstUs + plain.signed();
    const beginOffset = before.beginOffset + plain.signed();
    const endOffset = before.endOffset + plain.signed();
    times.push({ firstUs, lastUs, firstMonoUs: firstUs - beginOffset, lastMonoUs: lastUs - endOffset, extra: plain.signed() });
    before = { lastUs, beginOffset, endOffset };
  }
  const counts = times.map((): number[] => []);
  for (let column = 0; column < columns; column += 1) {
    let last = 0;
    for (const ofMember of counts) {
      last += plain.signed();
      ofMember.push(last);
    }
  }
  return times.map(({ extra, ...time }, index): MergedMember => {
    const member = { ...time, seq: row.seq + index, counts: counts[index] ?? [], checksum: checksumAt(bytes, checksumsAt, index) };
    return { ...member, produced: samplesOf(member) + extra };
  });
}

/** The checksum of one number, without unpacking the rest. */
export function memberChecksum(bytes: Uint8Array, index: number): Uint8Array {
  const head = new ByteUnpacker(bytes);
  if (head.byte() !== version) throw new RangeError("members of a later release");
  const size = head.count();
  return checksumAt(bytes, bytes.length - size * checksumBytes, index);
}

/** In all columns. */
export function samplesOf({ counts }: Pick<MergedMember, "counts">): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function checksumAt(bytes: Uint8Array, checksumsAt: number, index: number): Uint8Array {
  return bytes.subarray(checksumsAt + index * checksumBytes, checksumsAt + (index + 1) * checksumBytes);
}
