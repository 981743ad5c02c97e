/**
 * The second path: newest values, newest wins, never acknowledged, never history, first to be dropped.
 * On gRPC it has a stream of its own, so it never waits behind segments.
 */
import type { SourceId } from "../kernel/ids.ts";
import type { CatalogueHash } from "./records.ts";

/** One signal's newest value. `signal` is its index in the catalogue that the frame names. */
export interface LiveValue {
  readonly signal: number;
  /** Wall time of the sample, microseconds since 1970, by the source's clock. */
  readonly atUs: number;
  readonly value: number;
}

/** What one source shows now. A depot passes it on as it is. */
export interface LiveFrame {
  readonly kind: "live";
  readonly source: SourceId;
  /** With `monoUs` it orders frames of one source, whatever the wall clock does. */
  readonly boot: number;
  readonly monoUs: number;
  readonly catalogue: CatalogueHash;
  readonly values: readonly LiveValue[];
}

/** A source signs off on purpose (ignition off, planned sleep): it is asleep, not silent. */
export interface LiveAsleep {
  readonly kind: "asleep";
  readonly source: SourceId;
  readonly boot: number;
  readonly monoUs: number;
  readonly atUs: number;
}

/** Somebody looks: send these signals as they change, for `forMs` by the receiver's monotonic clock. */
export interface Watch {
  readonly kind: "watch";
  readonly source: SourceId;
  /** Catalogue indices under `catalogue`; empty means every signal. */
  readonly signals: readonly number[];
  readonly catalogue?: CatalogueHash | undefined;
  readonly forMs: number;
}

export type LiveUp = LiveFrame | LiveAsleep;
export type LiveDown = Watch;
