/** Stores checked records in statements of about a hundred, and finds out what became of each. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { ApplyOutcome } from "@drawbar/proto/link/cloud-store.ts";
import { streamName, type CatalogueHash, type StreamKey } from "@drawbar/proto/link/records.ts";
import { sqlDetailOf, sqlStateOf } from "../../db/database-errors.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { monthOfDay, packLatest, type KnownCatalogue, type NewestValue, type SegmentSealer } from "../../modules/telemetry/index.ts";
import { compareKnown } from "./known-numbers.ts";
import { LatestValues, type LatestChange } from "./latest-values.ts";
import { storeLimits } from "./limits.ts";
import { newestInBatch, type SegmentOfSource } from "./newest-in-batch.ts";
import { ensurePartitions } from "./partitions.ts";
import { daysOf, minutesOf } from "./segment-times.ts";
import { refusedState, storeRecords, storeSegments, type RefusalReason } from "./store-batch-statement.ts";
import { receiveDayOf, slotOf, valuesOf, type BatchToStore, type DayChange } from "./store-batch-values.ts";
import type { StorableRecord } from "./stream-changes.ts";

type Catalogues = ReadonlyMap<CatalogueHash, KnownCatalogue>;

/** One record on its way, with where its outcome belongs. */
interface Pending {
  readonly position: number;
  readonly checked: StorableRecord;
}

export interface BatchWriterOptions {
  readonly database: Database;
  /** Absent: bodies are stored as their sources sealed them. */
  readonly sealer?: SegmentSealer | undefined;
  readonly clock: Clock;
}

export class BatchWriter {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #latest: LatestValues;
  readonly #sealer: SegmentSealer | undefined;
  /** Days that are noted in `segment_day`, with the longest span noted. */
  readonly #days = new Map<string, number>();

