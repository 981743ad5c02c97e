import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanFrame } from "../can-frame.ts";
import { readRecords } from "./native-records.ts";

interface Written {
  readonly us: number;
  readonly word: number;
  readonly kind: 0 | 1 | 2;
  readonly flags: number;
  readonly payload: Uint8Array;
}

/** The layout as native/socketcan/socketcan.c documents it. */
function records(written: readonly Written[]): ArrayBuffer {
  const sizes = written.map(({ payload }) => 16 + 8 * Math.ceil(payload.length / 8));
  const view = new DataView(new ArrayBuffer(sizes.reduce((sum, size) => sum + size, 0)));
  let at = 0;
  for (const [index, { us, word, kind, flags, payload }] of written.entries()) {
    view.setFloat64(at, us, true);
    view.setUint32(at + 8, word, true);
    view.setUint8(at + 12, payload.length);
    view.setUint8(at + 13, kind);
    view.setUint8(at + 14, flags);
    new Uint8Array(view.buffer, at + 16).set(payload);
    at += sizes[index] ?? 0;
  }
  return view.buffer;
}

function read(buffer: ArrayBuffer): readonly (number | readonly CanFrame[])[] {
  const heard: (number | readonly CanFrame[])[] = [];
  readRecords(buffer, { onFrames: (frames) => heard.push(frames), onLost: (frames) => heard.push(frames) });
  return heard;
}

const classic = (word: number, ...payload: readonly number[]): Written => ({
  us: 1_764_000_000_123_456,
  word,
  kind: 0,
  flags: 0,
  payload: Uint8Array.from(payload),
});

describe("readRecords", () => {
  it("tells classic, extended, remote, error and CAN FD frames apart", () => {
    const buffer = records([
      classic(0x123, 1, 2, 3),
      classic(0x8000_0123),
      classic(0x4000_07ff),
      classic(0x2000_0040, 0, 0, 0, 0, 0, 0, 0, 0),
      { us: 5, word: 0x9abc_def0, kind: 1, flags: 3, payload: new Uint8Array(64).fill(9) },
    ]);
    const atUs = 1_764_000_000_123_456;
    expect(read(buffer)).toEqual([
      [
        { id: 0x123, extended: false, data: Uint8Array.of(1, 2, 3), atUs, flags: undefined },
        { id: 0x123, extended: true, data: new Uint8Array(0), atUs, flags: undefined },
        { id: 0x7ff, extended: false, data: new Uint8Array(0), atUs, flags: { remote: true } },
        { id: 0x40, extended: true, data: new Uint8Array(8), atUs, flags: { error: true } },
        { id: 0x1abc_def0, extended: true, data: new Uint8Array(64).fill(9), atUs: 5, flags: { fd: true, bitRateSwitch: true, errorStateIndicator: true } },
      ],
    ]);
  });

  it("says a loss where it happened, between the frames before and after", () => {
    const lost: Written = { us: 0, word: 4_000_000_000, kind: 2, flags: 0, payload: new Uint8Array(0) };
    const heard = read(records([lost, classic(1), classic(2), lost, classic(3)]));
    expect(heard.map((piece) => (typeof piece === "number" ? piece : piece.map(({ id }) => id)))).toEqual([4_000_000_000, [1, 2], 4_000_000_000, [3]]);
  });

  it("says nothing of an empty buffer", () => {
    expect(read(new ArrayBuffer(0))).toEqual([]);
  });

  it("gives back every frame that was written", () => {
    const frame = fc.record({ us: fc.nat(), word: fc.integer({ min: 0, max: 0xffff_ffff }), payload: fc.uint8Array({ maxLength: 64 }) });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 50 }), (frames) => {
        const heard = read(records(frames.map((row) => ({ ...row, kind: 1, flags: 0 })))).flat() as CanFrame[]; // no losses were written
        expect(heard.map(({ id, atUs, data }) => [id, atUs, [...data]])).toEqual(frames.map(({ word, us, payload }) => [word & 0x1fff_ffff, us, [...payload]]));
      }),
    );
  });
});
