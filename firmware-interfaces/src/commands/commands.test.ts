import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { parseDbc } from "../dbc/dbc-parser.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";
import { openLog, type OpenLog } from "../logs/log-reader.ts";
import { surveyLog } from "../logs/log-survey.ts";
import { canConvert, formatToWrite, type CanConversion } from "./can-convert.ts";
import { canDecode, type CanDecodeOptions } from "./can-decode.ts";
import { canStats } from "./can-stats.ts";
import { commandLimits } from "./limits.ts";

function open(bytes: Uint8Array | string): Promise<OpenLog> {
  return openLog(
    (async function* () {
      await Promise.resolve();
      yield typeof bytes === "string" ? Buffer.from(bytes) : bytes;
    })(),
  );
}

async function linesOf(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

const parse = (text: string): DbcFile => parseDbc(new TextEncoder().encode(text), { name: "test.dbc" });
const decode = async (log: string, dbcs: CanDecodeOptions["dbcs"], json = true): Promise<string[]> => linesOf(canDecode({ log: await open(log), dbcs, json }));

const dbc = parse(`BO_ 170 WHEELS: 8 X
 SG_ Speed : 22|15@0+ (0.01,-67.67) [0|0] "km/h" X
BO_ 1 Big: 8 X
 SG_ Whole : 0|64@1+ (1,0) [0|0] "" X
BO_ 2 Mux: 8 X
 SG_ Page M : 0|8@1+ (1,0) [0|0] "" X
 SG_ One m1 : 8|8@1+ (1,0) [0|0] "" X
 SG_ Two m2 : 8|8@1+ (0.1,0) [0|0] "V" X
BO_ 3 Float: 4 X
 SG_ Value : 0|32@1+ (1,0) [0|0] "" X
SIG_VALTYPE_ 3 Value : 1;
VAL_ 2 Page 1 "First" 2 "Second" ;
`);

describe("can decode", () => {
  it("writes exactly the line that scripts rely on", async () => {
    expect(await decode("(1533226488.233527) can0 0AA#00002581000000", [{ file: dbc }])).toEqual([
      '{"time":"1533226488.233527","bus":"can0","id":170,"extended":false,"message":"WHEELS","signals":{"Speed":28.340000000000003}}',
    ]);
  });

  it("keeps every digit of the time and of wide integers", async () => {
    const [line] = await decode("(1533226488.233527123) can0 001#FFFFFFFFFFFFFFFF", [{ file: dbc }]);
    expect(line).toBe('{"time":"1533226488.233527123","bus":"can0","id":1,"extended":false,"message":"Big","signals":{"Whole":18446744073709551615}}');
  });

  it("leaves out what is not selected, beyond the payload, or not defined", async () => {
    const lines = await decode("(1.0) can0 002#0105\n(2.0) can0 002#0205\n(3.0) can0 002#02\n(4.0) can0 7FF#00\n(5.0) can0 002#R", [{ file: dbc }]);
    expect(lines.map((line) => (JSON.parse(line) as { signals: unknown }).signals)).toEqual([{ Page: 1, One: 5 }, { Page: 2, Two: 0.5 }, { Page: 2 }]);
  });

  it("writes null for a float that is no number, and for a missing time", async () => {
    expect(await decode("  can0  003  [4]  00 00 80 7F", [{ file: dbc }])).toEqual([
      '{"time":null,"bus":"can0","id":3,"extended":false,"message":"Float","signals":{"Value":null}}',
    ]);
  });

  it("prefers a file for the bus to one for all", async () => {
    const other = parse('BO_ 1 Other: 1 X\n SG_ A : 0|8@1+ (1,0) [0|0] "" X\n');
    const lines = await decode("(1.0) can0 001#05\n(2.0) can1 001#05", [{ file: dbc }, { bus: "can1", file: other }]);
    expect(lines.map((line) => (JSON.parse(line) as { message: unknown }).message)).toEqual(["Big", "Other"]);
  });

  it("shows people units, texts and no stray digits", async () => {
    expect(await decode("(1.5) can0 002#022B", [{ file: dbc }], false)).toEqual(["              1.5  can0         002  Mux: Page 2 (Second), Two 4.3 V"]);
  });

  it("reports broken lines and goes on", async () => {
    const problems: string[] = [];
    const lines = await linesOf(
      canDecode({
        log: await open("(1.0) can0 001#05\n(1.1) can0 FFF#05\n(1.2) can0 001#0"),
        dbcs: [{ file: dbc }],
        json: true,
        onProblem: ({ line, code }) => problems.push(`${line} ${code}`),
      }),
    );
    expect(lines).toHaveLength(1);
    expect(problems).toEqual(["2 id-impossible", "3 line-truncated"]);
  });
});

describe("can stats", () => {
  const log =
    "(10.000) can0 123#0000000000000000\n(10.010) can0 123#0000\n(10.030) can0 123#00\n(11.000) can1 18FEF100#FFFFFFFFFFFFFFFF\n(10.030) can0 20000080#0000000000000000";

  it("counts, measures periods and loads per identifier, and sums up each bus", async () => {
    const rows = (await linesOf(canStats({ log: await open(log), bitrate: 500_000, json: true }))).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows[0]).toMatchObject({ bus: "can0", id: 0x123, extended: false, frames: 3, bytes: 8, periodMs: { min: 10, mean: 15, max: 20 } });
    expect(rows[1]).toEqual({ bus: "can1", id: 0x18fef100, extended: true, frames: 1, bytes: 8, periodMs: null, load: null });
    expect(rows[2]).toMatchObject({ bus: "can0", ids: 1, frames: 3, errorFrames: 1, durationMs: 30 });
    // Three frames of 47 + 8 n bits and their stuff bits, in 30 ms of 500 kbit/s.
    expect(rows[2]?.["load"]).toBeGreaterThan((47 * 3 + 88) / 15_000);
    expect(rows[2]?.["load"]).toBeLessThan((47 * 3 + 88) / 15_000 + 0.004);
  });

  it("tells no more identifiers apart than the limit, and still counts their frames", async () => {
    const lines = Array.from(
      { length: commandLimits.statsIdsMax + 2 },
      (_, index) => `(1.${String(index).padStart(6, "0")}) can0 ${index.toString(16).padStart(8, "0")}#00`,
    );
    const rows = await linesOf(canStats({ log: await open(lines.join("\n")), bitrate: 500_000, json: true }));
    expect(rows).toHaveLength(commandLimits.statsIdsMax + 1);
    expect(JSON.parse(rows.at(-1) ?? "")).toMatchObject({ ids: commandLimits.statsIdsMax, frames: commandLimits.statsIdsMax + 2 });
  });

  it("makes a table for people", async () => {
    const lines = await linesOf(canStats({ log: await open(log), bitrate: 500_000, json: false }));
    expect(lines[0]).toMatch(/^bus\s+id\s+frames\s+bytes\s+min ms\s+mean ms\s+max ms\s+load$/);
    expect(lines[1]).toMatch(/^can0\s+123\s+3\s+8\s+10\.000\s+15\.000\s+20\.000\s+\d\.\d\d %$/);
    expect(lines[3]).toMatch(/^can0: 3 frames in 0\.0 s, 1 error frames, load 1\.\d\d %$/);
  });
});

