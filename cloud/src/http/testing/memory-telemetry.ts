import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type {
  History,
  HistoryQuery,
  SampleBatch,
  SampleScope,
  SamplesQuery,
  SignalLatest,
  StreamAccount,
  TelemetryQueries,
} from "../../modules/telemetry/index.ts";

/** Telemetry that a test arranges by hand, where the way into the real store would be longer than the test. */
export class MemoryTelemetry implements TelemetryQueries {
  latestSignals: readonly SignalLatest[] = [];
  /** What an export reads. */
  batches: () => AsyncIterable<SampleBatch> | Iterable<SampleBatch> = () => [];
  streams: readonly StreamAccount[] = [];
  reads = 0;

  async latest(_tenant: TenantId, _scope: SampleScope): Promise<readonly SignalLatest[]> {
    this.reads++;
    return this.latestSignals;
  }

  async history(_tenant: TenantId, _query: HistoryQuery): Promise<History> {
    return { resolution: "raw", series: [], gaps: [] };
  }

  async *samples(_tenant: TenantId, _query: SamplesQuery): AsyncGenerator<SampleBatch> {
    yield* this.batches();
  }

  async account(_tenant: TenantId, _source: SourceId): Promise<readonly StreamAccount[]> {
    return this.streams;
  }
}
