import { globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { checkDbcFiles, findingText, type CheckInput, type DbcCheckMode } from "./dbc-check.ts";

const input = (path: string, text: string): CheckInput => ({ path, bytes: new TextEncoder().encode(text) });
const check = (text: string, mode: DbcCheckMode): ReturnType<typeof checkDbcFiles> => checkDbcFiles({ dbcs: [input("car.dbc", text)], mappings: [], mode });

const overlapping = 'BO_ 1 M: 8 X\n SG_ A : 0|8@1+ (1,0) [0|0] "" X\n SG_ B : 7|8@1+ (1,0) [0|0] "" X\n';

describe("dbc check", () => {
  it("names file, line, column, severity, code and message", () => {
    const { findings, summaries, hasErrors } = check(overlapping, "strict");
    expect(findings).toEqual([
      { file: "car.dbc", line: 3, column: 2, severity: "error", code: "signal-overlap", message: "signals A and B of message M share bits" },
    ]);
    expect(findings.map((finding) => findingText(finding, (severity) => severity))).toEqual([
      "car.dbc:3:2: error: signals A and B of message M share bits (signal-overlap)",
    ]);
    expect(summaries).toEqual(["car.dbc: 1 message, 2 signals, utf-8; 1 error, no warnings"]);
    expect(hasErrors).toBe(true);
  });

  it("takes for a warning in tolerant mode what costs no signal, and for an error what does", () => {
    expect(check(overlapping, "tolerant")).toMatchObject({ findings: [{ severity: "warning" }], hasErrors: false });
    expect(check('BO_ 1 M: 8 X\nCM_ 5 "x";\n', "tolerant")).toMatchObject({ findings: [{ severity: "warning", code: "syntax" }], hasErrors: false });
    expect(check("BO_ 1 M: 8 X\n SG_ A : 0|8@1+\n", "tolerant")).toMatchObject({ findings: [{ severity: "error", code: "syntax" }], hasErrors: true });
    expect(check('BO_ 1 M: 8 X\nCM_ "never ends', "tolerant")).toMatchObject({ findings: [{ code: "string-unterminated" }], hasErrors: true });
  });

  it("reports a file that is none and goes on with the next", () => {
    const { findings, summaries } = checkDbcFiles({ dbcs: [input("a.txt", "%PDF"), input("b.dbc", "BO_ 1 M: 8 X\n")], mappings: [], mode: "tolerant" });
    expect(findings).toMatchObject([
      { file: "a.txt", line: 1, column: 1, severity: "error", code: "DBC_NOT_A_DBC", message: expect.stringMatching(/^a\.txt has no/) },
    ]);
    expect(summaries).toEqual(["a.txt: no DBC file; 1 error, no warnings", "b.dbc: 1 message, no signals, utf-8; nothing to complain about"]);
  });

  it("checks a mapping by itself and against the files", () => {
    const mapping = "mapping: 1\nsignals:\n- { dbc: M/A, unit: km/h, name: Vehicle.Speed }\n- { dbc: M/C, name: Vehicle.Speed }\n- { spn: 1, name: Nothing }\n";
    const { findings, hasErrors } = checkDbcFiles({ dbcs: [input("car.dbc", overlapping)], mappings: [input("fleet.yaml", mapping)], mode: "tolerant" });
    expect(findings.filter(({ file }) => file === "fleet.yaml").map(({ line, code }) => [line, code])).toEqual([
      [4, "mapping-signal-unknown"],
      [5, "mapping-name-unknown"],
    ]);
    expect(hasErrors).toBe(true);
  });

  it.skipIf(recordingsFolder() === undefined)("bears every real file, and refuses strictly the eleven that cantools refuses (set DRAWBAR_DATA)", () => {
    const dbcs = globSync("dbc/*/*.dbc", { cwd: recordingsFolder() ?? "." }).map((path) => ({ path, bytes: recording(path) }));
    expect(checkDbcFiles({ dbcs, mappings: [], mode: "tolerant" }).hasErrors).toBe(false);
    const strict = checkDbcFiles({ dbcs, mappings: [], mode: "strict" });
    expect(new Set(strict.findings.filter(({ severity }) => severity === "error").map(({ file }) => file)).size).toBe(11);
  });
});
