import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import type { ParsedLine } from "./log-format.ts";
import { trcFormat } from "./trc-parser.ts";
import { trcStartSeconds, trcStartText } from "./trc-start.ts";

function parse(text: string): ParsedLine[] {
  const parser = trcFormat.createParser();
  return text
    .split(/\r?\n/)
    .map((line) => parser.parse(line))
    .filter(({ kind }) => kind !== "skip");
}

function rows(text: string): unknown[] {
  return parse(text).map((line) => {
    if (line.kind !== "frame") return line;
    const { bus, time, frame } = line;
    return [
      bus,
      time,
      `${frame.id.toString(16)}${frame.extended ? "x" : ""}`,
      Buffer.from(frame.data).toString("hex"),
      Object.keys(frame.flags ?? {}).join(" "),
    ];
  });
}

describe("trcFormat", () => {
  it("reads version 1.0, which has neither types nor a start", () => {
    expect(
      rows("     1)      1841      0001  8  00 01 02 03 04 05 06 07\n     2)      1842  FFFFFFFF  4  00 00 00 08\n     3)    1843.5  00000100  0  RTR"),
    ).toEqual([
      ["can0", "1.841", "1", "0001020304050607", ""],
      ["can0", "1.8435", "100x", "", "remote"],
    ]);
  });

  it("reads versions 1.1 to 1.3 with their further columns", () => {
    expect(rows(";$FILEVERSION=1.1\n     1)     17535.4  Tx     00000100  2  00 FF\n     2)     17540.3  Warng  FFFFFFFF  4  00 00 00 08  BUSHEAVY")).toEqual([
      ["can0", "17.5354", "100x", "00ff", ""],
    ]);
    expect(rows(";$FILEVERSION=1.2\n     1)      1059.900  1  Rx        0300  2  00 11")).toEqual([["can0", "1.059900", "300", "0011", ""]]);
    expect(rows(";$FILEVERSION=1.3\n     1)      1059.900  2  Rx        0300 -  2  00 11\n 2)  1.0 1 Error 0300 - 4 00 00 00 00")).toEqual([
      ["can1", "1.059900", "300", "0011", ""],
      ["can0", "0.0010", "0x", "", "error"],
    ]);
  });

  it("reads version 2 by the columns that it names", () => {
    const head = ";$FILEVERSION=2.0\n;$STARTTIME=25569.5\n;$COLUMNS=N,O,T,I,d,l,D\n";
    expect(rows(`${head}   1  1000.000 FB  0300 Rx 12 00 01 02 03 04 05 06 07 08 09 0A 0B\n   2  1001.5 DT 18FEF100 Rx 1 AA`)).toEqual([
      ["can0", "43201.000000", "300", "000102030405060708090a0b", "fd bitRateSwitch"],
      ["can0", "43201.001500", "18fef100x", "aa", ""],
    ]);
  });

  it.each([
    [" 1) 5 0001 8 00 01", "line-truncated"],
    [" 1) 5 0800 0", "id-impossible"],
    [" 1) 5 0001 16 00", "length-impossible"],
    [" 1) 5 0001 1 GG", "data-impossible"],
    [" 1) x 0001 1 00", "time-impossible"],
    [" 1) 5 0001", "line-truncated"],
    [" 1)", "line-not-understood"],
    [";$FILEVERSION=9.9\n 1) 5 0001 1 00", "frame-unsupported"],
    [";$FILEVERSION=2.1\n;$COLUMNS=N,O,D\n 1 5.0 DT 0001", "frame-unsupported"],
    [";$STARTTIME=soon", "time-impossible"],
  ])("reports %j as %s", (text, code) => {
    expect(parse(text)).toEqual([{ kind: "problem", code }]);
  });
});

describe("the start of a TRC recording", () => {
  it("is exact to the microsecond, where a double is not", () => {
    expect(trcStartSeconds("43008.920986006946")).toBe("1506809173.191000");
    expect(trcStartSeconds(trcStartText(1_506_809_173_191_001))).toBe("1506809173.191001");
    expect(trcStartSeconds("25569")).toBe("0.000000");
    expect(trcStartSeconds("25568.9")).toBeUndefined();
  });
});

describe.skipIf(recordingsFolder() === undefined)("recordings (set DRAWBAR_DATA to their folder)", () => {
  const read = (name: string): unknown[] => rows(Buffer.from(recording(`canlogs/python_can_formats/${name}`)).toString("latin1"));

  it("gives the same frames in both of PEAK's versions, where python-can fails on the older", () => {
    const older = read("test_CanMessage_V1_1.trc");
    expect(older).toHaveLength(11);
    expect(older.at(-1)).toEqual(["can0", "1639837735.999601", "704", "", "remote"]);
    const newer = read("test_CanMessage_V2_1.trc");
    expect(newer.map((row) => (row as unknown[]).slice(2))).toEqual(older.map((row) => (row as unknown[]).slice(2)));
    expect(newer.map((row) => Number((row as string[])[1]))).toEqual(older.map((row) => Number((row as string[])[1])));
  });

  it("agrees with the ASC recording that it was made from", () => {
    expect(read("test_CanMessage.trc")).toEqual([
      ["can1", "1506809175.692000", "c8", "0908070605040302", ""],
      ["can0", "1506809191.067708", "6f9", "050c000000000000", ""],
    ]);
  });
});
