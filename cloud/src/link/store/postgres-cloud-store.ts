/** The cloud's end of the link on PostgreSQL. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { DepotId, SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Alarm, ApplyOutcome, CloudStore } from "@drawbar/proto/link/cloud-store.ts";
import type { ChangeCursor, StreamClaim, StreamSpan } from "@drawbar/proto/link/messages.ts";
import { streamName, type CatalogueHash, type LinkRecord, type StreamKey } from "@drawbar/proto/link/records.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { CatalogueStore, SegmentSealer } from "../../modules/telemetry/index.ts";
import { raiseAlarm } from "./alarms.ts";
import { BatchWriter } from "./batch-writer.ts";
import { changesAfter } from "./changes-after.ts";
import { checkRecord, type CheckedRecord } from "./checked-record.ts";
import { claimsOfSpans } from "./claims-of-spans.ts";
import { IncarnationStore } from "./incarnation-store.ts";
import { compareKnown } from "./known-numbers.ts";
import { retryConflicts } from "./retry-conflicts.ts";
import type { SourceRegistry } from "../source-registry.ts";
import type { StorableRecord } from "./stream-changes.ts";

export interface PostgresCloudStoreOptions {
  readonly database: Database;
  readonly catalogues: CatalogueStore;
  readonly clock: Clock;
  /** Whose data is refused; nobody's when absent. */
  readonly registry?: Pick<SourceRegistry, "refused"> | undefined;
  /** Encrypts the bodies of segments; they are stored as they come when absent. */
  readonly sealer?: SegmentSealer | undefined;
  /** Checksums were verified when the records were received: CloudLink does. They are verified here when absent. */
  readonly isTrusted?: boolean | undefined;
  /** Told of what was new, once it is committed. */
  readonly onStored?: ((tenant: TenantId, samples: number, bytes: number) => void) | undefined;
}

export interface StoredCounts {
  /** Since this process started. */
  readonly records: number;
  readonly samples: number;
}

const corrupt: ApplyOutcome = { kind: "corrupt" };

/** Any number of processes may have one on the same database; what they store together takes effect once. */
export class PostgresCloudStore implements CloudStore {
  readonly #database: Database;
  readonly #catalogues: CatalogueStore;
  readonly #clock: Clock;
  readonly #writer: BatchWriter;
  readonly #incarnations: IncarnationStore;
  readonly #registry: PostgresCloudStoreOptions["registry"];
  readonly #isTrusted: boolean;
  readonly #onStored: PostgresCloudStoreOptions["onStored"];
  #counts: StoredCounts = { records: 0, samples: 0 };

  constructor(options: PostgresCloudStoreOptions) {
    this.#database = options.database;
    this.#catalogues = options.catalogues;
    this.#clock = options.clock;
    this.#writer = new BatchWriter(options);
    this.#incarnations = new IncarnationStore(options);
    this.#registry = options.registry;
    this.#isTrusted = options.isTrusted ?? false;
    this.#onStored = options.onStored;
  }

  get counts(): StoredCounts {
    return this.#counts;
  }

  async tenants(): Promise<readonly TenantId[]> {
    const rows = await this.#database.directory.many<{ tenant_id: TenantId }>("tenants", "select tenant_id from directory.tenants()", []);
    return rows.map(({ tenant_id }) => tenant_id);
  }

  async incarnation(): Promise<number> {
    return (await this.#incarnations.read(Math.floor(this.#clock.wallUs() / 1_000))).incarnation;
  }

  async raiseIncarnation(incarnation: number): Promise<void> {
    await this.#incarnations.raise(incarnation);
  }

  claims(tenant: TenantId, spans: readonly StreamSpan[], rangesMax: number): Promise<readonly StreamClaim[]> {
    return claimsOfSpans(this.#database, tenant, spans, rangesMax);
  }

  /** What it said itself, or what its segments say: a unit behind a depot never says hello here. */
  async bootSeen(tenant: TenantId, source: SourceId): Promise<number | undefined> {
    const row = await this.#database.of(tenant).one<{ boot_seen: string | null }>(
      "boot-seen",
      `select greatest(
         (select boot_seen from source_presence where tenant_id = $1 and source_id = $2),
         (select boot from source_latest where tenant_id = $1 and source_id = $2)
       ) as boot_seen`,
      [tenant, source],
    );
    return row.boot_seen === null ? undefined : Number(row.boot_seen);
  }

  async noteBoot(tenant: TenantId, source: SourceId, boot: number): Promise<void> {
    await this.#database.of(tenant).count(
      "boot-note",
      `insert into source_presence as p (tenant_id, source_id, boot_seen)
       values ($1, $2, $3)
       on conflict on constraint source_presence_key do update set boot_seen = excluded.boot_seen where p.boot_seen < excluded.boot_seen`,
      [tenant, source, boot],
    );
  }

