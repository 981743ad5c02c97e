/**
 * What several messages share: ids, numbers, streams and ranges, between the link's types and generated ones.
 * Readers name the field that is wrong; writers trust their callers, whose types say the same.
 */
import type { drawbar } from "../generated/drawbar.js";
import type { SourceId, TenantId } from "../kernel/ids.ts";
import type { CloudView } from "../link/messages.ts";
import type { Range, RangeSet } from "../link/range-set.ts";
import { streamKey, streamName, type CatalogueHash, type Epoch, type Priority, type StreamKey } from "../link/records.ts";
import { hexBytes, hexOf, uuidOf } from "./hex.ts";
import { wireLimits } from "./limits.ts";
import { failWire } from "./wire-errors.ts";
import { WireReader } from "./wire-buffer.ts";

type Wire<Name extends keyof typeof drawbar.v1> = InstanceType<(typeof drawbar.v1)[Name]>;
/** What generated decoders give for a 64-bit field: with `WireReader` always a number. */
type WireNumber = Wire<"Record">["seq"] | null | undefined;

export function malformed(field: string, value: unknown, wanted: string, cause?: unknown): Error {
  const shown = typeof value === "string" ? JSON.stringify(value.slice(0, 80)) : String(value);
  return failWire("WIRE_MALFORMED", `${field} is ${shown}; expected ${wanted}`, cause === undefined ? { details: { field } } : { details: { field }, cause });
}

/**
 * Runs a generated decoder over one message.
 *
 * @throws DrawbarError `WIRE_MALFORMED` for whatever it does not understand.
 */
export function decodeWith<Message>(decoder: { decode(reader: WireReader): Message }, bytes: Uint8Array, bytesMax: number): Message {
  if (bytes.length > bytesMax) throw malformed("message", `${bytes.length} bytes long`, `at most ${bytesMax}`);
  try {
    return decoder.decode(new WireReader(bytes));
  } catch (error) {
    throw malformed("message", error instanceof Error ? error.message : error, "protocol buffers of drawbar.v1", error);
  }
}

export function readNumber(value: WireNumber, field: string, min: number, max: number = Number.MAX_SAFE_INTEGER): number {
  // WireReader gives numbers only; what else is here is the default of an absent field, which is 0.
  const number = typeof value === "number" ? value : 0;
  if (number < min || number > max) throw malformed(field, number, max === Number.MAX_SAFE_INTEGER ? `${min} to 2^53 - 1` : `${min} to ${max}`);
  return number;
}

export function readText(value: string | null | undefined, field: string, charactersMin: number, charactersMax: number): string {
  const text = value ?? "";
  if (text.length < charactersMin || text.length > charactersMax)
    throw malformed(field, `${text.length} characters long`, `${charactersMin} to ${charactersMax}`);
  return text;
}

const noBytes = new Uint8Array(0);

export function readBytes(value: Uint8Array | null | undefined, field: string, bytesMin: number, bytesMax: number): Uint8Array {
  // The generated default of an absent field is one shared Buffer.
  const bytes = value === null || value === undefined || value.length === 0 ? noBytes : value;
  if (bytes.length < bytesMin || bytes.length > bytesMax)
    throw malformed(field, `${bytes.length} bytes long`, bytesMin === bytesMax ? `${bytesMin}` : `${bytesMin} to ${bytesMax}`);
  return bytes;
}

export function readList<Item>(value: readonly Item[] | null | undefined, field: string, itemsMin: number, itemsMax: number): readonly Item[] {
  const items = value ?? [];
  if (items.length < itemsMin || items.length > itemsMax) throw malformed(field, `${items.length} items long`, `${itemsMin} to ${itemsMax}`);
  return items;
}

/** The value of a code that its table names. */
export function readCode<Name extends string>(names: ReadonlyMap<number, Name>, value: number | null | undefined, field: string): Name {
  const name = names.get(value ?? 0);
  if (name === undefined) throw malformed(field, value ?? 0, `one of ${[...names.keys()].join(", ")}`);
  return name;
}

