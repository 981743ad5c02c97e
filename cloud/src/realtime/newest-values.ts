import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveAsleep, LiveFrame } from "@drawbar/proto/link/live.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import { liveLimits } from "./limits.ts";

/** The newest value of one signal of one source. */
export interface LiveReading {
  readonly signal: string;
  readonly source: string;
  readonly unit: string;
  readonly decimals: number;
  readonly kind: CatalogueSignal["kind"];
  readonly value: number;
  /** Of the sample, by the unit's clock, microseconds since 1970. */
  readonly atUs: number;
  /** When it came here, by this machine's clock, microseconds since 1970. */
  readonly receivedAtUs: number;
}

/** What one source shows now. */
export interface SourceNow {
  /** When a frame came last, by this machine's clock. */
  readonly heardAtUs: number;
  /** Of its newest sample, by the unit's clock. */
  readonly newestAtUs: number;
  readonly isAsleep: boolean;
  /** By the signal's source. */
  readonly readings: ReadonlyMap<string, LiveReading>;
}

/** What the numbers in a source's last frame meant. */
export interface SourceCatalogue {
  readonly hash: CatalogueHash;
  readonly signals: readonly CatalogueSignal[];
}

/** What others may ask of the newest values. */
export interface LiveReadings {
  now(tenant: TenantId, source: SourceId): SourceNow | undefined;
}

interface Kept {
  heardAtUs: number;
  newestAtUs: number;
  isAsleep: boolean;
  catalogue: SourceCatalogue | undefined;
  readonly readings: Map<string, LiveReading>;
  boot: number;
  monoUs: number;
}

/** Newest values of every source that this process heard, in memory. They are no history: after a restart they come anew. */
export class NewestValues implements LiveReadings {
  readonly #clock: Clock;
  readonly #sourcesMax: number;
  /** In order of hearing, the longest ago first. */
  readonly #sources = new Map<string, Kept>();

  constructor(options: { readonly clock: Clock; readonly sourcesMax?: number }) {
    this.#clock = options.clock;
    this.#sourcesMax = options.sourcesMax ?? liveLimits.sourcesMax;
  }

  get size(): number {
    return this.#sources.size;
  }

  now(tenant: TenantId, source: SourceId): SourceNow | undefined {
    return this.#sources.get(keyOf(tenant, source));
  }

  catalogueOf(tenant: TenantId, source: SourceId): SourceCatalogue | undefined {
    return this.#sources.get(keyOf(tenant, source))?.catalogue;
  }

  /**
   * @param signals of the catalogue that the frame names.
   * @returns what is new; empty when the frame is older than one that came before.
   */
  receive(tenant: TenantId, frame: LiveFrame, signals: readonly CatalogueSignal[]): readonly LiveReading[] {
    const kept = this.#turn(tenant, frame);
    if (kept === undefined) return [];
    kept.isAsleep = false;
    kept.catalogue = { hash: frame.catalogue, signals };
    const news: LiveReading[] = [];
    for (const { signal: index, value, atUs } of frame.values) {
      const signal = signals[index];
      // An index beyond the catalogue, or a value that is none, is a mistake of the unit: nothing to show.
      if (signal === undefined || !Number.isFinite(value)) continue;
      if (kept.readings.size >= liveLimits.signalsPerSourceMax && !kept.readings.has(signal.source)) continue;
      const { name, source, unit, decimals, kind } = signal;
      const reading: LiveReading = { signal: name, source, unit, decimals, kind, value, atUs, receivedAtUs: kept.heardAtUs };
      kept.readings.set(source, reading);
      kept.newestAtUs = Math.max(kept.newestAtUs, atUs);
      news.push(reading);
    }
    return news;
  }

  /** @returns false when the source has spoken since. */
  fallAsleep(tenant: TenantId, asleep: LiveAsleep): boolean {
    const kept = this.#turn(tenant, asleep);
    if (kept === undefined) return false;
    kept.isAsleep = true;
    kept.newestAtUs = Math.max(kept.newestAtUs, asleep.atUs);
    return true;
  }

  /** @returns the source's state to write into; `undefined` for what was overtaken. */
  #turn(tenant: TenantId, up: LiveFrame | LiveAsleep): Kept | undefined {
    const key = keyOf(tenant, up.source);
    const known = this.#sources.get(key);
    // Equal times belong together: a frame too large for its carrier comes in pieces.
    if (known !== undefined && (up.boot < known.boot || (up.boot === known.boot && up.monoUs < known.monoUs))) return undefined;
    const heardAtUs = this.#clock.wallUs();
    const kept = known ?? { heardAtUs, newestAtUs: 0, isAsleep: false, catalogue: undefined, readings: new Map<string, LiveReading>(), boot: 0, monoUs: 0 };
    kept.heardAtUs = heardAtUs;
    kept.boot = up.boot;
    kept.monoUs = up.monoUs;
    this.#sources.delete(key);
    this.#sources.set(key, kept);
    const oldest = this.#sources.keys().next();
    if (this.#sources.size > this.#sourcesMax && oldest.done !== true) this.#sources.delete(oldest.value);
    return kept;
  }
}

function keyOf(tenant: TenantId, source: SourceId): string {
  return `${tenant}/${source}`;
}
