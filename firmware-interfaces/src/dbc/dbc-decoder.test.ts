import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanFrame } from "../can/can-frame.ts";
import type { DecodeOutcome } from "../decoding/frame-decoder.ts";
import { decodingLimits } from "../decoding/limits.ts";
import { compileDbc, type DbcDecoder } from "./dbc-decoder.ts";
import { parseDbc } from "./dbc-parser.ts";

const compile = (text: string, options: Parameters<typeof compileDbc>[1] = {}): DbcDecoder =>
  compileDbc(parseDbc(new TextEncoder().encode(text), { name: "test.dbc" }), options);
const frame = (id: number, hex: string, extended = false, flags?: CanFrame["flags"]): CanFrame => ({
  id,
  extended,
  data: new Uint8Array(Buffer.from(hex, "hex")),
  atUs: 0,
  flags,
});

/** What a sink is given, by path. */
function sinkOf(decoder: DbcDecoder, input: CanFrame): { outcome: DecodeOutcome; values: Record<string, number | bigint | string> } {
  const values: Record<string, number | bigint | string> = {};
  const keep = (signal: number, value: number | bigint | string): void => {
    values[decoder.signals[signal]?.path ?? "?"] = value;
  };
  return { outcome: decoder.decode(input, { number: keep, integer: keep, text: keep }), values };
}

/** Physical values by name. */
function objectOf(decoder: DbcDecoder, input: CanFrame): Record<string, number | bigint> | undefined {
  const decoded = decoder.decodeToObject(input);
  return decoded === undefined ? undefined : Object.fromEntries([...decoded.signals].map(([name, { value }]) => [name, value]));
}

const nested = `BO_ 1 Mux: 8 X
 SG_ A M : 0|8@1+ (1,0) [0|0] "" X
 SG_ B m1 : 8|8@1+ (1,0) [0|0] "" X
 SG_ C m2M : 8|8@1+ (1,0) [0|0] "" X
 SG_ D m0 : 16|8@1+ (1,0) [0|0] "" X
 SG_ E m0 : 24|8@1+ (1,0) [0|0] "" X
 SG_ F : 56|8@1+ (1,0) [0|0] "" X
SG_MUL_VAL_ 1 C A 2-2, 4096-8191;
SG_MUL_VAL_ 1 D C 0-3, 10-10;
SG_MUL_VAL_ 1 E C 3-9;
`;

