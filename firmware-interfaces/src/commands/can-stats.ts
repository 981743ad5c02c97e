/** `drawbar can stats`: who sends how often, and how full the bus is. Opens no file and prints nothing. */
import type { CanFrame } from "../can/can-frame.ts";
import { frameBits } from "../can/frame-bits.ts";
import type { LogEntry } from "../logs/log-entry.ts";
import type { LogProblem } from "../logs/log-problems.ts";
import type { OpenLog } from "../logs/log-reader.ts";
import { frameIdText } from "./frame-id-text.ts";
import { commandLimits } from "./limits.ts";

export interface CanStatsOptions {
  readonly log: OpenLog;
  /** Of the arbitration phase, bits a second. */
  readonly bitrate: number;
  /** Of the data phase of CAN FD frames that switch; by default the same. */
  readonly dataBitrate?: number | undefined;
  readonly json: boolean;
  readonly onProblem?: (problem: LogProblem) => void;
}

interface IdTally {
  readonly bus: string;
  readonly id: number;
  readonly extended: boolean;
  frames: number;
  bytesMax: number;
  busySeconds: number;
  firstUs: number;
  lastUs: number;
  shortestUs: number;
  longestUs: number;
}

interface BusTally {
  frames: number;
  errorFrames: number;
  uncountedIds: number;
  busySeconds: number;
  firstUs: number;
  lastUs: number;
}

/**
 * @returns one line per identifier, ordered by bus and identifier, and one per bus behind them.
 *   As JSON: `{"bus","id","extended","frames","bytes","periodMs":{"min","mean","max"},"load"}`, `periodMs` null for a single
 *   frame, `load` the share of the bus's time from 0 to 1, null when the recording has no span of time; then
 *   `{"bus","ids","frames","errorFrames","durationMs","load"}`.
 */
export async function* canStats(options: CanStatsOptions): AsyncGenerator<string> {
  const tallies = new LogTallies(options.bitrate, options.dataBitrate ?? options.bitrate);
  for await (const batch of options.log.batches) {
    for (const problem of batch.problems) options.onProblem?.(problem);
    for (const entry of batch.entries) tallies.add(entry);
  }
  yield* options.json ? tallies.jsonLines() : tallies.tableLines();
}

class LogTallies {
  readonly #bitSeconds: number;
  readonly #dataBitSeconds: number;
  readonly #ids = new Map<string, IdTally>();
  readonly #buses = new Map<string, BusTally>();

  constructor(bitrate: number, dataBitrate: number) {
    this.#bitSeconds = 1 / bitrate;
    this.#dataBitSeconds = 1 / dataBitrate;
  }

  add({ bus, frame }: LogEntry): void {
    const total = this.#bus(bus, frame.atUs);
    total.lastUs = Math.max(total.lastUs, frame.atUs);
    if (frame.flags?.error === true) {
      total.errorFrames++;
      return;
    }
    const { nominal, data } = frameBits(frame);
    const busySeconds = nominal * this.#bitSeconds + data * this.#dataBitSeconds;
    total.frames++;
    total.busySeconds += busySeconds;
    const id = this.#id(bus, frame);
    if (id === undefined) {
      total.uncountedIds++;
      return;
    }
    if (id.frames > 0) {
      id.shortestUs = Math.min(id.shortestUs, frame.atUs - id.lastUs);
      id.longestUs = Math.max(id.longestUs, frame.atUs - id.lastUs);
    }
    id.frames++;
    id.lastUs = frame.atUs;
    id.bytesMax = Math.max(id.bytesMax, frame.data.length);
    id.busySeconds += busySeconds;
  }

