/** Rows of a holder's file as the link's values. */
import { parseSourceId, type DepotId, type SourceId } from "@drawbar/proto/kernel/ids.ts";
import { noCursor, unknownCloud, type HeldHead, type HolderState } from "@drawbar/proto/link/holder-store.ts";
import { recordKinds, type CatalogueHash, type Epoch, type LinkRecord, type Priority, type RecordKind, type StreamKey } from "@drawbar/proto/link/records.ts";

export interface HolderRow {
  readonly source: string;
  readonly epoch: number | null;
  readonly boot: number;
  readonly ended_clean: number;
  readonly cloud_incarnation: number;
  readonly cloud_as_of_ms: number;
  readonly cursor_incarnation: number;
  readonly cursor_position: number;
}

export interface StreamRow {
  readonly stream_id: number;
  readonly name: string;
  readonly last: number | null;
  readonly produced: number | null;
  readonly known_under: number | null;
  readonly known_ranges: string | null;
  readonly known_as_of_ms: number | null;
}

export interface CatalogueRow {
  readonly catalogue_id: number;
  readonly hash: string;
}

export interface HeadRow {
  readonly record_id: number;
  readonly stream_id: number;
  readonly seq: number;
  readonly priority: Priority;
  readonly kind: number;
  readonly produced: number;
  readonly samples: number;
  readonly size: number;
  readonly secured_at_ms: number | null;
  readonly stored_at: string | null;
  readonly checksum: Uint8Array;
}

export const headColumns = "record_id, stream_id, seq, priority, kind, produced, samples, size, secured_at_ms, stored_at, checksum";

export interface RecordRow extends HeadRow {
  readonly produced_before: number;
  readonly catalogue: string | null;
  readonly replaces: string | null;
  readonly replaces_epoch: number | null;
  readonly bytes: Uint8Array;
}

const kindNames: ReadonlyMap<number, RecordKind> = new Map((Object.keys(recordKinds) as RecordKind[]).map((kind) => [recordKinds[kind], kind])); // the object has exactly these keys

export function headOf(row: HeadRow, stream: StreamKey): HeldHead {
  return {
    id: row.record_id,
    stream,
    seq: row.seq,
    priority: row.priority,
    kind: kindOf(row.kind),
    checksum: row.checksum,
    produced: row.produced,
    samples: row.samples,
    size: row.size,
    securedAt: row.secured_at_ms ?? undefined,
    storedAt: (row.stored_at ?? undefined) as DepotId | undefined, // written from one
  };
}

export function recordOf(row: RecordRow, stream: StreamKey): LinkRecord {
  return {
    stream,
    seq: row.seq,
    checksum: row.checksum,
    kind: kindOf(row.kind),
    producedBefore: row.produced_before,
    produced: row.produced,
    samples: row.samples,
    catalogue: (row.catalogue ?? undefined) as CatalogueHash | undefined, // written from one
    replaces: row.replaces === null ? undefined : (JSON.parse(row.replaces) as number[]), // written from one
    replacesEpoch: (row.replaces_epoch ?? undefined) as Epoch | undefined, // written from one
    bytes: row.bytes,
  };
}

function kindOf(code: number): RecordKind {
  const kind = kindNames.get(code);
  if (kind === undefined) throw new RangeError(`record kind ${code} is in the file and in no release`);
  return kind;
}

export function newState(source: SourceId): HolderState {
  return { source, epoch: undefined, boot: 0, endedClean: false, cloud: unknownCloud, cursor: noCursor };
}

export function stateOf(row: HolderRow): HolderState {
  return {
    source: parseSourceId(row.source),
    epoch: (row.epoch ?? undefined) as Epoch | undefined, // written from one
    boot: row.boot,
    endedClean: row.ended_clean === 1,
    cloud: { incarnation: row.cloud_incarnation, asOf: row.cloud_as_of_ms },
    cursor: { incarnation: row.cursor_incarnation, position: row.cursor_position },
  };
}

export function rowOf({ source, epoch, boot, endedClean, cloud, cursor }: HolderState): HolderRow {
  return {
    source,
    epoch: epoch ?? null,
    boot,
    ended_clean: endedClean ? 1 : 0,
    cloud_incarnation: cloud.incarnation,
    cloud_as_of_ms: cloud.asOf,
    cursor_incarnation: cursor.incarnation,
    cursor_position: cursor.position,
  };
}
