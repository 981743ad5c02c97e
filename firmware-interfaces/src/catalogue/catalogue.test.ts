import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { unitOf, unitRow, units } from "./units.ts";
import { vssSignals } from "./vss-signals.ts";

describe("VSS", () => {
  it("unpacks to the 1,267 signals of version 6.0", () => {
    expect(vssSignals().size).toBe(1_267);
    expect(vssSignals().get("Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed")).toEqual({
      name: "Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed",
      type: "float",
      unit: "km/h",
      min: undefined,
      max: undefined,
    });
    expect(vssSignals().get("Vehicle.Chassis.Accelerator.PedalPosition")).toMatchObject({ type: "uint8", unit: "%", min: 0, max: 100 });
    expect(vssSignals().get("Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature")?.unit).toBe("°C");
  });

  it.skipIf(recordingsFolder() === undefined)("is what COVESA publishes, name by name (set DRAWBAR_DATA to the folder of recordings)", () => {
    const [head = "", ...lines] = new TextDecoder().decode(recording("vss/vss-6.0.csv.gz")).trim().split("\n");
    expect(head).toMatch(/^"?Signal"?,"?Type"?,"?DataType"?,"?Deprecated"?,"?Unit"?,"?Min"?,"?Max"?/);
    const published = new Map<string, readonly string[]>();
    for (const line of lines) {
      const [name = "", type = "", dataType = "", , unit = "", min = "", max = ""] = line.split(",").map((cell) => cell.replaceAll('"', ""));
      // Descriptions with line ends make lines of their own.
      if (name.startsWith("Vehicle") && ["sensor", "actuator", "attribute"].includes(type)) published.set(name, [dataType, unitOf(unit), min, max]);
    }
    const ours = new Map([...vssSignals().values()].map(({ name, type, unit, min, max }) => [name, [type, unit, min ?? "", max ?? ""]]));
    expect([...ours.keys()].toSorted()).toEqual([...published.keys()].toSorted());
    const different = [...published].filter(([name, row]) => {
      const mine = ours.get(name) ?? [];
      return mine[0] !== row[0] || mine[1] !== row[1] || mine[2] !== numberOr(row[2]) || mine[3] !== numberOr(row[3]);
    });
    expect(different).toEqual([]);
  });

  it("has units that the table of units knows", () => {
    const unknown = new Set([...vssSignals().values()].map(({ unit }) => unit).filter((unit) => unitRow(unit) === undefined));
    expect([...unknown]).toEqual(["iso8601"]);
  });
});

function numberOr(text: string | undefined): number | "" {
  return text === undefined || text === "" ? "" : Number(text);
}

describe("unitOf", () => {
  it.each([
    ["kph", "km/h"],
    ["KPH", "km/h"],
    ["km/h", "km/h"],
    ["Celsius", "°C"],
    ["degC", "°C"],
    ["Unit_PerCent", "%"],
    ["m/s^2", "m/s²"],
    ["deg/s", "°/s"],
    [" rpm ", "rpm"],
    ["unitless", ""],
    ["mV", "mV"],
    ["MV", "MV"],
    ["mOhm", "mΩ"],
    ["MOhm", "MΩ"],
    ["MOHM", "MOHM"],
    ["mpa", "mpa"],
    ["furlongs", "furlongs"],
    ["", ""],
  ])("writes %j as %j", (written, unit) => {
    expect(unitOf(written)).toBe(unit);
  });

  it("gives no spelling to two units", () => {
    const all = units.flatMap(({ unit, spellings }) => [...new Set([unit, ...spellings])]);
    expect(all.filter((spelling, index) => all.indexOf(spelling) !== index)).toEqual([]);
  });
});
