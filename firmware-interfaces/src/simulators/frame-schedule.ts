/** When each message of a vehicle is due. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";

export interface ScheduledMessage {
  readonly id: number;
  readonly extended: boolean;
  readonly periodMs: number;
  /**
   * @param count how often it has been sent, for counters and for multiplexed messages that take turns.
   * @returns up to 8 bytes for a frame; more (J1939 only) are sent as a broadcast of several frames.
   */
  payload(count: number): Uint8Array;
}

export interface DueMessage {
  readonly message: ScheduledMessage;
  readonly count: number;
  /** Microseconds since the schedule began. */
  readonly dueUs: number;
}

interface Entry {
  readonly message: ScheduledMessage;
  nextUs: number;
  count: number;
}

/** Controllers tick by their own quartz: each message begins at its own moment and jitters by this share of its period. */
const jitterShare = 0.02;

export class FrameSchedule {
  readonly #entries: readonly Entry[];
  readonly #random: SeededRandom;

  constructor(messages: readonly ScheduledMessage[], random: SeededRandom) {
    this.#random = random;
    this.#entries = messages.map((message) => ({ message, nextUs: Math.floor(random.next() * message.periodMs * 1_000), count: 0 }));
  }

  /** @returns what is due from `fromUs` on and before `untilUs`, oldest first; each is handed out once. */
  due(fromUs: number, untilUs: number): readonly DueMessage[] {
    const due: DueMessage[] = [];
    for (const entry of this.#entries) {
      const periodUs = entry.message.periodMs * 1_000;
      while (entry.nextUs < untilUs) {
        const jitterUs = Math.floor((this.#random.next() - 0.5) * jitterShare * periodUs);
        due.push({ message: entry.message, count: entry.count++, dueUs: Math.min(untilUs - 1, Math.max(fromUs, entry.nextUs + jitterUs)) });
        entry.nextUs += periodUs;
      }
    }
    return due.sort((a, b) => a.dueUs - b.dueUs);
  }

  /** Forgets what was due before `atUs`: the bus was asleep. */
  skip(atUs: number): void {
    for (const entry of this.#entries) {
      const periodUs = entry.message.periodMs * 1_000;
      if (entry.nextUs < atUs) entry.nextUs += Math.ceil((atUs - entry.nextUs) / periodUs) * periodUs;
    }
  }
}
