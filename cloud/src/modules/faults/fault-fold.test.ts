import type { FaultReport } from "@drawbar/proto/faults/fault-report.ts";
import { describe, expect, it } from "vitest";
import { decodeFaultState, encodeFaultState, foldFaults, newFaultState } from "./fault-fold.ts";
import type { Episode, TimedReport } from "./fault-types.ts";
import { faultLimits } from "./limits.ts";
import { dm1, snapshot } from "./testing/reported-faults.ts";

const hot = "SPN 110 FMI 16";
const oil = "SPN 100 FMI 1";

/** Seconds and what the engine says then. */
type TimedSet = readonly [atS: number, report: FaultReport];

function fold(...reports: readonly TimedSet[]): readonly Episode[] {
  const timed = reports.map(([atS, report]): TimedReport => ({ atUs: atS * 1_000_000, controlUnit: "can0/DM1@00", report }));
  return foldFaults(newFaultState(), timed, () => undefined);
}

const inSeconds = (us: number | undefined): number | undefined => (us === undefined ? undefined : us / 1_000_000);

describe("the fold over fault reports", () => {
  it("makes an episode from the first report that names a fault to the first that does not", () => {
    const [one, ...others] = fold(
      [0, dm1([], [])],
      [10, dm1(["amberWarning"], [hot], [snapshot(hot)])],
      [600, dm1(["amberWarning"], [hot])],
      [650, dm1([], [])],
    );
    expect(others).toEqual([]);
    expect(one).toMatchObject({ code: hot, level: "workshop", interruptions: 0, occurrences: 1, frame: snapshot(hot) });
    expect([one?.onsetUs, one?.seenUs, one?.absentUs].map(inSeconds)).toEqual([10, 600, 650]);
  });

  it("takes a fault that comes back within ten minutes as the same one, and later as another", () => {
    const flicker = fold([0, dm1([], [hot])], [40, dm1([], [])], [300, dm1([], [hot])], [340, dm1([], [])], [600, dm1([], [hot])]);
    expect(flicker.map(({ onsetUs, interruptions, absentUs }) => [inSeconds(onsetUs), interruptions, absentUs])).toEqual([[0, 2, undefined]]);
    const twice = fold([0, dm1([], [hot])], [40, dm1([], [])], [641, dm1([], [hot])]);
    expect(twice.map(({ onsetUs, absentUs }) => [onsetUs, absentUs].map(inSeconds))).toEqual([
      [0, 40],
      [641, undefined],
    ]);
  });

  it("gives each fault the level of the lamps that were lit with it", () => {
    const levels = (...reports: readonly TimedSet[]): object => Object.fromEntries(fold(...reports).map(({ code, level }): [string, string] => [code, level]));
    expect(levels([0, dm1(["protect"], [hot])])).toEqual({ [hot]: "note" });
    expect(levels([0, dm1(["malfunction"], [hot])])).toEqual({ [hot]: "workshop" });
    // A second fault with a red lamp does not make the first one worse.
    expect(
      levels([0, dm1(["amberWarning"], [hot])], [9, dm1(["redStop", "amberWarning"], [hot, oil])], [20, dm1(["redStop", "amberWarning"], [hot, oil])]),
    ).toEqual({
      [hot]: "workshop",
      [oil]: "stop-now",
    });
    // A lamp that is lit without a new fault does.
    expect(levels([0, dm1(["amberWarning"], [hot])], [9, dm1(["redStop", "amberWarning"], [hot])])).toEqual({ [hot]: "stop-now" });
    expect(levels([0, dm1(["redStop"], [hot])], [9, dm1(["amberWarning"], [hot])])).toEqual({ [hot]: "stop-now" });
  });

  it("takes a pending trouble code as a note until it is stored with the lamp lit", () => {
    const obd = (lists: readonly ("stored" | "pending" | "permanent")[], isLit: boolean): FaultReport => {
      return { protocol: "obd", lamps: isLit ? ["malfunction"] : [], faults: [{ code: "P0401", lists }], leftOut: 0, frames: [] };
    };
    expect(fold([0, obd(["pending"], false)])[0]?.level).toBe("note");
    expect(fold([0, obd(["pending"], false)], [30, obd(["stored"], true)], [60, obd(["permanent"], false)])[0]).toMatchObject({
      level: "workshop",
      lists: ["permanent"],
    });
  });

  it("keeps the frame of the onset, and a control unit's own before a snapshot", () => {
    const own = { ...snapshot(hot), from: "control-unit" as const };
    expect(fold([0, dm1([], [hot], [snapshot(hot)])], [30, dm1([], [hot], [own])])[0]?.frame?.from).toBe("control-unit");
    expect(fold([0, dm1([], [hot], [own])], [30, dm1([], [hot], [snapshot(hot)])])[0]?.frame?.from).toBe("control-unit");
  });

  it("goes on from its state as if it had never been written down", () => {
    const reports = [0, 100, 200, 90_000, 90_100].map((atS, index): TimedReport => {
      return { atUs: atS * 1_000_000, controlUnit: "can0/DM1@00", report: dm1(["amberWarning"], index % 2 === 0 ? [hot] : [hot, oil]) };
    });
    const whole = newFaultState();
    const days: string[] = [];
    foldFaults(whole, reports, (state) => days.push(encodeFaultState(state)));
    expect(days).toHaveLength(1);
    const parts = decodeFaultState(days[0] ?? "") ?? newFaultState();
    foldFaults(parts, reports.slice(3), () => undefined);
    expect(parts).toEqual(JSON.parse(JSON.stringify(whole)));
    expect(decodeFaultState('{"v":0}')).toBeUndefined();
  });

  it("follows no more faults than its limit", () => {
    const codes = Array.from({ length: faultLimits.openMax }, (_, index) => `SPN ${index} FMI 1`);
    const state = newFaultState();
    const report = (atUs: number, controlUnit: string, of: readonly string[]): TimedReport => ({ atUs, controlUnit, report: dm1([], of) });
    foldFaults(state, [report(1, "a", codes.slice(0, 400)), report(2, "b", codes.slice(0, 200))], () => undefined);
    expect(Object.values(state.units).flatMap(({ open }) => Object.keys(open))).toHaveLength(faultLimits.openMax);
  });
});
