import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readField, writeField } from "./bit-fields.ts";
import { currentDataRequest, splitCurrentData } from "./current-data.ts";
import { freezeFrameCode, freezeFrameRequest, readFreezeFrame } from "./freeze-frame.ts";
import { monitorScaling } from "./monitor-scalings.ts";
import { monitorTestsRequest, readMonitorTests } from "./monitor-tests.ts";
import { isPassingRefusal, readObdAnswer } from "./obd-answer.ts";
import { readPid, writePid } from "./pid-definition.ts";
import { knownPids, pidDefinition } from "./pids.ts";
import { readReadiness, writeReadiness } from "./readiness.ts";
import { readSupported, writeSupported } from "./supported-pids.ts";
import {
  calibrationIdsOf,
  calibrationNumbersOf,
  controlUnitNameOf,
  informationTypes,
  readVehicleInformation,
  vehicleInformationRequest,
  vinOf,
} from "./vehicle-information.ts";
import { unitOf } from "../catalogue/units.ts";

describe("PIDs of service 01", () => {
  // Examples of SAE J1979 / ISO 15031-5, annex B, and values at both ends.
  it.each([
    [0x04, "FF", { EngineLoad: 100 }],
    [0x05, "00", { CoolantTemperature: -40 }],
    [0x05, "7B", { CoolantTemperature: 83 }],
    [0x06, "00", { ShortTermFuelTrimBank1: -100 }],
    [0x06, "8080", { ShortTermFuelTrimBank1: 0, ShortTermFuelTrimBank3: 0 }],
    [0x0a, "FF", { FuelPressure: 765 }],
    [0x0c, "1AF8", { EngineSpeed: 1_726 }],
    [0x0c, "FFFF", { EngineSpeed: 16_383.75 }],
    [0x0d, "FF", { VehicleSpeed: 255 }],
    [0x0e, "00", { TimingAdvance: -64 }],
    [0x10, "FFFF", { AirMassFlow: 655.35 }],
    [0x14, "C8FF", { OxygenVoltageBank1Sensor1: 1, OxygenTrimBank1Sensor1: 99.21875 }],
    [0x19, "0080", { OxygenVoltageBank2Sensor2: 0, OxygenTrimBank2Sensor2: 0 }],
    [0x1f, "0100", { EngineRunTime: 256 }],
    [0x22, "0001", { FuelRailPressureRelative: 0.079 }],
    [0x23, "FFFF", { FuelRailPressureGauge: 655_350 }],
    [0x24, "80008000", { OxygenLambdaBank1Sensor1: 1, OxygenWideVoltageBank1Sensor1: 4 }],
    [0x32, "FFFC", { EvaporativePressure: -1 }],
    [0x34, "80008000", { OxygenCurrentLambdaBank1Sensor1: 1, OxygenCurrentBank1Sensor1: 0 }],
    [0x3c, "0190", { CatalystTemperatureBank1Sensor1: 0 }],
    [0x42, "36BA", { ControlModuleVoltage: 14.01 }],
    [0x54, "8000", { EvaporativePressureWide: -32_768 }],
    [0x5d, "6900", { InjectionTiming: 0 }],
    [0x5e, "0014", { FuelRate: 1 }],
    [0x62, "7D", { TorqueActual: 0 }],
    [0x66, "0120000000", { AirMassFlowA: 256 }],
    [0x67, "037B7C", { CoolantTemperature1: 83, CoolantTemperature2: 84 }],
    [0x67, "027B7C", { CoolantTemperature2: 84 }],
    [0x7f, "010000000A0000000000000000", { EngineRunTimeTotal: 10 }],
    [0xa6, "00123456", { Odometer: 119_304.6 }],
    [0x0c, "1A", {}],
    [0x00, "FFFFFFFF", {}],
  ])("reads %s %s", (pid, hex, expected) => {
    const values = readPid(definitionOf(pid), bytes(hex));
    const close = Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, expect.closeTo(value, 9)]));
    expect(Object.fromEntries(values.map(({ field, value }) => [field.name, value]))).toEqual(close);
  });

  it("writes what it reads, for every field of every PID and every raw number", () => {
    const fields = knownPids().flatMap((definition) => definition.fields.map((field) => ({ definition, field })));
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.double({ min: 0, max: 1, noNaN: true }), ({ definition, field }, share) => {
        const low = field.signed === true ? -(2 ** (field.bits - 1)) : 0;
        const raw = Math.floor(low + share * (2 ** field.bits - 1));
        const data = writePid(definition, { [field.name]: raw * field.factor + field.offset });
        // Where a PID has a longer form this one does not hold its second value.
        const isHeld = field.bit + field.bits <= definition.bytes * 8;
        expect(readPid(definition, data).find((value) => value.field === field)?.raw).toBe(isHeld ? raw : undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  it("clamps what a field cannot hold", () => {
    expect([...writePid(definitionOf(0x0d), { VehicleSpeed: 900 })]).toEqual([255]);
    expect([...writePid(definitionOf(0x05), { CoolantTemperature: -300 })]).toEqual([0]);
    expect([...writePid(definitionOf(0x32), { EvaporativePressure: -1e9 })]).toEqual([0x80, 0]);
  });

  it("has each name once, and units that people write", () => {
    const fields = knownPids().flatMap((definition) => definition.fields);
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
    expect(fields.filter(({ unit }) => unitOf(unit) !== unit)).toEqual([]);
  });

  it("has no field beyond its answer and none that lies on another", () => {
    for (const { pid, bytes: size, bytesLong, fields } of knownPids()) {
      const taken = new Set<number>();
      for (const { bit, bits, presentBit } of fields) {
        const own = [...Array.from({ length: bits }, (_, index) => bit + index), ...(presentBit === undefined ? [] : [presentBit])];
        expect({ pid, beyond: own.filter((at) => at >= (bytesLong ?? size) * 8), twice: own.filter((at) => taken.has(at)) }).toEqual({
          pid,
          beyond: [],
          twice: [],
        });
        for (const at of own) taken.add(at);
      }
    }
  });
});

describe("bit fields", () => {
  it("reads what it writes, at any place and width, and touches nothing else", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 8, maxLength: 12 }),
        fc.nat(40),
        fc.integer({ min: 1, max: 53 }),
        fc.boolean(),
        fc.nat(),
        (data, bit, bits, signed, seed) => {
          fc.pre(bit + bits <= data.length * 8);
          const low = signed ? -(2 ** (bits - 1)) : 0;
          const value = low + (seed % 2 ** Math.min(bits, 31));
          const written = data.slice();
          writeField(written, { bit, bits }, value);
          expect(readField(written, { bit, bits, signed })).toBe(value);
          const outside = (bytesOf: Uint8Array): string => {
            const text = [...bytesOf].map((byte) => byte.toString(2).padStart(8, "0")).join("");
            return text.slice(0, bit) + text.slice(bit + bits);
          };
          expect(outside(written)).toBe(outside(data));
        },
      ),
    );
  });

  it("has no value beyond the last byte", () => {
    expect(readField(Uint8Array.of(1, 2), { bit: 8, bits: 8 })).toBe(2);
    expect(readField(Uint8Array.of(1, 2), { bit: 9, bits: 8 })).toBeUndefined();
    expect(readField(new Uint8Array(0), { bit: 0, bits: 1 })).toBeUndefined();
  });
});

