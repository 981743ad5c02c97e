/** Records as the store takes them: intact, and saying the same inside and outside. */
import { isIntact } from "@drawbar/proto/link/checksum.ts";
import { replacedStream, streamKey, streamName, type Epoch, type LinkRecord, type Statement, type StreamKey } from "@drawbar/proto/link/records.ts";
import { tryParseStatement } from "@drawbar/proto/link/statements.ts";
import { readSegmentHeader } from "@drawbar/proto/segment/decode-segment.ts";
import type { SegmentHeader } from "@drawbar/proto/segment/segment-types.ts";

export type CheckedRecord =
  | { readonly kind: "corrupt" }
  | { readonly kind: "segment"; readonly record: LinkRecord; readonly header: SegmentHeader; readonly root?: RootName | undefined }
  | { readonly kind: "statement"; readonly record: LinkRecord; readonly statement: Statement }
  /** Acts and clocks: kept as they are. */
  | { readonly kind: "other"; readonly record: LinkRecord };

/** The segment that a thinned one stands in for; its source and priority are the same. */
export interface RootName {
  readonly epoch: Epoch;
  readonly seq: number;
}

const corrupt: CheckedRecord = { kind: "corrupt" };
/** PostgreSQL's integer; a segment holds at most 262,144 samples. */
const countMax = 2_147_483_647;

/**
 * Reads no columns: that a segment decodes is the promise of its checksum, which its source made.
 *
 * @param isTrusted the checksum was verified by whoever received the record.
 */
export function checkRecord(record: LinkRecord, isTrusted: boolean): CheckedRecord {
  if (record.seq < 1 || !isCount(record.produced) || !isCount(record.samples) || !Number.isSafeInteger(record.producedBefore)) return corrupt;
  if (!isTrusted && !isIntact(record)) return corrupt;
  if (record.kind === "segment" || record.kind === "thinned") return checkSegment(record);
  if (record.produced !== 0) return corrupt;
  if (record.kind === "act" || record.kind === "clock") return { kind: "other", record };
  const statement = tryParseStatement(record);
  // A source speaks of its own streams only: nobody may declare another one's data lost.
  return statement === undefined || !isAboutItself(record.stream, statement) ? corrupt : { kind: "statement", record, statement };
}

function checkSegment(record: LinkRecord): CheckedRecord {
  let header: SegmentHeader;
  try {
    header = readSegmentHeader(record.bytes);
  } catch {
    return corrupt;
  }
  const isSame =
    streamKey(header.source, header.epoch, header.priority) === record.stream &&
    header.seq === record.seq &&
    header.samples === record.samples &&
    header.catalogue === record.catalogue &&
    header.samples > 0 &&
    header.firstUs <= header.lastUs;
  if (!isSame) return corrupt;
  if (record.kind === "segment") return record.produced === record.samples ? { kind: "segment", record, header } : corrupt;
  const seq = record.replaces?.[0];
  if (seq === undefined || seq < 1 || record.produced !== 0) return corrupt;
  return { kind: "segment", record, header, root: { epoch: streamName(replacedStream(record)).epoch, seq } };
}

function isAboutItself(stream: StreamKey, statement: Statement): boolean {
  const { source } = streamName(stream);
  const named = statement.kind === "gap" || statement.kind === "entrusted" ? statement.given : statement.totals;
  return named.every((item) => streamName(item.stream).source === source);
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= countMax;
}
