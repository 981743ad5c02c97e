import { globSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { compileDbc } from "./dbc-decoder.ts";
import { DbcEncoder } from "./dbc-encoder.ts";
import { parseDbc } from "./dbc-parser.ts";
import type { DbcFile, DbcMessage } from "./dbc-types.ts";

const parse = (text: string): DbcFile => parseDbc(new TextEncoder().encode(text), { name: "test.dbc" });

const small = parse(`BO_ 1 M: 8 X
 SG_ A : 7|12@0- (0.5,-10) [0|0] "" X
 SG_ B : 16|8@1+ (1,0) [0|0] "" X
 SG_ C : 32|32@1- (1,0) [0|0] "" X
SIG_VALTYPE_ 1 C : 1;
`);

/** Any signal alone in a payload of 64 bytes. */
const anySignal = fc
  .record({
    motorola: fc.boolean(),
    signed: fc.boolean(),
    lengthBits: fc.integer({ min: 1, max: 64 }),
    place: fc.nat(511),
    bits: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    background: fc.constantFrom(0, 0xff),
  })
  .map(({ motorola, signed, lengthBits, place, bits, background }) => {
    const first = Math.min(place, 512 - lengthBits);
    const startBit = motorola ? (first & ~7) + (7 - (first & 7)) : first;
    const raw = signed ? BigInt.asIntN(lengthBits, bits) : BigInt.asUintN(lengthBits, bits);
    const layout = { startBit, lengthBits, motorola, signed };
    return { layout, text: `BO_ 1 M: 64 X\n SG_ S : ${startBit}|${lengthBits}@${motorola ? 0 : 1}${signed ? "-" : "+"} (1,0) [0|0] "" X\n`, raw, background };
  });

describe("DbcEncoder", () => {
  it("writes physical values into their bits and leaves the others as the fill", () => {
    const data = new DbcEncoder(small).encode("M", { A: -10.5, B: 5 }, { fill: 0xff });
    expect(Buffer.from(data).toString("hex")).toBe("ffff05ffffffffff");
    expect(Buffer.from(new DbcEncoder(small).encode("M", { A: -10.5, B: 5, C: 1.5 })).toString("hex")).toBe("fff005000000c03f");
  });

  it("gives back any integer of any place and length, over any background", () => {
    fc.assert(
      fc.property(anySignal, ({ text, raw, background }) => {
        const file = parse(text);
        const data = new DbcEncoder(file).encodeRaw("M", { S: raw }, { fill: background });
        const decoded = compileDbc(file).decodeToObject({ id: 1, extended: false, data, atUs: 0 });
        expect(BigInt(decoded?.signals.get("S")?.raw ?? 0)).toBe(raw);
      }),
      { numRuns: 1_000 },
    );
  });

  it("gives back any physical value of any signal and scaling", () => {
    const scale = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    const factor = fc.oneof(
      fc.constantFrom(1, 0.01, 0.125, 1 / 3, -2, 1e-7, 1000),
      scale,
      scale.map((size) => -size),
    );
    const offset = fc.oneof(fc.constantFrom(0, -40, -273.15, 1e6), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(anySignal, factor, offset, ({ layout, raw, background }, by, from) => {
        const { startBit, lengthBits, motorola, signed } = layout;
        const file = parse(`BO_ 1 M: 64 X\n SG_ S : ${startBit}|${lengthBits}@${motorola ? 0 : 1}${signed ? "-" : "+"} (${by},${from}) [0|0] "" X\n`);
        const [encoder, decoder] = [new DbcEncoder(file), compileDbc(file)];
        const read = (data: Uint8Array): number | bigint | undefined =>
          decoder.decodeToObject({ id: 1, extended: false, data, atUs: 0 })?.signals.get("S")?.value;
        const value = read(encoder.encodeRaw("M", { S: raw }, { fill: background }));
        if (value === undefined) throw new Error("not decoded");
        expect(read(encoder.encode("M", { S: value }))).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives back any float of either size and place", () => {
    fc.assert(
      fc.property(fc.double(), fc.boolean(), fc.boolean(), fc.nat(40), (number, isDouble, motorola, first) => {
        const bits = isDouble ? 64 : 32;
        const startBit = motorola ? (first & ~7) + (7 - (first & 7)) : first;
        const type = `SIG_VALTYPE_ 1 S : ${isDouble ? 2 : 1};`;
        const file = parse(`BO_ 1 M: 16 X\n SG_ S : ${startBit}|${bits}@${motorola ? 0 : 1}- (1,0) [0|0] "" X\n${type}\n`);
        const value = isDouble ? number : Math.fround(number);
        const data = new DbcEncoder(file).encode("M", { S: value });
        expect(compileDbc(file).decodeToObject({ id: 1, extended: false, data, atUs: 0 })?.signals.get("S")?.raw).toBe(value);
      }),
      { numRuns: 1_000 },
    );
  });

  it("gives back 64-bit integers with every digit, and those at the end of their range after scaling", () => {
    const file = parse('BO_ 1 M: 8 X\n SG_ S : 0|64@1+ (3,-1) [0|0] "" X\nBO_ 2 H: 8 X\n SG_ S : 0|64@1+ (0.5,0) [0|0] "" X\n');
    const max = 2n ** 64n - 1n;
    const data = new Uint8Array(8).fill(0xff);
    expect(compileDbc(file).decodeToObject({ id: 1, extended: false, data, atUs: 0 })?.signals.get("S")?.value).toBe(max * 3n - 1n);
    expect(new DbcEncoder(file).encode("M", { S: max * 3n - 1n })).toEqual(data);
    expect(new DbcEncoder(file).encode("H", { S: 2 ** 63 })).toEqual(data);
    expect(() => new DbcEncoder(file).encode("H", { S: 2 ** 64 })).toThrow(/^DBC_VALUE_OUT_OF_RANGE/);
  });

  it("refuses what does not fit, or takes the nearest when asked to", () => {
    const encoder = new DbcEncoder(small);
    expect(() => encoder.encode("M", { B: 256 })).toThrow(/^DBC_VALUE_OUT_OF_RANGE: raw value 256 does not fit the 8 unsigned bits of signal B/);
    expect(() => encoder.encodeRaw("M", { A: -2_049 })).toThrow(/^DBC_VALUE_OUT_OF_RANGE/);
    expect(() => encoder.encodeRaw("M", { B: 1.5 })).toThrow(/^DBC_VALUE_OUT_OF_RANGE/);
    expect(() => encoder.encodeRaw("M", { B: Number.NaN }, { outOfRange: "clamp" })).toThrow(/^DBC_VALUE_OUT_OF_RANGE/);
    expect(encoder.encode("M", { B: 256 }, { outOfRange: "clamp" })[2]).toBe(255);
    expect(() => encoder.encode("N", {})).toThrow(/^DBC_NO_SUCH_MESSAGE/);
    expect(() => encoder.encode("M", { D: 1 })).toThrow(/^DBC_NO_SUCH_MESSAGE/);
  });
});

describe.skipIf(recordingsFolder() === undefined)("encode after decode (set DRAWBAR_DATA to the folder of recordings)", () => {
  it("gives back every signal of every real DBC file", () => {
    const random = new SeededRandom(1);
    const lost: string[] = [];
    let signals = 0;
    for (const name of globSync("dbc/*/*.dbc", { cwd: recordingsFolder() ?? "." }).toSorted()) {
      const file = parseDbc(recording(name), { name });
      const decoder = compileDbc(file);
      const encoder = new DbcEncoder(file);
      for (const message of file.messages.filter((candidate) => isFirst(file, candidate))) {
        const data = Uint8Array.from({ length: message.lengthBytes }, () => random.below(256));
        const decoded = decoder.decodeToObject({ id: message.id, extended: message.extended, data, atUs: 0 });
        const raws = Object.fromEntries([...(decoded?.signals ?? [])].map(([signal, { raw }]) => [signal, raw]));
        const again = decoder.decodeToObject({ id: message.id, extended: message.extended, data: encoder.encodeRaw(message.name, raws), atUs: 0 });
        for (const [signal, raw] of Object.entries(raws)) if (!Object.is(again?.signals.get(signal)?.raw, raw)) lost.push(`${name} ${message.name} ${signal}`);
        const values = Object.fromEntries([...(decoded?.signals ?? [])].map(([signal, { value }]) => [signal, value]));
        const physical = decoder.decodeToObject({ id: message.id, extended: message.extended, data: encoder.encode(message.name, values), atUs: 0 });
        for (const [signal, value] of Object.entries(values)) {
          const found = physical?.signals.get(signal)?.value;
          // Scaling gives +0 for -0.
          if (found !== value && !Object.is(found, value)) lost.push(`${name} ${message.name} ${signal} ${value} ${found}`);
        }
        signals += Object.keys(raws).length;
      }
    }
    expect(lost).toEqual([]);
    expect(signals).toBeGreaterThan(8_000);
  });
});

/** Of messages with one identifier or one name the decoder and the encoder take the first. */
function isFirst(file: DbcFile, message: DbcMessage): boolean {
  const same = file.messages.filter((other) => other.name === message.name || (other.id === message.id && other.extended === message.extended));
  return same[0] === message && same.length === 1 && message.id <= 0x1fff_ffff;
}
