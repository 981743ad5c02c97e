import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openRecording } from "./open-recording.ts";

const directory = mkdtempSync(path.join(tmpdir(), "drawbar-open-recording-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const dbc = write("good.dbc", 'VERSION ""\nBO_ 256 Motion: 8 X\n SG_ Speed : 0|16@1+ (0.01,0) [0|0] "km/h" X\n');
const log = write("good.log", "(1533226488.228954) can0 100#E803\n(1533226488.328954) can1 100#E803\n");

describe("openRecording", () => {
  it("decodes a bus by the files that are meant for it", async () => {
    const opened = await openRecording({ log, dbcs: [`can1=${dbc}`], j1939: true });
    expect([opened.decodersOf("can0").length, opened.decodersOf("can1").length]).toEqual([1, 2]);
    expect(opened.survey).toMatchObject({ frames: 2, times: "absolute", firstUs: 1_533_226_488_228_954 });
    expect(opened.warnings).toEqual([]);
  });

  it("names file, line and column of a definition that does not parse", async () => {
    const broken = write("broken.dbc", 'VERSION ""\nBO_ 256 Motion: 8 X\n SG_ Speed : 0|16@1+ (0.01,0) [0|0] "km/h" X\n SG_ Torque : 16|16@\n');
    await expect(openRecording({ log, dbcs: [broken], j1939: false })).rejects.toThrow(/^DBC_UNUSABLE: .*broken\.dbc:\d+:\d+: SG_/);
  });

  it("refuses what is no DBC file, or is not there", async () => {
    await expect(openRecording({ log, dbcs: [log], j1939: false })).rejects.toThrow(/^DBC_UNUSABLE: .*good\.log:1:1/);
    await expect(openRecording({ log, dbcs: [path.join(directory, "none.dbc")], j1939: false })).rejects.toThrow(
      /^DBC_UNUSABLE: .*none\.dbc cannot be read \(ENOENT\)/,
    );
  });

  it("plays a truncated log as far as it goes, and says what is left out", async () => {
    const truncated = write("truncated.log", "(1533226488.228954) can0 100#E803\n(1533226488.328954) can0 1");
    const { survey, warnings } = await openRecording({ log: truncated, dbcs: [dbc], j1939: false });
    expect(survey.frames).toBe(1);
    expect(warnings).toEqual([expect.stringMatching(/truncated\.log: 1 line could not be read and is left out; the first is line 2/)]);
  });

  it("leaves out impossible identifiers, and says so", async () => {
    const { survey, warnings } = await openRecording({
      log: write("ids.log", "(1533226488.228954) can0 100#E803\n(1533226488.3) can0 FFFFFFFF#00\n"),
      dbcs: [dbc],
      j1939: false,
    });
    expect(survey.frames).toBe(1);
    expect(warnings).toEqual([expect.stringMatching(/line 2/)]);
  });

  it.each([
    ["an empty log", "", /LOG_EMPTY/],
    ["another file", "hello\nworld\n", /LOG_FORMAT_UNKNOWN/],
  ])("refuses %s", async (_, text, expected) => {
    await expect(openRecording({ log: write("bad.log", text), dbcs: [dbc], j1939: false })).rejects.toThrow(expected);
  });

  it("asks for a way to decode, and for buses that are there", async () => {
    await expect(openRecording({ log, dbcs: [], j1939: false })).rejects.toThrow(/give --dbc FILE or --j1939/);
    await expect(openRecording({ log, dbcs: [`can7=${dbc}`], j1939: false })).rejects.toThrow(/has no bus can7, .*it has can0, can1/);
  });
});

function write(name: string, text: string): string {
  const file = path.join(directory, name);
  writeFileSync(file, text);
  return file;
}
