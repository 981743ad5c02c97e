/** `drawbar dbc` as a person runs it: exit status, and what goes where. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { drawbar } from "../installation/command.ts";

const folder = mkdtempSync(path.join(tmpdir(), "drawbar-dbc-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
}

const overlapping = file("car.dbc", 'BO_ 1 M: 8 X\n SG_ A : 0|8@1+ (1,0) [0|0] "km/h" X\n SG_ B : 7|8@1+ (1,0) [0|0] "" X\n');

describe("drawbar dbc", () => {
  it("checks: 0 when the file can be used, 1 when strict readers refuse it and that was asked", async () => {
    const tolerant = await drawbar(["dbc", "check", overlapping]);
    expect(tolerant).toMatchObject({ status: 0, stdout: `${overlapping}:3:2: warning: signals A and B of message M share bits (signal-overlap)\n` });
    const strict = await drawbar(["dbc", "check", "--strict", "--json", overlapping]);
    expect(strict.status).toBe(1);
    expect(JSON.parse(strict.stdout)).toEqual({
      file: overlapping,
      line: 3,
      column: 2,
      severity: "error",
      code: "signal-overlap",
      message: "signals A and B of message M share bits",
    });
    expect(strict.stderr).toBe(`${overlapping}: 1 message, 2 signals, utf-8; 1 error, no warnings\n`);
  });

  it("checks a mapping against the file", async () => {
    const mapping = file("fleet.yaml", "mapping: 1\nsignals:\n  - { dbc: M/A, name: Vehicle.Speed }\n  - { dbc: M/AA, name: Vehicle.Sped }\n");
    const { status, stdout } = await drawbar(["dbc", "check", overlapping, "--mapping", mapping]);
    expect(status).toBe(1);
    expect(stdout).toContain(`${mapping}:4:5: error: the catalogue has no signal "Vehicle.Sped"; did you mean Vehicle.Speed? (mapping-name-unknown)`);
  });

  it("shows a message, and explains in a sentence why it cannot", async () => {
    expect((await drawbar(["dbc", "show", overlapping])).stdout).toMatch(/^M {2}0x001 {2}8 bytes/);
    const missing = await drawbar(["dbc", "show", overlapping, "--message", "N"]);
    expect(missing).toMatchObject({ status: 1, stdout: "", stderr: `drawbar: FILE_UNREADABLE: ${overlapping} has no message N\n` });
    expect((await drawbar(["dbc", "check"])).status).toBe(2);
  });
});
