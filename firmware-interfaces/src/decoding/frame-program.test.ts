import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalsOf } from "./frame-decoder.ts";
import { FrameProgram } from "./frame-program.ts";
import type { ProgramSignal } from "./program-tree.ts";
import { extractInteger } from "./raw-bits.ts";
import { layoutBits, motorolaIndex } from "./signal-layout.ts";

const anySignal = (bytes: number): fc.Arbitrary<ProgramSignal> =>
  fc
    .record({ motorola: fc.boolean(), signed: fc.boolean(), lengthBits: fc.integer({ min: 1, max: 64 }), place: fc.nat(bytes * 8 - 1) })
    .map(({ motorola, signed, lengthBits, place }) => {
      const first = Math.max(0, Math.min(place, bytes * 8 - lengthBits));
      const startBit = motorola ? motorolaIndex(first) : first;
      return {
        index: 0,
        startBit,
        lengthBits: Math.min(lengthBits, bytes * 8),
        byteOrder: motorola ? "motorola" : "intel",
        signed,
        numeric: "integer",
        carriedAs: "integer",
        factor: 1,
        offset: 0,
      };
    });

describe("FrameProgram", () => {
  it.each([1, 8, 12, 64, 100])("takes the same integers as the plain way out of %i bytes, present or cut short", (bytes) => {
    const anyCase = fc.tuple(fc.array(anySignal(bytes), { minLength: 1, maxLength: 8 }), fc.uint8Array({ minLength: bytes, maxLength: bytes }), fc.nat(bytes));
    fc.assert(
      fc.property(anyCase, ([signals, whole, cut]) => {
        const numbered = signals.map((signal, index) => ({ ...signal, index }));
        for (const data of [whole, whole.subarray(0, cut)]) {
          const found = new Map<number, bigint>();
          new FrameProgram(numbered).run(data, 1_000, {
            number: (signal, value) => found.set(signal, BigInt(value)),
            integer: (signal, value) => found.set(signal, value),
            text: () => expect.unreachable("no signal is text"),
          });
          const present = numbered.filter((signal) => layoutBits(signal).bytesNeeded <= data.length);
          expect(found).toEqual(new Map(present.map((signal) => [1_000 + signal.index, extractInteger(data, signal)])));
        }
      }),
      { numRuns: 400 },
    );
  });

  it("leaves out raw values above their limit", () => {
    const signal: ProgramSignal = {
      index: 0,
      startBit: 0,
      lengthBits: 8,
      byteOrder: "intel",
      signed: false,
      numeric: "integer",
      carriedAs: "scaled",
      factor: 1,
      offset: 0,
      rawMax: 0xfa,
    };
    const found: number[] = [];
    const program = new FrameProgram([signal]);
    for (const raw of [0, 0xfa, 0xfb, 0xff])
      program.run(Uint8Array.of(raw), 0, { number: (_, value) => found.push(value), integer: () => undefined, text: () => undefined });
    expect(found).toEqual([0, 0xfa]);
  });
});

describe("decimalsOf", () => {
  it.each([
    [0.01, 2],
    [0.05, 2],
    [0.1, 1],
    [0.125, 1],
    [1 / 256, 2],
    [0.03125, 2],
    [1, 0],
    [5, 0],
    [-0.5, 1],
    [1e-7, 6],
    [0, 0],
    [Number.NaN, 0],
  ])("shows steps of %d with %i digits", (step, decimals) => {
    expect(decimalsOf(step)).toBe(decimals);
  });
});
