import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureModeText } from "./failure-modes.ts";
import { faultMessageBytes, readFaultMessage, type FaultMessage, type Lamps } from "./fault-message.ts";
import { FaultRegister, type FaultEvent } from "./fault-register.ts";
import { pgns, type J1939Message } from "./j1939-message.ts";
import { j1939Limits } from "./limits.ts";
import { oldSpnsOf, readTroubleCode, troubleCodeBytesOf, type OldSpnConversion } from "./trouble-codes.ts";

const message = (hex: string | Uint8Array, pgn: number = pgns.activeFaults, sourceAddress = 0): J1939Message => {
  const data = typeof hex === "string" ? new Uint8Array(Buffer.from(hex, "hex")) : hex;
  return { pgn, sourceAddress, destinationAddress: 255, priority: 6, transport: data.length > 8 ? "bam" : "single", data };
};

function read(hex: string, conversion?: OldSpnConversion): FaultMessage {
  const faults = readFaultMessage(message(hex), conversion);
  if (faults === undefined) throw new Error(`${hex} is no fault message`);
  return faults;
}

const codesOf = (hex: string, conversion?: OldSpnConversion): unknown[] =>
  read(hex, conversion).codes.map(({ spn, fmi, occurrenceCount }) => [spn, fmi, occurrenceCount]);