describe("DbcDecoder", () => {
  it("gives raw integers with factor and offset, in Intel and Motorola order, signed or not", () => {
    const decoder = compile(`BO_ 100 M: 8 X
 SG_ Intel : 4|12@1- (0.25,10) [0|0] "V" X
 SG_ Motorola : 18|11@0+ (0.01,-67.67) [0|0] "km/h" X
 SG_ Across : 28|10@1+ (1,0) [0|0] "" X
`);
    expect(sinkOf(decoder, frame(100, "f0ff053ed003ffff"))).toEqual({ outcome: "decoded", values: { "M/Intel": -1, "M/Motorola": 0x53e, "M/Across": 0x103 } });
    expect(decoder.signals.map(({ path, kind, factor, offset, unit, decimals }) => [path, kind, factor, offset, unit, decimals])).toEqual([
      ["M/Intel", "scaled", 0.25, 10, "V", 1],
      ["M/Motorola", "scaled", 0.01, -67.67, "km/h", 2],
      ["M/Across", "scaled", 1, 0, "", 0],
    ]);
  });

  it("gives only what the multiplexers select, through two levels and ranges", () => {
    const decoder = compile(nested);
    expect(objectOf(decoder, frame(1, "0105000000000007"))).toEqual({ A: 1, B: 5, F: 7 });
    expect(objectOf(decoder, frame(1, "0202090800000007"))).toEqual({ A: 2, C: 2, D: 9, F: 7 });
    expect(objectOf(decoder, frame(1, "0203090800000007"))).toEqual({ A: 2, C: 3, D: 9, E: 8, F: 7 });
    expect(objectOf(decoder, frame(1, "0209090800000007"))).toEqual({ A: 2, C: 9, E: 8, F: 7 });
    expect(objectOf(decoder, frame(1, "020a090800000007"))).toEqual({ A: 2, C: 10, D: 9, F: 7 });
    expect(objectOf(decoder, frame(1, "0300090800000007"))).toEqual({ A: 3, F: 7 });
  });

  it("gives of any tree of multiplexers, with ranges, what a plain reading of the rules gives", () => {
    const node = fc.record({
      parent: fc.nat(7),
      lengthBits: fc.integer({ min: 1, max: 12 }),
      startBit: fc.nat(52),
      ranges: fc.array(fc.tuple(fc.nat(40), fc.nat(10)), { minLength: 1, maxLength: 3 }),
    });
    const payload = fc.uint8Array({ minLength: 0, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(node, { minLength: 1, maxLength: 8 }), fc.array(payload, { minLength: 4, maxLength: 4 }), (nodes, payloads) => {
        // The first is always there; each other one is selected by one before it.
        const parentOf = (index: number): number => (nodes[index]?.parent ?? 0) % Math.max(1, index);
        const lines = nodes.map(
          ({ startBit, lengthBits }, index) => ` SG_ S${index} ${index === 0 ? "M" : "m0M"} : ${startBit}|${lengthBits}@1+ (1,0) [0|0] "" X`,
        );
        const selections = nodes.slice(1).map(({ ranges }, at) => {
          const text = ranges.map(([from, more]) => `${from}-${from + more}`).join(", ");
          return `SG_MUL_VAL_ 1 S${at + 1} S${parentOf(at + 1)} ${text};`;
        });
        const file = parseDbc(new TextEncoder().encode(["BO_ 1 M: 8 X", ...lines, ...selections, ""].join("\n")), { name: "a.dbc" });
        const decoder = compileDbc(file);
        for (const data of payloads) {
          const valueOf = (index: number): number | undefined => {
            const { startBit = 0, lengthBits = 0, ranges = [] } = nodes[index] ?? {};
            if (startBit + lengthBits > data.length * 8) return undefined;
            if (index > 0) {
              const selector = valueOf(parentOf(index));
              if (selector === undefined || !ranges.some(([from, more]) => selector >= from && selector <= from + more)) return undefined;
            }
            const bits = [...data].reduce((sum, byte, at) => sum | (BigInt(byte) << BigInt(at * 8)), 0n);
            return Number(BigInt.asUintN(lengthBits, bits >> BigInt(startBit)));
          };
          const expected = nodes.flatMap((_, index) => {
            const value = valueOf(index);
            return value === undefined ? [] : [[`S${index}`, value] as const];
          });
          const decoded = decoder.decodeToObject({ id: 1, extended: false, data, atUs: 0 });
          expect(new Map([...(decoded?.signals ?? [])].map(([name, { raw }]) => [name, raw]))).toEqual(new Map(expected));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("leaves out what a short frame does not hold, its multiplexers' signals included", () => {
    const decoder = compile(nested);
    expect(objectOf(decoder, frame(1, "020309"))).toEqual({ A: 2, C: 3, D: 9 });
    expect(objectOf(decoder, frame(1, "0203"))).toEqual({ A: 2, C: 3 });
    expect(objectOf(decoder, frame(1, "02"))).toEqual({ A: 2 });
    expect(sinkOf(decoder, frame(1, ""))).toEqual({ outcome: "decoded", values: {} });
  });

  it("keeps 54 to 64 bits exact", () => {
    const decoder = compile(`BO_ 1 Unsigned: 8 X
 SG_ U : 0|64@1+ (1,0) [0|0] "" X
BO_ 2 Signed: 8 X
 SG_ S : 7|64@0- (1,0) [0|0] "" X
BO_ 3 Short: 8 X
 SG_ N : 0|54@1+ (1,0) [0|0] "" X
BO_ 4 Scaled: 8 X
 SG_ F : 0|60@1+ (0.5,0) [0|0] "" X
 SG_ I : 0|60@1+ (3,1) [0|0] "" X
BO_ 5 Edge: 8 X
 SG_ E : 0|53@1- (1,0) [0|0] "" X
`);
    expect(sinkOf(decoder, frame(1, "ffffffffffffffff")).values).toEqual({ "Unsigned/U": "18446744073709551615" });
    expect(sinkOf(decoder, frame(2, "8000000000000001")).values).toEqual({ "Signed/S": -9_223_372_036_854_775_807n });
    expect(sinkOf(decoder, frame(3, "ffffffffffff3f00")).values).toEqual({ "Short/N": 2n ** 54n - 1n });
    expect(sinkOf(decoder, frame(4, "ffffffffffffff0f")).values).toEqual({ "Scaled/F": 2 ** 59, "Scaled/I": 3 * 2 ** 60 });
    expect(sinkOf(decoder, frame(5, "0000000000001000")).values).toEqual({ "Edge/E": -(2 ** 52) });
    expect(objectOf(decoder, frame(1, "ffffffffffffffff"))).toEqual({ U: 18_446_744_073_709_551_615n });
    expect(objectOf(decoder, frame(4, "ffffffffffffff0f"))).toEqual({ F: 2 ** 59, I: 3_458_764_513_820_540_926n });
    expect(decoder.signals.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      "Unsigned/U text",
      "Signed/S integer",
      "Short/N integer",
      "Scaled/F float",
      "Scaled/I float",
      "Edge/E scaled",
    ]);
  });

  it("reads floats in both orders, infinities included", () => {
    const decoder = compile(`BO_ 1 M: 8 X
 SG_ Single : 7|32@0- (1,0) [0|0] "" X
 SG_ Other : 32|32@1- (2,1) [0|0] "" X
BO_ 2 N: 8 X
 SG_ Double : 0|64@1- (1,0) [0|0] "" X
SIG_VALTYPE_ 1 Single : 1;
SIG_VALTYPE_ 1 Other : 1;
SIG_VALTYPE_ 2 Double : 2;
`);
    expect(objectOf(decoder, frame(1, "3fc000000000c03f"))).toEqual({ Single: 1.5, Other: 4 });
    expect(objectOf(decoder, frame(1, "ff80000000000000"))).toEqual({ Single: Number.NEGATIVE_INFINITY, Other: 1 });
    expect(objectOf(decoder, frame(2, "182d4454fb210940"))).toEqual({ Double: Math.PI });
    expect(decoder.signals.map(({ kind, factor, offset }) => [kind, factor, offset])).toEqual([
      ["float", 1, 0],
      ["float", 1, 0], // a segment carries integers as scaled only, so the sink is given the value itself
      ["float", 1, 0],
    ]);
    const given: number[] = [];
    decoder.decode(frame(1, "3fc000000000c03f"), { number: (_signal, value) => void given.push(value), integer: () => {}, text: () => {} });
    expect(given).toEqual([1.5, 4]);
  });

  it("reads signals beyond the eighth byte, also over nine bytes", () => {
    const decoder = compile(`BO_ 1 Fd: 64 X
 SG_ Low : 0|8@1+ (1,0) [0|0] "" X
 SG_ High : 504|8@1+ (1,0) [0|0] "" X
 SG_ Nine : 164|64@1+ (1,0) [0|0] "" X
 SG_ Wide : 300|40@0- (1,0) [0|0] "" X
`);
    const data = new Uint8Array(64);
    data[0] = 1;
    data[63] = 2;
    data.set([0xf0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f], 20);
    data.set([0x1f, 0xff, 0xff, 0xff, 0xff, 0xe0], 37);
    expect(objectOf(decoder, { id: 1, extended: false, data, atUs: 0, flags: { fd: true } })).toEqual({ Low: 1, High: 2, Nine: 2n ** 64n - 1n, Wide: -1 });
    expect(objectOf(decoder, { id: 1, extended: false, data: data.subarray(0, 24), atUs: 0 })).toEqual({ Low: 1 });
  });

  it("tells 11 from 29 bits, and data frames from others", () => {
    const decoder = compile('BO_ 1 Short: 1 X\n SG_ A : 0|8@1+ (1,0) [0|0] "" X\nBO_ 2147483649 Long: 1 X\n SG_ B : 0|8@1+ (1,0) [0|0] "" X\n');
    expect(sinkOf(decoder, frame(1, "05")).values).toEqual({ "Short/A": 5 });
    expect(sinkOf(decoder, frame(1, "05", true)).values).toEqual({ "Long/B": 5 });
    expect(sinkOf(decoder, frame(2, "05")).outcome).toBe("unknown");
    expect(sinkOf(decoder, frame(1, "", false, { remote: true })).outcome).toBe("not-data");
    expect(sinkOf(decoder, frame(1, "05", false, { error: true })).outcome).toBe("not-data");
    expect(objectOf(decoder, frame(2, "05"))).toBeUndefined();
  });

  it("never matches an identifier that cannot be", () => {
    const decoder = compile('BO_ 1075054137 M: 1 X\n SG_ A : 0|8@1+ (1,0) [0|0] "" X\n');
    expect(decoder.leftOut).toEqual([{ message: "M", why: "identifier 0x40140639 has more than 29 bits" }]);
    expect(sinkOf(decoder, frame(1_075_054_137 % 2 ** 29, "05", true)).outcome).toBe("unknown");
  });

  it("leaves out a message whose multiplexing has no bounds", () => {
    const ranges = Array.from({ length: 300 }, (_, index) => `SG_MUL_VAL_ 1 S${index} A ${index}-100000;`).join("\n");
    const signals = Array.from({ length: 300 }, (_, index) => ` SG_ S${index} m0 : 8|8@1+ (1,0) [0|0] "" X`).join("\n");
    const decoder = compile(`BO_ 1 M: 8 X\n SG_ A M : 0|32@1+ (1,0) [0|0] "" X\n${signals}\nBO_ 2 N: 1 X\n SG_ B : 0|8@1+ (1,0) [0|0] "" X\n${ranges}\n`);
    expect(decoder.leftOut.map(({ message }) => message)).toEqual([]);
    const more = Array.from({ length: 3 }, (_, index) => ranges.replaceAll(/S(\d+) A/g, `T${index}x$1 A`)).join("\n");
    const moreSignals = Array.from({ length: 3 }, (_, index) => signals.replaceAll(/SG_ S(\d+)/g, `SG_ T${index}x$1`)).join("\n");
    const big = compile(
      `BO_ 1 M: 8 X\n SG_ A M : 0|32@1+ (1,0) [0|0] "" X\n${signals}\n${moreSignals}\nBO_ 2 N: 1 X\n SG_ B : 0|8@1+ (1,0) [0|0] "" X\n${ranges}\n${more}\n`,
    );
    expect(big.leftOut.map(({ message }) => message)).toEqual(["M"]);
    expect(sinkOf(big, frame(2, "05")).values).toEqual({ "N/B": 5 });
  });
});

const truck = `BO_ 2364539904 EEC1: 8 X
 SG_ EngineSpeed : 24|16@1+ (0.125,0) [0|0] "rpm" X
 SG_ StarterMode : 48|4@1+ (1,0) [0|0] "" X
BO_ 2566844926 OneSource: 8 X
 SG_ Special : 0|8@1+ (1,0) [0|0] "" X
BA_DEF_ BO_  "VFrameFormat" ENUM  "StandardCAN","ExtendedCAN","reserved","J1939PG";
BA_DEF_DEF_  "VFrameFormat" "J1939PG";
`;

describe("J1939 by DBC", () => {
  it("matches a PGN whatever its priority and source, and keeps the sources apart", () => {
    const decoder = compile(truck);
    expect(sinkOf(decoder, frame(0x0cf00400, "ffffff2003ffffff", true)).values).toEqual({ "EEC1/EngineSpeed@00": 800, "EEC1/StarterMode@00": 15 });
    expect(sinkOf(decoder, frame(0x18f00431, "ffffff2103ffffff", true)).values).toMatchObject({ "EEC1/EngineSpeed@31": 801 });
    expect(sinkOf(decoder, frame(0x0cf00400, "ffffff2203ffffff", true)).values).toMatchObject({ "EEC1/EngineSpeed@00": 802 });
    expect(decoder.signals.map(({ path }) => path)).toEqual(["EEC1/EngineSpeed@00", "EEC1/StarterMode@00", "EEC1/EngineSpeed@31", "EEC1/StarterMode@31"]);
    expect(sinkOf(decoder, frame(0x0cf00500, "ffffffffffffffff", true)).outcome).toBe("unknown");
  });

  it("leaves out error and not available when asked to, and gives them as the file says otherwise", () => {
    const strict = compile(truck, { dropsNotAvailable: true });
    expect(sinkOf(strict, frame(0x0cf00400, "ffffffffffffffff", true)).values).toEqual({});
    expect(sinkOf(strict, frame(0x0cf00400, "ffffff00fefffeff", true)).values).toEqual({});
    expect(sinkOf(strict, frame(0x0cf00400, "fffffffffdfffdff", true)).values).toEqual({ "EEC1/EngineSpeed@00": 0xfdff, "EEC1/StarterMode@00": 13 });
    expect(sinkOf(compile(truck), frame(0x0cf00400, "ffffffffffffffff", true)).values).toEqual({ "EEC1/EngineSpeed@00": 0xffff, "EEC1/StarterMode@00": 15 });
  });

  it("numbers no more signals than the limit, however many sources a bus pretends to have", () => {
    const signals = Array.from({ length: 300 }, (_, index) => ` SG_ S${index} : ${index % 64}|1@1+ (1,0) [0|0] "" X`).join("\n");
    const decoder = compile(truck.replace(" SG_ EngineSpeed", `${signals}\n SG_ EngineSpeed`));
    const outcomes = Array.from({ length: 256 }, (_, source) => sinkOf(decoder, frame(0x0cf00400 + source, "0000000000000000", true)).outcome);
    const known = Math.floor(decodingLimits.signalsMax / 302);
    expect(outcomes.filter((outcome) => outcome === "decoded")).toHaveLength(known);
    expect(outcomes.slice(known)).toEqual(Array.from({ length: 256 - known }, () => "too-many-signals"));
    expect(decoder.signals).toHaveLength(known * 302);
    expect(sinkOf(decoder, frame(0x0cf00400, "0000000000000000", true)).outcome).toBe("decoded");
  });
});
