import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { ascDateSeconds } from "./asc-date.ts";
import { ascFormat } from "./asc-parser.ts";
import type { ParsedLine } from "./log-format.ts";

function parse(...lines: string[]): ParsedLine[] {
  const parser = ascFormat.createParser();
  return lines.map((line) => parser.parse(line)).filter(({ kind }) => kind !== "skip");
}

/** Frames of a text as short rows. */
function rows(text: string): unknown[] {
  return parse(...text.split(/\r?\n/)).map((line) => {
    if (line.kind !== "frame") return line;
    const { bus, time, frame } = line;
    const id = `${frame.id.toString(16)}${frame.extended ? "x" : ""}`;
    return [bus, time, id, Buffer.from(frame.data).toString("hex"), Object.keys(frame.flags ?? {}).join(" ")];
  });
}

describe("ascFormat", () => {
  it("reads identifiers and bytes in decimal when the head says so", () => {
    expect(rows("base dec timestamps absolute\n 0.5 1 384 Rx d 2 255 10\n 0.6 1 418119424x Rx d 0\n 0.7 1 1A Rx d 0")).toEqual([
      ["can0", "0.5", "180", "ff0a", ""],
      ["can0", "0.6", "18ebff00x", "", ""],
      { kind: "problem", code: "id-impossible" },
    ]);
  });

  it("sums relative timestamps without losing a digit", () => {
    const lines = Array.from({ length: 1_000 }, () => " 0.000100 1 1 Rx d 0");
    expect(rows(["base hex timestamps relative", ...lines].join("\n")).at(-1)).toEqual(["can0", "0.100000", "1", "", ""]);
  });

  it("dates times by the first trigger block, else by the head, else not at all", () => {
    const frame = "\n 1.250000 1 1 Rx d 0";
    const date = "date Sam Sep 30 15:06:13.191 2017";
    expect(rows(date + frame)).toEqual([["can0", "1506783974.441000", "1", "", ""]]);
    const two = `${date}\nBegin Triggerblock Sat Sep 30 10:06:13.191 PM 2017${frame}\nEnd TriggerBlock\nBegin Triggerblock Sat Sep 30 11:00:00.000 PM 2017${frame}`;
    expect(rows(two).map((row) => (row as string[])[1])).toEqual(["1506809174.441000", "1506809174.441000"]);
    expect(rows(frame)).toEqual([["can0", "1.250000", "1", "", ""]]);
  });

  it("takes a length code above 8 of a classic frame as eight bytes", () => {
    expect(rows(" 1.0 1 3FF Tx d D 55 AA 01 02 03 04 05 06  Length = 232016")).toEqual([["can0", "1.0", "3ff", "55aa010203040506", ""]]);
  });

  it("reads classic and remote frames out of CANFD lines by their flags", () => {
    expect(rows(" 1.0 CANFD 3 Tx 50005x 0 0 5 0 140000 73 200050 7a60 46500250 460a0250 20011736 20010205")).toEqual([["can2", "1.0", "50005x", "", "remote"]]);
    expect(rows(" 1.0 CANFD 1 Rx 12 0 0 2 2 AA BB 0 0 0 0 0 0 0 0")).toEqual([["can0", "1.0", "12", "aabb", ""]]);
    expect(rows(" 1.0 CANFD 1 Rx 12 Name 1 1 9 12 1 2 3 4 5 6 7 8 9 a b c 0 0 7000 0")).toEqual([
      ["can0", "1.0", "12", "0102030405060708090a0b0c", "fd bitRateSwitch errorStateIndicator"],
    ]);
  });

  it.each([
    [" 1.0 1 180", "line-truncated"],
    [" 1.0 1 180 Rx", "line-truncated"],
    [" 1.0 1 180 Rx d", "line-truncated"],
    [" 1.0 1 180 Rx d 8 00 11", "line-truncated"],
    [" 1.0 1 180 Rx d 2 0 1FF", "data-impossible"],
    [" 1.0 1 800 Rx d 0", "id-impossible"],
    [" 1.0 1 20000000x Rx d 0", "id-impossible"],
    [" 1.0 1 1 Rx d 10", "length-impossible"],
    [" 1.0 CANFD 1 Rx 1 0 0 9 11 0 0 0 0 0 0 0 0 0 0 0", "length-impossible"],
    [" 1.0 CANFD 1 Rx 1 0 0", "length-impossible"],
    [" 1.0 CANFD 1", "line-truncated"],
    [" 1.0 0 1 Rx d 0", "line-not-understood"],
    ["date yesterday", "time-impossible"],
    ["Dear diary", "line-not-understood"],
  ])("reports %j as %s", (line, code) => {
    expect(parse(line)).toEqual([{ kind: "problem", code }]);
  });

  it.each([
    "  2.015992 1  Statistic: D 0 R 0",
    " 0.1 CAN 1 Status:chip status error active",
    " 1.0 SV: 1 0 1 ::x = 0",
    " 3.2 LIN 1 3c Rx 8",
    " 1.0 1 180 TxRq d 1 00",
    " 1.0 CANFD 1 TxRq 1 0 0 0 0",
    "// note",
    "internal events logged",
  ])("passes over %j", (line) => {
    expect(parse(line)).toEqual([]);
  });
});

