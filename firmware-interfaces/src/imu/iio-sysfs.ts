/** The device's folder on disk. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { IioFolder } from "./iio-accelerometer.ts";

export const iioDevices = "/sys/bus/iio/devices";

/** @returns folders of the devices that have an accelerometer, in the order of their names; none where there is no such subsystem. */
export function findIioAccelerometers(devices: string = iioDevices): readonly string[] {
  try {
    const names = readdirSync(devices).filter((name) => name.startsWith("iio:device"));
    return names
      .map((name) => path.join(devices, name))
      .filter((folder) => readdirSync(folder).includes("in_accel_x_raw"))
      .sort();
  } catch {
    return [];
  }
}

export function openIioFolder(folder: string): IioFolder {
  return {
    read(attribute) {
      try {
        return readFileSync(path.join(folder, attribute), "latin1");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined; // node:fs errors carry one
        throw error;
      }
    },
  };
}
