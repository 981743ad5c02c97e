/** `drawbar can send` and `can replay`: frames onto a bus. Opens nothing and prints nothing. */
import type { CanSender } from "../can/can-bus.ts";
import { canFail } from "../can/can-errors.ts";
import type { CanFrame } from "../can/can-frame.ts";
import type { Timer } from "../can/timer.ts";
import { candumpFormat } from "../logs/candump-parser.ts";
import { commandLimits } from "./limits.ts";

/** How long a full transmit queue is left alone before the next try. */
const retryMs = 2;

/**
 * @param text as cansend takes it: `123#DEADBEEF`, `18FEF100#01.02`, `123#R`, `123##1AABB` for CAN FD.
 * @throws DrawbarError `CAN_FRAME_IMPOSSIBLE` when it is no such frame.
 */
export function parseFrameText(text: string): Omit<CanFrame, "atUs"> {
  const parsed = /^\S+$/.test(text) ? candumpFormat.createParser().parse(`(0) can0 ${text}`) : undefined;
  if (parsed?.kind === "frame" && parsed.frame.flags?.error !== true) return parsed.frame;
  throw canFail("CAN_FRAME_IMPOSSIBLE", `${JSON.stringify(text)} is no frame; write it as 123#DEADBEEF, 18FEF100#0102, 123#R or, for CAN FD, 123##1AABB`);
}

/**
 * Gives frames to a sender whose queue may be full, in order.
 *
 * @returns after the sender has taken all of them.
 * @throws DrawbarError `CAN_INTERFACE_UNUSABLE` when it takes none for `commandLimits.stuckSendMs`.
 */
export async function sendAll(sender: CanSender, frames: readonly Omit<CanFrame, "atUs">[], timer: Timer): Promise<void> {
  let waitedMs = 0;
  for (let next = 0; next < frames.length;) {
    const frame = frames[next] as Omit<CanFrame, "atUs">; // next < length
    if (sender.send(frame)) {
      next += 1;
      waitedMs = 0;
      continue;
    }
    if (waitedMs >= commandLimits.stuckSendMs) {
      throw canFail("CAN_INTERFACE_UNUSABLE", `the interface took no frame for ${commandLimits.stuckSendMs} ms: it is down, or nobody on the bus acknowledges`);
    }
    await new Promise<void>((resolve) => timer.after(retryMs, resolve));
    waitedMs += retryMs;
  }
}

/** Frames that a replay holds for one sender; `flush` is what the replay waits for before it goes on. */
export class ReplaySink {
  readonly #sender: CanSender;
  readonly #timer: Timer;
  #waiting: CanFrame[] = [];
  #sent = 0;
  #leftOut = 0;

  constructor(sender: CanSender, timer: Timer) {
    this.#sender = sender;
    this.#timer = timer;
  }

  /** Frames that the sender took. */
  get sent(): number {
    return this.#sent;
  }

  /** Error frames of the recording: a controller makes them, nobody can send them. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** Takes one batch of a replay, which is bounded, and sends at once what the sender takes. */
  add(frames: readonly CanFrame[]): void {
    for (const frame of frames) {
      if (frame.flags?.error === true) this.#leftOut += 1;
      else if (this.#waiting.length === 0 && this.#sender.send(frame)) this.#sent += 1;
      else this.#waiting.push(frame);
    }
  }

  /** @throws as `sendAll`. */
  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    await sendAll(this.#sender, waiting, this.#timer);
    this.#sent += waiting.length;
  }
}
