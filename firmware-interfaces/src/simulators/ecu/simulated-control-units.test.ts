import { describe, expect, it } from "vitest";
import type { DiagnosticTarget } from "../../diagnostics/diagnostic-link.ts";
import { dtcStatusBits, type ByteSource, type SimulatedTroubleCode, type SimulatedUnitOptions } from "./ecu-unit.ts";
import { ecuLimits } from "./limits.ts";
import { encodePid } from "./pid-encodings.ts";
import { SimulatedControlUnits } from "./simulated-control-units.ts";
import { vehicleUnits } from "./vehicle-units.ts";

const { pending, confirmed, warningIndicatorRequested } = dtcStatusBits;
const misfire: SimulatedTroubleCode = {
  dtc: 0x0301_00,
  status: confirmed | warningIndicatorRequested,
  isPermanent: true,
  snapshot: new Map([[0xf40c, hex("0ce4")]]),
  extendedData: new Map([[1, hex("05")]]),
};
const bus: SimulatedTroubleCode = { dtc: 0xc100_87, status: confirmed | pending };
const lean: SimulatedTroubleCode = { dtc: 0x0171_00, status: pending };

const engine: SimulatedUnitOptions = {
  requestId: 0x7e0,
  responseId: 0x7e8,
  troubleCodes: [misfire, bus, lean],
  obd: {
    pids: new Map<number, ByteSource>([
      [0x05, () => encodePid("coolantC", 83)],
      [0x0c, (nowMs) => encodePid("engineRpm", nowMs)],
      [0x0d, () => undefined],
      [0x42, () => encodePid("moduleVolts", 14.1)],
    ]),
    monitorStatus: [0x07, 0xe5, 0x00],
    freezeFrame: { dtc: 0x0301_00, pids: new Map([[0x0c, hex("1af8")]]) },
    monitorTests: new Map([[0x21, [{ testId: 0x85, unitAndScalingId: 0x24, value: 0x0123, min: 0, max: 0xffff }]]]),
    vehicleInformation: new Map([[0x02, [new TextEncoder().encode("WDB9066331S123456")]]]),
  },
  identifiers: new Map([
    [0xf190, () => hex("41")],
    [0x1234, () => hex("0102")],
    [0xeeee, () => new Uint8Array(5_000)],
  ]),
};
const transmission: SimulatedUnitOptions = {
  requestId: 0x7e1,
  responseId: 0x7e9,
  obd: { pids: new Map([[0x0d, () => hex("37")]]), monitorStatus: [0, 0, 0], vehicleInformation: new Map() },
};

/** What one unit answers to a request of its own, as hexadecimal digits. */
function ask(
  request: string,
  units: readonly SimulatedUnitOptions[] = [engine, transmission],
  target: DiagnosticTarget = { kind: "physical", requestId: 0x7e0 },
): string[] {
  return new SimulatedControlUnits(units, 1).answer({ target, payload: hex(request) }, 1_000).map(({ payload }) => Buffer.from(payload).toString("hex"));
}

