/** How often refused messages are noted: somebody who floods an address must not make the database write for each. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { integrationLimits } from "./limits.ts";

export class RefusalPace {
  readonly #clock: Pick<Clock, "monoUs">;
  readonly #notedUs = new Map<string, number>();

  constructor(clock: Pick<Clock, "monoUs">) {
    this.#clock = clock;
  }

  /** @returns whether this refusal is noted; then none of the receiver is for a while. */
  mayNote(receiverId: string): boolean {
    const nowUs = this.#clock.monoUs();
    const notedUs = this.#notedUs.get(receiverId);
    if (notedUs !== undefined && nowUs - notedUs < integrationLimits.refusalEveryMs * 1_000) return false;
    this.#notedUs.delete(receiverId);
    if (this.#notedUs.size >= integrationLimits.refusalPacesMax) {
      const [oldest] = this.#notedUs.keys();
      if (oldest !== undefined) this.#notedUs.delete(oldest);
    }
    this.#notedUs.set(receiverId, nowUs);
    return true;
  }
}
