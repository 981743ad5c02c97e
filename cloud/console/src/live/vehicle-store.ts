import type { SignalView } from "../api/types.ts";
import type { Points } from "../chart/points.ts";
import type { LiveMessage, LiveValue } from "@drawbar/api-client/live-client.ts";

/** What the page keeps of its own: enough for every sparkline and for the live chart until the store has caught up. */
const keptMs = 16 * 60_000;
/** Per signal; at 20 a second some 5 min. The oldest tenth goes first, the chart then shows the store's steps there. */
const samplesMost = 6_000;

export interface LiveSignal extends Omit<SignalView, "value" | "at"> {
  readonly value: number | undefined;
  /** Milliseconds since 1970. */
  readonly atMs: number | undefined;
}

/** One vehicle's signals as heard since the page opened. */
export class VehicleStore {
  readonly #signals = new Map<string, LiveSignal>();
  readonly #heard = new Map<string, Heard>();
  #sources: readonly string[] = [];

  /** In the cloud's order, but for reports; the same array until a signal appears or goes. */
  get sources(): readonly string[] {
    return this.#sources;
  }

  get(source: string): LiveSignal | undefined {
    return this.#signals.get(source);
  }

  /** @returns what was heard of a signal, oldest first; the arrays grow in place, do not keep them. */
  heard(source: string): Points {
    return this.#heard.get(source)?.points ?? nothingHeard;
  }

  /** Takes what the cloud knows: a value already heard that is newer stays. */
  replace(signals: readonly SignalView[]): void {
    for (const signal of signals) {
      const known = this.#signals.get(signal.source);
      const atMs = signal.at === undefined ? undefined : Date.parse(signal.at);
      const isNewer = known?.atMs !== undefined && (atMs === undefined || known.atMs > atMs);
      this.#signals.set(signal.source, isNewer ? { ...signal, value: known.value, atMs: known.atMs } : { ...signal, value: signal.value, atMs });
      if (!isNewer && atMs !== undefined && typeof signal.value === "number") this.#hear(signal.source, atMs, signal.value);
    }
    const sources = signals.filter((signal) => !isReport(signal)).map((signal) => signal.source);
    if (sources.join("\n") !== this.#sources.join("\n")) this.#sources = sources;
  }

  receive(message: LiveMessage): void {
    if (message.topic !== "vehicle") return;
    if (message.kind === "snapshot") this.replace(message.signals);
    else for (const value of message.values) this.#take(value);
  }

  #take({ source, value, at }: LiveValue): void {
    const known = this.#signals.get(source);
    // a signal that appeared since the snapshot waits for the next one, which carries its name and unit
    if (known === undefined || (known.atMs !== undefined && at <= known.atMs)) return;
    this.#signals.set(source, {
      ...known,
      value,
      atMs: at,
      lowToday: Math.min(known.lowToday ?? value, value),
      highToday: Math.max(known.highToday ?? value, value),
    });
    this.#hear(source, at, value);
  }

  #hear(source: string, atMs: number, value: number): void {
    let heard = this.#heard.get(source);
    if (heard === undefined) {
      heard = new Heard();
      this.#heard.set(source, heard);
    }
    heard.append(atMs, value);
  }
}

/** Texts that Drawbar writes for itself, such as the reports of faults: pages of their own say what is in them. */
function isReport({ signal, kind }: SignalView): boolean {
  return kind === "text" && signal.startsWith("Drawbar.");
}

/** Raw samples as points: mean, low and high are one array. */
class Heard {
  readonly points: Points;
  readonly #at: number[] = [];
  readonly #values: number[] = [];
  readonly #counts: number[] = [];

  constructor() {
    this.points = { at: this.#at, mean: this.#values, low: this.#values, high: this.#values, count: this.#counts };
  }

  append(atMs: number, value: number): void {
    const lastMs = this.#at.at(-1);
    if (lastMs !== undefined && atMs <= lastMs) return;
    this.#at.push(atMs);
    this.#values.push(value);
    this.#counts.push(1);
    // in tenths, so that a full buffer is not moved for every sample
    const oldMs = this.#at[samplesMost / 10] ?? Number.POSITIVE_INFINITY;
    if (this.#at.length > samplesMost || oldMs < atMs - keptMs) for (const column of [this.#at, this.#values, this.#counts]) column.splice(0, samplesMost / 10);
  }
}

const nothingHeard: Points = { at: [], mean: [], low: [], high: [], count: [] };