describe("simulated control units by OBD-II", () => {
  it.each([
    ["coolant, in one byte from -40", "0105", "41057b"],
    ["engine speed at the moment of the request, a quarter turn per bit", "010c", "410c0fa0"],
    ["several at once, leaving out what they do not know", "01050c990d42", "41057b0c0fa0423714"],
    ["which PIDs they know, with the next mask announced", "0100", "4100c8180001"],
    ["which they know beyond", "0120", "412000000001"],
    ["and where that ends", "0140", "414040000000"],
    ["lamp, number of codes and self-tests", "0101", "41018207e500"],
    ["the code of the freeze frame", "0102", "41020301"],
    ["the freeze frame", "020c00", "420c001af8"],
    ["the code in the freeze frame", "020200", "4202000301"],
    ["confirmed codes with their number", "03", "43020301c100"],
    ["pending codes", "07", "4702c1000171"],
    ["permanent codes", "0a", "4a010301"],
    ["which monitors have results", "0600", "460000000001"],
    ["results of a monitor", "0621", "4621852401230000ffff"],
    ["the VIN as one item", "0902", `490201${Buffer.from("WDB9066331S123456").toString("hex")}`],
    ["which information they have", "0900", "490040000000"],
  ])("tell %s", (_, request, answer) => {
    expect(ask(request)).toEqual([answer]);
  });

  it.each([
    ["a PID that they do not know", "0199", "7f0112"],
    ["one that has no value now", "010d", "7f0112"],
    ["a mask beyond the last", "01e0", "7f0112"],
    ["a request without a PID", "01", "7f0113"],
    ["more than six PIDs", "0105050505050505", "7f0113"],
    ["results of two monitors at once", "062122", "7f0613"],
    ["information that they do not have", "0904", "7f0912"],
    ["a code list with a parameter", "0301", "7f0313"],
    ["a service that they do not have", "08", "7f0811"],
  ])("refuse %s when asked alone, and stay silent when it was for all", (_, request, refusal) => {
    expect(ask(request)).toEqual([refusal]);
    const forAll = ask(request, [engine], { kind: "functional" });
    // A wrong length is said to everybody.
    expect(forAll).toEqual(refusal.endsWith("13") ? [refusal] : []);
  });

  it("answer a functional request each for itself, in the order of their delays", () => {
    const units = new SimulatedControlUnits([{ ...engine, behaviour: { delayMs: 20 } }, transmission], 1);
    const replies = units.answer({ target: { kind: "functional" }, payload: hex("0101") }, 0);
    expect(replies.map(({ responseId, afterMs }) => [responseId, afterMs])).toEqual([
      [0x7e9, 8],
      [0x7e8, 20],
    ]);
    expect(units.answer({ target: { kind: "physical", requestId: 0x7e5 }, payload: hex("0101") }, 0)).toEqual([]);
    expect(units.answer({ target: { kind: "functional" }, payload: hex("") }, 0)).toEqual([]);
  });

  it("forget codes and freeze frame when they are cleared, but not what is permanent", () => {
    const units = new SimulatedControlUnits([engine], 1);
    const say = (request: string): string[] =>
      units.answer({ target: { kind: "functional" }, payload: hex(request) }, 0).map(({ payload }) => Buffer.from(payload).toString("hex"));
    expect(say("04")).toEqual(["44"]);
    expect(["03", "07", "0a", "0101", "0102", "020200", "020c00"].flatMap(say)).toEqual(["4300", "4700", "4a010301", "41010007e500", "41020000", "4202000000"]);
    units.setTroubleCodes(0x7e0, [lean]);
    expect(say("07")).toEqual(["47010171"]);
    expect(units.troubleCodes(0x7e0)).toEqual([lean]);
  });
});

describe("simulated control units by UDS", () => {
  it.each([
    ["the default session with its times", "1001", "5001003201f4"],
    ["that they hear the tester", "3e00", "7e00"],
    ["an identifier", "22f190", "62f19041"],
    ["several, leaving out what they do not know", "22f1900000 1234", "62f1904112340102"],
    ["the number of codes by status", "190108", "5901ff010002"],
    ["codes by status", "190208", "5902ff03010088c100870c"],
    ["all codes", "190a", "590aff03010088c100870c01710004"],
    ["a snapshot", "190403010001", "5904030100880101f40c0ce4"],
    ["all extended data", "1906030100ff", "5906030100880105"],
    ["that a code has no extended data", "1906c10087ff", "5906c100870c"],
  ])("tell %s", (_, request, answer) => {
    expect(ask(request.replaceAll(" ", ""))).toEqual([answer]);
  });

  it.each([
    ["another session", "1003", "7f1012"],
    ["identifiers that they do not know", "220000", "7f2231"],
    ["half an identifier", "22f1", "7f2213"],
    ["an answer beyond what ISO-TP's short form carries", "22eeee", "7f2214"],
    ["a report that is not simulated", "1903", "7f1912"],
    ["a report without its mask", "1902", "7f1913"],
    ["a snapshot of a code that they do not have", "1904ffffff01", "7f1931"],
    ["a record that they do not have", "190603010009", "7f1931"],
    ["writing, unlocking, resetting", "2ef19041", "7f2e11"],
    ["security access", "2701", "7f2711"],
    ["a reset", "1101", "7f1111"],
  ])("refuse %s", (_, request, refusal) => {
    expect(ask(request)).toEqual([refusal]);
  });

  it("stay silent when the request wants no good news, and tell bad news all the same", () => {
    expect([...ask("3e80"), ...ask("1081")]).toEqual([]);
    expect(ask("1083")).toEqual(["7f1012"]);
  });
});

