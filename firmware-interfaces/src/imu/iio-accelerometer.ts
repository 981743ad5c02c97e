/**
 * An accelerometer of Linux's industrial I/O subsystem, read through sysfs: `in_accel_x_raw` and its kin, one file a
 * value, polled. Enough for the tens of samples a second that driving needs; no buffer to set up, nothing is written.
 *
 * @see Linux kernel, Documentation/ABI/testing/sysfs-bus-iio
 */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Timer, TimerHandle } from "../can/timer.ts";
import type { AccelerationSample, Accelerometer, AccelerometerEvent } from "./accelerometer.ts";

/** The folder of one device, such as `/sys/bus/iio/devices/iio:device0`. */
export interface IioFolder {
  /** @returns the text of an attribute, `undefined` when the device has none of this name. May throw when it cannot be read. */
  read(attribute: string): string | undefined;
}

export interface IioAccelerometerOptions {
  readonly folder: IioFolder;
  /** Stamps the samples; the wall clock, as on frames. */
  readonly clock: Clock;
  readonly timer: Timer;
  readonly periodMs: number;
}

const axes = ["x", "y", "z"] as const;
/** A sensor that is gone is asked this much more rarely. */
const unreadablePeriods = 10;

export class IioAccelerometer implements Accelerometer {
  readonly #options: IioAccelerometerOptions;
  #onEvent: ((event: AccelerometerEvent) => void) | undefined;
  #next: TimerHandle | undefined;

  constructor(options: IioAccelerometerOptions) {
    this.#options = options;
  }

  start(onEvent: (event: AccelerometerEvent) => void): void {
    if (this.#onEvent !== undefined) return;
    this.#onEvent = onEvent;
    this.#wait(1);
  }

  stop(): void {
    this.#next?.cancel();
    this.#onEvent = undefined;
  }

  #wait(periods: number): void {
    this.#next = this.#options.timer.after(periods * this.#options.periodMs, () => this.#poll());
  }

  #poll(): void {
    const event = this.#read();
    this.#onEvent?.(event);
    if (this.#onEvent !== undefined) this.#wait(event.kind === "sample" ? 1 : unreadablePeriods);
  }

  #read(): AccelerometerEvent {
    try {
      return { kind: "sample", sample: readIioSample(this.#options.folder, this.#options.clock.wallUs()) };
    } catch (error) {
      return { kind: "unreadable", why: error instanceof Error ? error.message : String(error) };
    }
  }
}

/**
 * @returns metres a second squared: `(raw + offset) * scale`, scale and offset shared by the axes or one for each, and
 *   turned by the device's mount matrix where its firmware has one.
 * @throws Error when an attribute is missing or no number.
 */
export function readIioSample(folder: IioFolder, atUs: number): AccelerationSample {
  const values = axes.map((axis) => {
    const raw = required(folder, `in_accel_${axis}_raw`);
    const scale = optional(folder, `in_accel_${axis}_scale`) ?? required(folder, "in_accel_scale");
    const offset = optional(folder, `in_accel_${axis}_offset`) ?? optional(folder, "in_accel_offset") ?? 0;
    return (raw + offset) * scale;
  });
  const [xMps2 = 0, yMps2 = 0, zMps2 = 0] = turned(values, folder.read("in_accel_mount_matrix") ?? folder.read("in_mount_matrix"));
  return { atUs, xMps2, yMps2, zMps2 };
}

/** `1, 0, 0; 0, 1, 0; 0, 0, 1`. */
function turned(values: readonly number[], matrix: string | undefined): readonly number[] {
  if (matrix === undefined) return values;
  const rows = matrix.split(";").map((row) => row.split(",").map(Number));
  if (rows.length !== 3 || rows.some((row) => row.length !== 3 || row.some((cell) => !Number.isFinite(cell))))
    throw new Error(`mount matrix ${JSON.stringify(matrix.trim())} is none`);
  return rows.map((row) => row.reduce((sum, cell, column) => sum + cell * (values[column] ?? 0), 0));
}

function required(folder: IioFolder, attribute: string): number {
  const value = optional(folder, attribute);
  if (value === undefined) throw new Error(`the device has no attribute ${attribute}`);
  return value;
}

function optional(folder: IioFolder, attribute: string): number | undefined {
  const text = folder.read(attribute)?.trim();
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) throw new Error(`attribute ${attribute} is ${JSON.stringify(text.slice(0, 40))} and no number`);
  return value;
}