describe("current data", () => {
  it("asks for up to six PIDs", () => {
    expect([...currentDataRequest([0x0c])]).toEqual([1, 0x0c]);
    expect([...currentDataRequest([4, 5, 0xb, 0xc, 0xd, 0xf])]).toEqual([1, 4, 5, 0xb, 0xc, 0xd, 0xf]);
  });

  it.each([[[]], [[1, 2, 3, 4, 5, 6, 7]], [[256]], [[-1]], [[1.5]], [[12, 12]]])("refuses to ask for %j", (pids) => {
    expect(() => currentDataRequest(pids)).toThrow("OBD_REQUEST_IMPOSSIBLE");
  });

  it("takes an answer apart in whatever order, and finds what is missing", () => {
    expect(partsOf([0x0c, 0x0d, 0x05], "410D000C1AF8057B")).toEqual({ 13: "00", 12: "1AF8", 5: "7B" });
    expect(partsOf([0x0c, 0x0d, 0x05], "41057B")).toEqual({ 5: "7B" });
  });

  it("finds the length of a trim of two or four banks by what follows", () => {
    expect(partsOf([0x06, 0x0c], "4106800C1AF8")).toEqual({ 6: "80", 12: "1AF8" });
    expect(partsOf([0x06, 0x0c], "410680810C1AF8")).toEqual({ 6: "8081", 12: "1AF8" });
    // 06 with one byte, then 07 with two; or 06 with two, then nothing that fits: only one way is whole.
    expect(partsOf([0x06, 0x07], "4106070780")).toEqual({ 6: "07", 7: "80" });
    // Both ways are whole.
    expect(splitCurrentData([0x06, 0x07], bytes("410607070780"))).toEqual({ kind: "unclear" });
  });

  it.each(["410C1A", "410C1AF80D", "410C1AF80E00", "410C1AF80C1AF8", "410C1AF80D0000"])("does not guess at %s", (hex) => {
    expect(splitCurrentData([0x0c, 0x0d], bytes(hex))).toEqual({ kind: "unclear" });
  });

  it("gives a PID that was asked alone all that came, known or not", () => {
    expect(partsOf([0xe1], "41E1010203040506")).toEqual({ 225: "010203040506" });
    expect(partsOf([0x0c], "410C1AF8AA")).toEqual({ 12: "1AF8AA" });
  });

  it("tells refusals and strangers apart", () => {
    expect(splitCurrentData([0x0c], bytes("7F0112"))).toEqual({ kind: "refused", code: 0x12 });
    for (const hex of ["", "41", "410D00", "4104", "7F0212", "7F01", "620C00"]) {
      expect(splitCurrentData([0x0c], bytes(hex))).toEqual({ kind: "foreign" });
    }
    expect(readObdAnswer(3, bytes("43"))).toMatchObject({ kind: "positive" });
    expect([0x21, 0x22, 0x12, 0x31].map(isPassingRefusal)).toEqual([true, true, false, false]);
  });

  it("takes apart what a control unit puts together, for any PIDs in any order", () => {
    const pids = knownPids().filter(({ bytesLong }) => bytesLong === undefined);
    fc.assert(
      fc.property(fc.shuffledSubarray(pids, { minLength: 2, maxLength: 6 }), fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (asked, stream) => {
        const expected = new Map(asked.map(({ pid, bytes: size }) => [pid, Uint8Array.from(stream.take(size))]));
        const payload = Uint8Array.of(0x41, ...[...expected].flatMap(([pid, data]) => [pid, ...data]));
        const split = splitCurrentData(
          asked.map(({ pid }) => pid),
          payload,
        );
        expect(split).toEqual({ kind: "split", parts: expected });
      }),
    );
  });
});

