import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { parseDbc } from "../dbc/dbc-parser.ts";
import { catalogueLimits } from "./limits.ts";
import { checkMapping } from "./mapping-check.ts";
import { parseMapping } from "./mapping-parser.ts";
import type { Mapping } from "./mapping-types.ts";
import { builtInMappings, SignalMapper, type MappableSignal } from "./signal-mapper.ts";

const parse = (text: string): Mapping => parseMapping(new TextEncoder().encode(text), { name: "fleet.yaml" });
const complaints = (text: string): string[] => parse(text).problems.map(({ line, column, code, message }) => `${line}:${column} ${code}: ${message}`);
const head = "mapping: 1\nsignals:\n";

describe("parseMapping", () => {
  it("reads rows about DBC signals, J1939 parameters and PIDs, with their places", () => {
    const { rows, problems } = parse(`${head}  - dbc: WHEEL_SPEEDS/WHEEL_SPEED_FL  # a comment
    bus: can0
    unit: m/s
    name: Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed
  - { spn: 190, source: 0x00, name: Vehicle.Powertrain.CombustionEngine.Speed }
  - { pid: 0x0C, name: Vehicle.Powertrain.CombustionEngine.Speed }
  - { pid: 1, signal: MIL, name: Vehicle.IsMoving }
`);
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        from: { kind: "dbc", message: "WHEEL_SPEEDS", signal: "WHEEL_SPEED_FL" },
        bus: "can0",
        sourceAddress: undefined,
        unit: "m/s",
        to: "Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed",
        line: 3,
        column: 5,
      },
      expect.objectContaining({ from: { kind: "spn", spn: 190 }, sourceAddress: 0, line: 7 }),
      expect.objectContaining({ from: { kind: "pid", pid: 12, signal: undefined } }),
      expect.objectContaining({ from: { kind: "pid", pid: 1, signal: "MIL" } }),
    ]);
  });

  it("reads the same form as JSON", () => {
    expect(parse('{"mapping": 1, "signals": [{"dbc": "A/B", "name": "Vehicle.Speed"}]}')).toMatchObject({ rows: [{ to: "Vehicle.Speed" }], problems: [] });
  });

  it.each([
    ["- { spn: 84, name: Vehicle.Sped }", '3:3 mapping-name-unknown: the catalogue has no signal "Vehicle.Sped"; did you mean Vehicle.Speed?'],
    ["- { spn: 84, name: vehicle.speed }", '3:3 mapping-name-unknown: the catalogue has no signal "vehicle.speed"; did you mean Vehicle.Speed?'],
    ["- { spn: 84, name: Nothing.Like.It }", '3:3 mapping-name-unknown: the catalogue has no signal "Nothing.Like.It"'],
    ["- { spn: 84, name: Vehicle.StartTime }", "3:3 mapping-name-not-numeric: Vehicle.StartTime is a string; a bus signal is a number"],
    ["- { dbc: A/B, unit: bar, name: Vehicle.Speed }", "3:3 mapping-unit-not-convertible: bar does not convert into km/h, the unit of Vehicle.Speed"],
    ["- { dbc: A/B, unit: furlongs, name: Vehicle.Speed }", '3:3 mapping-unit-unknown: unit "furlongs" is not known; Vehicle.Speed has km/h'],
    ["- { dbc: AB, name: Vehicle.Speed }", '3:5 mapping-field-value: "dbc" is MESSAGE/SIGNAL, not "AB"'],
    ["- { dbc: A/B, spn: 1, name: Vehicle.Speed }", "3:3 mapping-field-missing: a row has one of dbc, spn and pid; this one has dbc and spn"],
    ["- { name: Vehicle.Speed }", "3:3 mapping-field-missing: a row has one of dbc, spn and pid; this one has none"],
    ["- { spn: 84 }", '3:3 mapping-field-missing: "name" is missing, the name of the catalogue signal'],
    ["- { spn: 524288, name: Vehicle.Speed }", '3:5 mapping-field-value: "spn" is a whole number from 0 to 524287 (0x7FFFF)'],
    ["- { spn: 84, source: all, name: Vehicle.Speed }", '3:14 mapping-field-value: "source" is a whole number from 0 to 255 (0xFF)'],
    ["- { pid: 13, source: 1, name: Vehicle.Speed }", '3:14 mapping-field-value: "source" is an address of J1939; a PID has none'],
    ["- { spn: 84, signal: X, name: Vehicle.Speed }", '3:14 mapping-field-value: "signal" goes with pid only; of a DBC file write dbc: MESSAGE/SIGNAL'],
    ["- { spn: 84, nmae: Vehicle.Speed, name: Vehicle.Speed }", '3:14 mapping-field-unknown: "nmae" is no field here'],
    ["- { spn: 84, bus: 3, name: Vehicle.Speed }", '3:14 mapping-field-value: "bus" is a text'],
    ["- { spn: 84, spn: 85, name: Vehicle.Speed }", '3:14 mapping-field-value: "spn" is there twice'],
    ["- Vehicle.Speed", "3:3 mapping-form: expected a row with dbc, spn or pid, and name"],
    ["- { spn: &a 84, name: *a }", "3:23 mapping-form: a mapping has no aliases; write the value again"],
  ])("says of %s what is wrong and where", (row, complaint) => {
    expect(complaints(`${head}${row}`)).toContain(complaint);
    expect(parse(`${head}- { spn: 190, name: Vehicle.Powertrain.CombustionEngine.Speed }\n${row}`).rows[0]).toMatchObject({ from: { spn: 190 } });
  });

  it.each([
    ["", "1:1 mapping-form: expected a map with mapping and signals"],
    ["mapping: 2\nsignals: []", '1:1 mapping-field-value: "mapping" is 1, the version of the form'],
    ["signals: []", '1:1 mapping-field-missing: "mapping: 1" is missing, the version of the form'],
    ["mapping: 1\nsignals: 5", '2:1 mapping-form: "signals" is a list of rows'],
    ["mapping: 1", '1:1 mapping-field-missing: "signals" is missing, the list of rows'],
  ])("refuses %j as a whole", (text, complaint) => {
    expect(complaints(text)).toEqual([complaint]);
  });

  it("names the place of what is no YAML", () => {
    expect(complaints(`${head}- { spn: 84\n`)[0]).toMatch(/^[34]:\d+ mapping-syntax: /);
  });

  it("refuses a signal mapped twice, unless buses or addresses keep the rows apart", () => {
    const row = (more: string): string => `- { spn: 84, ${more}name: Vehicle.Speed }\n`;
    expect(complaints(`${head}${row("")}${row("bus: can0, ")}${row("source: 3, ")}`)).toEqual([]);
    expect(complaints(`${head}${row("")}${row("")}`)).toEqual(["4:3 mapping-twice: the signal is mapped in line 3 already"]);
  });

  it("keeps to its limits of bytes, rows and problems", () => {
    expect(parseMapping(new Uint8Array(catalogueLimits.mappingBytesMax + 1), { name: "x" }).problems).toMatchObject([{ code: "mapping-too-large" }]);
    const rows = (count: number): string => Array.from({ length: count }, (_, spn) => `- { spn: ${spn}, name: Vehicle.Speed }\n`).join("");
    expect(parse(head + rows(catalogueLimits.mappingRowsMax))).toMatchObject({ problems: [] });
    const beyond = parse(head + rows(catalogueLimits.mappingRowsMax + 1));
    expect(beyond.rows).toHaveLength(catalogueLimits.mappingRowsMax);
    expect(beyond.problems).toMatchObject([{ code: "mapping-too-large", line: catalogueLimits.mappingRowsMax + 3 }]);
    const { problems } = parse(head + "- { spn: 1, name: Vehicle.Sped }\n".repeat(catalogueLimits.mappingProblemsMax + 5));
    expect(problems).toHaveLength(catalogueLimits.mappingProblemsMax + 1);
    expect(problems.at(-1)).toMatchObject({ code: "mapping-problems-too-many", message: "5 more are not shown" });
    expect(problems.filter(({ message }) => message.includes("did you mean"))).toHaveLength(catalogueLimits.suggestionsMax);
  });

  it.each(["[", "- ", "? ", "{a: "])("survives %j without end", (text) => {
    expect(parse(text.repeat(30_000)).problems.length).toBeGreaterThan(0);
  });
});

