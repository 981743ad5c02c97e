import type { ClockQuality } from "@drawbar/proto/kernel/clock.ts";
import type { Priority } from "@drawbar/proto/link/records.ts";
import type { CatalogueVersion } from "../signals/signal-table.ts";
import type { TakenColumns } from "./open-segment.ts";

/** A full segment on its way to the outbox, which numbers and encodes it. */
export interface SealedSegment extends TakenColumns {
  readonly priority: Priority;
  readonly catalogue: CatalogueVersion;
  readonly firstMonoUs: number;
  readonly lastMonoUs: number;
  readonly clockQuality: ClockQuality;
}