describe("supported PIDs", () => {
  it("reads the example of the standard and writes it again", () => {
    const pids = [0x01, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x13, 0x15, 0x1c, 0x1f, 0x20];
    expect(readSupported(0, bytes("BE1FA813"))).toEqual(pids);
    expect([...writeSupported(0, pids)]).toEqual([...bytes("BE1FA813")]);
    expect(readSupported(0xe0, bytes("00000001"))).toEqual([]);
    expect(readSupported(0x20, bytes("8000"))).toEqual([0x21]);
  });
});

describe("readiness", () => {
  it("reads a petrol engine whose catalyst is not tested yet", () => {
    expect(readReadiness(bytes("83076501"))).toEqual({
      isLampOn: true,
      codes: 3,
      ignition: "spark",
      monitors: [
        { name: "misfire", isComplete: true },
        { name: "fuel system", isComplete: true },
        { name: "components", isComplete: true },
        { name: "catalyst", isComplete: false },
        { name: "evaporative system", isComplete: true },
        { name: "oxygen sensor", isComplete: true },
        { name: "oxygen sensor heater", isComplete: true },
      ],
    });
  });

  it("reads a diesel engine, without the bits that are reserved", () => {
    expect(readReadiness(bytes("007FFFC0"))).toMatchObject({
      isLampOn: false,
      codes: 0,
      ignition: "compression",
      monitors: [
        { name: "misfire", isComplete: false },
        { name: "fuel system", isComplete: false },
        { name: "components", isComplete: false },
        { name: "hydrocarbon catalyst", isComplete: true },
        { name: "NOx aftertreatment", isComplete: true },
        { name: "boost pressure", isComplete: true },
        { name: "exhaust gas sensor", isComplete: true },
        { name: "particulate filter", isComplete: false },
        { name: "exhaust gas recirculation", isComplete: false },
      ],
    });
    expect(readReadiness(bytes("0007FF"))).toBeUndefined();
  });

  it("reads what it writes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (data) => {
        const readiness = readReadiness(data);
        expect(readiness && readReadiness(writeReadiness(readiness))).toEqual(readiness);
      }),
    );
  });
});

describe("freeze frames", () => {
  it("asks and reads with the number of the frame", () => {
    expect([...freezeFrameRequest(0x0c)]).toEqual([2, 0x0c, 0]);
    expect(readFreezeFrame(0x0c, 0, bytes("420C001AF8"))).toEqual({ kind: "value", data: bytes("1AF8") });
    expect(readFreezeFrame(0x0c, 1, bytes("420C001AF8"))).toEqual({ kind: "foreign" });
    expect(readFreezeFrame(0x0c, 0, bytes("7F0212"))).toEqual({ kind: "refused", code: 0x12 });
  });

  it("names the code that stored it", () => {
    expect(freezeFrameCode(bytes("0133"))).toBe("P0133");
    expect(freezeFrameCode(bytes("0000"))).toBeUndefined();
    expect(freezeFrameCode(bytes("01"))).toBeUndefined();
  });
});

