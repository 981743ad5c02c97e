/** What a bus' configuration says to ask by OBD-II. */
import { standardPollPlan } from "@drawbar/firmware-interfaces/obd2/poll-plans.ts";
import type { PolledPid } from "@drawbar/firmware-interfaces/obd2/poll-schedule.ts";
import type { BusConfig } from "../config.ts";

/** @returns the configured PIDs with their periods; the standard plan when none are. A state without a period is one in which the PID is not asked. */
export function pollPlanOf({ obd }: Pick<BusConfig, "obd">): readonly PolledPid[] {
  if (obd?.pids === undefined) return standardPollPlan;
  return obd.pids.map(({ pid, drivingMs, idlingMs, parkedMs }) => ({
    pid: Number.parseInt(pid, 16),
    periodMs: {
      ...(drivingMs === undefined ? {} : { driving: drivingMs }),
      ...(idlingMs === undefined ? {} : { idling: idlingMs }),
      ...(parkedMs === undefined ? {} : { parked: parkedMs }),
    },
  }));
}
