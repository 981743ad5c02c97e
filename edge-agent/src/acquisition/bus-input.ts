/**
 * One bus on its way into the agent. Frames are decoded in the call that brings them, so no queue of ours can grow;
 * what the kernel or a bus' own bounded queue threw away before is counted here.
 */
import type { BusEvent, BusReader, CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import type { BusSignals } from "../signals/bus-signals.ts";

export interface BusInputOptions {
  readonly bus: CanBus;
  /** Asked in turn until one knows the frame. */
  readonly decoders: readonly Pick<BusSignals, "decode">[];
  readonly samples: {
    beginFrame(atUs: number): void;
    endBatch(): void;
  };
  /** Asked once per batch: what to add to the frames' times. */
  readonly offsetUs: (frames: readonly CanFrame[]) => number;
  /** After each batch. */
  readonly onBatch: () => void;
  readonly onEvent: (event: BusEvent, bus: string) => void;
}

/** Frames since the start. `frames` are data frames; of these `decoded` were known to a decoder. */
export interface BusCounts {
  readonly name: string;
  readonly frames: number;
  readonly decodedFrames: number;
  readonly errorFrames: number;
  readonly droppedFrames: number;
  readonly isUp: boolean;
  readonly hasEnded: boolean;
}

export class BusInput implements BusReader {
  readonly #options: BusInputOptions;
  #frames = 0;
  #decodedFrames = 0;
  #errorFrames = 0;
  #droppedFrames = 0;
  #isUp = true;
  #hasEnded = false;

  constructor(options: BusInputOptions) {
    this.#options = options;
  }

  get counts(): BusCounts {
    return {
      name: this.#options.bus.name,
      frames: this.#frames,
      decodedFrames: this.#decodedFrames,
      errorFrames: this.#errorFrames,
      droppedFrames: this.#droppedFrames,
      isUp: this.#isUp,
      hasEnded: this.#hasEnded,
    };
  }

  start(): void {
    this.#options.bus.start(this);
  }

  stop(): Promise<void> {
    return this.#options.bus.stop();
  }

  onFrames(frames: readonly CanFrame[]): void {
    const { decoders, samples } = this.#options;
    const offsetUs = this.#options.offsetUs(frames);
    for (const frame of frames) {
      if (frame.flags !== undefined && frame.flags.error === true) {
        this.#errorFrames += 1;
        continue;
      }
      this.#frames += 1;
      if (frame.flags !== undefined && frame.flags.remote === true) continue;
      samples.beginFrame(frame.atUs + offsetUs);
      for (const decoder of decoders) {
        if (decoder.decode(frame) !== "decoded") continue;
        this.#decodedFrames += 1;
        break;
      }
    }
    samples.endBatch();
    this.#options.onBatch();
  }

  onEvent(event: BusEvent): void {
    switch (event.kind) {
      case "ended":
        this.#hasEnded = true;
        break;
      case "up":
        this.#isUp = true;
        break;
      case "down":
        this.#isUp = false;
        break;
      case "dropped":
        this.#droppedFrames += event.frames;
        break;
      case "controller":
        break;
    }
    this.#options.onEvent(event, this.#options.bus.name);
  }
}