describe("results of monitors", () => {
  it("reads several tests with their units", () => {
    // Oxygen sensor monitor of bank 1, sensor 1: test 1 in volts at 0.001, test 5 in milliseconds at 1.
    const result = readMonitorTests(1, bytes("4601010B01F4000003E8010510004800000064"));
    expect(result).toEqual({
      kind: "tests",
      tests: [
        { monitor: 1, test: 1, value: 0.5, min: 0, max: 1, unit: "V", hasPassed: true },
        { monitor: 1, test: 5, value: 72, min: 0, max: 100, unit: "ms", hasPassed: true },
      ],
    });
  });

  it("reads signed results, and fails what lies outside", () => {
    expect(readMonitorTests(0x21, bytes("46218196FFD8FFEC0014"))).toMatchObject({
      tests: [{ value: -4, min: -2, max: 2, unit: "°C", hasPassed: false }],
    });
    expect(monitorScaling(0x7d)).toMatchObject({ factor: 1, unit: "", isSigned: false });
  });

  it("takes neither a bit map nor a result cut short", () => {
    for (const hex of ["46", "4600C0000001", "4601010B01F4000003", "4602010B01F4000003E8"])
      expect(readMonitorTests(1, bytes(hex))).toEqual({ kind: "foreign" });
    expect(readMonitorTests(1, bytes("7F0631"))).toEqual({ kind: "refused", code: 0x31 });
    expect([...monitorTestsRequest(0x21)]).toEqual([6, 0x21]);
  });
});

describe("vehicle information", () => {
  const vin = "1D4GP00R55B123456";
  const vinHex = Buffer.from(vin).toString("hex");

  it("reads a VIN as CAN carries it, with and without filling", () => {
    expect([...vehicleInformationRequest(informationTypes.vin)]).toEqual([9, 2]);
    expect(vinOf(dataOf(2, [`490201${vinHex}`]))).toBe(vin);
    expect(vinOf(dataOf(2, [`490201000000${vinHex}`]))).toBe(vin);
  });

  it("joins the messages that older buses need for it, in whatever order they come", () => {
    const padded = `000000${vinHex}`;
    const messages = Array.from({ length: 5 }, (_, index) => `49020${index + 1}${padded.slice(index * 8, index * 8 + 8)}`);
    expect(vinOf(dataOf(2, messages.toReversed()))).toBe(vin);
  });

  it.each(["", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", Buffer.from("1D4GP00R55B12345").toString("hex"), Buffer.from("ID4GP00R55B123456").toString("hex")])(
    "takes %j for no VIN",
    (hex) => {
      expect(vinOf(bytes(hex))).toBeUndefined();
    },
  );

  it("reads calibrations and names", () => {
    const ids = `${Buffer.from("JMB*36761500").toString("hex")}00000000${Buffer.from("JMB*47872611").toString("hex")}00000000`;
    expect(calibrationIdsOf(dataOf(4, [`490402${ids}`]))).toEqual(["JMB*36761500", "JMB*47872611"]);
    expect(calibrationNumbersOf(dataOf(6, ["4906021791BC8216E062BE"]))).toEqual(["1791BC82", "16E062BE"]);
    expect(controlUnitNameOf(dataOf(10, [`490A01${Buffer.from("ECM\0-EngineControl\0\0").toString("hex")}`]))).toBe("ECM-EngineControl");
  });

  it("tells a refusal from a stranger", () => {
    expect(readVehicleInformation(2, [bytes("7F0912")])).toEqual({ kind: "refused", code: 0x12 });
    expect(readVehicleInformation(2, [bytes("490401"), bytes("41")])).toEqual({ kind: "foreign" });
    expect(readVehicleInformation(2, [])).toEqual({ kind: "foreign" });
  });
});

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

function definitionOf(pid: number): NonNullable<ReturnType<typeof pidDefinition>> {
  const definition = pidDefinition(pid);
  if (definition === undefined) throw new Error(`PID ${pid} is not in the table`);
  return definition;
}

function partsOf(asked: readonly number[], hex: string): Readonly<Record<number, string>> {
  const split = splitCurrentData(asked, bytes(hex));
  if (split.kind !== "split") throw new Error(split.kind);
  return Object.fromEntries([...split.parts].map(([pid, data]) => [pid, Buffer.from(data).toString("hex").toUpperCase()]));
}

function dataOf(type: number, messages: readonly string[]): Uint8Array {
  const information = readVehicleInformation(type, messages.map(bytes));
  if (information.kind !== "data") throw new Error(information.kind);
  return information.data;
}