  constructor(options: BatchWriterOptions) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#latest = new LatestValues(options);
    this.#sealer = options.sealer;
  }

  /**
   * @param records no number twice, catalogues at hand.
   * @returns an outcome for each, in order. What is `stored` is committed.
   * @throws what the database throws; part of the records may be committed, and is `known` the next time.
   */
  async store(tenant: TenantId, records: readonly StorableRecord[], catalogues: Catalogues): Promise<readonly ApplyOutcome[]> {
    const outcomes = records.map((): ApplyOutcome => ({ kind: "corrupt" }));
    // Lanes run side by side, so that one is prepared while PostgreSQL works on the other; a source stays in its lane.
    await allSettled(
      lanesOf(records).map(async (lane) => {
        for (const chunk of chunksOf(lane)) await this.#storeChunk(tenant, chunk, catalogues, outcomes);
      }),
    );
    return outcomes;
  }

  async #storeChunk(tenant: TenantId, chunk: readonly Pending[], catalogues: Catalogues, outcomes: ApplyOutcome[]): Promise<void> {
    let pending = chunk;
    for (let attempt = 1; pending.length > 0; attempt += 1) {
      const readable = readableOf(pending, catalogues);
      pending = readable.pending;
      if (pending.length === 0) return;
      const batch = await this.#batchOf(tenant, pending);
      try {
        await this.#commit(tenant, batch, readable.newest, attempt >= storeLimits.lockingAttempt);
      } catch (error) {
        this.#latest.forget(tenant, readable.newest.keys());
        if (attempt === storeLimits.attemptsMax) throw error;
        pending = await this.#afterRefusal(tenant, pending, outcomes, error);
        continue;
      }
      this.#noteDays(tenant, batch.days);
      for (const { position } of pending) outcomes[position] = { kind: "stored" };
      return;
    }
  }

  /** @returns what is still to be stored. @throws the error when there is nothing to be done about it. */
  async #afterRefusal(tenant: TenantId, pending: readonly Pending[], outcomes: ApplyOutcome[], error: unknown): Promise<readonly Pending[]> {
    if (sqlStateOf(error) === refusedState && error instanceof Error) {
      const named = new Set((sqlDetailOf(error) ?? "").split(","));
      switch (error.message as RefusalReason) {
        case "stale":
          return pending; // newest values were changed by another writer
        case "unsealable": // a unit's past was erased meanwhile: what is new gets a new key
          this.#sealer?.forget(
            tenant,
            new Set(pending.map(({ checked }) => streamName(checked.record.stream).source)),
            monthOfDay(receiveDayOf(this.#nowMs())),
          );
          this.#days.clear(); // the days of what was erased are no longer noted
          return pending;
        case "revoked":
          return pending.filter(({ checked }) => !named.has(streamName(checked.record.stream).source)); // their outcome stays `corrupt`
        case "known": {
          const known = pending.filter((_, index) => named.has(String(index + 1)));
          const records = known.map(({ checked }) => checked.record);
          const judged = await compareKnown(this.#database, tenant, records);
          for (const [index, { position }] of known.entries()) outcomes[position] = judged[index] ?? { kind: "known" };
          return pending.filter((_, index) => !named.has(String(index + 1)));
        }
      }
    }
    // No partition for the day: the process slept, or its clock was set.
    if (sqlStateOf(error) === "23514" && error instanceof Error && error.message.includes("no partition")) {
      await ensurePartitions(this.#database, this.#nowMs());
      return pending;
    }
    if (error instanceof DrawbarError && error.code === "DATABASE_CONFLICT") return pending;
    throw error;
  }

  async #commit(
    tenant: TenantId,
    batch: Omit<BatchToStore, "latest">,
    newest: ReadonlyMap<SourceId, readonly NewestValue[]>,
    isLocking: boolean,
  ): Promise<void> {
    const send = async (statements: TenantTransaction): Promise<readonly LatestChange[]> => {
      const latest = await this.#latest.merge(tenant, newest);
      const { values, isPlain } = valuesOf(tenant, { ...batch, latest });
      const statement = isPlain ? storeSegments : storeRecords;
      await statements.count(statement.name, statement.text, values);
      return latest;
    };
    const latest = isLocking ? await this.#withLatestLocked(tenant, [...newest.keys()].sort(), send) : await send(this.#database.of(tenant));
    this.#latest.committed(tenant, latest);
  }

  /** Rows that are missing are made before, apart: taken in the middle of the others they would break the order of locks. */
  async #withLatestLocked<Result>(tenant: TenantId, sources: readonly SourceId[], work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    await this.#database.of(tenant).count(
      "latest-make",
      `insert into source_latest (tenant_id, source_id, version, boot, mono_us, at_us, packed)
       select $1, b.source_id, 0, 0, 0, 0, $3 from unnest($2::uuid[]) as b (source_id) order by b.source_id
       on conflict on constraint source_latest_key do nothing`,
      [tenant, sources, Buffer.from(packLatest(new Map()))],
    );
    return this.#database.transaction(tenant, async (tx) => {
      const lock = "select 1 from source_latest where tenant_id = $1 and source_id = any($2::uuid[]) order by source_id for update";
      await tx.many("latest-lock", lock, [tenant, sources]);
      return work(tx);
    });
  }

  async #batchOf(tenant: TenantId, pending: readonly Pending[]): Promise<Omit<BatchToStore, "latest">> {
    const receivedOn = receiveDayOf(this.#nowMs());
    const minutesOfSources = new Map<SourceId, Set<number>>();
    const days = new Map<string, DayChange>();
    for (const { checked } of pending) {
      if (checked.kind !== "segment") continue;
      const { source, priority, firstUs, lastUs } = checked.header;
      const marked = minutesOfSources.get(source) ?? new Set();
      minutesOfSources.set(source, marked);
      const minutes = minutesOf(checked.header, checked.record.bytes);
      for (const minute of minutes) marked.add(minute);
      const slot = slotOf(priority, receivedOn);
      for (const day of daysOf(minutes)) {
        const key = `${source}/${day}/${slot}`;
        const spanUs = lastUs - firstUs;
        if ((days.get(key)?.spanUs ?? this.#days.get(`${tenant}/${key}`) ?? -1) < spanUs) days.set(key, { source, day, slot, spanUs });
      }
    }
    const marks = [...minutesOfSources].flatMap(([source, minutes]) => [...minutes].map((minute) => ({ source, minute })));
    const sorted = [...days.values()].sort((left, right) =>
      left.source < right.source ? -1 : left.source > right.source ? 1 : left.day - right.day || left.slot - right.slot,
    );
    const records = pending.map(({ checked }) => checked);
    return { records, marks, days: sorted, receivedOn, ...(await this.#sealed(tenant, records, receivedOn)) };
  }

  /** Only segments are sealed: the other records are read by number, and say nothing of where a vehicle was. */
  async #sealed(tenant: TenantId, records: readonly StorableRecord[], receivedOn: number): Promise<Pick<BatchToStore, "bodies" | "keyIds">> {
    const sealer = this.#sealer;
    if (sealer === undefined) return { bodies: records.map(({ record }) => record.bytes), keyIds: new Map() };
    const sources = new Set<SourceId>();
    for (const checked of records) if (checked.kind === "segment") sources.add(checked.header.source);
    const keys = await sealer.keysOf(tenant, sources, monthOfDay(receivedOn));
    const bodies = records.map((checked) => {
      const key = checked.kind === "segment" ? keys.get(checked.header.source) : undefined;
      return key === undefined || checked.kind !== "segment" ? checked.record.bytes : sealer.seal(key, checked.header, checked.record.bytes);
    });
    return { bodies, keyIds: new Map([...keys].map(([source, { keyId }]) => [source, keyId])) };
  }

  #noteDays(tenant: TenantId, days: readonly DayChange[]): void {
    if (this.#days.size > storeLimits.daysKept) this.#days.clear();
    for (const { source, day, slot, spanUs } of days) this.#days.set(`${tenant}/${source}/${day}/${slot}`, spanUs);
  }

  #nowMs(): number {
    return this.#clock.wallUs() / 1_000;
  }
}

/** One lane for what fits into one statement. */
function lanesOf(records: readonly StorableRecord[]): readonly (readonly Pending[])[] {
  const lanes: Pending[][] = records.length <= storeLimits.statementRecordsMax ? [[]] : Array.from({ length: storeLimits.lanes }, () => []);
  const laneOfStream = new Map<StreamKey, Pending[]>();
  for (const [position, checked] of records.entries()) {
    const { stream } = checked.record;
    const lane = laneOfStream.get(stream) ?? lanes[hashOf(streamName(stream).source) % lanes.length] ?? [];
    laneOfStream.set(stream, lane);
    lane.push({ position, checked });
  }
  return lanes;
}

function hashOf(source: SourceId): number {
  return Number.parseInt(source.slice(-4), 16);
}

/** Waits for all of them, so that nothing runs on behind the caller's back; then throws what the first one threw. */
async function allSettled(lanes: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(lanes)).find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

function* chunksOf(lane: readonly Pending[]): Generator<readonly Pending[]> {
  let chunk: Pending[] = [];
  let bytes = 0;
  for (const pending of lane) {
    const { length } = pending.checked.record.bytes;
    if (chunk.length > 0 && (chunk.length === storeLimits.statementRecordsMax || bytes + length > storeLimits.statementBytesMax)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(pending);
    bytes += length;
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * The newest values of each source, and the records without those that are intact but do not decode: these came from
 * a source that sealed nonsense, and stay `corrupt`.
 */
function readableOf(
  pending: readonly Pending[],
  catalogues: Catalogues,
): { readonly pending: readonly Pending[]; readonly newest: ReadonlyMap<SourceId, readonly NewestValue[]> } {
  const segments = new Map<SourceId, { readonly item: Pending; readonly segment: SegmentOfSource }[]>();
  for (const item of pending) {
    if (item.checked.kind !== "segment") continue;
    const { header, record } = item.checked;
    const known = catalogues.get(header.catalogue);
    if (known === undefined) continue;
    const ofSource = segments.get(header.source);
    const entry = { item, segment: { header, bytes: record.bytes, known } };
    if (ofSource === undefined) segments.set(header.source, [entry]);
    else ofSource.push(entry);
  }
  const unreadable = new Set<Pending>();
  const newest = new Map<SourceId, readonly NewestValue[]>();
  for (const [source, entries] of segments) {
    try {
      newest.set(source, newestInBatch(entries.map(({ segment }) => segment)));
    } catch {
      const sound = entries.filter(({ segment }) => isReadable(segment));
      for (const entry of entries) if (!sound.includes(entry)) unreadable.add(entry.item);
      newest.set(source, newestInBatch(sound.map(({ segment }) => segment)));
    }
  }
  return { pending: unreadable.size === 0 ? pending : pending.filter((item) => !unreadable.has(item)), newest };
}

function isReadable(segment: SegmentOfSource): boolean {
  try {
    newestInBatch([segment]);
    return true;
  } catch {
    return false;
  }
}
