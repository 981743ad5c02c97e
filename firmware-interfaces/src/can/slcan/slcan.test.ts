import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanFrame } from "../can-frame.ts";
import { fdLengths } from "../limits.ts";
import { slcanLimits } from "./limits.ts";
import { openingCommands } from "./slcan-commands.ts";
import { formatSlcanFrame, parseSlcanLine } from "./slcan-lines.ts";
import { SlcanSplitter } from "./slcan-splitter.ts";
import { SlcanTimes } from "./slcan-times.ts";

function split(...pieces: readonly Uint8Array[]): readonly string[] {
  const heard: string[] = [];
  const splitter = new SlcanSplitter({
    onLine: (text) => heard.push(text),
    onRefusal: () => heard.push("<refused>"),
    onOverlong: () => heard.push("<overlong>"),
  });
  for (const piece of pieces) splitter.push(piece);
  return heard;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Any frame that slcan can say. */
const anyFrame: fc.Arbitrary<Omit<CanFrame, "atUs">> = fc
  .record({
    extended: fc.boolean(),
    bits: fc.integer({ min: 0, max: 0x1fff_ffff }),
    kind: fc.constantFrom("t", "r", "d", "b"),
    bytes: fc.uint8Array({ minLength: 64, maxLength: 64 }),
    code: fc.nat(15),
  })
  .map(({ extended, bits, kind, bytes: payload, code }) => {
    const isFd = kind === "d" || kind === "b";
    const length = kind === "r" ? 0 : (fdLengths[isFd ? code : Math.min(code, 8)] ?? 0);
    const flags = { t: undefined, r: { remote: true }, d: { fd: true }, b: { fd: true, bitRateSwitch: true } } as const;
    return { id: extended ? bits : bits & 0x7ff, extended, data: payload.slice(0, length), flags: flags[kind] };
  });

describe("slcan lines", () => {
  it.each([
    ["t1232AABB", { id: 0x123, extended: false, data: Uint8Array.of(0xaa, 0xbb), flags: undefined }, undefined],
    ["T18FEF10020102EA5F", { id: 0x18fef100, extended: true, data: Uint8Array.of(1, 2), flags: undefined }, 59_999],
    ["t12300000", { id: 0x123, extended: false, data: new Uint8Array(0), flags: undefined }, 0],
    ["r7FF8", { id: 0x7ff, extended: false, data: new Uint8Array(0), flags: { remote: true } }, undefined],
    ["R1FFFFFFF00001", { id: 0x1fffffff, extended: true, data: new Uint8Array(0), flags: { remote: true } }, 1],
    [`d010F${"5a".repeat(64)}`, { id: 0x10, extended: false, data: new Uint8Array(64).fill(0x5a), flags: { fd: true } }, undefined],
    [`B000000109${"00".repeat(12)}`, { id: 0x10, extended: true, data: new Uint8Array(12), flags: { fd: true, bitRateSwitch: true } }, undefined],
  ])("reads the frame %s", (text, frame, stampMs) => {
    expect(parseSlcanLine(text)).toEqual({ kind: "frame", frame, stampMs });
  });

  it.each([
    "t",
    "t123",
    "t1239AABB",
    "t1232AAB",
    "t1232AABB0",
    "t1232AABBEA60",
    "t8000",
    "T200000000",
    "t1232AAxx",
    "d123GAA",
    "tééé0",
    "F1",
    "sx001002",
    "sa1002",
    "e0",
    "e2a",
    "e1q",
    "hello",
  ])("makes nothing of %j", (text) => {
    expect(parseSlcanLine(text)).toEqual({ kind: "unknown", text });
  });

  it("reads the frame behind the confirmation of an adapter that polls on its own", () => {
    expect(parseSlcanLine("z")).toEqual({ kind: "accepted" });
    expect(parseSlcanLine("")).toEqual({ kind: "accepted" });
    expect(parseSlcanLine("Zt1230")).toMatchObject({ kind: "frame", frame: { id: 0x123 } });
  });

  it("reads status flags and what Linux knows of states and errors", () => {
    expect(parseSlcanLine("F00")).toEqual({ kind: "flags", flags: { isOverrun: false, state: "active", isBusError: false } });
    expect(parseSlcanLine("FA8")).toEqual({ kind: "flags", flags: { isOverrun: true, state: "passive", isBusError: true } });
    expect(parseSlcanLine("F04")).toMatchObject({ flags: { state: "warning" } });
    expect(parseSlcanLine("sb256003")).toEqual({ kind: "state", state: "bus-off", counters: { transmit: 3, receive: 256 } });
    expect(parseSlcanLine("e2ao")).toEqual({
      kind: "errors",
      frame: { id: 0x24, extended: true, data: Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0), flags: { error: true } },
    });
    expect(parseSlcanLine("V1013")).toEqual({ kind: "version", text: "V1013" });
  });

  it("reads back every frame that it writes, with a time behind it and without", () => {
    fc.assert(
      fc.property(anyFrame, fc.option(fc.nat(59_999), { nil: undefined }), (frame, stampMs) => {
        const stamp = stampMs === undefined ? "" : stampMs.toString(16).padStart(4, "0");
        expect(parseSlcanLine(formatSlcanFrame(frame) + stamp)).toEqual({ kind: "frame", frame, stampMs });
      }),
    );
  });

  it("refuses to write what no bus can carry", () => {
    expect(() => formatSlcanFrame({ id: 0x800, extended: false, data: new Uint8Array(0) })).toThrow(/^CAN_FRAME_IMPOSSIBLE/);
    expect(() => formatSlcanFrame({ id: 1, extended: false, data: new Uint8Array(9) })).toThrow(/^CAN_FRAME_IMPOSSIBLE/);
  });
});

