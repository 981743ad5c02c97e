import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanFrame } from "../can/can-frame.ts";
import { fdLengths } from "../can/limits.ts";
import { candumpFormat } from "./candump-parser.ts";
import { formatCandumpLine } from "./candump-writer.ts";

const parse = (line: string) => candumpFormat.createParser().parse(line);
const frame = (bus: string, time: string, id: number, extended: boolean, hex: string, flags?: CanFrame["flags"]) => ({
  kind: "frame",
  bus,
  time,
  frame: { id, extended, data: new Uint8Array(Buffer.from(hex, "hex")), ...(flags === undefined ? {} : { flags }) },
});

describe("candump lines", () => {
  it.each([
    ["the log form", "(1533226488.228954) can0 260#08FFFB0000001884", frame("can0", "1533226488.228954", 0x260, false, "08fffb0000001884")],
    ["a 29-bit identifier", "(1543532003.571000) can1 18F00131#FFFFFF3F00FFFFFF", frame("can1", "1543532003.571000", 0x18f00131, true, "ffffff3f00ffffff")],
    ["no payload", "(1.000000) vcan0 123#", frame("vcan0", "1.000000", 0x123, false, "")],
    ["nanoseconds", "(1533226488.228954123) can0 001#01", frame("can0", "1533226488.228954123", 1, false, "01")],
    ["dots between bytes", "(1.0) can0 123#11.22.33", frame("can0", "1.0", 0x123, false, "112233")],
    ["a direction behind it", "(1.0) can0 123#1122 R", frame("can0", "1.0", 0x123, false, "1122")],
    ["a raw length code", "(1.0) can0 123#1122334455667788_B", frame("can0", "1.0", 0x123, false, "1122334455667788")],
    ["a remote frame", "(1.0) can0 123#R", frame("can0", "1.0", 0x123, false, "", { remote: true })],
    ["a remote frame with a length", "(1.0) can0 123#R8", frame("can0", "1.0", 0x123, false, "", { remote: true })],
    ["CAN FD", "(1.0) can0 123##01122", frame("can0", "1.0", 0x123, false, "1122", { fd: true })],
    [
      "CAN FD with both marks",
      "(1.0) can0 123##31122",
      frame("can0", "1.0", 0x123, false, "1122", { fd: true, bitRateSwitch: true, errorStateIndicator: true }),
    ],
    ["an error frame", "(1.0) can0 20000080#0000000000000000", frame("can0", "1.0", 0x80, true, "0000000000000000", { error: true })],
    [
      "the table form with relative time",
      " (000.000041)  can1  18F11031   [8]  00 00 FF FF FF FF FF FF",
      frame("can1", "000.000041", 0x18f11031, true, "0000ffffffffffff"),
    ],
    ["the table form without time", "  can0  123   [3]  11 22 33", frame("can0", "", 0x123, false, "112233")],
    ["letters behind the bytes", "  can0  123   [2]  41 2E   'A.'", frame("can0", "", 0x123, false, "412e")],
    ["directions in the table", " (1.0)  can0  RX - -  123   [2]  11 22", frame("can0", "1.0", 0x123, false, "1122")],
    [
      "CAN FD in the table",
      " (1.0)  can0  RX B E  123  [02]  11 22",
      frame("can0", "1.0", 0x123, false, "1122", { fd: true, bitRateSwitch: true, errorStateIndicator: true }),
    ],
    ["a raw length code in the table", "  can0  123   {B}  11 22 33 44 55 66 77 88", frame("can0", "", 0x123, false, "1122334455667788")],
    ["a short frame with its raw length code", " (1.0)  can0       123   {2}  11 22   '..'", frame("can0", "1.0", 0x123, false, "1122")],
    ["swapped bytes", "  can0  123   [3]  33`22`11", frame("can0", "", 0x123, false, "112233")],
    ["binary bytes", "  can0  123   [2]  00010001 00100010", frame("can0", "", 0x123, false, "1122")],
    ["a remote request in the table", "  can0  123   [0]  remote request", frame("can0", "", 0x123, false, "", { remote: true })],
    [
      "an error frame in the table",
      "  can0  20000004   [8]  00 04 00 00 00 00 00 00   ERRORFRAME",
      frame("can0", "", 4, true, "0004000000000000", { error: true }),
    ],
    ["a date", " (2018-08-02 16:14:48.228954)  can0  123   [1]  11", frame("can0", "1533226488.228954", 0x123, false, "11")],
    ["colours", "\u001b[31m (1.0)  can0  123   [1]  11\u001b[0m", frame("can0", "1.0", 0x123, false, "11")],
    ["the form of 2010", "<0x18eeff01> [8] 05 a0 be 1c 00 a0 a0 c0", frame("can0", "", 0x18eeff01, true, "05a0be1c00a0a0c0")],
  ])("reads %s", (_, line, expected) => {
    expect(parse(line)).toEqual(expected);
  });

  it.each([
    ["(1.0) can0 800#00", "id-impossible"],
    ["(1.0) can0 1234#00", "id-impossible"],
    ["(1.0) can0 FFFFFFFF#00", "id-impossible"],
    [" (1.0)  can0  FFF   [1]  00", "id-impossible"],
    ["(1.0) can0 123#001", "line-truncated"],
    [" (1.0)  can0  123   [8]  00 00", "line-truncated"],
    [" (1.0)  can0  123   [8]  00 00 0", "line-truncated"],
    [" (1.0)  can0  12", "line-truncated"],
    ["(1.0) can0 123##", "line-truncated"],
    ["(1.0) can0 123#112233445566778899", "length-impossible"],
    ["(1.0) can0 123##0112233445566778899", "length-impossible"],
    ["  can0  123   [9]  11 22 33 44 55 66 77 88 99", "length-impossible"],
    ["(1.0) can0 123#R9", "length-impossible"],
    ["(1.0) can0 123#XX", "data-impossible"],
    ["  can0  123   [1]  XX", "data-impossible"],
    ["(yesterday) can0 123#00", "time-impossible"],
    ["(1.0) can0 123###00", "frame-unsupported"],
    ["  can0  123   [0016] (00|00:00000000)  11 22 33 44 55 66 77 88 ...", "frame-unsupported"],
    ["hello world", "line-not-understood"],
  ])("reports %j as %s", (line, code) => {
    expect(parse(line)).toEqual({ kind: "problem", code });
  });

  it.each(["", "   ", "# comment", "\tcontroller-problem{rx-error-passive}"])("skips %j without a word", (line) => {
    expect(parse(line)).toEqual({ kind: "skip" });
  });

  it("reads back every frame that the writer writes", () => {
    const flags = fc.constantFrom<CanFrame["flags"]>(undefined, { fd: true }, { fd: true, bitRateSwitch: true }, { remote: true }, { error: true });
    const anyFrame = fc
      .record({
        extended: fc.boolean(),
        id: fc.integer({ min: 0, max: 0x1fff_ffff }),
        bytes: fc.uint8Array({ minLength: 64, maxLength: 64 }),
        length: fc.nat(),
        flags,
        atUs: fc.nat(4e15),
      })
      .map(({ extended, id, bytes, length, flags: marks, atUs }): CanFrame => {
        const lengths = marks?.remote === true ? [0] : marks?.fd === true ? fdLengths : [0, 1, 2, 3, 4, 5, 6, 7, 8];
        const isLong = extended || marks?.error === true;
        return { id: isLong ? id : id & 0x7ff, extended: isLong, data: bytes.slice(0, lengths[length % lengths.length]), atUs, flags: marks };
      });
    fc.assert(
      fc.property(anyFrame, (written) => {
        const read = parse(formatCandumpLine("can7", written));
        const { atUs, ...rest } = written;
        expect(read).toEqual({
          kind: "frame",
          bus: "can7",
          time: `${Math.floor(atUs / 1e6)}.${String(atUs % 1e6).padStart(6, "0")}`,
          frame: rest.flags === undefined ? { id: rest.id, extended: rest.extended, data: rest.data } : rest,
        });
      }),
    );
  });

  it("refuses to write what no bus can carry", () => {
    const atUs = 0;
    expect(() => formatCandumpLine("can0", { id: 0x800, extended: false, data: new Uint8Array(0), atUs })).toThrow(/^CAN_FRAME_IMPOSSIBLE/);
    expect(() => formatCandumpLine("can0", { id: 1, extended: false, data: new Uint8Array(9), atUs })).toThrow(/^CAN_FRAME_IMPOSSIBLE/);
    expect(() => formatCandumpLine("can0", { id: 1, extended: false, data: new Uint8Array(9), atUs, flags: { fd: true } })).toThrow(/^CAN_FRAME_IMPOSSIBLE/);
  });

  it("survives any line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (line) => void parse(line)),
      { numRuns: 2_000 },
    );
    const nearly = fc.stringMatching(/^ ?\(\d{0,3}\.?\d{0,9}\) {1,2}can\d {1,2}[0-9A-FR]{0,9}[# ]{0,3}\[?[0-9A-F]{0,3}\]? {0,2}[0-9A-F `.]{0,40}$/);
    fc.assert(
      fc.property(nearly, (line) => void parse(line)),
      { numRuns: 2_000 },
    );
  });
});
