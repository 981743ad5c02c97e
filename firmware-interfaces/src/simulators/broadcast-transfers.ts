/** Long messages of simulated J1939 units: each unit sends them as broadcasts, one after the other, in the vehicle's own time. */
import type { CanFrame } from "../can/can-frame.ts";
import { TransportSender } from "../j1939/transport-sender.ts";

interface DueFrame {
  readonly frame: Omit<CanFrame, "atUs">;
  /** Microseconds of the vehicle's own time. */
  readonly dueUs: number;
}

export class BroadcastTransfers {
  /** By source address. */
  readonly #senders = new Map<number, TransportSender>();

  /** A unit that has too many in hand leaves this one out, as a real one would. */
  open(message: { readonly sourceAddress: number; readonly pgn: number; readonly data: Uint8Array }, atUs: number): void {
    const { sourceAddress, pgn, data } = message;
    let sender = this.#senders.get(sourceAddress);
    if (sender === undefined) this.#senders.set(sourceAddress, (sender = new TransportSender(() => sourceAddress)));
    sender.open({ pgn, destinationAddress: 0xff, data }, atUs / 1_000);
  }

  /** @returns what goes out from `fromUs` on and before `untilUs`; each frame is handed out once. */
  due(fromUs: number, untilUs: number): readonly DueFrame[] {
    const due: DueFrame[] = [];
    for (const sender of this.#senders.values()) {
      for (;;) {
        const dueUs = Math.max(fromUs, Math.round((sender.dueMs ?? Number.POSITIVE_INFINITY) * 1_000));
        if (dueUs >= untilUs) break;
        const frame = sender.take(dueUs / 1_000);
        if (frame === undefined) break;
        due.push({ frame, dueUs });
      }
      sender.takeOutcomes();
    }
    return due;
  }

  /** The units lose their supply. */
  clear(): void {
    this.#senders.clear();
  }
}
