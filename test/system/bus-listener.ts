import type { BusEvent, BusReader, CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { formatCandumpLine } from "@drawbar/firmware-interfaces/logs/candump-writer.ts";

const waitMaxMs = 5_000;
const lookEveryMs = 5;

/** Keeps all that a bus says, in order. */
export class BusListener implements BusReader {
  readonly frames: CanFrame[] = [];
  readonly events: BusEvent[] = [];

  onFrames(frames: readonly CanFrame[]): void {
    this.frames.push(...frames);
  }

  onEvent(event: BusEvent): void {
    this.events.push(event);
  }

  /** What was heard, in the words of `candump -L` without time and bus. */
  get lines(): readonly string[] {
    return this.frames.map((frame) => formatCandumpLine("", frame, "").split(" ").at(-1) ?? "");
  }

  async untilFrames(count: number): Promise<void> {
    await until(
      () => this.frames.length >= count,
      () => `${this.frames.length} of ${count} frames`,
    );
  }

  async untilEvent(kind: BusEvent["kind"]): Promise<void> {
    await until(
      () => this.events.some((event) => event.kind === kind),
      () => `no event ${kind}, only ${JSON.stringify(this.events)}`,
    );
  }
}

/** @returns a listener that is already started on the bus. */
export function listenTo(bus: CanBus): BusListener {
  const listener = new BusListener();
  bus.start(listener);
  return listener;
}

/** @throws when it does not come true within some seconds; `complaint` says what was there instead. */
export async function until(isTrue: () => boolean, complaint: () => string): Promise<void> {
  for (const end = performance.now() + waitMaxMs; !isTrue();) {
    if (performance.now() > end) throw new Error(`waited ${waitMaxMs} ms and had ${complaint()}`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
