/**
 * Statements as a record's bytes: compact, and safe to read from anybody.
 *
 * Version 1: a version byte and the kind's code, then the kind's fields as `compact-bytes` writes them. A stream
 * is a head byte (bits 0-1 priority, bit 2 same source, bit 3 same epoch as the stream before), then source
 * (16 bytes) and epoch where they differ. Ranges are a count, then for each the distance from the end of the
 * range before and its length less 1.
 */
import { parseSourceId, uuidFromBytes, uuidToBytes, type SourceId } from "../kernel/ids.ts";
import { CompactReader, CompactWriter } from "./compact-bytes.ts";
import { linkError } from "./link-errors.ts";
import type { Range, RangeSet } from "./range-set.ts";
import {
  recordKinds,
  streamKey,
  streamName,
  type Epoch,
  type LinkRecord,
  type Priority,
  type Statement,
  type StreamKey,
  type StreamName,
  type StreamRanges,
  type StreamTotals,
} from "./records.ts";

const version = 1;
/** Streams, and ranges, that one statement may name: well above what a sound source writes (limits.statementRangesMax). */
const itemsMax = 4_096;

/** @returns bytes that only depend on the statement. The caller owns them. */
export function encodeStatement(statement: Statement): Uint8Array {
  const writer = new CompactWriter();
  writer.byte(version);
  writer.byte(recordKinds[statement.kind]);
  switch (statement.kind) {
    case "gap":
      writeGiven(writer, statement.given);
      break;
    case "entrusted":
      writer.bytes(uuidToBytes(statement.depot));
      writeGiven(writer, statement.given);
      break;
    case "opened":
      writer.byte(statement.unclean ? 1 : 0);
      writer.number(statement.previous ?? 0);
      writeTotals(writer, statement.totals);
      break;
    case "closed":
      writer.number(statement.epoch);
      writeTotals(writer, statement.totals);
      break;
  }
  return writer.done();
}

/**
 * @param record a gap, entrusted, opened or closed record.
 * @throws DrawbarError `LINK_STATEMENT_MALFORMED` when its bytes are not exactly one statement of its kind.
 */
export function parseStatement(record: Pick<LinkRecord, "kind" | "bytes">): Statement {
  const statement = tryParseStatement(record);
  if (statement !== undefined) return statement;
  throw linkError("LINK_STATEMENT_MALFORMED", `${record.bytes.length} bytes of kind ${record.kind} are no statement`);
}

/** @returns `undefined` where `parseStatement` throws. */
export function tryParseStatement({ kind, bytes }: Pick<LinkRecord, "kind" | "bytes">): Statement | undefined {
  const reader = new CompactReader(bytes);
  if (reader.byte() !== version || reader.byte() !== recordKinds[kind]) return undefined;
  const statement = readFields(reader, kind);
  return reader.left === 0 ? statement : undefined;
}

function readFields(reader: CompactReader, kind: LinkRecord["kind"]): Statement | undefined {
  switch (kind) {
    case "gap": {
      const given = readGiven(reader);
      return given && { kind, given };
    }
    case "entrusted": {
      const depot = readSource(reader);
      const given = readGiven(reader);
      return depot && given && { kind, depot, given };
    }
    case "opened": {
      const unclean = reader.byte();
      const previous = reader.number();
      const totals = readTotals(reader);
      if (unclean === undefined || unclean > 1 || previous === undefined || totals === undefined) return undefined;
      return { kind, previous: previous === 0 ? undefined : asEpoch(previous), totals, unclean: unclean === 1 };
    }
    case "closed": {
      const epoch = reader.number();
      const totals = readTotals(reader);
      return epoch === undefined || epoch === 0 || totals === undefined ? undefined : { kind, epoch: asEpoch(epoch), totals };
    }
    default:
      return undefined;
  }
}

