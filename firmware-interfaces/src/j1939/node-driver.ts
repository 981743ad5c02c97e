import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { BusEvent, BusReader, CanBus, CanSender } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import type { Timer, TimerHandle } from "../can/timer.ts";
import { J1939Node, type J1939NodeOptions, type NodeEvent, type SendOutcome } from "./j1939-node.ts";
import type { J1939Message } from "./j1939-message.ts";

export interface NodeDriverOptions extends Omit<J1939NodeOptions, "sender"> {
  /** A channel that may send. The driver starts and stops it. */
  readonly bus: CanBus & CanSender;
  readonly clock: Pick<Clock, "monoUs">;
  readonly timer: Timer;
  readonly onEvent: (event: NodeEvent) => void;
  /** What the bus tells besides frames. */
  readonly onBusEvent?: (event: BusEvent) => void;
}

/** How soon the bus is tried again that took no frame. */
const retryMs = 2;

/** Gives a node its frames and its time. */
export class NodeDriver implements BusReader {
  readonly node: J1939Node;
  readonly #options: NodeDriverOptions;
  #waiting: TimerHandle | undefined;
  #isStopped = false;

  constructor(options: NodeDriverOptions) {
    const { bus, name, preferredAddress, random, answer } = options;
    this.#options = options;
    this.node = new J1939Node({ sender: bus, name, preferredAddress, random, ...(answer === undefined ? {} : { answer }) });
  }

  start(): void {
    this.#options.bus.start(this);
    this.#tell(this.node.start(this.#nowMs()));
  }

  /** Leaves the bus without a word, as a unit that loses its supply. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#waiting?.cancel();
    await this.#options.bus.stop();
  }

  /** @throws DrawbarError `J1939_MESSAGE_IMPOSSIBLE`. @see J1939Node.send */
  send(message: Pick<J1939Message, "pgn" | "priority" | "destinationAddress" | "data">): SendOutcome {
    const outcome = this.node.send(message, this.#nowMs());
    this.#wait();
    return outcome;
  }

  onFrames(frames: readonly CanFrame[]): void {
    for (const frame of frames) this.#tell(this.node.accept(frame, this.#nowMs()));
  }

  onEvent(event: BusEvent): void {
    this.#options.onBusEvent?.(event);
  }

  #nowMs(): number {
    return this.#options.clock.monoUs() / 1_000;
  }

  #tell(events: readonly NodeEvent[]): void {
    for (const event of events) this.#options.onEvent(event);
    this.#wait();
  }

  #wait(): void {
    this.#waiting?.cancel();
    this.#waiting = undefined;
    const due = this.node.dueMs;
    if (due === undefined || this.#isStopped) return;
    const delayMs = due - this.#nowMs();
    this.#waiting = this.#options.timer.after(delayMs > 0 ? delayMs : retryMs, () => this.#tell(this.node.advance(this.#nowMs())));
  }
}