describe("behaviour of simulated control units", () => {
  it("puts answers off as often as told", () => {
    const units = new SimulatedControlUnits([{ ...engine, behaviour: { delayMs: 5, putOff: new Map([[0x22, { times: 2, everyMs: 2_000 }]]) } }], 1);
    const replies = units.answer({ target: { kind: "physical", requestId: 0x7e0 }, payload: hex("22f190") }, 0);
    expect(replies.map(({ afterMs, payload }) => [afterMs, Buffer.from(payload).toString("hex")])).toEqual([
      [5, "7f2278"],
      [2_005, "7f2278"],
      [4_005, "62f19041"],
    ]);
  });

  it("refuses and stays silent by service", () => {
    const moody = { ...engine, behaviour: { refusals: new Map([[0x04, 0x22]]), silentServices: new Set([0x09]) } };
    expect(ask("04", [moody])).toEqual(["7f0422"]);
    expect(ask("0902", [moody])).toEqual([]);
    expect(ask("0105", [moody])).toEqual(["41057b"]);
  });

  it("is the same for the same seed and another for another", () => {
    const run = (seed: number): string => {
      const units = new SimulatedControlUnits([{ ...engine, behaviour: { jitterMs: 30, silenceChance: 0.3 } }], seed);
      return JSON.stringify(
        Array.from({ length: 50 }, () => units.answer({ target: { kind: "functional" }, payload: hex("0105") }, 0).map(({ afterMs }) => afterMs)),
      );
    };
    expect(run(7)).toBe(run(7));
    expect(run(7)).not.toBe(run(8));
    expect(run(7)).toContain("[]");
  });

  it("refuses too many units, shared identifiers and more codes than can be named", () => {
    const many = Array.from({ length: ecuLimits.unitsMax + 1 }, (_, index) => ({ requestId: 2 * index, responseId: 2 * index + 1 }));
    expect(() => new SimulatedControlUnits(many.slice(1), 1)).not.toThrow();
    expect(() => new SimulatedControlUnits(many, 1)).toThrow("ECU_UNITS_IMPOSSIBLE");
    expect(() => new SimulatedControlUnits([engine, { ...transmission, responseId: 0x7e8 }], 1)).toThrow("0x7e8");
    const units = new SimulatedControlUnits([engine], 1);
    const codes = Array.from({ length: ecuLimits.troubleCodesMax + 1 }, (_, index) => ({ dtc: index * 256, status: confirmed }));
    units.setTroubleCodes(0x7e0, codes.slice(1));
    expect(units.answer({ target: { kind: "functional" }, payload: hex("03") }, 0)[0]?.payload).toHaveLength(2 + 2 * ecuLimits.troubleCodesMax);
    expect(() => units.setTroubleCodes(0x7e0, codes)).toThrow("ECU_UNITS_IMPOSSIBLE");
    expect(() => units.setTroubleCodes(0x7e5, [])).toThrow("ECU_UNITS_IMPOSSIBLE");
  });
});

describe("units of a simulated vehicle", () => {
  const state = {
    isIgnitionOn: true,
    load: 0.5,
    coolantC: 88.6,
    engineRpm: 1_650,
    speedMps: 13.89,
    boostKpa: 20,
    intakeC: 21,
    fuelLitresPerHour: 4,
    accelerator: 0.2,
  };
  const rest = { batteryVolts: 14.2, ambientC: 12, oilC: 91, odometerM: 123_456_000, fuelLitres: 30, transmissionOilC: 75 };

  it("say what the vehicle does, and nothing once the ignition is off", () => {
    const now = { ...state, ...rest };
    const units = vehicleUnits({ state: () => now as never, vin: "WDB9066331S123456", tankLitres: 75 }); // the rest of the state is not asked for
    expect(ask("01050c0da62f42", units)).toEqual(["4105810c19c80d32a60012d6802f66423778"]);
    expect(ask("010d", units, { kind: "functional" })).toEqual(["410d32", "410d32"]);
    expect(ask("222001", units, { kind: "physical", requestId: 0x7e1 })).toEqual(["62200173"]);
    now.isIgnitionOn = false;
    expect([...ask("010d", units, { kind: "functional" }), ...ask("0902", units), ...ask("22f190", units)]).toEqual([]);
  });

  it("keep values within what a PID can carry", () => {
    expect(
      [encodePid("speedKmh", 300), encodePid("coolantC", -60), encodePid("engineRpm", 1e9), encodePid("odometerKm", 1e12)].map((bytes) =>
        Buffer.from(bytes).toString("hex"),
      ),
    ).toEqual(["ff", "00", "ffff", "ffffffff"]);
  });
});

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}
