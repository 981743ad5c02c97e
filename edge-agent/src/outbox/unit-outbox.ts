/** What the agent needs of the thread that numbers, keeps and sends its segments. */
import type { Priority } from "@drawbar/proto/link/records.ts";
import type { SealedSegment } from "../segments/sealed-segment.ts";

/** Sums of what the outbox holds, in samples and bytes; counts are since the start of the agent. */
export interface OutboxReport {
  readonly epoch: number;
  readonly produced: number;
  readonly secured: number;
  readonly givenUp: number;
  readonly thinnedAway: number;
  readonly heldRecords: number;
  readonly heldBytes: number;
  readonly unsecuredRecords: number;
  readonly unsecuredBytes: number;
  readonly unsecuredSamples: number;
  /** Sealed and not yet on disk, because the disk is full or cannot be written. */
  readonly unsavedRecords: number;
  readonly disk: "ok" | "full" | "unwritable";
  /** How often the file was damaged and begun anew; what only the damaged one held is lost. */
  readonly filesReplaced: number;
  /** Milliseconds since 1970 of the cloud's clock, as last heard; 0 when never. */
  readonly cloudAsOfMs: number;
}

export interface UnitOutbox {
  /** Counts starts of the agent, and rises above what the cloud has seen (docs/protocols/link.md, rule R6). */
  readonly boot: number;
  /** Takes the segment's buffers. @returns when the link thread has taken it; never rejects for a full disk. */
  seal(segment: SealedSegment): Promise<void>;
  /** Samples that were accepted and could not be kept. */
  declareLost(priority: Priority, samples: number): void;
  report(): Promise<OutboxReport>;
}