  *jsonLines(): Generator<string> {
    for (const row of this.#sorted()) {
      const { bus, id, extended, frames, bytesMax } = row;
      const period = periodOf(row);
      yield JSON.stringify({ bus, id, extended, frames, bytes: bytesMax, periodMs: period ?? null, load: this.#load(row.busySeconds, bus) ?? null });
    }
    for (const [bus, total] of this.#sortedBuses()) {
      const { frames, errorFrames } = total;
      const ids = [...this.#ids.values()].filter((row) => row.bus === bus).length;
      const durationMs = (total.lastUs - total.firstUs) / 1_000;
      yield JSON.stringify({ bus, ids, frames, errorFrames, durationMs, load: this.#load(total.busySeconds, bus) ?? null });
    }
  }

  *tableLines(): Generator<string> {
    yield `${"bus".padEnd(8)}${"id".padStart(8)}  ${"frames".padStart(8)}  ${"bytes".padStart(5)}  ${"min ms".padStart(10)}  ${"mean ms".padStart(10)}  ${"max ms".padStart(10)}  ${"load".padStart(8)}`;
    for (const row of this.#sorted()) {
      const period = periodOf(row);
      const times = [period?.min, period?.mean, period?.max].map((ms) => (ms === undefined ? "-" : ms.toFixed(3)).padStart(10)).join("  ");
      const head = `${row.bus.padEnd(8)}${frameIdText(row).padStart(8)}  ${String(row.frames).padStart(8)}  ${String(row.bytesMax).padStart(5)}`;
      yield `${head}  ${times}  ${percent(this.#load(row.busySeconds, row.bus)).padStart(8)}`;
    }
    for (const [bus, total] of this.#sortedBuses()) {
      const seconds = ((total.lastUs - total.firstUs) / 1_000_000).toFixed(1);
      const errors = total.errorFrames === 0 ? "" : `, ${total.errorFrames} error frames`;
      const uncounted = total.uncountedIds === 0 ? "" : `, ${total.uncountedIds} of them with identifiers beyond the first ${commandLimits.statsIdsMax}`;
      yield `${bus}: ${total.frames} frames in ${seconds} s${errors}${uncounted}, load ${percent(this.#load(total.busySeconds, bus))}`;
    }
  }

  #bus(bus: string, atUs: number): BusTally {
    let total = this.#buses.get(bus);
    if (total === undefined) {
      total = { frames: 0, errorFrames: 0, uncountedIds: 0, busySeconds: 0, firstUs: atUs, lastUs: atUs };
      this.#buses.set(bus, total);
    }
    return total;
  }

  #id(bus: string, { id, extended, atUs }: CanFrame): IdTally | undefined {
    const key = `${bus} ${extended ? "x" : "s"}${id}`;
    let row = this.#ids.get(key);
    if (row === undefined && this.#ids.size < commandLimits.statsIdsMax) {
      row = { bus, id, extended, frames: 0, bytesMax: 0, busySeconds: 0, firstUs: atUs, lastUs: atUs, shortestUs: Number.POSITIVE_INFINITY, longestUs: 0 };
      this.#ids.set(key, row);
    }
    return row;
  }

  #load(busySeconds: number, bus: string): number | undefined {
    const total = this.#buses.get(bus);
    if (total === undefined || total.lastUs <= total.firstUs) return undefined;
    return busySeconds / ((total.lastUs - total.firstUs) / 1_000_000);
  }

  #sorted(): readonly IdTally[] {
    return [...this.#ids.values()].sort((a, b) => compareText(a.bus, b.bus) || Number(a.extended) - Number(b.extended) || a.id - b.id);
  }

  #sortedBuses(): readonly (readonly [string, BusTally])[] {
    return [...this.#buses].sort(([a], [b]) => compareText(a, b));
  }
}

function periodOf(row: IdTally): { readonly min: number; readonly mean: number; readonly max: number } | undefined {
  if (row.frames < 2) return undefined;
  return { min: row.shortestUs / 1_000, mean: (row.lastUs - row.firstUs) / (row.frames - 1) / 1_000, max: row.longestUs / 1_000 };
}

function percent(share: number | undefined): string {
  return share === undefined ? "-" : `${(share * 100).toFixed(2)} %`;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
