import { globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { parseDbc } from "../dbc/dbc-parser.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";
import { showDbc } from "./dbc-show.ts";

const parse = (text: string): DbcFile => parseDbc(new TextEncoder().encode(text), { name: "a.dbc" });

const file = parse(`BU_: ECU
BO_ 496 Example: 3 ECU
 SG_ Page M : 7|2@0+ (1,0) [0|0] "" X
 SG_ Temperature : 0|12@0- (0.01,250) [229.52|270.47] "degK" X
 SG_ One m1 : 16|4@1+ (1,-2) [0|0] "V" X
 SG_ Two m2 : 16|2@1+ (1,0) [0|0] "" X
BO_ 2147483649 Long: 200 Vector__XXX
 SG_ Text : 0|1600@1+ (1,0) [0|0] "" X
CM_ BO_ 496 "About it.";
BA_DEF_ BO_ "GenMsgCycleTime" INT 0 1000;
BA_ "GenMsgCycleTime" BO_ 496 100;
VAL_ 496 Page 1 "first" 2 "second";
`);

describe("dbc show", () => {
  it("draws each message bit by bit and says when its signals are there", () => {
    expect([...showDbc({ file, message: "Example", json: false })].join("\n")).toBe(`Example  0x1F0  3 bytes  standard  every 100 ms  from ECU
  About it.
       7   6   5   4   3   2   1   0
      +---+---+---+---+---+---+---+---+
    0 | a | a |   |   |   |   |   | b |
    1 | b | b | b | b | b | b | b | b |
    2 | b | b | b |   | c | c | c+| c+|
      +---+---+---+---+---+---+---+---+
  a  Page         7|2 Motorola unsigned
       1 = first
       2 = second
  b  Temperature  0|12 Motorola signed   raw × 0.01 + 250 degK [229.52 to 270.47]
  c  One          16|4 Intel unsigned    raw - 2 V                                 when Page = 1
  d  Two          16|2 Intel unsigned                                              when Page = 2`);
  });

  it("draws a frame's worth of a transfer and names the rest", () => {
    const lines = [...showDbc({ file, message: "Long", json: false })];
    expect(lines).toHaveLength(1 + 2 + 64 + 1 + 1 + 1);
    expect(lines).toContain("      … 136 more bytes");
  });

  it("gives a line of JSON for each message", () => {
    const [first, second] = [...showDbc({ file, json: true })].map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toMatchObject({ message: "Example", id: 496, extended: false, lengthBytes: 3, senders: ["ECU"], cycleTimeMs: 100, comment: "About it." });
    expect(first?.["signals"]).toMatchObject([
      { name: "Page", isMultiplexer: true, values: { 1: "first", 2: "second" } },
      { name: "Temperature", startBit: 0, lengthBits: 12, byteOrder: "motorola", signed: true, factor: 0.01, offset: 250, unit: "degK" },
      { name: "One", selectedBy: { multiplexer: "Page", ranges: [{ from: 1, to: 1 }] } },
      { name: "Two" },
    ]);
    expect(second).toMatchObject({ message: "Long", id: 1, extended: true });
  });

  it("has nothing to say of a message that the file does not have", () => {
    expect([...showDbc({ file, message: "Other", json: false })]).toEqual([]);
  });

  it.skipIf(recordingsFolder() === undefined)("shows every real file, every drawing as wide as its border (set DRAWBAR_DATA)", () => {
    const askew = globSync("dbc/*/*.dbc", { cwd: recordingsFolder() ?? "." }).flatMap((name) => {
      let border = 0;
      return [...showDbc({ file: parseDbc(recording(name), { name }), json: false })].filter((line) => {
        if (line.startsWith("      +-")) border = line.length;
        return /^ {3,4}\d+ \| /.test(line) && line.length !== border;
      });
    });
    expect(askew).toEqual([]);
  });
});
