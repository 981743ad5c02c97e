import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { logLimits } from "./limits.ts";
import { readLogFile } from "./log-file.ts";
import type { LogEntry } from "./log-entry.ts";
import type { LogProblem } from "./log-problems.ts";
import { openLog } from "./log-reader.ts";
import { surveyLog } from "./log-survey.ts";
import { recording, recordingsFolder } from "../../../test/recordings.ts";

/** Bytes in pieces of a size that cuts lines and even line ends. */
async function* pieces(bytes: Uint8Array | string, size = 7): AsyncGenerator<Uint8Array> {
  const all = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
  for (let start = 0; start < all.length; start += size) {
    await Promise.resolve();
    yield all.subarray(start, start + size);
  }
}

async function readAll(bytes: Uint8Array | string, size?: number): Promise<{ times: string; entries: LogEntry[]; problems: LogProblem[] }> {
  const log = await openLog(pieces(bytes, size));
  const entries: LogEntry[] = [];
  const problems: LogProblem[] = [];
  for await (const batch of log.batches) {
    entries.push(...batch.entries);
    problems.push(...batch.problems);
  }
  return { times: log.times, entries, problems };
}

const log = ["(1533226488.228954) can0 260#08", "(1533226488.228967) can1 2C1#0014", "(1533226488.228972) can0 2E4#BE"].join("\n");

describe("openLog", () => {
  it("reads frames with their interface, time and line, however the bytes come", async () => {
    for (const text of [log, `${log}\n`, log.replaceAll("\n", "\r\n")]) {
      const { times, entries, problems } = await readAll(text);
      expect(times).toBe("absolute");
      expect(problems).toEqual([]);
      expect(entries.map(({ bus, line, time, frame }) => [bus, line, time, frame.atUs])).toEqual([
        ["can0", 1, "1533226488.228954", 1_533_226_488_228_954],
        ["can1", 2, "1533226488.228967", 1_533_226_488_228_967],
        ["can0", 3, "1533226488.228972", 1_533_226_488_228_972],
      ]);
    }
  });

  it("unpacks gzip by itself, also when the file was packed in parts", async () => {
    const packed = Buffer.concat([gzipSync(`${log}\n`), gzipSync(log)]);
    expect((await readAll(packed)).entries).toHaveLength(6);
  });

  it("gives what a truncated gzip file still holds, and says that the end is missing", async () => {
    const many = Array.from(
      { length: 5_000 },
      (_, index) =>
        `(${1_500_000_000 + index}.${String(index * 7919)
          .padStart(6, "0")
          .slice(-6)}) can0 123#${index.toString(16).padStart(8, "0")}`,
    ).join("\n");
    const packed = gzipSync(many);
    const { entries, problems } = await readAll(packed.subarray(0, packed.length - 200), 1_000);
    expect(entries.length).toBeGreaterThan(4_000);
    expect(problems.at(-1)?.code).toBe("compression-truncated");
    const broken = Buffer.from(packed);
    broken.fill(0xff, packed.length / 2, packed.length / 2 + 400);
    expect((await readAll(broken, 1_000)).problems.at(-1)?.code).toBe("compression-damaged");
  });

  it("names the line of each problem and goes on", async () => {
    const { entries, problems } = await readAll(["(1.0) can0 123#00", "(1.1) can0 FFF#00", "nonsense", "(1.2) can0 123#0", "(1.3) can0 123#00"].join("\n"));
    expect(entries.map(({ line }) => line)).toEqual([1, 5]);
    expect(problems).toEqual([
      { line: 2, code: "id-impossible", message: 'the identifier does not fit 11 or 29 bits: "(1.1) can0 FFF#00"' },
      { line: 3, code: "line-not-understood", message: 'the line has no form that this format knows: "nonsense"' },
      { line: 4, code: "line-truncated", message: 'the line ends before the frame is complete: "(1.2) can0 123#0"' },
    ]);
  });

  it("skips a line of any length without keeping it, and counts on", async () => {
    const { entries, problems } = await readAll(`(1.0) can0 123#00\n${"x".repeat(3 * logLimits.lineCharsMax)}\n(1.1) can0 123#00`, 1_000);
    expect(entries.map(({ line }) => line)).toEqual([1, 3]);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([[2, "line-too-long"]]);
    const atLimit = `(1.0) can0 123#00 ${"x".repeat(logLimits.lineCharsMax)}`.slice(0, logLimits.lineCharsMax);
    expect((await readAll(atLimit)).problems).toEqual([]);
    expect((await readAll(`(1.0) can0 123#00\n${atLimit}x`)).problems).toHaveLength(1);
  });

  it.each([
    ["absolute", ["(1533226488.0) can0 123#00"]],
    ["relative", ["(0.000000) can0 123#00", "(166.5) can0 123#00"]],
    ["none", ["  can0  123  [1]  00"]],
    ["delta", Array.from({ length: 20 }, (_, index) => ` (000.0${index % 2 === 0 ? "10" : "05"}000)  can0  123   [1]  00`)],
  ])("finds %s times", async (times, lines) => {
    expect((await readAll(lines.join("\n"))).times).toBe(times);
  });

  it("sums the times of a recording of differences", async () => {
    const { entries } = await readAll(Array.from({ length: 10 }, (_, index) => ` (000.00${index % 2 === 0 ? "2" : "1"}000)  can0  123   [1]  00`).join("\n"));
    expect(entries.at(-1)?.frame.atUs).toBe(15_000);
  });

  it("refuses an empty file and one that is no recording, with the formats that it knows", async () => {
    await expect(openLog(pieces(""))).rejects.toThrow(/^LOG_EMPTY/);
    await expect(openLog(pieces("Dear diary,\ntoday I drove a truck."))).rejects.toThrow(/^LOG_FORMAT_UNKNOWN.*Dear diary.*candump/);
    await expect(openLog(pieces(log), { format: "blf" })).rejects.toThrow(/^LOG_FORMAT_UNKNOWN.*"blf"/);
  });

  it("reads no more interfaces than the limit", async () => {
    const lines = Array.from({ length: logLimits.interfacesMax + 1 }, (_, index) => `(1.0) vcan${index} 123#00`);
    const { entries, problems } = await readAll(lines.join("\n"));
    expect(entries).toHaveLength(logLimits.interfacesMax);
    expect(problems.map(({ code }) => code)).toEqual(["interfaces-too-many"]);
  });
});

