/** Buses that are heard now, as one stream that a command reads at its own pace. */
import type { BusEvent, BusReader } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { candumpFormat } from "../logs/candump-parser.ts";
import type { LogBatch } from "../logs/log-entry.ts";
import type { OpenLog } from "../logs/log-reader.ts";
import { secondsText } from "../logs/log-time.ts";
import { commandLimits } from "./limits.ts";

export type LiveItem =
  | { readonly kind: "frames"; readonly bus: string; readonly frames: readonly CanFrame[] }
  | { readonly kind: "event"; readonly bus: string; readonly event: BusEvent };

/**
 * Frames wait here while the reader is behind, at most `commandLimits.liveFramesMax`; further ones are thrown away and
 * reported as dropped. Read it once.
 */
export class LiveFeed implements AsyncIterable<LiveItem> {
  #items: LiveItem[] = [];
  #waitingFrames = 0;
  #isEnded = false;
  #wake: (() => void) | undefined;

  /** What to start a bus with. */
  readerOf(bus: string): BusReader {
    return {
      onFrames: (frames) => this.#add(bus, frames),
      onEvent: (event) => this.#push({ kind: "event", bus, event }),
    };
  }

  /** Nothing more will come; what waits is still read. Idempotent. */
  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LiveItem> {
    for (;;) {
      const items = this.#items;
      this.#items = [];
      for (const item of items) {
        if (item.kind === "frames") this.#waitingFrames -= item.frames.length;
        yield item;
      }
      if (this.#items.length > 0) continue;
      if (this.#isEnded) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #add(bus: string, frames: readonly CanFrame[]): void {
    const room = commandLimits.liveFramesMax - this.#waitingFrames;
    const taken = frames.slice(0, room);
    this.#waitingFrames += taken.length;
    if (taken.length > 0) this.#push({ kind: "frames", bus, frames: taken });
    if (taken.length < frames.length) this.#drop(bus, frames.length - taken.length);
  }

  /** Losses of one stall are one item, however long it lasts. */
  #drop(bus: string, frames: number): void {
    const last = this.#items.at(-1);
    if (last?.kind === "event" && last.bus === bus && last.event.kind === "dropped") {
      this.#items[this.#items.length - 1] = { kind: "event", bus, event: { kind: "dropped", frames: last.event.frames + frames } };
      return;
    }
    this.#push({ kind: "event", bus, event: { kind: "dropped", frames } });
  }

  #push(item: LiveItem): void {
    if (this.#isEnded) return;
    // Events beyond the limit are repetitions of a bus that flaps; the frames between them are bounded above.
    if (item.kind === "event" && this.#items.length >= commandLimits.liveItemsMax) return;
    this.#items.push(item);
    this.#wake?.();
  }
}

/** A feed as if it were a recording, so that what reads recordings reads it, too. @param onEvent told of what is no frame. */
export function liveLog(feed: AsyncIterable<LiveItem>, onEvent: (bus: string, event: BusEvent) => void): OpenLog {
  return { format: candumpFormat, times: "absolute", batches: batchesOf(feed, onEvent) };
}

async function* batchesOf(feed: AsyncIterable<LiveItem>, onEvent: (bus: string, event: BusEvent) => void): AsyncGenerator<LogBatch> {
  let line = 0;
  for await (const item of feed) {
    if (item.kind === "event") onEvent(item.bus, item.event);
    else yield { entries: item.frames.map((frame) => ({ bus: item.bus, frame, time: secondsText(frame.atUs), line: ++line })), problems: [] };
  }
}