describe("SlcanSplitter", () => {
  it("gives the same lines however the bytes are cut", () => {
    const text = bytes("\rt1230\r\u0007z\r\nF00\rt12");
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        expect(split(...at.slice(1).map((end, index) => text.slice(at[index], end)))).toEqual(["", "t1230", "<refused>", "z", "F00"]);
      }),
    );
  });

  it("takes a line at the limit, skips a longer one to its end, and goes on behind it", () => {
    const limit = "x".repeat(slcanLimits.lineMax);
    expect(split(bytes(`${limit}\r${limit}x${limit}\rF00\r`))).toEqual([limit, "<overlong>", "F00"]);
  });
});

describe("SlcanTimes", () => {
  const baseUs = 1_764_000_000_000_000;

  it("keeps the adapter's distances between frames that arrive in one packet", () => {
    const times = new SlcanTimes();
    const first = times.timeOf(59_990, baseUs);
    expect(first).toBe(baseUs);
    // 20 ms later by the adapter's clock, which ran around; both lines came at once.
    expect(times.timeOf(10, baseUs + 20_000) - first).toBe(20_000);
    expect(times.timeOf(15, baseUs + 60_000) - first).toBe(25_001);
  });

  it("bridges minutes of silence by the arrival", () => {
    const times = new SlcanTimes();
    times.timeOf(1_000, baseUs);
    expect(times.timeOf(31_000, baseUs + 5 * 60_000_000 + 30_000_000)).toBe(baseUs + 330_000_000);
  });

  it("follows this machine's clock when that is set", () => {
    const times = new SlcanTimes();
    times.timeOf(1_000, baseUs);
    expect(times.timeOf(1_100, baseUs + 365 * 86_400_000_000)).toBe(baseUs + 365 * 86_400_000_000);
  });

  it("is never after the arrival", () => {
    const steps = fc.array(fc.record({ stampMs: fc.nat(59_999), elapsedUs: fc.nat(100_000_000) }), { maxLength: 50 });
    fc.assert(
      fc.property(steps, (rows) => {
        const times = new SlcanTimes();
        let arrivalUs = baseUs;
        return rows.every(({ stampMs, elapsedUs }) => times.timeOf(stampMs, (arrivalUs += elapsedUs)) <= arrivalUs);
      }),
    );
  });
});

describe("openingCommands", () => {
  it("opens for listening only unless sending was asked for", () => {
    expect(openingCommands({ bitrate: 500_000, transmit: false }).map(({ text }) => text)).toEqual(["", "C", "S6", "Z1", "L"]);
    expect(openingCommands({ bitrate: 250_000, dataBitrate: 2_000_000, transmit: true }).map(({ text }) => text)).toEqual(["", "C", "S5", "Y2", "Z1", "O"]);
  });

  it("refuses a bit rate that slcan has no code for", () => {
    expect(() => openingCommands({ bitrate: 123_456, transmit: false })).toThrow(/^CAN_INTERFACE_UNUSABLE.*123456/);
    expect(() => openingCommands({ bitrate: 500_000, dataBitrate: 3_000_000, transmit: false })).toThrow(/^CAN_INTERFACE_UNUSABLE.*3000000/);
  });
});
