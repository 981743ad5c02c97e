import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { liveLimits } from "./limits.ts";
import type { ValueDelta } from "./live-messages.ts";
import type { LiveReader, Topic } from "./live-reader.ts";
import type { LiveReading } from "./newest-values.ts";

export function toDelta(reading: LiveReading): ValueDelta {
  return { source: reading.source, value: reading.value, at: reading.atUs / 1_000, sentAt: reading.receivedAtUs / 1_000 };
}

/** Values of one vehicle, or some of them, as they change. Readers that want the same share one text. */
export class VehicleTopic implements Topic<ValueDelta> {
  readonly key: string;
  readonly vehicleId: VehicleId;
  /** Sources of the wanted signals; `undefined` for all. */
  readonly wanted: ReadonlySet<string> | undefined;
  readonly readers = new Set<LiveReader>();
  readonly #clock: Clock;
  readonly #onBehind: (reader: LiveReader) => void;
  readonly #changed = new Map<string, ValueDelta>();
  #sentAtUs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    readonly vehicleId: VehicleId;
    readonly wanted: ReadonlySet<string> | undefined;
    readonly clock: Clock;
    /** A reader did not take a delta at once and must be drained. */
    readonly onBehind: (reader: LiveReader) => void;
  }) {
    this.vehicleId = options.vehicleId;
    this.wanted = options.wanted;
    this.key = VehicleTopic.keyOf(options.vehicleId, options.wanted);
    this.#clock = options.clock;
    this.#onBehind = options.onBehind;
  }

  static keyOf(vehicleId: VehicleId, wanted: ReadonlySet<string> | undefined): string {
    return wanted === undefined ? `vehicle/${vehicleId}` : `vehicle/${vehicleId}/${JSON.stringify([...wanted].toSorted())}`;
  }

  wants(source: string): boolean {
    return this.wanted === undefined || this.wanted.has(source);
  }

  /** Sends at once when the last delta is long enough ago, else together with what comes until then. */
  receive(readings: readonly LiveReading[]): void {
    for (const reading of readings) if (this.wants(reading.source)) this.#changed.set(reading.source, toDelta(reading));
    if (this.#changed.size === 0 || this.#timer !== undefined) return;
    const waitMs = liveLimits.vehicleDeltaMs - (this.#clock.monoUs() - this.#sentAtUs) / 1_000;
    if (waitMs <= 0) this.#send();
    else this.#timer = setTimeout(() => this.#send(), waitMs);
  }

  deltaOf(entries: Iterable<ValueDelta>): string {
    return JSON.stringify({ topic: "vehicle", vehicleId: this.vehicleId, kind: "delta", values: [...entries] });
  }

  merge(_older: ValueDelta, newer: ValueDelta): ValueDelta {
    return newer;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.readers.clear();
  }

  #send(): void {
    this.#timer = undefined;
    this.#sentAtUs = this.#clock.monoUs();
    const text = this.deltaOf(this.#changed.values());
    for (const reader of this.readers) {
      reader.offer(this, text, this.#changed);
      if (reader.isBehind) this.#onBehind(reader);
    }
    this.#changed.clear();
  }
}