const speed: MappableSignal = { message: "WHEEL_SPEEDS", name: "WHEEL_SPEED_FL", kind: "scaled", factor: 0.01, offset: -67.67, unit: "km/h", decimals: 2 };

describe("SignalMapper", () => {
  const mapper = new SignalMapper();

  it("brings along mappings without a fault", () => {
    expect([...builtInMappings().dbc.problems, ...builtInMappings().standard.problems]).toEqual([]);
    expect(builtInMappings().dbc.rows.length).toBeGreaterThan(50);
  });

  it("gives the Toyota wheel speed its VSS name", () => {
    const name = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed";
    expect(mapper.map("can0/WHEEL_SPEEDS/WHEEL_SPEED_FL", speed)).toEqual({
      name,
      unit: "km/h",
      decimals: 2,
      factor: 0.01,
      offset: -67.67,
      conversion: undefined,
    });
  });

  it("maps by SPN and PID whatever the name, and converts their units", () => {
    const engine: MappableSignal = { message: "EEC1", name: "EngineSpeed", kind: "scaled", factor: 0.125, offset: 0, unit: "rpm", decimals: 1, spn: 190 };
    expect(mapper.map("can1/EEC1/EngineSpeed@00", engine).name).toBe("Vehicle.Powertrain.CombustionEngine.Speed");
    const odometer: MappableSignal = { message: "01 A6", name: "Odometer", kind: "scaled", factor: 0.1, offset: 0, unit: "km", decimals: 1, pid: 0xa6 };
    expect(mapper.map("obd0/01 A6/Odometer", odometer)).toMatchObject({ name: "Vehicle.TraveledDistance", unit: "m", factor: 100, decimals: 0 });
  });

  it("keeps the source as name when nothing maps it, or a name that is not unique in the world has another unit", () => {
    const other: MappableSignal = { message: "X", name: "Y", kind: "scaled", factor: 1, offset: 0, unit: "C", decimals: 0 };
    expect(mapper.map("can0/X/Y", other)).toEqual({ name: "can0/X/Y", unit: "°C", decimals: 0, factor: 1, offset: 0, conversion: undefined });
    expect(mapper.map("can0/WHEEL_SPEEDS/WHEEL_SPEED_FL", { ...speed, unit: "mph" })).toMatchObject({ name: "can0/WHEEL_SPEEDS/WHEEL_SPEED_FL", unit: "mph" });
    expect(mapper.map("can0/constructor/x", { ...other, message: "constructor", name: "x" }).name).toBe("can0/constructor/x");
  });

  it("lets a fleet's mapping go first, its files in their order, and rows of one bus or address before rows of all", () => {
    const first = parse(`${head}- { dbc: A/S, name: Vehicle.AverageSpeed }
- { dbc: A/S, bus: can1, name: Vehicle.Speed }
- { spn: 84, source: 0x0B, name: Vehicle.AverageSpeed }
`);
    const second = parse(`${head}- { dbc: A/S, name: Vehicle.ADAS.CruiseControl.SpeedSet }\n- { dbc: B/S, name: Vehicle.Speed }\n`);
    const own = new SignalMapper([first, second]);
    const signal = (message: string, spn?: number): MappableSignal => ({ ...speed, message, name: "S", spn });
    expect(own.map("can0/A/S", signal("A")).name).toBe("Vehicle.AverageSpeed");
    expect(own.map("can1/A/S", signal("A")).name).toBe("Vehicle.Speed");
    expect(own.map("can10/A/S", signal("A")).name).toBe("Vehicle.AverageSpeed");
    expect(own.map("can0/B/S", signal("B")).name).toBe("Vehicle.Speed");
    expect(own.map("can0/CCVS1/S@0B", signal("CCVS1", 84)).name).toBe("Vehicle.AverageSpeed");
    expect(own.map("can0/CCVS1/S@00", signal("CCVS1", 84)).name).toBe("Vehicle.Speed");
  });

  it("converts a scaled signal by its scaling, a float by its value, and a wide integer not at all", () => {
    const own = new SignalMapper([parse(`${head}- { dbc: A/S, unit: m/s, name: Vehicle.Speed }\n`)]);
    const signal: MappableSignal = { ...speed, message: "A", name: "S", unit: "" };
    expect(own.map("can0/A/S", signal)).toEqual({ name: "Vehicle.Speed", unit: "km/h", factor: 0.036, offset: -243.612, decimals: 2, conversion: undefined });
    expect(own.map("can0/A/S", { ...signal, kind: "float", factor: 1, offset: 0 })).toMatchObject({
      name: "Vehicle.Speed",
      factor: 1,
      offset: 0,
      conversion: { factor: 3.6, offset: 0 },
    });
    expect(own.map("can0/A/S", { ...signal, kind: "integer", factor: 1, offset: 0 })).toMatchObject({ name: "can0/A/S", unit: "" });
  });
});