describe.skipIf(recordingsFolder() === undefined)("the Toyota drive (set DRAWBAR_DATA to the folder of recordings)", () => {
  it("gives the wheel speeds that comma.ai decoded, at their times", async () => {
    const file = parseDbc(recording("dbc/opendbc/toyota_new_mc_pt_generated.dbc"), { name: "toyota.dbc" });
    const lines = await linesOf(
      canDecode({ log: await open(recording("canlogs/toyota_rav4_2017/can.candump.log.gz")), dbcs: [{ bus: "can0", file }], json: true }),
    );
    const found = new Map(
      lines
        .map((line) => JSON.parse(line) as { time: string; message: string; signals: Record<string, number> })
        .filter(({ message }) => message === "WHEEL_SPEEDS")
        .map(({ time, signals }) => [time, ["FL", "FR", "RL", "RR"].map((wheel) => signals[`WHEEL_SPEED_${wheel}`] ?? Number.NaN)]),
    );
    const rows = new TextDecoder().decode(recording("canlogs/toyota_rav4_2017/expected_wheel_speed.csv.gz")).trim().split("\n").slice(1);
    const wrong = rows.filter((row) => {
      const [time = "", ...mps] = row.split(",");
      const kmh = found.get(time);
      return kmh === undefined || mps.some((text, index) => !(Math.abs((kmh[index] ?? Number.NaN) / 3.6 - Number(text)) <= 1e-9 * Math.abs(Number(text))));
    });
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThan(2_000);
  });
});

describe("can convert", () => {
  async function convert(log: string, to: string): Promise<{ text: string; conversion: CanConversion }> {
    const conversion = canConvert({ log: await open(log), survey: await surveyLog(await open(log)), format: formatToWrite(`out.${to}`, undefined) });
    let text = "";
    for await (const piece of conversion.text) text += piece;
    return { text, conversion };
  }

  it("writes the format that the file's ending names, also packed", async () => {
    expect(formatToWrite("a/Drive.ASC.gz", undefined).name).toBe("asc");
    expect(formatToWrite("drive.candump.log", undefined).name).toBe("candump");
    expect(formatToWrite("drive.csv", "python-can-csv").name).toBe("python-can-csv");
    expect(() => formatToWrite("drive.blf", undefined)).toThrow(/^LOG_FORMAT_UNKNOWN: the name "drive.blf".*candump, asc, crtd/);
    expect((await convert("(1533226488.228954) can0 260#08\n", "crtd")).text).toBe(
      "1533226488.228954 CVR 3.1\n1533226488.228954 CXX Info Type:crtd; Writer:Drawbar\n1533226488.228954 1R11 260 08\n",
    );
  });

  it("leaves out what the format has no place for, counts it, and tells the numbers of the buses", async () => {
    const { text, conversion } = await convert("(1.0) can0 260#08\n(1.1) can1 260##108\n(1.2) can1 260#R\n(1.3) can1 1#R", "csv");
    expect(text.split("\n")).toHaveLength(3);
    expect(conversion.counts.frames).toBe(1);
    expect(Object.fromEntries(conversion.counts.leftOut)).toEqual({ "can-fd": 1, remote: 1 });
    expect(Object.fromEntries(conversion.channels)).toEqual({ can0: 0, can1: 1 });
  });

  it("starts at the earliest frame, wherever it stands", async () => {
    const { text, conversion } = await convert("(1533226488.5) can0 260#08\n(1533226488.25) can0 261#08", "trc");
    expect(conversion.counts.frames).toBe(2);
    expect(text).toContain("1       250.000 DT");
    expect(text).toContain("2         0.000 DT");
  });

  it("refuses a recording without times, and a format that is only read", async () => {
    await expect(convert("  can0  123  [1]  00", "asc")).rejects.toThrow(/^LOG_UNWRITABLE: the recording has no times/);
    const log = await open("(1.0) can0 260#08");
    const survey = await surveyLog(await open("(1.0) can0 260#08"));
    expect(() => canConvert({ log, survey, format: formatToWrite("x", "vehicle-spy-csv") })).toThrow(
      /^LOG_UNWRITABLE: Vehicle Spy 3 CSV is read and not written/,
    );
  });
});