function writeGiven(writer: CompactWriter, given: readonly StreamRanges[]): void {
  writer.number(given.length);
  let before: StreamName | undefined;
  for (const { stream, ranges } of given) {
    before = writeStream(writer, stream, before);
    writer.number(ranges.length);
    let end = 0;
    for (const [first, last] of ranges) {
      writer.number(first - end);
      writer.number(last - first);
      end = last;
    }
  }
}

function readGiven(reader: CompactReader): StreamRanges[] | undefined {
  const count = readCount(reader);
  if (count === undefined) return undefined;
  const given: StreamRanges[] = [];
  let rangesLeft = itemsMax;
  let before: StreamName | undefined;
  for (let index = 0; index < count; index += 1) {
    before = readStream(reader, before);
    const ranges = before && readRanges(reader, rangesLeft);
    if (before === undefined || ranges === undefined) return undefined;
    rangesLeft -= ranges.length;
    given.push({ stream: keyOf(before), ranges });
  }
  return given;
}

function readRanges(reader: CompactReader, rangesMax: number): RangeSet | undefined {
  const count = readCount(reader);
  if (count === undefined || count > rangesMax) return undefined;
  const ranges: Range[] = [];
  let end = 0;
  for (let index = 0; index < count; index += 1) {
    const distance = reader.number();
    const more = reader.number();
    // Numbers begin at 1, and a range right beside the one before would be part of it.
    if (distance === undefined || more === undefined || distance < (index === 0 ? 1 : 2)) return undefined;
    const first = end + distance;
    end = first + more;
    if (!Number.isSafeInteger(end)) return undefined;
    ranges.push([first, end]);
  }
  return ranges;
}

function writeTotals(writer: CompactWriter, totals: readonly StreamTotals[]): void {
  writer.number(totals.length);
  let before: StreamName | undefined;
  for (const { stream, last, produced } of totals) {
    before = writeStream(writer, stream, before);
    writer.number(last);
    writer.number(produced);
  }
}

function readTotals(reader: CompactReader): StreamTotals[] | undefined {
  const count = readCount(reader);
  if (count === undefined) return undefined;
  const totals: StreamTotals[] = [];
  let before: StreamName | undefined;
  for (let index = 0; index < count; index += 1) {
    before = readStream(reader, before);
    const last = reader.number();
    const produced = reader.number();
    if (before === undefined || last === undefined || produced === undefined) return undefined;
    totals.push({ stream: keyOf(before), last, produced });
  }
  return totals;
}

function writeStream(writer: CompactWriter, stream: StreamKey, before: StreamName | undefined): StreamName {
  const name = streamName(stream);
  const isSameSource = name.source === before?.source;
  const isSameEpoch = name.epoch === before?.epoch;
  writer.byte(name.priority | (isSameSource ? 4 : 0) | (isSameEpoch ? 8 : 0));
  if (!isSameSource) writer.bytes(uuidToBytes(name.source));
  if (!isSameEpoch) writer.number(name.epoch);
  return name;
}

function readStream(reader: CompactReader, before: StreamName | undefined): StreamName | undefined {
  const head = reader.byte();
  if (head === undefined || head > 0x0f) return undefined;
  const source = (head & 4) === 0 ? readSource(reader) : before?.source;
  const epoch = (head & 8) === 0 ? reader.number() : before?.epoch;
  if (source === undefined || epoch === undefined || epoch === 0) return undefined;
  return { source, epoch: asEpoch(epoch), priority: (head & 3) as Priority }; // two bits are a priority
}

function readSource(reader: CompactReader): SourceId | undefined {
  const bytes = reader.bytes(16);
  return bytes && parseSourceId(uuidFromBytes(bytes));
}

/** Every item takes at least one byte, so a count above what is left is a lie. */
function readCount(reader: CompactReader): number | undefined {
  const count = reader.number();
  return count === undefined || count > itemsMax || count > reader.left ? undefined : count;
}

function keyOf({ source, epoch, priority }: StreamName): StreamKey {
  return streamKey(source, epoch, priority);
}

function asEpoch(value: number): Epoch {
  return value as Epoch; // 1 to 2^53 - 1, checked by the reader
}
