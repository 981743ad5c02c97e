import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ManualTimer } from "../can/manual-timer.ts";
import type { AccelerometerEvent } from "./accelerometer.ts";
import { IioAccelerometer, readIioSample, type IioFolder } from "./iio-accelerometer.ts";
import { findIioAccelerometers, openIioFolder } from "./iio-sysfs.ts";

const folderOf = (attributes: Readonly<Record<string, string>>): IioFolder => ({ read: (attribute) => attributes[attribute] });
const raw = { in_accel_x_raw: "16384\n", in_accel_y_raw: "-8192\n", in_accel_z_raw: "0\n", in_accel_scale: "0.000598550\n" };

describe("readIioSample", () => {
  it("scales all axes alike, or each by its own", () => {
    expect(readIioSample(folderOf(raw), 5)).toEqual({ atUs: 5, xMps2: 16_384 * 0.000_598_55, yMps2: -8_192 * 0.000_598_55, zMps2: 0 });
    expect(readIioSample(folderOf({ ...raw, in_accel_y_scale: "1", in_accel_z_offset: "10", in_accel_z_scale: "2" }), 5)).toMatchObject({
      yMps2: -8_192,
      zMps2: 20,
    });
  });

  it("turns by the mount matrix", () => {
    expect(readIioSample(folderOf({ ...raw, in_accel_scale: "1", in_mount_matrix: "0, 1, 0; 1, 0, 0; 0, 0, -1\n" }), 0)).toMatchObject({
      xMps2: -8_192,
      yMps2: 16_384,
    });
  });

  it.each([
    [{ in_accel_x_raw: "1" }, "the device has no attribute in_accel_scale"],
    [{ ...raw, in_accel_y_raw: "busy" }, 'attribute in_accel_y_raw is "busy" and no number'],
    [{ ...raw, in_accel_z_raw: "" }, 'attribute in_accel_z_raw is "" and no number'],
    [{ ...raw, in_mount_matrix: "1, 0; 0, 1" }, 'mount matrix "1, 0; 0, 1" is none'],
  ])("says of %j that %s", (attributes, why) => {
    expect(() => readIioSample(folderOf(attributes), 0)).toThrow(why);
  });
});

describe("IioAccelerometer", () => {
  it("reads at its period, more rarely while the sensor is gone, and not after stop", async () => {
    const timer = new ManualTimer();
    let isGone = false;
    const folder: IioFolder = {
      read: (attribute) => {
        if (isGone) throw new Error("EIO");
        return folderOf(raw).read(attribute);
      },
    };
    const events: AccelerometerEvent[] = [];
    const sensor = new IioAccelerometer({ folder, clock: timer.clock, timer, periodMs: 20 });
    sensor.start((event) => events.push(event));
    sensor.start(() => undefined);
    await timer.advance(100);
    expect(events.map(({ kind }) => kind)).toEqual(["sample", "sample", "sample", "sample", "sample"]);
    isGone = true;
    await timer.advance(220);
    expect(events.slice(5)).toEqual([
      { kind: "unreadable", why: "EIO" },
      { kind: "unreadable", why: "EIO" },
    ]);
    isGone = false;
    await timer.advance(200);
    expect(events.at(-1)?.kind).toBe("sample");
    sensor.stop();
    sensor.stop();
    const count = events.length;
    await timer.advance(1_000);
    expect(events).toHaveLength(count);
  });
});

describe("sysfs", () => {
  const devices = mkdtempSync(path.join(tmpdir(), "drawbar-iio-"));
  afterAll(() => rmSync(devices, { recursive: true, force: true }));

  it("finds devices with an accelerometer and reads their attributes", () => {
    for (const [name, attributes] of Object.entries({ "iio:device0": { in_temp_raw: "1" }, "iio:device1": raw, trigger0: raw })) {
      mkdirSync(path.join(devices, name));
      for (const [attribute, text] of Object.entries(attributes)) writeFileSync(path.join(devices, name, attribute), text);
    }
    const found = findIioAccelerometers(devices);
    expect(found).toEqual([path.join(devices, "iio:device1")]);
    expect(readIioSample(openIioFolder(found[0] ?? ""), 0).zMps2).toBe(0);
    expect(openIioFolder(found[0] ?? "").read("in_mount_matrix")).toBeUndefined();
    expect(() => openIioFolder(devices).read("trigger0")).toThrow("EISDIR");
    expect(findIioAccelerometers(path.join(devices, "none"))).toEqual([]);
  });
});
