import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawbar, lastJson, RunningUp } from "../installation/command.ts";
import { recording, recordingsFolder } from "../recordings.ts";

const folder = recordingsFolder();
const toyotaLog = "canlogs/toyota_rav4_2017/can.candump.log.gz";
const toyotaDbc = "dbc/opendbc/toyota_new_mc_pt_generated.dbc";
const at = (name: string): string => path.join(folder ?? "", name);

interface Drive {
  readonly vehicle: string;
  readonly run: string;
  readonly frames: number;
  readonly decodedFrames: number;
  readonly samples: number;
  readonly gapSamples: number;
  readonly segments: number;
  readonly securedSamples: number;
}

interface Row {
  readonly signal: string;
  readonly source: string;
  readonly timeNs: string;
  readonly value: number;
  readonly unit: string;
}

async function exported(data: string, vehicle: string, run: string, signals: readonly string[] = []): Promise<readonly Row[]> {
  const result = await drawbar(["export", "--data", data, "--vehicle", vehicle, "--run", run, ...signals.flatMap((signal) => ["--signal", signal])], {
    timeoutMs: 120_000,
  });
  expect(result.stderr).toBe("");
  expect(result.status).toBe(0);
  return result.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Row); // docs/cli.md
}

describe.skipIf(folder === undefined)("a recorded drive through the whole road", { timeout: 240_000 }, () => {
  let data: string;
  let up: RunningUp;

  beforeAll(async () => {
    data = mkdtempSync(path.join(tmpdir(), "drawbar-road-"));
    up = await RunningUp.start(data, ["--port", "0", "--no-fleet"]);
  }, 180_000);

  afterAll(async () => {
    expect(await up.stop()).toBe(0);
    rmSync(data, { recursive: true, force: true });
  });

  it("brings every wheel speed of the Toyota to the cloud at its time, and no sample more or less", async () => {
    const drive = lastJson<Drive>(
      await drawbar(
        ["drive", at(toyotaLog), "--data", data, "--json", "--dbc", `can0=${at(toyotaDbc)}`, "--vehicle", "RAV 4", "--speed", "max", "--collect", "all"],
        { timeoutMs: 180_000 },
      ),
    );
    expect(drive).toMatchObject({ vehicle: "RAV 4", frames: 67_741, gapSamples: 0 });
    expect(drive.securedSamples).toBe(drive.samples);

    const rows = await exported(data, "RAV 4", drive.run);
    expect(rows.length).toBe(drive.samples);

    const wheels = ["FL", "FR", "RL", "RR"].map((corner) => {
      const found = rows.filter((row) => row.source === `can0/WHEEL_SPEEDS/WHEEL_SPEED_${corner}`);
      return new Map(found.map((row) => [row.timeNs, row.value]));
    });
    const expected = Buffer.from(recording("canlogs/toyota_rav4_2017/expected_wheel_speed.csv.gz")).toString("utf8").trimEnd().split("\n").slice(1);
    expect(expected.length).toBe(2_487);
    let compared = 0;
    for (const line of expected) {
      const [time = "", ...speeds] = line.split(",");
      const [seconds = "", micros = ""] = time.split(".");
      const timeNs = `${seconds}${micros.padEnd(9, "0")}`;
      for (const [corner, text] of speeds.entries()) {
        const kmh = wheels[corner]?.get(timeNs);
        const metersPerSecond = Number(text);
        if (kmh === undefined) throw new Error(`no sample of wheel ${corner} at ${timeNs}`);
        expect(Math.abs(kmh / 3.6 - metersPerSecond)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(metersPerSecond)));
        compared += 1;
      }
    }
    expect(compared).toBe(4 * 2_487);
    expect(rows.find((row) => row.source === "can0/WHEEL_SPEEDS/WHEEL_SPEED_FL")).toMatchObject({
      signal: "Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed",
      unit: "km/h",
    });
  });

  it("counts the same samples of the Kenworth when produced, secured and exported, and two runs are two runs", async () => {
    const args = ["drive", at("j1939/kenworth/KWTruck.txt.gz"), "--data", data, "--json", "--j1939", "--vehicle", "KW 1", "--speed", "max"];
    const first = lastJson<Drive>(await drawbar(args, { timeoutMs: 120_000 }));
    const second = lastJson<Drive>(await drawbar(args, { timeoutMs: 120_000 }));
    expect(first).toMatchObject({ frames: 34_980, gapSamples: 0 });
    expect(first.samples).toBeGreaterThan(10_000);
    expect(first.securedSamples).toBe(first.samples);
    expect(second.run).not.toBe(first.run);
    expect(second.samples).toBe(first.samples);
    expect((await exported(data, "KW 1", first.run)).length).toBe(first.samples);
    expect((await exported(data, "KW 1", second.run)).length).toBe(first.samples);
  });

  it("keeps a recorded vehicle from looking live", async () => {
    const { token } = lastJson<{ token: string }>(await drawbar(["token", "--data", data, "--json"]));
    const response = await fetch(`${up.ready.api}/vehicles`, { headers: { authorization: `Bearer ${token}` } });
    const { items } = (await response.json()) as { items: readonly { callSign: string; state: string }[] }; // the OpenAPI document
    expect(items.map(({ callSign }) => callSign).toSorted()).toEqual(["KW 1", "RAV 4"]);
    for (const { state } of items) expect(state).not.toBe("live");
  });

  it.each([
    [
      "a DBC file that does not parse",
      () => ["--dbc", write(data, "bad.dbc", "BO_ 170 WHEELS: 8 X\n SG_ A : 0|99999@1+ (1,0) nonsense")],
      /bad\.dbc.*line 2|bad\.dbc:2/,
    ],
    ["no way to decode", () => [], /--dbc|--j1939/],
    ["a bus that the log does not have", () => ["--dbc", `can7=${at(toyotaDbc)}`], /can7/],
  ])("says in one sentence what is wrong with %s, and makes no run", async (_what, args, message) => {
    const result = await drawbar(["drive", at(toyotaLog), "--data", data, "--vehicle", "BAD 1", ...args()]);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(message);
    expect(result.stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  });
});

function write(directory: string, name: string, text: string): string {
  const file = path.join(directory, name);
  writeFileSync(file, text);
  return file;
}
