/**
 * From decoded samples to sealed segments: what is kept goes into the open segment of its signal's priority, and a
 * segment is sealed when it is full, or long enough. One call a sample, no allocation in between.
 */
import type { ClockQuality } from "@drawbar/proto/kernel/clock.ts";
import { faultSignalName } from "@drawbar/proto/faults/fault-report.ts";
import { priorities, type Priority } from "@drawbar/proto/link/records.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import { CollectionFilter } from "../collection/collection-filter.ts";
import { ruleFor, type Collection, type CollectionRule } from "../collection/collection-rule.ts";
import type { NewestValues } from "../live/newest-values.ts";
import type { SignalTable } from "../signals/signal-table.ts";
import { grownBytes, roomFor } from "../signals/growable.ts";
import { OpenSegment } from "./open-segment.ts";
import type { SealedSegment } from "./sealed-segment.ts";

/** How a sample's wall time, the only one that it has, maps to the unit's monotonic time. */
export interface SampleTime {
  monoUsAt(wallUs: number): number;
  readonly quality: ClockQuality;
}

export interface CollectorOptions {
  readonly table: Pick<SignalTable, "signal" | "version">;
  readonly collection: Collection;
  readonly newest: NewestValues;
  readonly time: SampleTime;
  /** Samples in all open segments together. */
  readonly samplesMax: number;
  /** Longest span of a segment by its samples' time, per priority; priority 0 is sealed at the end of each batch. */
  readonly spanUs: Readonly<Record<Exclude<Priority, 0>, number>>;
  readonly onSealed: (segment: SealedSegment) => void;
}

/** Who records them has left out what says nothing new, and no rule of a person puts them off. */
const faultRule: CollectionRule = { mode: "all", deadband: 0, intervalMinMs: 0, silenceMaxMs: 0, priority: 0 };

