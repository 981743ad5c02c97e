import { accountOf } from "@drawbar/proto/link/accounting.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { aggregateOf, aggregateSubjectOf } from "./aggregate.ts";
import type { CatalogueStore } from "./catalogue-store.ts";
import { alignedHistoryOf, historyOf, openHistory, type HistorySubject } from "./history.ts";
import { KnownSignals } from "./known-signals.ts";
import { latestOf, latestOfEach, type LatestOptions } from "./latest.ts";
import { openReading, type Reading } from "./reading.ts";
import { samplesOf } from "./samples.ts";
import type { SegmentOpener } from "./segment-keys.ts";
import { factsOfSource } from "./stream-facts.ts";
import type {
  Aggregate,
  AggregateQuery,
  AlignedHistory,
  AtQuery,
  History,
  HistoryQuery,
  SampleBatch,
  SampleScope,
  SamplesQuery,
  SignalLatest,
  StreamAccount,
  TelemetryQueries,
  ValueAt,
} from "./telemetry-types.ts";
import { valuesAt } from "./values-at.ts";

export interface StoredTelemetryOptions {
  readonly database: Database;
  readonly catalogues: CatalogueStore;
  readonly clock: Clock;
  /** Opens sealed bodies; absent where none are sealed. */
  readonly opener?: SegmentOpener | undefined;
}

/** Telemetry as it is stored in PostgreSQL. */
export class StoredTelemetry implements TelemetryQueries {
  readonly #options: StoredTelemetryOptions;
  readonly #known = new KnownSignals();

  constructor(options: StoredTelemetryOptions) {
    this.#options = options;
  }

  async latest(tenant: TenantId, scope: SampleScope): Promise<readonly SignalLatest[]> {
    return latestOf(this.#latest(tenant), scope);
  }

  async latestOfEach(tenant: TenantId, vehicleIds: readonly VehicleId[]): Promise<ReadonlyMap<VehicleId, readonly SignalLatest[]>> {
    return latestOfEach(this.#latest(tenant), vehicleIds);
  }

  /** @throws DrawbarError `SIGNAL_UNKNOWN`. */
  async history(tenant: TenantId, query: HistoryQuery): Promise<History> {
    const { reading, subject } = await this.#openHistory(tenant, query);
    return historyOf(reading, subject, query, this.#options.clock.wallUs());
  }

  /** @throws DrawbarError `SIGNAL_UNKNOWN`. */
  async alignedHistory(tenant: TenantId, query: HistoryQuery): Promise<AlignedHistory> {
    const { reading, subject } = await this.#openHistory(tenant, query);
    return alignedHistoryOf(reading, subject, query, this.#options.clock.wallUs());
  }

  /** @throws DrawbarError `SIGNAL_UNKNOWN`. */
  async at(tenant: TenantId, query: AtQuery): Promise<readonly ValueAt[]> {
    return valuesAt(await this.#reading(tenant), query);
  }

  /** @throws DrawbarError `SIGNAL_UNKNOWN`, `TELEMETRY_QUESTION_TOO_LARGE`. */
  async aggregate(tenant: TenantId, query: AggregateQuery): Promise<Aggregate> {
    const tx = this.#options.database.of(tenant);
    const [reading, subject] = await Promise.all([this.#reading(tenant), aggregateSubjectOf(tx, query)]);
    return aggregateOf(reading, subject, query);
  }

  /** @throws DrawbarError `SIGNAL_UNKNOWN`, when the first batch is asked for. */
  async *samples(tenant: TenantId, query: SamplesQuery): AsyncGenerator<SampleBatch> {
    yield* samplesOf(await this.#reading(tenant), query);
  }

  account(tenant: TenantId, source: SourceId): Promise<readonly StreamAccount[]> {
    return this.#options.database.transaction(tenant, async (tx) => (await factsOfSource(tx, source)).map(accountOf), { repeatable: true });
  }

  #latest(tenant: TenantId): LatestOptions {
    const { database, clock } = this.#options;
    return { tx: database.of(tenant), known: this.#known, nowUs: clock.wallUs() };
  }

  #openHistory(tenant: TenantId, query: HistoryQuery): Promise<{ readonly reading: Reading; readonly subject: HistorySubject }> {
    const { database, clock } = this.#options;
    return openHistory(database.of(tenant), this.#options, query, clock.wallUs());
  }

  #reading(tenant: TenantId): Promise<Reading> {
    const { database, clock } = this.#options;
    return openReading(database.of(tenant), this.#options, clock.wallUs());
  }
}