describe("readLogFile", () => {
  it("reads a file from the disk", async () => {
    const survey = await surveyLog(await openLog(readLogFile(import.meta.filename), { format: "candump" }));
    expect(survey.problems.total).toBeGreaterThan(0);
  });

  it.each(["none-there.log", import.meta.dirname])("says in one sentence that %s cannot be read", async (file) => {
    await expect(openLog(readLogFile(file))).rejects.toThrow(/^LOG_UNREADABLE: cannot read the recording /);
  });
});

describe("surveyLog", () => {
  it("keeps the text of no more problems than the limit and counts all", async () => {
    const survey = await surveyLog(await openLog(pieces(`(1.0) can0 123#00\n${"(1.0) can0 FFF#00\n".repeat(logLimits.problemsKeptMax + 5)}`, 4_096)));
    expect(survey.problems.kept).toHaveLength(logLimits.problemsKeptMax);
    expect(survey.problems.total).toBe(logLimits.problemsKeptMax + 5);
    expect(survey.problems.counts.get("id-impossible")).toBe(logLimits.problemsKeptMax + 5);
    expect(survey).toMatchObject({ frames: 1, firstUs: 1_000_000, lastUs: 1_000_000 });
  });
});

describe.skipIf(recordingsFolder() === undefined)("recordings (set DRAWBAR_DATA to their folder)", () => {
  it.each([
    ["canlogs/toyota_rav4_2017/can.candump.log.gz", "absolute", { can0: 26_904, can128: 6_219, can1: 22_500, can129: 12_118 }],
    ["canlogs/savvycan_formats/candump.log.gz", "relative", { vcan0: 12_974 }],
    ["j1939/kenworth/KWTruck.txt.gz", "relative", { can1: 34_980 }],
    ["j1939/kenworth/candump_on_a_Kenworth.log", "absolute", { can1: 103 }],
    ["j1939/misc/candump_testing_code.log", "absolute", { can0: 166 }],
    ["j1939/research_truck/normal.log.gz", "relative", { can0: 19_957 }],
    ["j1939/research_truck/tsc1_attack.log.gz", "relative", { can0: 21_568 }],
    ["j1939/research_truck/address_claim_attack.log.gz", "relative", { can0: 15_723 }],
    ["j1939/canedge_truck/FCBF0606_00000001.candump.log.gz", "absolute", { can1: 1_403, can2: 412 }],
  ])("reads every frame of %s", async (name, times, frames) => {
    const survey = await surveyLog(await openLog(pieces(recording(name), 65_536)));
    expect(survey.times).toBe(times);
    expect(Object.fromEntries(survey.buses.map((bus) => [bus.name, bus.frames]))).toEqual(frames);
    expect(survey.problems.total).toBe(0);
  });
});
