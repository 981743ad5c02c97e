/**
 * What the vehicle shows now: newest values of a small set once a second, and of watched signals as they change.
 * Never history, never repeated after a failure: whoever misses a frame gets the next one.
 */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveUp, LiveValue, Watch } from "@drawbar/proto/link/live.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import { agentLimits } from "../limits.ts";
import type { SignalTable } from "../signals/signal-table.ts";
import type { NewestValues } from "./newest-values.ts";
import { WatchList } from "./watch-list.ts";

export interface LiveSenderOptions {
  readonly source: SourceId;
  /** As it is known now: the cloud may have raised it (docs/protocols/link.md, rule R6). */
  readonly boot: () => number;
  readonly table: Pick<SignalTable, "signals" | "published">;
  readonly newest: Pick<NewestValues, "atUs" | "raw">;
  /** Catalogue names, most important first. */
  readonly signals: readonly string[];
  /** Microseconds between two frames of the default set; 0 sends none. */
  readonly periodUs: number;
  /** Drops the frame when no hub is connected. */
  readonly send: (up: LiveUp) => void;
}

export class LiveSender {
  readonly #options: LiveSenderOptions;
  readonly #watches = new WatchList();
  readonly #hashes = new Set<CatalogueHash>();
  /** Per signal: time and raw value of the newest sample that was sent to watchers, and when that was. */
  readonly #sent = new Map<number, { atUs: number; raw: number; monoUs: number }>();
  readonly #shownAtUs = new Map<number, number>();
  #defaults: readonly (readonly number[])[] = [];
  #defaultsOf = 0;
  #shownMonoUs = Number.NEGATIVE_INFINITY;
  #watchedMonoUs = Number.NEGATIVE_INFINITY;
  #frames = 0;

  constructor(options: LiveSenderOptions) {
    this.#options = options;
  }

  get frames(): number {
    return this.#frames;
  }

  watch(watch: Watch, monoUs: number): void {
    this.#notePublished();
    this.#watches.add(watch, watch.catalogue === undefined || this.#hashes.has(watch.catalogue), monoUs);
  }

  isWatched(monoUs: number): boolean {
    return this.#watches.isWatched(monoUs);
  }

  /**
   * Sends what is due. Call it after each batch of frames and from a timer; it keeps the pace itself.
   * Nothing is sent before the first segment was sealed: until then nobody could read the indices.
   *
   * @returns after how many microseconds watched values that came just now are due; 0 when none wait.
   */
  pump(monoUs: number): number {
    this.#notePublished();
    const { periodUs } = this.#options;
    const waitUs = this.#watches.isWatched(monoUs) ? this.#watchedMonoUs + agentLimits.watchedPeriodMs * 1_000 - monoUs : Number.POSITIVE_INFINITY;
    if (waitUs <= 0) this.#sendWatched(monoUs);
    if (periodUs > 0 && monoUs - this.#shownMonoUs >= periodUs) this.#sendDefaults(monoUs);
    return waitUs > 0 && Number.isFinite(waitUs) ? waitUs : 0;
  }

  /** The unit goes to sleep on purpose: silence from now on is no alarm. */
  signOff(monoUs: number, atUs: number): void {
    const { source, boot, send } = this.#options;
    send({ kind: "asleep", source, boot: boot(), monoUs, atUs });
  }

  #sendWatched(monoUs: number): void {
    const values: LiveValue[] = [];
    for (const signal of this.#watches.watched(this.#readable, monoUs)) {
      const atUs = this.#options.newest.atUs(signal);
      const raw = this.#options.newest.raw(signal);
      const sent = this.#sent.get(signal);
      if (Number.isNaN(atUs) || atUs === sent?.atUs) continue;
      if (sent !== undefined && Object.is(raw, sent.raw) && monoUs - sent.monoUs < agentLimits.watchedRepeatMs * 1_000) continue;
      this.#sent.set(signal, { atUs, raw, monoUs });
      this.#add(values, signal, atUs, raw);
    }
    if (values.length === 0) return;
    this.#watchedMonoUs = monoUs;
    this.#send(values, monoUs);
  }

  #sendDefaults(monoUs: number): void {
    const values: LiveValue[] = [];
    for (const signal of this.#defaultSignals()) {
      const atUs = this.#options.newest.atUs(signal);
      // What watchers got a moment ago everybody has.
      if (atUs === this.#shownAtUs.get(signal) || atUs === this.#sent.get(signal)?.atUs) continue;
      this.#shownAtUs.set(signal, atUs);
      this.#add(values, signal, atUs, this.#options.newest.raw(signal));
    }
    if (values.length === 0) return;
    this.#shownMonoUs = monoUs;
    this.#send(values, monoUs);
  }

  /** Of each name the first signal that has a value; a vehicle that has hardly any of them shows what it has. */
  #defaultSignals(): readonly number[] {
    const { table } = this.#options;
    if (this.#defaultsOf !== table.signals.length) {
      this.#defaultsOf = table.signals.length;
      this.#defaults = this.#options.signals.map((name) => table.signals.flatMap((signal, index) => (signal.name === name ? [index] : [])));
    }
    const chosen = this.#defaults.flatMap((candidates) => candidates.find((signal) => this.#isShowable(signal)) ?? []).slice(0, agentLimits.liveSignalsMax);
    if (chosen.length >= agentLimits.liveSignalsMin) return chosen;
    for (let signal = 0; signal < this.#readable && chosen.length < agentLimits.liveSignalsMin; signal++) {
      if (!chosen.includes(signal) && this.#isShowable(signal)) chosen.push(signal);
    }
    return chosen;
  }

  #isShowable(signal: number): boolean {
    return signal < this.#readable && Number.isFinite(this.#options.newest.raw(signal));
  }

  /** Signals below this index are in a catalogue that travels with a sealed segment. */
  get #readable(): number {
    return this.#options.table.published?.signals ?? 0;
  }

  #add(values: LiveValue[], signal: number, atUs: number, raw: number): void {
    const described = this.#options.table.signals[signal];
    if (described === undefined || Number.isNaN(raw)) return;
    values.push({ signal, atUs, value: raw * described.factor + described.offset });
  }

  #send(values: readonly LiveValue[], monoUs: number): void {
    const { source, boot, send, table } = this.#options;
    if (table.published === undefined || values.length === 0) return;
    this.#frames += 1;
    send({ kind: "live", source, boot: boot(), monoUs, catalogue: table.published.hash, values });
  }

  #notePublished(): void {
    const hash = this.#options.table.published?.hash;
    if (hash !== undefined) this.#hashes.add(hash);
  }
}
