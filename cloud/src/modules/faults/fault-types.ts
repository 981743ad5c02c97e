import type { FaultFrame, FaultLamp, FaultReport, ObdList } from "@drawbar/proto/faults/fault-report.ts";

export const faultLevels = ["stop-now", "workshop", "note"] as const;
export type FaultLevel = (typeof faultLevels)[number];

/** A report with its place in time. */
export interface TimedReport {
  readonly atUs: number;
  /** Such as `can0/DM1@00`. */
  readonly controlUnit: string;
  readonly report: FaultReport;
}

/** A fault of a control unit from its onset until it is gone. Times in microseconds since 1970, by the clock of the source. */
export interface Episode {
  readonly controlUnit: string;
  readonly code: string;
  readonly onsetUs: number;
  readonly level: FaultLevel;
  /** Last report that names it. */
  readonly seenUs: number;
  /** First report after that one that does not. */
  readonly absentUs?: number | undefined;
  /** Last report of the control unit. */
  readonly heardUs: number;
  readonly interruptions: number;
  readonly occurrences?: number | undefined;
  readonly lists: readonly ObdList[];
  readonly lamps: readonly FaultLamp[];
  readonly frame?: FaultFrame | undefined;
}
