import { accountOf } from "@drawbar/proto/link/accounting.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { CatalogueStore } from "./catalogue-store.ts";
import { historyOf } from "./history.ts";
import { latestOf } from "./latest.ts";
import { samplesOf } from "./samples.ts";
import { factsOfSource } from "./stream-facts.ts";
import type { History, HistoryQuery, SampleBatch, SampleScope, SamplesQuery, SignalLatest, StreamAccount, TelemetryQueries } from "./telemetry-types.ts";

export interface StoredTelemetryOptions {
  readonly database: Database;
  readonly catalogues: CatalogueStore;
  readonly clock: Clock;
}

/** Telemetry as it is stored in PostgreSQL. */
export class StoredTelemetry implements TelemetryQueries {
  readonly #options: StoredTelemetryOptions;

  constructor(options: StoredTelemetryOptions) {
    this.#options = options;
  }

  latest(tenant: TenantId, scope: SampleScope): Promise<readonly SignalLatest[]> {
    const { database, clock } = this.#options;
    return latestOf(database.of(tenant), scope, clock.wallUs());
  }

  /** @throws DrawbarError `SIGNAL_UNKNOWN`. */
  history(tenant: TenantId, query: HistoryQuery): Promise<History> {
    const { database, catalogues, clock } = this.#options;
    return historyOf(database.of(tenant), catalogues, query, clock.wallUs());
  }

  /** @throws DrawbarError `SIGNAL_UNKNOWN`, when the first batch is asked for. */
  samples(tenant: TenantId, query: SamplesQuery): AsyncIterable<SampleBatch> {
    const { database, catalogues } = this.#options;
    return samplesOf(database.of(tenant), catalogues, query);
  }

  account(tenant: TenantId, source: SourceId): Promise<readonly StreamAccount[]> {
    return this.#options.database.transaction(tenant, async (tx) => (await factsOfSource(tx, source)).map(accountOf), { repeatable: true });
  }
}