export function readSource(value: Uint8Array | null | undefined, field: string): SourceId {
  return uuidOf(readBytes(value, field, 16, 16)) as SourceId; // 16 bytes are a UUID
}

export function readTenant(value: Uint8Array | null | undefined, field: string): TenantId {
  return uuidOf(readBytes(value, field, 16, 16)) as TenantId; // 16 bytes are a UUID
}

export function writeSource(id: SourceId | TenantId): Uint8Array {
  return hexBytes(id, 16);
}

export function readHash(value: Uint8Array | null | undefined, field: string): CatalogueHash {
  return hexOf(readBytes(value, field, 32, 32)) as CatalogueHash; // 32 bytes are a SHA-256
}

export function writeHash(hash: CatalogueHash): Uint8Array {
  return remember(writtenHashes, hash, () => hexBytes(hash, 32));
}

export function readEpoch(value: WireNumber, field: string): Epoch {
  return readNumber(value, field, 1) as Epoch; // the range was checked
}

export function readCloud(value: drawbar.v1.CloudView.$Shape | null | undefined, field: string): CloudView {
  if (value === null || value === undefined) return { incarnation: 0, asOf: 0 };
  return { incarnation: readNumber(value.incarnation, `${field}.incarnation`, 0), asOf: readNumber(value.asOfMs, `${field}.as_of_ms`, 0) };
}

export function writeCloud(view: CloudView): drawbar.v1.CloudView.$Properties {
  return { incarnation: view.incarnation, asOfMs: view.asOf };
}

export function readStream(value: drawbar.v1.StreamName.$Shape | null | undefined, field: string): StreamKey {
  if (value === null || value === undefined) throw malformed(field, "absent", "a stream's name");
  const source = readSource(value.source, `${field}.source`);
  const priority = readNumber(value.priority, `${field}.priority`, 0, 3) as Priority; // the range was checked
  return streamKey(source, readEpoch(value.epoch, `${field}.epoch`), priority);
}

export function writeStream(stream: StreamKey): drawbar.v1.StreamName.$Properties {
  return remember(writtenStreams, stream, () => {
    const { source, epoch, priority } = streamName(stream);
    return { source: writeSource(source), epoch, priority };
  });
}

/** Names as they are written: a process speaks about few at a time, and taking one apart costs more than a look-up. */
const writtenStreams = new Map<StreamKey, drawbar.v1.StreamName.$Properties>();
const writtenHashes = new Map<CatalogueHash, Uint8Array>();
/** At the bound the memory begins anew. */
const writtenMax = 4_096;

function remember<Name, Written>(written: Map<Name, Written>, name: Name, write: () => Written): Written {
  const known = written.get(name);
  if (known !== undefined) return known;
  if (written.size >= writtenMax) written.clear();
  const made = write();
  written.set(name, made);
  return made;
}

export function readRanges(value: drawbar.v1.RangeSet.$Shape | null | undefined, field: string): RangeSet {
  const bounds = readList(value?.bounds, field, 0, wireLimits.rangesMax * 2);
  if (bounds.length % 2 !== 0) throw malformed(field, `${bounds.length} bounds`, "pairs");
  const ranges: Range[] = [];
  // The first range may begin at 1; every other leaves out at least one number after the one before.
  let firstMin = 1;
  for (let index = 0; index < bounds.length; index += 2) {
    const first = readNumber(bounds[index], `${field}.bounds[${index}]`, firstMin);
    const last = readNumber(bounds[index + 1], `${field}.bounds[${index + 1}]`, first);
    ranges.push([first, last]);
    firstMin = last + 2;
  }
  return ranges;
}

export function writeRanges(ranges: RangeSet): drawbar.v1.RangeSet.$Properties {
  const bounds: number[] = [];
  for (const [first, last] of ranges) bounds.push(first, last);
  return { bounds };
}
