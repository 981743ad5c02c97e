import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "@drawbar/test/recordings.ts";
import { readDriveLog, readRawDriveLog, type DriveLog } from "./drive-log.ts";
import { obdLimits } from "./limits.ts";

const here = recordingsFolder() !== undefined;
const text = (name: string): string => new TextDecoder().decode(recording(`obd/carOBD_toyota_etios_2014/${name}`));

/** Counted with another program: rows, readings, largest engine speed, mean vehicle speed, lowest and highest coolant temperature. */
const drives = [
  ["drive1", 2_709, 73_143, 2_269.5, 17.845, 79, 91],
  ["drive2", 2_324, 62_748, 1_943.75, 20.254, 74, 90],
  ["drive5", 627, 16_929, 1_856.25, 15.482, 26, 78],
  ["drive7", 557, 15_039, 1_669.5, 7.732, 36, 75],
  ["idle1", 1_213, 32_740, 1_802.25, 0, 28, 87],
  ["idle2", 1_225, 33_075, 1_914.75, 0, 27, 88],
  ["idle3", 1_360, 36_720, 1_844.5, 0, 26, 87],
  ["live1", 3_853, 104_031, 2_334.25, 19.579, 25, 95],
  ["live10", 1_176, 31_752, 2_112.5, 31.362, 24, 88],
  ["live2", 2_823, 76_221, 2_365.5, 27.633, 32, 89],
  ["live6", 2_287, 54_888, 2_370.2, 27.895, 27, 88],
  ["long1", 3_528, 95_256, 2_340.5, 36.395, 78, 90],
  ["ufpe1", 1_651, 44_577, 2_330.25, 27.863, 85, 90],
  ["ufpe3", 808, 21_816, 2_207.75, 22.802, 35, 89],
] as const;

describe.skipIf(!here)("drives of a Toyota Etios", () => {
  it.each(drives)("reads %s", (name, rows, readings, rpmMax, speedMean, coolantMin, coolantMax) => {
    const log = readDriveLog(text(`${name}.csv.gz`));
    expect({ rows: log.rows, readings: log.readings.length }).toEqual({ rows, readings });
    expect(Math.max(...valuesOf(log, 0x0c))).toBe(rpmMax);
    const speeds = valuesOf(log, 0x0d);
    expect(speeds.reduce((sum, value) => sum + value, 0) / speeds.length).toBeCloseTo(speedMean, 2);
    expect(Math.min(...valuesOf(log, 0x05))).toBe(coolantMin);
    expect(Math.max(...valuesOf(log, 0x05))).toBe(coolantMax);
    expect(log.readings.at(-1)?.timeS).toBe(rows - 1);
  });

  it("finds each value on a step of our scaling, as far as the logger wrote digits", () => {
    // Nothing but the right factor and offset brings 400,000 values of 27 kinds back to whole numbers.
    const off = drives.flatMap(([name]) =>
      readDriveLog(text(`${name}.csv.gz`)).readings.filter(({ field, value }) => {
        const raw = (value - field.offset) / field.factor;
        return Math.abs(raw - Math.round(raw)) > 0.3;
      }),
    );
    expect(off).toEqual([]);
  });

  it("names the rows that are cut short and keeps what they have", () => {
    const cut = readDriveLog(text("idle1.csv.gz"));
    expect(cut.problemCount).toBe(1);
    expect(cut.problems[0]?.message).toBe("16 values for 27 columns");
    const narrow = readDriveLog(text("live6.csv.gz"));
    expect(narrow.problemCount).toBe(2_287);
    expect(narrow.problems).toHaveLength(obdLimits.driveProblemsMax);
  });

  it("reads the raw form", () => {
    const log = readRawDriveLog(text("raw-can.txt"));
    expect({ rows: log.rows, problems: log.problemCount }).toEqual({ rows: 161, problems: 8 });
    const warm = log.readings.find(({ pid }) => pid === 0x05);
    expect(warm).toMatchObject({ timeS: 265.8, value: 0x51 - 40, field: { name: "CoolantTemperature", unit: "°C" } });
    expect(valuesOf(log, 0x42)[0]).toBe(12.07);
  });
});

describe("readDriveLog", () => {
  it("leaves out columns that it does not know and cells that are no number", () => {
    const log = readDriveLog("ENGINE_RPM (),MOOD ()\n800,good\nfast,bad\n\n");
    expect(log.readings).toMatchObject([{ timeS: 0, pid: 0x0c, value: 800 }]);
    expect(log.problems).toEqual([
      { line: 1, message: 'column "MOOD" is no PID that is known; it is left out' },
      { line: 3, message: '"fast" is no number' },
    ]);
  });

  it("passes over a line that is longer than a line may be", () => {
    const log = readDriveLog(`ENGINE_RPM ()\n${"9".repeat(obdLimits.driveLineCharactersMax + 1)}\n700`);
    expect(log.readings).toMatchObject([{ value: 700 }]);
    expect(log.problemCount).toBe(1);
  });

  it.each(["", "\n\n", ",", "\u0000"])("makes nothing of %j", (nothing) => {
    expect(readDriveLog(nothing).readings).toEqual([]);
    expect(readRawDriveLog(nothing).readings).toEqual([]);
  });
});

function valuesOf(log: DriveLog, pid: number): readonly number[] {
  return log.readings.filter((reading) => reading.pid === pid).map(({ value }) => value);
}
