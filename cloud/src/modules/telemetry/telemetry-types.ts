/** What other parts of the cloud may ask of the telemetry store, and what they get. */
import type { SourceId, TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";

/** Where samples are looked for: what a vehicle's units said while they sat in it, or one run of a recording. */
export type SampleScope =
  | { readonly kind: "vehicle"; readonly vehicleId: VehicleId }
  | { readonly kind: "run"; readonly vehicleId: VehicleId; readonly runId: SourceId };

export interface SignalLatest {
  /** Catalogue name; equal to `source` when nothing maps it. */
  readonly signal: string;
  readonly source: string;
  readonly unit: string;
  readonly decimals: number;
  readonly kind: "scaled" | "float" | "integer" | "text";
  /** Absent until the first sample. */
  readonly value?: number | undefined;
  /** Microseconds since 1970. */
  readonly atUs?: number | undefined;
  readonly lowToday?: number | undefined;
  readonly highToday?: number | undefined;
  /** Samples of the cloud's day in UTC; like low and high they may be a minute behind. */
  readonly samplesToday?: number | undefined;
}

export interface HistoryQuery {
  readonly scope: SampleScope;
  /** Signal sources, 1 to 32. */
  readonly sources: readonly string[];
  readonly fromUs: number;
  readonly toUs: number;
  /** Most points wanted per series, 10 to 5,000. */
  readonly points: number;
}

export interface HistorySeries {
  readonly signal: string;
  readonly source: string;
  readonly unit: string;
  readonly decimals: number;
  /** Start of each bucket, or the time of each sample, milliseconds since 1970, ascending. */
  readonly at: Float64Array;
  readonly mean: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** NaN where it is not known. */
  readonly last: Float64Array;
  readonly sum: Float64Array;
  readonly count: Float64Array;
}

export interface HistoryGap {
  readonly fromUs: number;
  readonly toUs: number;
  readonly reason: "asleep" | "lost" | "to-come";
  readonly samples?: number | undefined;
}

export interface History {
  readonly resolution: "raw" | "minute" | "bucket";
  readonly series: readonly HistorySeries[];
  readonly gaps: readonly HistoryGap[];
}

/** The same in the best resolution that fits: buckets are whole seconds, minutes or hours, and begin at a multiple of their width. */
export interface AlignedHistory extends Omit<History, "resolution"> {
  readonly resolution: "raw" | "second" | "minute" | "hour";
  /** Width of a bucket, a multiple of the resolution; 0 for raw. */
  readonly stepUs: number;
}

export interface SamplesQuery {
  readonly scope: SampleScope;
  /** Names or sources; empty means all. */
  readonly signals: readonly string[];
  readonly fromUs?: number | undefined;
  readonly toUs?: number | undefined;
}

/** Raw samples of one signal in time order; a signal's batches follow each other. */
export interface SampleBatch {
  readonly signal: string;
  readonly source: string;
  readonly unit: string;
  readonly timesUs: Float64Array;
  readonly values: Float64Array | BigInt64Array | readonly string[];
}

/** `received + lost + entrusted + open = produced`, in samples (docs/protocols/link.md, A1). */
export interface StreamAccount {
  readonly stream: string;
  readonly produced: number;
  readonly received: number;
  readonly lost: number;
  readonly entrusted: number;
  readonly open: number;
}

export interface AggregateQuery {
  /** Catalogue name or source. */
  readonly signal: string;
  /** At most 1,000; all vehicles when absent. */
  readonly vehicles?: readonly VehicleId[] | undefined;
  readonly fromUs: number;
  readonly toUs: number;
  /** A whole number of minutes. */
  readonly stepUs: number;
}

export interface Aggregate {
  readonly unit: string;
  /** Vehicles that have any sample in the span. */
  readonly vehicles: number;
  /** Start of each step that has samples, milliseconds since 1970, ascending. */
  readonly at: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  readonly count: Float64Array;
}

/** Of a signal at a time. */
export interface ValueAt {
  readonly signal: string;
  readonly source: string;
  readonly unit: string;
  readonly value: number;
  /** Of the sample; of the end of its minute when only roll-ups are left. */
  readonly atUs: number;
  readonly resolution: "raw" | "minute";
}

export interface AtQuery {
  readonly scope: SampleScope;
  /** Signal sources, 1 to 32. */
  readonly sources: readonly string[];
  readonly timeUs: number;
}

export interface TelemetryQueries {
  latest(tenant: TenantId, scope: SampleScope): Promise<readonly SignalLatest[]>;
  /** Of several vehicles in one read, without low, high and number of today. A vehicle that never showed anything is left out. */
  latestOfEach(tenant: TenantId, vehicleIds: readonly VehicleId[]): Promise<ReadonlyMap<VehicleId, readonly SignalLatest[]>>;
  history(tenant: TenantId, query: HistoryQuery): Promise<History>;
  alignedHistory(tenant: TenantId, query: HistoryQuery): Promise<AlignedHistory>;
  /** The last sample at or before a time, at most a day older. */
  at(tenant: TenantId, query: AtQuery): Promise<readonly ValueAt[]>;
  aggregate(tenant: TenantId, query: AggregateQuery): Promise<Aggregate>;
  samples(tenant: TenantId, query: SamplesQuery): AsyncIterable<SampleBatch>;
  account(tenant: TenantId, source: SourceId): Promise<readonly StreamAccount[]>;
}