describe("ascDateSeconds", () => {
  it.each([
    ["Thu Apr 28 12:00:01.480 am 2022", "1651104001.480"],
    ["Thu Apr 28 12:00:01 PM 2022", "1651147201"],
    ["Mit Mär 1 00:00:00.000 2023", "1677628800.000"],
    ["Mit M\u00c3\u00a4r 1 00:00:00.000 2023", "1677628800.000"],
    ["Wed March 1 00:00:00.000 2023", "1677628800.000"],
    ["Die Dez 5 01:02:03.004 2023", "1701738123.004"],
  ])("reads %j", (text, seconds) => {
    expect(ascDateSeconds(text)).toBe(seconds);
  });

  it.each(["", "Thu Foo 28 12:00:01 2022", "Thu Apr 28 2022", "Thu Apr 28 12:00 2022"])("refuses %j", (text) => {
    expect(ascDateSeconds(text)).toBeUndefined();
  });
});

describe.skipIf(recordingsFolder() === undefined)("recordings (set DRAWBAR_DATA to their folder)", () => {
  const read = (name: string): unknown[] => rows(Buffer.from(recording(`canlogs/python_can_formats/${name}`)).toString("latin1"));

  it("gives the frames that python-can's own tests expect", () => {
    expect(read("test_CanMessage.asc")).toEqual([
      ["can1", "1506809175.692000", "c8", "0908070605040302", ""],
      ["can0", "1506809191.067708", "6f9", "050c000000000000", ""],
    ]);
    expect(read("test_CanFdMessage.asc")).toEqual([
      ["can0", "1506784003.196021", "300", "11c2030405060708", "fd bitRateSwitch"],
      ["can1", "1506784003.196041", "1c4d80a7x", "12c2030405060708", "fd errorStateIndicator"],
      ["can2", "1506784003.196071", "30a", "0102030405060708", "fd bitRateSwitch errorStateIndicator"],
    ]);
    expect(read("test_CanErrorFrames.asc").map((row) => (row as string[])[4])).toEqual(["error", "error", "error", "error"]);
    expect(read("issue_1299.asc").map((row) => (row as string[])[3])).toEqual(["6a00000000000000", "c24a058100001510", "55aa010203040506", "8a1a0df213000007"]);
  });

  it("reads the twenty frames of logfile.asc among its other events", () => {
    const all = read("logfile.asc") as string[][];
    expect(all).toHaveLength(20);
    expect(all.filter(([, , , , flags]) => flags === "remote")).toHaveLength(4);
    expect(all.at(-2)).toEqual(["can3", "1506784003.697898", "4ee", `01020304${"00".repeat(59)}64`, "fd"]);
  });
});
