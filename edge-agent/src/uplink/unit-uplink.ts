/** What the agent needs of the connection to its hubs; records go there from the link thread by themselves. */
import type { LiveUp } from "@drawbar/proto/link/live.ts";

export interface UplinkReport {
  readonly state: "connected" | "connecting" | "waiting" | "stopped";
  /** Address of the hub that is connected, or that is tried. */
  readonly hub: string | undefined;
  /** Why the last connection ended or failed, for people. */
  readonly lastProblem: string | undefined;
}

export interface UnitUplink {
  /** Drops the value when nobody is connected: the next one is newer. */
  sendLive(up: LiveUp): void;
  report(): UplinkReport;
}