  async apply(tenant: TenantId, batch: readonly LinkRecord[]): Promise<readonly ApplyOutcome[]> {
    const checked = batch.map((record) => checkRecord(record, this.#isTrusted));
    const catalogues = await this.#catalogues.find(tenant, hashesOf(checked));
    const refused = await this.#refusedStreams(tenant, batch);
    const outcomes = new Map<number, ApplyOutcome>();
    const first = new Map<string, number>();
    const repeats: { readonly index: number; readonly first: number; readonly record: LinkRecord }[] = [];
    const storable: { readonly index: number; readonly checked: StorableRecord }[] = [];
    for (const [index, item] of checked.entries()) {
      // A depot may still hold what a device said that was taken out of the fleet with its vehicle: it is told never to send it again.
      if (item.kind === "corrupt" || refused.has(item.record.stream)) {
        outcomes.set(index, corrupt);
        continue;
      }
      if (item.kind === "segment" && !catalogues.has(item.header.catalogue)) {
        outcomes.set(index, { kind: "need", hash: item.header.catalogue });
        continue;
      }
      const name = `${item.record.stream}#${item.record.seq}`;
      const before = first.get(name);
      if (before === undefined) {
        first.set(name, index);
        storable.push({ index, checked: item });
      } else repeats.push({ index, first: before, record: item.record });
    }
    const records = storable.map((item) => item.checked);
    const stored = await this.#writer.store(tenant, records, catalogues);
    for (const [position, { index }] of storable.entries()) outcomes.set(index, stored[position] ?? corrupt);
    this.#count(tenant, records, stored);
    await this.#applyRepeats(tenant, repeats, outcomes);
    return batch.map((_, index) => outcomes.get(index) ?? corrupt);
  }

  /** A number that the batch has twice is judged by what the database holds now, or tried again when that is nothing. */
  async #applyRepeats(
    tenant: TenantId,
    repeats: readonly { readonly index: number; readonly first: number; readonly record: LinkRecord }[],
    outcomes: Map<number, ApplyOutcome>,
  ): Promise<void> {
    const isThere = ({ first }: { readonly first: number }): boolean => outcomes.get(first)?.kind !== "corrupt";
    const [there, again] = [repeats.filter(isThere), repeats.filter((repeat) => !isThere(repeat))];
    const recordsOf = (some: typeof repeats): readonly LinkRecord[] => some.map(({ record }) => record);
    const judged = there.length === 0 ? [] : await compareKnown(this.#database, tenant, recordsOf(there));
    for (const [position, { index }] of there.entries()) outcomes.set(index, judged[position] ?? corrupt);
    const retried = again.length === 0 ? [] : await this.apply(tenant, recordsOf(again));
    for (const [position, { index }] of again.entries()) outcomes.set(index, retried[position] ?? corrupt);
  }

  async #refusedStreams(tenant: TenantId, batch: readonly LinkRecord[]): Promise<ReadonlySet<StreamKey>> {
    if (this.#registry === undefined) return new Set();
    const streams = new Map<StreamKey, SourceId>();
    for (const { stream } of batch) if (!streams.has(stream)) streams.set(stream, streamName(stream).source);
    const refused = await this.#registry.refused(tenant, streams.values());
    return new Set([...streams].filter(([, source]) => refused.has(source)).map(([stream]) => stream));
  }

  #count(tenant: TenantId, storable: readonly StorableRecord[], stored: readonly ApplyOutcome[]): void {
    let { records: count, samples } = this.#counts;
    let bytes = 0;
    const samplesBefore = samples;
    for (const [index, { record }] of storable.entries()) {
      if (stored[index]?.kind !== "stored") continue;
      count += 1;
      samples += record.produced;
      bytes += record.bytes.length;
    }
    this.#counts = { records: count, samples };
    if (bytes > 0) this.#onStored?.(tenant, samples - samplesBefore, bytes);
  }

  addCatalogue(tenant: TenantId, hash: CatalogueHash, bytes: Uint8Array): Promise<void> {
    return this.#catalogues.add(tenant, hash, bytes);
  }

  async resolveEntrusted(tenant: TenantId, depot: DepotId): Promise<void> {
    await retryConflicts(() =>
      this.#database.of(tenant).count(
        "entrusted-resolve",
        `with resolved as (
           delete from stream_entrusted where tenant_id = $1 and depot_id = $2 returning source_id, epoch, priority, ranges
         )
         insert into stream_range as r (tenant_id, source_id, epoch, priority, gaps)
         select $1, source_id, epoch, priority, ranges from resolved order by source_id, epoch, priority
         on conflict on constraint stream_range_key do update set gaps = r.gaps + excluded.gaps`,
        [tenant, depot],
      ),
    );
  }

  async alarm(tenant: TenantId, alarm: Alarm): Promise<void> {
    const statements = this.#database.of(tenant);
    switch (alarm.kind) {
      case "conflict": {
        const { source } = streamName(alarm.stream);
        const name = `${alarm.stream}#${alarm.seq}`;
        const event = { type: "link.conflict", subject: source, body: { sourceId: source, record: name } } as const;
        return raiseAlarm(statements, { key: `conflict ${name}`, kind: "conflict", source, event });
      }
      case "forked": {
        const { source } = alarm;
        return raiseAlarm(statements, {
          key: `forked ${source}`,
          kind: "forked",
          source,
          event: { type: "link.forked", subject: source, body: { sourceId: source } },
        });
      }
      case "restored":
        return raiseAlarm(statements, { key: "restored", kind: "restored", event: { type: "link.restored", subject: tenant, body: {} } });
    }
  }

  async changesAfter(tenant: TenantId, cursor: ChangeCursor, itemsMax: number): ReturnType<CloudStore["changesAfter"]> {
    return changesAfter(this.#database, tenant, cursor, itemsMax, await this.incarnation());
  }
}

function hashesOf(checked: readonly CheckedRecord[]): Set<CatalogueHash> {
  const hashes = new Set<CatalogueHash>();
  for (const item of checked) if (item.kind === "segment") hashes.add(item.header.catalogue);
  return hashes;
}
