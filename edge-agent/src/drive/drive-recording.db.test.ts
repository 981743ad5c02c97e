import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { TestCloud } from "../test-cloud.ts";
import { driveRecording, type DriveResult } from "./drive-recording.ts";
import { openRecording, type OpenedRecording, type RecordingOptions } from "./open-recording.ts";

const log = createLogger({ process: "test", level: "silent" });
const data = recordingsFolder();
if (data === undefined) console.warn("recordings are not here: drives of real recordings are skipped");

const dbcText = `VERSION ""
BU_: X
BO_ 256 Motion: 8 X
 SG_ VehicleSpeed : 0|16@1+ (0.01,0) [0|655.35] "km/h" X
`;

describe("driveRecording", () => {
  let directory: string;
  let cloud: TestCloud;

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "drawbar-drive-"));
    cloud = await TestCloud.create(log);
    await cloud.enrol(path.join(directory, "identity"));
  });

  afterEach(async () => {
    await cloud.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it("keeps recorded times, secures everything, and never shows a recording live", async () => {
    const opened = await openRecording(
      writeLog(["(1533226488.228954) can0 100#E803000000000000", "(1533226488.328954) can0 100#E903000000000000", "(1533226489) can0 7FF#00"]),
    );
    const result = await drive(opened);
    expect(result).toMatchObject({ frames: 3, decodedFrames: 2, samples: 2, gapSamples: 0, segments: 1, securedSamples: 2 });
    expect(cloud.samples().map(({ name, atUs, value }) => [name, atUs, value])).toEqual([
      ["Vehicle.Speed", 1_533_226_488_228_954, 10],
      ["Vehicle.Speed", 1_533_226_488_328_954, 1_001 * 0.01],
    ]);
    expect(cloud.live).toEqual([]);
  });

  it("lets a log of relative times begin now", async () => {
    const startedUs = Date.now() * 1_000;
    await drive(await openRecording(writeLog(["(000.000000) can0 100#E803000000000000", "(001.500000) can0 100#E803000000000000"])));
    const times = cloud.samples().map(({ atUs }) => atUs);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(1_500_000);
    expect(times[0]).toBeGreaterThanOrEqual(startedUs - 1_000);
    expect(times[0]).toBeLessThan(startedUs + 20_000_000);
  });

  it("gives two runs of one log, not duplicates, when it is driven twice", async () => {
    const opened = await openRecording(writeLog(["(1533226488.228954) can0 100#E803000000000000"]));
    await drive(opened);
    const second = path.join(directory, "second");
    await cloud.enrol(path.join(second, "identity"));
    await driveRecording({ recording: opened, directory: second, speed: "max", collect: "all", log });
    expect(new Set(cloud.headers().map(({ source }) => source)).size).toBe(2);
  });

  it("says what it waits for when no hub answers", async () => {
    await cloud.stop();
    const opened = await openRecording(writeLog(["(1533226488.228954) can0 100#E803000000000000"]));
    await expect(driveRecording({ recording: opened, directory, speed: "max", collect: "all", log, stallMs: 300 })).rejects.toThrow(
      /DRIVE_INCOMPLETE: .*no hub is linked/,
    );
    await cloud.start();
  });

  it.skipIf(data === undefined)("brings every sample of the Toyota's drive to the cloud, wheel speeds as an independent decoder has them", async () => {
    const opened = await openRecording({
      log: path.join(data ?? "", "canlogs/toyota_rav4_2017/can.candump.log.gz"),
      dbcs: [`can0=${path.join(data ?? "", "dbc/opendbc/toyota_new_mc_pt_generated.dbc")}`],
      j1939: false,
    });
    const result = await drive(opened);
    const decoded = await countSamples(opened);
    expect(result).toMatchObject({ frames: 67_741, decodedFrames: decoded.frames, samples: decoded.samples, gapSamples: 0, securedSamples: decoded.samples });
    const samples = cloud.samples();
    expect(samples).toHaveLength(decoded.samples);
    expect(cloud.store.accounts(cloud.tenant.tenantId).filter(({ produced }) => produced > 0)).toEqual([
      expect.objectContaining({ produced: decoded.samples, received: decoded.samples, lost: 0, open: 0 }),
    ]);

    const rows = new TextDecoder().decode(recording("canlogs/toyota_rav4_2017/expected_wheel_speed.csv.gz")).trim().split("\n").slice(1);
    const wrong: string[] = [];
    for (const [column, corner] of ["FL", "FR", "RL", "RR"].entries()) {
      const wheel = new Map(samples.filter(({ source }) => source === `can0/WHEEL_SPEEDS/WHEEL_SPEED_${corner}`).map(({ atUs, value }) => [atUs, value]));
      for (const row of rows) {
        const [time = "", ...speeds] = row.split(",");
        const expected = Number(speeds[column]);
        const found = (wheel.get(Math.round(Number(time) * 1_000_000)) ?? Number.NaN) / 3.6;
        if (!(Math.abs(found - expected) <= 1e-9 * Math.abs(expected))) wrong.push(`${corner} at ${time}: ${found} instead of ${expected}`);
      }
      expect(wheel.size).toBeGreaterThanOrEqual(rows.length);
    }
    expect(wrong).toEqual([]);
  });

  it.skipIf(data === undefined)("brings every sample of a Kenworth's J1939 log to the cloud", async () => {
    const opened = await openRecording({ log: path.join(data ?? "", "j1939/kenworth/KWTruck.txt.gz"), dbcs: [], j1939: true });
    const result = await drive(opened);
    const decoded = await countSamples(opened);
    expect(decoded.samples).toBeGreaterThan(10_000);
    // Its four control units name no fault. The lamp of the brakes comes and goes each second, which counts as lit.
    const reports = cloud.samples().filter(({ name }) => name === "Drawbar.Faults");
    expect(reports).toHaveLength(4);
    const samples = decoded.samples + reports.length;
    expect(result).toMatchObject({ decodedFrames: decoded.frames, samples, gapSamples: 0, securedSamples: samples });
    expect(cloud.samples()).toHaveLength(samples);
  });

  function writeLog(lines: readonly string[]): RecordingOptions {
    const file = path.join(directory, "drive.log");
    const dbc = path.join(directory, "drive.dbc");
    writeFileSync(file, `${lines.join("\n")}\n`);
    writeFileSync(dbc, dbcText);
    return { log: file, dbcs: [dbc], j1939: false };
  }

  function drive(opened: OpenedRecording): Promise<DriveResult> {
    return driveRecording({ recording: opened, directory, speed: "max", collect: "all", log });
  }
});

/** What the decoders alone make of the log. */
async function countSamples(opened: OpenedRecording): Promise<{ frames: number; samples: number }> {
  const decoders = new Map<string, readonly FrameDecoder[]>(opened.survey.buses.map(({ name }) => [name, opened.decodersOf(name)]));
  const counted = { frames: 0, samples: 0 };
  const count = (): void => {
    counted.samples += 1;
  };
  const sink = { number: count, integer: count, text: count };
  for await (const { entries } of (await opened.open()).batches) {
    for (const { bus, frame } of entries) if ((decoders.get(bus) ?? []).some((decoder) => decoder.decode(frame, sink) === "decoded")) counted.frames += 1;
  }
  return counted;
}
