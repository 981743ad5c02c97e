/** Rows of a holder's file as the link's values, and back. */
import type { DepotId, SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { HeldHead, HolderState } from "@drawbar/proto/link/holder-store.ts";
import { recordKinds, type CatalogueHash, type Epoch, type LinkRecord, type Priority, type RecordKind, type StreamKey } from "@drawbar/proto/link/records.ts";

export interface HolderRow {
  readonly source: string;
  readonly epoch: number | null;
  readonly boot: number;
  readonly ended_clean: number;
  readonly cloud_incarnation: number;
  readonly cloud_as_of: number;
  readonly cursor_incarnation: number;
  readonly cursor_position: number;
}

export interface HeadRow {
  readonly id: number;
  readonly stream_id: number;
  readonly seq: number;
  readonly priority: number;
  readonly kind: number;
  readonly checksum: Uint8Array;
  readonly produced: number;
  readonly samples: number;
  readonly size: number;
  readonly secured_at: number | null;
  readonly stored_at: string | null;
}

export interface RecordRow extends HeadRow {
  readonly produced_before: number;
  readonly catalogue: Uint8Array | null;
  readonly replaces: string | null;
  readonly bytes: Uint8Array;
}

export const headColumns = "id, stream_id, seq, priority, kind, checksum, produced, samples, size, secured_at, stored_at";

/** Kinds of data: everything but statements and acts. */
export const dataKinds = [recordKinds.segment, recordKinds.thinned, recordKinds.clock] as const;
export const givenKinds = [recordKinds.gap, recordKinds.entrusted] as const;

const kindNames = new Map<number, RecordKind>(Object.entries(recordKinds).map(([name, code]) => [code, name as RecordKind])); // Object.entries widens the key

interface Replaces {
  readonly numbers: readonly number[];
  readonly epoch?: number | undefined;
}

export function stateOf(row: HolderRow): HolderState {
  return {
    source: row.source as SourceId, // written by us from a parsed id
    epoch: row.epoch === null ? undefined : (row.epoch as Epoch), // written by us
    boot: row.boot,
    endedClean: row.ended_clean === 1,
    cloud: { incarnation: row.cloud_incarnation, asOf: row.cloud_as_of },
    cursor: { incarnation: row.cursor_incarnation, position: row.cursor_position },
  };
}

export function headOf(row: HeadRow, stream: StreamKey): HeldHead {
  return {
    id: row.id,
    stream,
    seq: row.seq,
    priority: row.priority as Priority, // written by us from a stream's name
    kind: kindOf(row.kind),
    checksum: row.checksum,
    produced: row.produced,
    samples: row.samples,
    size: row.size,
    securedAt: row.secured_at ?? undefined,
    storedAt: row.stored_at === null ? undefined : (row.stored_at as DepotId), // written by us
  };
}

export function recordOf(row: RecordRow, stream: StreamKey): LinkRecord {
  const replaces = row.replaces === null ? undefined : (JSON.parse(row.replaces) as Replaces); // written by us
  return {
    stream,
    seq: row.seq,
    checksum: row.checksum,
    kind: kindOf(row.kind),
    producedBefore: row.produced_before,
    produced: row.produced,
    samples: row.samples,
    ...(row.catalogue === null ? {} : { catalogue: hashOf(row.catalogue) }),
    ...(replaces === undefined ? {} : { replaces: replaces.numbers }),
    ...(replaces?.epoch === undefined ? {} : { replacesEpoch: replaces.epoch as Epoch }), // written by us
    bytes: row.bytes,
  };
}

export function replacesText({ replaces, replacesEpoch }: LinkRecord): string | null {
  if (replaces === undefined) return null;
  const text: Replaces = replacesEpoch === undefined ? { numbers: replaces } : { numbers: replaces, epoch: replacesEpoch };
  return JSON.stringify(text);
}

export function hashBytes(hash: CatalogueHash): Buffer {
  return Buffer.from(hash, "hex");
}

export function hashOf(bytes: Uint8Array): CatalogueHash {
  return Buffer.from(bytes).toString("hex") as CatalogueHash; // 32 bytes, written by us
}

function kindOf(code: number): RecordKind {
  const kind = kindNames.get(code);
  if (kind === undefined) throw new TypeError(`record kind ${code} is not one of this release`);
  return kind;
}
