import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { parseDbc } from "../dbc/dbc-parser.ts";
import type { DecodeOutcome } from "../decoding/frame-decoder.ts";
import { openLog } from "../logs/log-reader.ts";
import { J1939Decoder } from "./j1939-decoder.ts";
import { ParameterGroupEncoder } from "./j1939-encoder.ts";
import { joinJ1939Id, splitJ1939Id } from "./j1939-id.ts";
import { parameterGroups } from "./parameter-groups.ts";
import { layoutsOf } from "./parameter-layouts.ts";
import { notAvailableRawMax, validRawMax } from "./value-ranges.ts";

const frame = (id: number, hex: string): CanFrame => ({ id, extended: true, data: new Uint8Array(Buffer.from(hex, "hex")), atUs: 0 });

function decode(decoder: J1939Decoder, input: CanFrame): Record<string, number> {
  const values: Record<string, number> = {};
  decoder.decode(input, {
    number: (index, raw) => {
      const { path, factor, offset } = decoder.signals[index] ?? { path: "?", factor: 1, offset: 0 };
      values[path] = raw * factor + offset;
    },
    integer: () => undefined,
    text: () => undefined,
  });
  return values;
}

describe("J1939 identifiers", () => {
  it("splits a broadcast and an addressed group", () => {
    expect(splitJ1939Id(0x0cf00400)).toEqual({
      priority: 3,
      pgn: 61_444,
      sourceAddress: 0,
      destinationAddress: 0xff,
      format: "pdu2",
      extendedDataPage: 0,
      dataPage: 0,
    });
    expect(splitJ1939Id(0x18ea1721)).toEqual({
      priority: 6,
      pgn: 0xea00,
      sourceAddress: 0x21,
      destinationAddress: 0x17,
      format: "pdu1",
      extendedDataPage: 0,
      dataPage: 0,
    });
    expect(splitJ1939Id(0x1dfd0931)).toMatchObject({ priority: 7, pgn: 0x1fd09, dataPage: 1 });
  });

  it("puts together what it split, for every identifier", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x1fff_ffff }), (id) => {
        expect(joinJ1939Id(splitJ1939Id(id))).toBe(id);
      }),
    );
  });
});

describe("J1939 value ranges", () => {
  it("ends measurements at 0xFA.., and data at 0xFD..", () => {
    expect([8, 16, 32].map(validRawMax)).toEqual([0xfa, 0xfaff, 0xfaff_ffff]);
    expect([8, 16, 32].map(notAvailableRawMax)).toEqual([0xfd, 0xfdff, 0xfdff_ffff]);
    expect([1, 2, 3, 4, 5].map(validRawMax)).toEqual([1, 1, 5, 13, 29]);
  });
});

describe("J1939Decoder", () => {
  it("names each source and scales as the standard says", () => {
    const decoder = new J1939Decoder();
    expect(decode(decoder, frame(0x0cf00400, "f0ff7d0000ffffff"))).toEqual({
      "EEC1/EngineTorqueMode@00": 0,
      "EEC1/ActualEnginePercentTorque@00": 0,
      "EEC1/EngineSpeed@00": 0,
    });
    expect(decode(decoder, frame(0x0cf00403, "ffffffe02effffff"))).toEqual({ "EEC1/EngineSpeed@03": 1_500 });
    expect(decode(decoder, frame(0x18fef100, "ff8059ffffffffff"))).toEqual({ "CCVS/WheelBasedVehicleSpeed@00": 89.5 });
  });

  it("never makes a number of not available, error or indicator", () => {
    const decoder = new J1939Decoder();
    for (const speed of ["ffff", "00ff", "00fe", "fffd", "00fb"]) expect(decode(decoder, frame(0x0cf00400, `ffffff${speed}ffffff`))).toEqual({});
    expect(decode(decoder, frame(0x0cf00400, "fffffffffaffffff"))).toEqual({ "EEC1/EngineSpeed@00": 8_031.875 });
    expect(decode(decoder, frame(0x18feee00, "fbffffffffffffff"))).toEqual({});
  });

  it("keeps the weights of the axles apart", () => {
    const decoder = new J1939Decoder();
    expect(decode(decoder, frame(0x18feea2f, "00204effffffffff"))).toEqual({ "VW/AxleLocation@2F": 0, "VW/AxleWeight1@2F": 10_000 });
    expect(decode(decoder, frame(0x18feea2f, "11204effffffffff"))).toEqual({ "VW/AxleLocation@2F": 17, "VW/AxleWeight2@2F": 10_000 });
    expect(decode(decoder, frame(0x18feea2f, "ff204effffffffff"))).toEqual({});
  });

  it("recognises pieces of longer messages and what it does not know", () => {
    const decoder = new J1939Decoder();
    const nothing = { number: () => undefined, integer: () => undefined, text: () => undefined };
    const outcomes = [0x1cecff00, 0x1cebff00, 0x18c8ff00, 0x18c7ff00, 0x18fe0000].map((id): DecodeOutcome =>
      decoder.decode(frame(id, "20ff000000000000"), nothing),
    );
    expect(outcomes).toEqual(["transport", "transport", "transport", "transport", "unknown"]);
    expect(decoder.decode({ ...frame(1, "00"), extended: false }, nothing)).toBe("unknown");
    expect(decoder.decode({ ...frame(0x0cf00400, ""), flags: { remote: true } }, nothing)).toBe("not-data");
  });

  it("reads what its encoder writes, and leaves the rest not available", () => {
    const data = new ParameterGroupEncoder("EEC1").encode({ EngineSpeed: 1_234.5, ActualEnginePercentTorque: 42 });
    expect(decode(new J1939Decoder(), { id: 0x0cf00400, extended: true, data, atUs: 0 })).toEqual({
      "EEC1/ActualEnginePercentTorque@00": 42,
      "EEC1/EngineSpeed@00": 1_234.5,
    });
    expect(new ParameterGroupEncoder("EEC1").encode({ EngineSpeed: 1e9 })[4]).toBe(0xfa);
    expect(() => new ParameterGroupEncoder("EEC1").encode({ Nonsense: 1 })).toThrow(RangeError);
    expect(() => new ParameterGroupEncoder("NONE")).toThrow(RangeError);
  });
});