export class Collector {
  readonly #options: CollectorOptions;
  readonly #filter = new CollectionFilter();
  readonly #segments: readonly OpenSegment[];
  readonly #spanUs: Readonly<Record<Priority, number>>;
  readonly #newest: NewestValues;
  readonly #segmentOf: OpenSegment[] = [];
  /** 1 for signals whose raw values may be any number; those of the others are integers, or their segment could not be sealed. */
  #takesFractions = new Uint8Array(0);
  /** Time of the frame whose samples are coming. */
  #atUs = 0;
  /** Time of the earliest frame that makes a segment due. */
  #closesAtUs = Number.POSITIVE_INFINITY;
  #openSamples = 0;
  #decoded = 0;
  #kept = 0;
  #unusable = 0;

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#newest = options.newest;
    this.#spanUs = { ...options.spanUs, 0: Number.POSITIVE_INFINITY };
    this.#segments = priorities.map(() => new OpenSegment());
  }

  /** Time of the samples that come now. */
  get atUs(): number {
    return this.#atUs;
  }

  /** Samples that were decoded, kept or not. */
  get decoded(): number {
    return this.#decoded;
  }

  /** Samples that the collection rules accepted: what the link calls produced once they are sealed. */
  get kept(): number {
    return this.#kept;
  }

  /** Decoded values that their signal cannot have, such as a fraction where the catalogue says integer: a decoder's mistake. */
  get unusable(): number {
    return this.#unusable;
  }

  /** Samples that are not sealed yet. */
  get openSamples(): number {
    return this.#openSamples;
  }

  /** Must be called for each signal before its first sample. */
  define(signal: number, description: CatalogueSignal): void {
    const rule = description.name === faultSignalName ? faultRule : ruleFor(description, this.#options.collection);
    this.#filter.define(signal, rule, description.factor);
    this.#newest.define(signal);
    this.#segmentOf[signal] = this.#segment(rule.priority);
    if (signal >= this.#takesFractions.length) this.#takesFractions = grownBytes(this.#takesFractions, roomFor(signal), 0);
    this.#takesFractions[signal] = description.kind === "float" ? 1 : 0;
  }

  /** The samples that follow are of this time. Seals what is due before them. */
  beginFrame(atUs: number): void {
    // A clock set back would keep a segment open until the old time is reached again.
    if (atUs < this.#atUs) this.#closesAtUs = Math.min(this.#closesAtUs, atUs + this.#spanUs[3]);
    this.#atUs = atUs;
    if (atUs >= this.#closesAtUs || this.#openSamples >= this.#options.samplesMax) this.#sealDue(atUs);
  }

  /** A sample of a `scaled` or `float` signal. @param signal as the table gave it; -1 is passed over. */
  number(signal: number, raw: number): void {
    if (signal < 0) return;
    if (this.#takesFractions[signal] === 0 && !Number.isSafeInteger(raw)) {
      this.#unusable += 1;
      return;
    }
    const atUs = this.#atUs;
    this.#decoded += 1;
    this.#newest.note(signal, atUs, raw);
    if (!this.#filter.keeps(signal, atUs, raw)) return;
    const segment = this.#segmentOf[signal] as OpenSegment; // defined before its first sample
    if (segment.samples === 0) this.#opens(segment, atUs);
    segment.append(signal, atUs, raw);
    this.#openSamples += 1;
    this.#kept += 1;
  }

  /** A sample of a `text` or `integer` signal. */
  other(signal: number, value: bigint | string): void {
    if (signal < 0) return;
    const atUs = this.#atUs;
    this.#decoded += 1;
    this.#newest.note(signal, atUs, typeof value === "bigint" ? Number(value) : Number.NaN);
    if (!this.#filter.keepsOther(signal, atUs, value)) return;
    const segment = this.#segmentOf[signal] as OpenSegment; // defined before its first sample
    if (segment.samples === 0) this.#opens(segment, atUs);
    segment.appendOther(signal, atUs, value);
    this.#openSamples += 1;
    this.#kept += 1;
  }

  /** After the frames that were at hand: what is urgent goes at once. */
  endBatch(): void {
    if (this.#segment(0).samples > 0) this.#seal(0);
  }

  /** Seals what has been open for its span although no frame came. @param monoUs the unit's monotonic time. */
  tick(monoUs: number): void {
    const { time } = this.#options;
    for (const priority of priorities) {
      const segment = this.#segment(priority);
      if (segment.samples > 0 && monoUs - time.monoUsAt(segment.firstUs) >= this.#spanUs[priority]) this.#seal(priority);
    }
  }

  /** Seals everything that is open: at a stop, and when the clock was set. */
  flush(): void {
    for (const priority of priorities) if (this.#segment(priority).samples > 0) this.#seal(priority);
  }

  #opens(segment: OpenSegment, atUs: number): void {
    const priority = this.#segments.indexOf(segment) as Priority; // one segment per priority, in their order
    this.#closesAtUs = Math.min(this.#closesAtUs, atUs + this.#spanUs[priority]);
  }

  #sealDue(atUs: number): void {
    const { samplesMax } = this.#options;
    const isFull = this.#openSamples >= samplesMax;
    this.#closesAtUs = Number.POSITIVE_INFINITY;
    for (const priority of priorities) {
      const segment = this.#segment(priority);
      if (segment.samples === 0) continue;
      const closesAtUs = segment.firstUs + this.#spanUs[priority];
      if (isFull || atUs >= closesAtUs) this.#seal(priority);
      else this.#closesAtUs = Math.min(this.#closesAtUs, closesAtUs);
    }
  }

  #seal(priority: Priority): void {
    const { table, time, onSealed } = this.#options;
    const taken = this.#segment(priority).take((signal) => table.signal(signal)?.kind === "float");
    this.#openSamples -= taken.samples;
    // Both clocks are read once: their distance jitters by microseconds, and the span of a segment must not.
    const firstMonoUs = Math.max(0, time.monoUsAt(taken.firstUs));
    onSealed({
      ...taken,
      priority,
      catalogue: table.version(),
      firstMonoUs,
      lastMonoUs: firstMonoUs + (taken.lastUs - taken.firstUs),
      clockQuality: time.quality,
    });
  }

  #segment(priority: Priority): OpenSegment {
    return this.#segments[priority] as OpenSegment; // one per priority
  }
}
