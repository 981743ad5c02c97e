import { describe, expect, it } from "vitest";
import { dbcNames } from "./dbc-names.ts";
import { SignalMapper } from "./signal-mapper.ts";
import { spnNames } from "./spn-names.ts";
import { unitOf, units } from "./units.ts";
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

  it("has every name that a mapping uses", () => {
    expect([...Object.values(spnNames), ...Object.values(dbcNames)].filter((name) => !vssSignals().has(name))).toEqual([]);
  });
});

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
    ["furlongs", "furlongs"],
    ["", ""],
  ])("writes %j as %j", (written, unit) => {
    expect(unitOf(written)).toBe(unit);
  });

  it("gives no spelling to two units", () => {
    const all = units.flatMap(({ unit, spellings }) => [...new Set([unit, ...spellings].map((text) => (text.length < 3 ? text : text.toLowerCase())))]);
    expect(all.filter((spelling, index) => all.indexOf(spelling) !== index)).toEqual([]);
  });
});

describe("SignalMapper", () => {
  const mapper = new SignalMapper();

  it("gives the Toyota wheel speed its VSS name", () => {
    expect(mapper.map("can0/WHEEL_SPEEDS/WHEEL_SPEED_FL", { message: "WHEEL_SPEEDS", name: "WHEEL_SPEED_FL", unit: "km/h", decimals: 2 })).toEqual({
      name: "Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed",
      unit: "km/h",
      decimals: 2,
    });
  });

  it("maps by SPN whatever the name, in J1939 groups and DBC files", () => {
    expect(mapper.map("can1/EEC1/EngineSpeed@00", { message: "EEC1", name: "EngineSpeed", unit: "rpm", decimals: 1, spn: 190 }).name).toBe(
      "Vehicle.Powertrain.CombustionEngine.Speed",
    );
  });

  it("keeps the source as name when nothing maps it, or the unit is another", () => {
    expect(mapper.map("can0/X/Y", { message: "X", name: "Y", unit: "C", decimals: 0 })).toEqual({ name: "can0/X/Y", unit: "°C", decimals: 0 });
    expect(mapper.map("can0/WHEEL_SPEEDS/WHEEL_SPEED_FL", { message: "WHEEL_SPEEDS", name: "WHEEL_SPEED_FL", unit: "mph", decimals: 1 })).toEqual({
      name: "can0/WHEEL_SPEEDS/WHEEL_SPEED_FL",
      unit: "mph",
      decimals: 1,
    });
    expect(mapper.map("can0/constructor/x", { message: "constructor", name: "x", unit: "", decimals: 0 }).name).toBe("can0/constructor/x");
  });
});
