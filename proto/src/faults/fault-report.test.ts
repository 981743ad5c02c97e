import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFaultReport, faultLamps, obdLists, parseFaultReport, type FaultReport } from "./fault-report.ts";
import { faultReportLimits } from "./limits.ts";

const name = fc.string({ minLength: 1, maxLength: 40 });
const report: fc.Arbitrary<FaultReport> = fc.record({
  protocol: fc.constantFrom("j1939", "obd"),
  lamps: fc.subarray([...faultLamps]),
  faults: fc.array(fc.record({ code: name, occurrences: fc.nat(126), lists: fc.subarray([...obdLists]) }, { requiredKeys: ["code"] }), { maxLength: 20 }),
  leftOut: fc.nat(500),
  frames: fc.array(
    fc.record({
      code: name,
      from: fc.constantFrom("control-unit", "snapshot"),
      values: fc.array(
        fc.record(
          { name, unit: name, value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0), ageS: fc.nat(1_000) },
          { requiredKeys: ["name", "unit", "value"] },
        ),
        { maxLength: 5 },
      ),
    }),
    { maxLength: 4 },
  ),
});

describe("a fault report", () => {
  it("comes back as it was written", () => {
    fc.assert(
      fc.property(report, (one) => {
        expect(parseFaultReport(encodeFaultReport(one))).toEqual(one);
      }),
    );
  });

  it("names as many faults as it may and counts the rest", () => {
    const faults = Array.from({ length: faultReportLimits.faultsMax + 3 }, (_, spn) => ({ code: `SPN ${spn} FMI 1` }));
    const read = parseFaultReport(encodeFaultReport({ protocol: "j1939", lamps: [], faults, leftOut: 2, frames: [] }));
    expect(read?.faults).toHaveLength(faultReportLimits.faultsMax);
    expect(read?.leftOut).toBe(5);
  });

  it("is not taken from anything else", () => {
    const good = '{"v":1,"protocol":"obd","lamps":[],"faults":[{"code":"P0128"}],"leftOut":0}';
    expect(parseFaultReport(good)?.faults).toEqual([{ code: "P0128" }]);
    for (const text of [
      "",
      "{",
      "null",
      "[]",
      good.replace('"v":1', '"v":2'),
      good.replace('"obd"', '"uds"'),
      good.replace('"lamps":[]', '"lamps":["blue"]'),
      good.replace('"P0128"', '""'),
      good.replace('"P0128"', "7"),
      good.replace('"P0128"', `"${"P".repeat(faultReportLimits.nameMax + 1)}"`),
      good.replace('"leftOut":0', '"leftOut":-1'),
      good.replace('"leftOut":0', '"leftOut":0,"frames":[{"code":"P0128","from":"snapshot","values":[["a","b",null]]}]'),
      " ".repeat(faultReportLimits.textMax + 1),
    ])
      expect(parseFaultReport(text)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => parseFaultReport(text) === undefined));
  });
});