describe("checkMapping", () => {
  const file = parseDbc(
    new TextEncoder().encode(`BO_ 1 A: 8 X
 SG_ Speed : 0|16@1+ (0.01,0) [0|0] "km/h" X
 SG_ Wide : 0|64@1- (1,0) [0|0] "km" X
 SG_ NoUnit : 0|8@1- (1,0) [0|0] "" X
`),
    { name: "a.dbc" },
  );

  it("finds signals that no file has, units that do not convert, and integers that would not stay exact", () => {
    const mapping = parse(`${head}- { dbc: A/Speed, name: Vehicle.Speed }
- { dbc: A/Sped, name: Vehicle.Speed }
- { dbc: A/NoUnit, name: Vehicle.Speed }
- { dbc: A/Wide, name: Vehicle.TraveledDistance }
- { dbc: A/Other, bus: can1, name: Vehicle.Speed }
- { spn: 84, name: Vehicle.Speed }
`);
    expect(checkMapping(mapping, [{ file }]).map(({ line, code, message }) => `${line} ${code}: ${message}`)).toEqual([
      "4 mapping-signal-unknown: no DBC file has the signal A/Sped; did you mean A/Speed?",
      "5 mapping-unit-not-convertible: no unit does not convert into km/h, the unit of Vehicle.Speed; if A/NoUnit is in another unit than its DBC file says, say so with unit",
      "6 mapping-value-not-convertible: A/Wide is an integer of more than 53 bits, which would not stay exact in m",
      "7 mapping-signal-unknown: no DBC file has the signal A/Other",
    ]);
  });

  it.skipIf(recordingsFolder() === undefined)("agrees with the DBC file of a real car (set DRAWBAR_DATA to the folder of recordings)", () => {
    const toyota = parseDbc(recording("dbc/opendbc/toyota_new_mc_pt_generated.dbc"), { name: "toyota.dbc" });
    const mapping = parse(`${head}- { dbc: WHEEL_SPEEDS/WHEEL_SPEED_FL, name: Vehicle.Speed }
- { dbc: SPEED/SPEED, name: Vehicle.AverageSpeed }
- { dbc: STEER_ANGLE_SENSOR/STEER_ANGLE, name: Vehicle.Chassis.SteeringWheel.Angle }
- { dbc: GAS_PEDAL/GAS_PEDAL, unit: ratio, name: Vehicle.Chassis.Accelerator.PedalPosition }
`);
    expect([...mapping.problems, ...checkMapping(mapping, [{ file: toyota }])]).toEqual([]);
  });
});
