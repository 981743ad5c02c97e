/** The main thread's end of one interface. */
import type { BusReader, CanBus, CanSender } from "../can-bus.ts";
import { canFail } from "../can-errors.ts";
import type { CanFrame } from "../can-frame.ts";
import { decodeErrorFrame } from "../error-frames.ts";
import { assertFramePossible } from "../possible-frame.ts";
import { socketcanLimits } from "./limits.ts";
import { readRecords } from "./native-records.ts";
import { ahead, counterOf, type FromThread, type ToThread } from "./thread-messages.ts";

/** linux/can.h */
const extendedFlag = 0x8000_0000;
const remoteFlag = 0x4000_0000;

export interface SocketcanBusOptions {
  readonly name: string;
  readonly channel: number;
  readonly counters: Int32Array;
  readonly maySend: boolean;
  readonly post: (message: ToThread) => void;
  /** Resolves when the socket is closed. */
  readonly close: () => Promise<void>;
}

export class SocketcanBus implements CanBus {
  readonly name: string;
  readonly #options: SocketcanBusOptions;
  #reader: BusReader | undefined;
  #isUp = false;
  #queued = 0;
  #closing: Promise<void> | undefined;

  constructor(options: SocketcanBusOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** Idempotent. An interface that is down at that time is reported as such at once. */
  start(reader: BusReader): void {
    if (this.#reader !== undefined || this.#closing !== undefined) return;
    this.#reader = reader;
    this.#options.post({ kind: "start", channel: this.#options.channel });
    if (!this.#isUp) reader.onEvent({ kind: "down", why: `interface ${this.name} is down or not there` });
  }

  /** Closes the socket; a stopped bus is not started again. */
  stop(): Promise<void> {
    this.#reader = undefined;
    this.#closing ??= this.#options.close();
    return this.#closing;
  }

  /** For `sendingOn`. @throws DrawbarError `CAN_FRAME_IMPOSSIBLE`, `CAN_TRANSMIT_FORBIDDEN`. */
  queueForSending(frame: Omit<CanFrame, "atUs">): boolean {
    const { channel, counters, maySend, post } = this.#options;
    if (!maySend) throw canFail("CAN_TRANSMIT_FORBIDDEN", `${this.name} was opened for listening only`);
    assertFramePossible(frame);
    if (!this.#isUp || this.#closing !== undefined) return false;
    if (ahead(this.#queued, Atomics.load(counters, counterOf.sent)) >= socketcanLimits.sendQueueMax) return false;
    this.#queued += 1;
    const { id, extended, data, flags } = frame;
    const flagged = id + (extended ? extendedFlag : 0) + (flags?.remote === true ? remoteFlag : 0);
    const fdFlags = (flags?.bitRateSwitch === true ? 1 : 0) | (flags?.errorStateIndicator === true ? 2 : 0);
    // A copy: posting a view would copy all of the buffer behind it, such as a whole batch that was read.
    post({ kind: "send", channel, id: flagged >>> 0, payload: new Uint8Array(data), isFd: flags?.fd === true, flags: fdFlags });
    return true;
  }

  /** Called once, before the bus is anybody's. */
  onOpened(isUp: boolean): void {
    this.#isUp = isUp;
  }

  /** Called with what the thread says of this channel. */
  onMessage(message: Extract<FromThread, { kind: "records" | "down" | "up" }>): void {
    switch (message.kind) {
      case "records":
        this.#deliver(message.buffer);
        break;
      case "down":
        this.#isUp = false;
        this.#reader?.onEvent({ kind: "down", why: downReason(this.name, message.reason) });
        break;
      case "up":
        this.#isUp = true;
        this.#reader?.onEvent({ kind: "up" });
        break;
    }
  }

  #deliver(buffer: ArrayBuffer): void {
    const bytes = buffer.byteLength;
    readRecords(buffer, {
      onFrames: (frames) => {
        this.#reader?.onFrames(frames);
        for (const frame of frames) if (frame.flags?.error === true) this.#noteController(frame);
      },
      onLost: (frames) => this.#reader?.onEvent({ kind: "dropped", frames }),
    });
    // After the reader's work: what it has not got through counts as waiting.
    Atomics.add(this.#options.counters, counterOf.taken, bytes);
  }

  #noteController(frame: CanFrame): void {
    const { state } = decodeErrorFrame(frame);
    if (state !== undefined) this.#reader?.onEvent({ kind: "controller", state });
  }
}

/** A bus that may also be sent on. Its own frames do not come back to it. */
export type SocketcanChannel = CanBus & CanSender;

export function sendingOn(bus: SocketcanBus): SocketcanChannel {
  return { name: bus.name, start: (reader) => bus.start(reader), stop: () => bus.stop(), send: (frame) => bus.queueForSending(frame) };
}

function downReason(name: string, reason: string): string {
  return reason === "ENETDOWN" ? `interface ${name} is down` : `interface ${name} is gone (${reason})`;
}
