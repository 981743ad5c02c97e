import { describe, expect, it } from "vitest";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import { parseFaultReport, type FaultReport } from "@drawbar/proto/faults/fault-report.ts";
import { SignalTable } from "../signals/signal-table.ts";
import { FaultRecorder, type HeardFaults } from "./fault-recorder.ts";
import { faultLimits, faultTimes } from "./limits.ts";

const values = [{ name: "Vehicle.Speed", unit: "km/h", value: 83.2, ageS: 0.1 }];
const source = "can0/DM1/Faults@00";

function setUp() {
  const signals: CatalogueSignal[] = [];
  const table = new SignalTable({ onSignal: (_, signal) => signals.push(signal) });
  const reports: { readonly source: string | undefined; readonly atUs: number; readonly report: FaultReport | undefined }[] = [];
  let atUs = 1_000_000_000;
  const samples = {
    get atUs(): number {
      return atUs;
    },
    other: (signal: number, text: string) => reports.push({ source: signals[signal]?.source, atUs, report: parseFaultReport(text) }),
  };
  const recorder = new FaultRecorder({ table, samples, snapshot: () => values });
  /** Once a second, as DM1 comes. */
  const hear = (seconds: number, heard: HeardFaults): void => {
    for (let second = 0; second < seconds; second++) {
      atUs += 1_000_000;
      recorder.record(source, heard);
    }
  };
  return { recorder, reports, hear, signals, back: (us: number) => void (atUs -= us) };
}

function heard(lamps: HeardFaults["lamps"], ...codes: readonly string[]): HeardFaults {
  return { protocol: "j1939", lamps, faults: codes.map((code) => ({ code })), leftOut: 0 };
}

describe("FaultRecorder", () => {
  it("records changes of the set, and a set that stays now and then", () => {
    const { hear, reports } = setUp();
    hear(3_000, heard([]));
    expect(reports).toHaveLength(1);
    hear(30, heard(["amberWarning"], "SPN 110 FMI 16"));
    hear(30, heard(["redStop", "amberWarning"], "SPN 110 FMI 16", "SPN 100 FMI 1"));
    hear(30, heard([]));
    expect(reports.slice(1).map(({ report }) => report?.faults.map(({ code }) => code))).toEqual([["SPN 110 FMI 16"], ["SPN 100 FMI 1", "SPN 110 FMI 16"], []]);
    hear(faultTimes.restateUs / 1e6 + 1, heard(["amberWarning"], "SPN 110 FMI 16"));
    expect(reports).toHaveLength(6);
    expect(reports[5]?.report?.faults).toEqual(reports[4]?.report?.faults);
  });

  it("brings a frame with the first report that names a fault, and not each time that it flickers", () => {
    const { hear, reports } = setUp();
    const on = heard(["amberWarning"], "SPN 110 FMI 16");
    for (let time = 0; time < 5; time++) {
      hear(3, on);
      hear(9, heard([]));
    }
    const frames = reports.flatMap(({ report }) => report?.frames ?? []);
    expect(frames).toEqual([{ code: "SPN 110 FMI 16", from: "snapshot", values }]);
    hear(faultTimes.frameMinUs / 1e6, heard([]));
    hear(2, on);
    expect(reports.at(-1)?.report?.frames).toHaveLength(1);
  });

  it("takes a set that a control unit says in turns with an empty one as one that stays, as a recorded truck does", () => {
    const { hear, reports } = setUp();
    for (let time = 0; time < 60; time++) {
      hear(1, heard(["amberWarning"], "SPN 96 FMI 3", "SPN 829 FMI 3"));
      hear(1, heard([]));
    }
    expect(reports.map(({ report }) => report?.faults.length)).toEqual([2]);
  });

  it("takes the control unit's own frame before a snapshot", () => {
    const { recorder, reports, hear } = setUp();
    hear(2, heard([]));
    const own = [{ code: "P0128", from: "control-unit" as const, values: [{ name: "Vehicle.Speed", unit: "km/h", value: 50 }] }];
    recorder.record("can0/OBD/Faults@7E8", { ...heard([], "P0128"), protocol: "obd" }, own);
    expect(reports.at(-1)?.report?.frames).toEqual(own);
  });

  it("records at most one report a second of a control unit, and in the end the last set that was said", () => {
    const { recorder, reports, hear } = setUp();
    hear(1, heard([]));
    for (let time = 0; time < 1_000; time++) recorder.record(source, heard([], `SPN ${time} FMI 1`));
    expect(reports).toHaveLength(1);
    hear(10, heard([], "SPN 999 FMI 1"));
    expect(reports.at(-1)?.report?.faults).toEqual([{ code: "SPN 999 FMI 1" }]);
  });

  it("records the first report after the clock was set back", () => {
    const { hear, reports, back } = setUp();
    hear(1, heard([]));
    back(3_600_000_000);
    hear(1, heard([]));
    expect(reports).toHaveLength(2);
  });

  it("keeps no more control units than its limit", () => {
    const { recorder, reports } = setUp();
    for (let unit = 0; unit < faultLimits.controlUnitsMax + 5; unit++) recorder.record(`can${unit}/DM1/Faults@00`, heard([]));
    expect(reports).toHaveLength(faultLimits.controlUnitsMax);
  });
});