describe("DM1 and DM2", () => {
  it("give SPN, FMI and occurrence count of a single frame", () => {
    // SPN 1208, FMI 3, 10 occurrences: the example of SAE J1939-73, 5.7.1.
    expect(codesOf("00ffb804030affff")).toEqual([[1_208, 3, 10]]);
    expect(read("00ffb804030affff")).toMatchObject({ list: "active", sourceAddress: 0, codesLeftOut: 0 });
    expect(readFaultMessage(message("00ffb804030affff", pgns.previouslyActiveFaults))?.list).toBe("previously-active");
  });

  it("give all codes of a transfer", () => {
    // The engine of SystemsCyber's research truck.
    expect(codesOf("43ffbf00090854000908ed141f01")).toEqual([
      [191, 9, 8],
      [84, 9, 8],
      [5_357, 31, 1],
    ]);
    expect(codesOf("c4ffcb05097effff")).toEqual([[1_483, 9, 126]]);
    // 19 bits, and a count that is not available.
    expect(codesOf("00ff3412e57fffff")).toEqual([[0x7_1234, 5, undefined]]);
  });

  it.each([
    ["zeros", "00ff00000000ffff"],
    ["ones, as older units say it", "00ffffffffffffff"],
    ["zeros in a frame of six bytes", "00ff00000000"],
  ])("without faults are %s", (_, hex) => {
    expect(read(hex).codes).toEqual([]);
  });

  it.each([
    ["another group", message("00ffb804030affff", 0xfef1)],
    ["no code", message("00ffb80403")],
    ["nothing", message("")],
  ])("are not read from %s", (_, other) => {
    expect(readFaultMessage(other)).toBeUndefined();
  });

  it("tell each lamp and how it flashes", () => {
    // Malfunction on, slow; red stop off; amber on, fast; protect not available.
    const { lamps } = read("471700000000ffff");
    expect(lamps).toEqual({
      malfunction: { state: "on", flash: "slow" },
      redStop: { state: "off", flash: "steady" },
      amberWarning: { state: "on", flash: "fast" },
      protect: { state: "not-available", flash: "steady" },
    } satisfies Lamps);
    expect(read("103000000000ffff").lamps.redStop).toEqual({ state: "on", flash: "steady" });
    expect(read("202000000000ffff").lamps.redStop).toEqual({ state: "reserved", flash: "steady" });
  });

  it("do not let dark lamps flash, although the second byte is 0", () => {
    expect(Object.values(read("000000000000ffff").lamps).every(({ flash }) => flash === "steady")).toBe(true);
  });

  it("come back as they were written", () => {
    const state = fc.constantFrom("off", "on", "reserved", "not-available");
    const lamp = state.chain((each) =>
      fc.record({ state: fc.constant(each), flash: each === "on" ? fc.constantFrom("slow", "fast", "reserved", "steady") : fc.constant("steady") }),
    );
    const lamps = fc.record({ malfunction: lamp, redStop: lamp, amberWarning: lamp, protect: lamp });
    const code = fc.record({
      spn: fc.integer({ min: 1, max: 0x7fffe }),
      fmi: fc.integer({ min: 0, max: 31 }),
      occurrenceCount: fc.option(fc.integer({ min: 0, max: 126 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(lamps, fc.array(code, { maxLength: 445 }), (someLamps, codes) => {
        const faults = readFaultMessage(message(faultMessageBytes(someLamps, codes)));
        expect(faults?.lamps).toEqual(someLamps);
        expect(faults?.codes.map(({ spn, fmi, occurrenceCount }) => ({ spn, fmi, occurrenceCount }))).toEqual(codes);
      }),
      { numRuns: 60 },
    );
  });

  it("keep no more codes than the limit, and count the others", () => {
    const codes = Array.from({ length: j1939Limits.faultsPerSourceMax + 3 }, (_, index) => ({ spn: index + 1, fmi: 1 }));
    const faults = readFaultMessage(message(faultMessageBytes({}, codes)));
    expect(faults?.codes).toHaveLength(j1939Limits.faultsPerSourceMax);
    expect(faults?.codesLeftOut).toBe(3);
  });
});

describe("the conversion of an SPN", () => {
  it("is told by its bit when it is 0, and otherwise by who knows the unit", () => {
    // SPN 1208 = 0x4B8 as each version writes it: 1 big-endian, 2 the high 16 bits little-endian, 3 little-endian.
    expect(codesOf("00ff0097038affff", 1)).toEqual([[1_208, 3, 10]]);
    expect(codesOf("00ff9700038affff", 2)).toEqual([[1_208, 3, 10]]);
    expect(codesOf("00ffb804038affff", 3)).toEqual([[1_208, 3, 10]]);
    expect(codesOf("00ffb804030affff", 1)).toEqual([[1_208, 3, 10]]);
  });

  it("is not guessed: the SPN is open, and the three that it may be are named", () => {
    const [code] = read("00ffb804038affff").codes;
    expect(code).toMatchObject({ spn: undefined, conversion: undefined, fmi: 3, occurrenceCount: 10 });
    expect(code === undefined ? [] : oldSpnsOf(code)).toEqual([(0xb8 << 11) | (0x04 << 3), (0x04 << 11) | (0xb8 << 3), 1_208]);
  });

  it("of a version 4 code survives writing", () => {
    expect([...troubleCodeBytesOf({ spn: 0x7_1234, fmi: 31, occurrenceCount: 126 })]).toEqual([0x34, 0x12, 0xff, 126]);
    expect(readTroubleCode(troubleCodeBytesOf({ spn: 0x7_1234, fmi: 31 }), 0, undefined)).toMatchObject({
      spn: 0x7_1234,
      fmi: 31,
      occurrenceCount: undefined,
      conversion: 4,
    });
  });
});

describe("FaultRegister", () => {
  const kinds = (events: readonly FaultEvent[]): string[] => events.map((event) => ("fault" in event ? `${event.kind} ${event.fault.code.spn}` : event.kind));

  it("says what appears, counts and goes, once each", () => {
    const register = new FaultRegister();
    expect(kinds(register.accept(read("00ff00000000ffff")))).toEqual([]);
    expect(kinds(register.accept(read("04ffb8040301ffff")))).toEqual(["lampsChanged", "faultAppeared 1208"]);
    expect(kinds(register.accept(read("04ffb8040301ffff")))).toEqual([]);
    expect(kinds(register.accept(read("04ffb8040302ffff")))).toEqual(["faultCounted 1208"]);
    expect(register.faults).toMatchObject([{ list: "active", sourceAddress: 0, code: { spn: 1_208, occurrenceCount: 2 } }]);
    expect(kinds(register.accept(read("00ff00000000ffff")))).toEqual(["lampsChanged", "faultGone 1208"]);
    expect(register.faults).toEqual([]);
  });

  it("keeps sources and lists apart", () => {
    const register = new FaultRegister();
    for (const [pgn, source] of [
      [pgns.activeFaults, 0],
      [pgns.activeFaults, 3],
      [pgns.previouslyActiveFaults, 0],
    ] as const) {
      const faults = readFaultMessage(message("00ffb8040301ffff", pgn, source));
      expect(faults === undefined ? [] : kinds(register.accept(faults))).toEqual(["faultAppeared 1208"]);
    }
    expect(register.faults).toHaveLength(3);
  });

  it("keeps so many and says how many it left out", () => {
    const register = new FaultRegister();
    const full = Array.from({ length: j1939Limits.faultsPerSourceMax }, (_, index) => ({ spn: index + 1, fmi: 1 }));
    const sources = Math.ceil(j1939Limits.faultsMax / full.length);
    let leftOut = 0;
    for (let source = 0; source < sources; source++) {
      const faults = readFaultMessage(message(faultMessageBytes({}, full), pgns.activeFaults, source));
      for (const event of faults === undefined ? [] : register.accept(faults)) if (event.kind === "faultsLeftOut") leftOut += event.codes;
    }
    expect(register.faults).toHaveLength(j1939Limits.faultsMax);
    expect(leftOut).toBe(sources * full.length - j1939Limits.faultsMax);
  });
});

describe("failureModeText", () => {
  it("has words for every failure mode", () => {
    expect(failureModeText(4)).toBe("voltage too low or shorted to ground");
    expect(failureModeText(31)).toBe("condition exists");
    expect(failureModeText(25)).toBe("reserved failure mode 25");
  });
});