describe("parameter groups", () => {
  it("have each parameter in a place of its own within eight bytes", () => {
    const crowded = parameterGroups.filter((group) => {
      const { perAxle } = group;
      const bits = layoutsOf(group)
        .filter(({ name }) => perAxle === undefined || !perAxle.parameters.some((each) => name.startsWith(each)) || name.endsWith("1"))
        .flatMap(({ program }) => Array.from({ length: program.lengthBits }, (_, index) => program.startBit + index));
      return new Set(bits).size < bits.length || Math.max(...bits) >= 64;
    });
    expect(crowded.map(({ acronym }) => acronym)).toEqual([]);
  });
});

describe.skipIf(recordingsFolder() === undefined)("J1939 recordings (set DRAWBAR_DATA to their folder)", () => {
  it("places every parameter where another table of J1939 has it", () => {
    const other = parseDbc(recording("dbc/j1939/canmatrix_j1939.dbc"), { name: "canmatrix_j1939.dbc" });
    const messages = new Map(other.messages.map((message) => [splitJ1939Id(message.id).pgn, message]));
    const different: string[] = [];
    let compared = 0;
    for (const group of parameterGroups) {
      for (const { spn, program, name } of layoutsOf(group)) {
        const signal = messages.get(group.pgn)?.signals.find((candidate) => candidate.spn === spn);
        if (signal === undefined) continue;
        compared++;
        if (signal.startBit !== program.startBit || signal.lengthBits !== program.lengthBits) different.push(`${group.acronym}/${name}`);
      }
    }
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(140);
  });

  it.each([
    ["j1939/kenworth/KWTruck.txt.gz", { decoded: 19_271, unknown: 15_478, transport: 231 }, [0, 2_061.5], [0, 0.34375]],
    ["j1939/research_truck/normal.log.gz", { decoded: 11_585, unknown: 8_216, transport: 156 }, [1_147.25, 1_786.125], [23.203125, 54.90625]],
  ])("finds engine and vehicle speed in %s in the range that others found", async (name, outcomes, rpm, speed) => {
    const log = await openLog(
      (async function* () {
        await Promise.resolve();
        yield recording(name);
      })(),
    );
    const decoder = new J1939Decoder();
    const counts: Partial<Record<DecodeOutcome, number>> = {};
    const ranges = new Map<string, [number, number]>();
    const sink = {
      number: (index: number, raw: number): void => {
        const { path, factor, offset } = decoder.signals[index] ?? { path: "?", factor: 1, offset: 0 };
        const value = raw * factor + offset;
        const [low, high] = ranges.get(path) ?? [value, value];
        ranges.set(path, [Math.min(low, value), Math.max(high, value)]);
      },
      integer: () => undefined,
      text: () => undefined,
    };
    for await (const { entries } of log.batches) {
      for (const { frame: input } of entries) {
        const outcome = decoder.decode(input, sink);
        counts[outcome] = (counts[outcome] ?? 0) + 1;
      }
    }
    expect(counts).toEqual(outcomes);
    expect(ranges.get("EEC1/EngineSpeed@00")).toEqual(rpm);
    expect(ranges.get("CCVS/WheelBasedVehicleSpeed@00")).toEqual(speed);
  });
});
