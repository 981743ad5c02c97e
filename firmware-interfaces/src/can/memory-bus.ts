/** A CAN bus without hardware: simulators and recordings write to it, any number of readers listen. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { BusReader, CanBus, CanSender } from "./can-bus.ts";
import { canFail } from "./can-errors.ts";
import type { CanFrame } from "./can-frame.ts";
import { canLimits } from "./limits.ts";
import { assertFramePossible } from "./possible-frame.ts";

export interface MemoryBusOptions {
  /** Name in signal sources, such as `can0`. */
  readonly name: string;
  /** Stamps frames that a channel sends. */
  readonly clock: Pick<Clock, "wallUs">;
  /** Frames that may wait for one reader; by default `canLimits.queuedFramesMax`. At the limit new ones are dropped and counted. */
  readonly queuedFramesMax?: number;
  /** Runs the delivery after the sender has returned; by default a microtask, so that one burst is one call of the reader. */
  readonly defer?: (run: () => void) => void;
}

/** The wire itself. Each reader connects a channel of its own, as each program opens a socket on a real interface. */
export class MemoryBus {
  readonly name: string;
  readonly #channels = new Set<MemoryChannel>();
  readonly #options: MemoryBusOptions;

  constructor(options: MemoryBusOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /**
   * @returns a channel that hears every frame published or sent by others once it is started.
   * @throws DrawbarError `CAN_TOO_MANY_CHANNELS`.
   */
  connect(): MemoryChannel {
    if (this.#channels.size >= canLimits.channelsMax) {
      throw canFail("CAN_TOO_MANY_CHANNELS", `${this.name} has ${canLimits.channelsMax} channels (canLimits.channelsMax); close some before connecting more`);
    }
    const channel = new MemoryChannel({
      name: this.name,
      queuedFramesMax: this.#options.queuedFramesMax ?? canLimits.queuedFramesMax,
      defer: this.#options.defer ?? queueMicrotask,
      send: (frame) => {
        assertFramePossible(frame);
        this.#deliver([{ ...frame, atUs: this.#options.clock.wallUs() }], channel);
      },
      close: () => this.#channels.delete(channel),
    });
    this.#channels.add(channel);
    return channel;
  }

  /** Puts frames that carry their own time on the bus, oldest first. The bus keeps them; do not change them afterwards. */
  publish(frames: readonly CanFrame[]): void {
    if (frames.length > 0) this.#deliver(frames, undefined);
  }

  /** Tells every reader that nothing more will come. */
  end(): void {
    for (const channel of this.#channels) channel.end();
  }

  #deliver(frames: readonly CanFrame[], sender: MemoryChannel | undefined): void {
    for (const channel of this.#channels) if (channel !== sender) channel.accept(frames);
  }
}

interface ChannelOptions {
  readonly name: string;
  readonly queuedFramesMax: number;
  readonly defer: (run: () => void) => void;
  readonly send: (frame: Omit<CanFrame, "atUs">) => void;
  readonly close: () => void;
}

/** One reader's end of a memory bus. Until it is started it hears nothing and costs nothing. */
export class MemoryChannel implements CanBus, CanSender {
  readonly name: string;
  readonly #options: ChannelOptions;
  #reader: BusReader | undefined;
  #pending: CanFrame[] = [];
  #droppedFrames = 0;
  #isEnding = false;
  #isFlushQueued = false;

  constructor(options: ChannelOptions) {
    this.name = options.name;
    this.#options = options;
  }

  start(reader: BusReader): void {
    this.#reader ??= reader;
  }

  /** Also leaves the bus: a stopped channel is not started again. */
  stop(): Promise<void> {
    this.#reader = undefined;
    this.#pending = [];
    this.#options.close();
    return Promise.resolve();
  }

  /**
   * @returns true: a memory bus has no transmit queue that could be full.
   * @throws DrawbarError `CAN_FRAME_IMPOSSIBLE`.
   */
  send(frame: Omit<CanFrame, "atUs">): boolean {
    this.#options.send(frame);
    return true;
  }

  /** Called by the bus. */
  accept(frames: readonly CanFrame[]): void {
    if (this.#reader === undefined) return;
    const room = this.#options.queuedFramesMax - this.#pending.length;
    const taken = Math.min(room, frames.length);
    for (let index = 0; index < taken; index++) this.#pending.push(frames[index] as CanFrame); // index < length
    this.#droppedFrames += frames.length - taken;
    this.#queueFlush();
  }

  /** Called by the bus. */
  end(): void {
    this.#isEnding = true;
    this.#queueFlush();
  }

  #queueFlush(): void {
    if (this.#isFlushQueued) return;
    this.#isFlushQueued = true;
    this.#options.defer(() => this.#flush());
  }

  #flush(): void {
    this.#isFlushQueued = false;
    const reader = this.#reader;
    if (reader === undefined) return;
    const frames = this.#pending;
    const dropped = this.#droppedFrames;
    this.#pending = [];
    this.#droppedFrames = 0;
    if (frames.length > 0) reader.onFrames(frames);
    // What was kept is older than what was dropped: the hole is behind the last frame.
    if (dropped > 0) reader.onEvent({ kind: "dropped", frames: dropped });
    if (this.#isEnding) {
      this.#isEnding = false;
      reader.onEvent({ kind: "ended" });
    }
  }
}
