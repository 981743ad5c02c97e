/**
 * Between the buses, which do not wait, and the link thread, which waits for a disk: counts what is on its way and
 * drops above a bound. What is dropped is declared, so that the accounts of the cloud still add up.
 */
import type { Priority } from "@drawbar/proto/link/records.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { agentLimits } from "../limits.ts";
import type { SealedSegment } from "../segments/sealed-segment.ts";
import type { UnitOutbox } from "./unit-outbox.ts";

export interface OutboxFeedOptions {
  readonly outbox: Pick<UnitOutbox, "seal" | "declareLost">;
  readonly log: Logger;
  /** Bytes on their way at most; `agentLimits.pendingBytesMax` when absent. */
  readonly pendingBytesMax?: number | undefined;
}

export class OutboxFeed {
  readonly #options: OutboxFeedOptions;
  readonly #pendingBytesMax: number;
  #pendingBytes = 0;
  #segments = 0;
  #lostSamples = 0;
  #isDropping = false;
  #waiting: (() => void)[] = [];

  constructor(options: OutboxFeedOptions) {
    this.#options = options;
    this.#pendingBytesMax = options.pendingBytesMax ?? agentLimits.pendingBytesMax;
  }

  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** Segments that the link thread has taken. */
  get segments(): number {
    return this.#segments;
  }

  /** Samples that were dropped here. */
  get lostSamples(): number {
    return this.#lostSamples;
  }

  add(segment: SealedSegment): void {
    const bytes = segment.samples * 16;
    if (this.#pendingBytes + bytes > this.#pendingBytesMax) {
      if (!this.#isDropping) this.#options.log.error({ pendingBytes: this.#pendingBytes }, "outbox stands still, samples are dropped");
      this.#isDropping = true;
      this.#lose(segment.priority, segment.samples);
      return;
    }
    this.#pendingBytes += bytes;
    void this.#handOver(segment, bytes);
  }

  /** @returns when at most half of the room is taken: how a recording is held back. */
  whenRoomy(): Promise<void> {
    return this.#whenBelow(this.#pendingBytesMax / 2);
  }

  /** @returns when nothing is on its way any more. */
  whenEmpty(): Promise<void> {
    return this.#whenBelow(0);
  }

  async #handOver(segment: SealedSegment, bytes: number): Promise<void> {
    try {
      await this.#options.outbox.seal(segment);
      this.#segments += 1;
    } catch (error) {
      this.#options.log.error({ error, samples: segment.samples }, "segment could not be sealed");
      this.#lose(segment.priority, segment.samples);
    }
    this.#settle(bytes);
  }

  async #whenBelow(bytes: number): Promise<void> {
    while (this.#pendingBytes > bytes) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  #settle(bytes: number): void {
    this.#pendingBytes -= bytes;
    if (this.#isDropping && this.#pendingBytes <= this.#pendingBytesMax / 2) {
      this.#isDropping = false;
      this.#options.log.info({ lostSamples: this.#lostSamples }, "outbox takes segments again");
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  #lose(priority: Priority, samples: number): void {
    this.#lostSamples += samples;
    this.#options.outbox.declareLost(priority, samples);
  }
}
