/**
 * Real drives of a Toyota Etios, 27 OBD-II values once a second (recordings `obd/carOBD_toyota_etios_2014`), brought back
 * to the raw numbers that the car sent: the logger had multiplied them by the factors of SAE J1979.
 *
 * It wrote no times. Each row is taken as one second after the one before, give or take the milliseconds by which a
 * poller is late.
 */
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { recording, recordingsFolder } from "../recordings.ts";
import type { ScaledColumn } from "./synthetic-telemetry.ts";

const percent = 100 / 255;
const trim = 100 / 128;
/** Physical value of one bit, in the order of the file's columns (SAE J1979, service 01); offsets are whole bits and do not matter. */
export const obdFactors: readonly number[] = [
  1,
  0.25,
  1,
  percent,
  percent,
  1,
  trim,
  trim,
  1,
  percent,
  percent,
  percent,
  percent,
  percent,
  2 / 65_536,
  1,
  percent,
  1,
  0.5,
  0.1,
  0.1,
  0.001,
  percent,
  1,
  1,
  1,
  1,
];
const files = ["drive1", "drive2", "drive5", "drive7", "live1", "live2", "live10", "long1", "ufpe1", "ufpe3"];
const lateMsMax = 20;
const startUs = 1_700_000_000_000_000;

export interface ObdDrive {
  readonly file: string;
  readonly rows: number;
  /** One column per value, sharing their times. */
  readonly columns: readonly ScaledColumn[];
}

/** @returns `undefined` where there are no recordings. */
export function obdDrives(): readonly ObdDrive[] | undefined {
  return recordingsFolder() === undefined ? undefined : files.map((file, index) => readDrive(file, index + 1));
}

function readDrive(file: string, seed: number): ObdDrive {
  const lines = new TextDecoder()
    .decode(recording(`obd/carOBD_toyota_etios_2014/${file}.csv.gz`))
    .trim()
    .split("\n")
    .slice(1);
  const rows = lines.map((line) => line.split(",").map(Number)).filter((row) => row.length >= obdFactors.length);
  const random = new SeededRandom(seed);
  const times = Float64Array.from(rows, (_, index) => startUs + index * 1_000_000 + random.below(lateMsMax + 1) * 1_000);
  const columns = obdFactors.map((factor, signal): ScaledColumn => ({
    kind: "scaled",
    signal,
    times,
    raw: Float64Array.from(rows, (row) => rawOf(row[signal] ?? 0, factor)),
  }));
  return { file, rows: rows.length, columns };
}

function rawOf(value: number, factor: number): number {
  const raw = Math.round(value / factor);
  // The logger rounded, at times to one digit; what is further off than that has another factor than we think.
  if (Math.abs(raw * factor - value) > 0.3 * factor) throw new Error(`${value} is no multiple of ${factor}`);
  return raw;
}

/** Rows `from` to `to` of every column, with their own times. */
export function slice(columns: readonly ScaledColumn[], from: number, to: number): ScaledColumn[] {
  return columns.map(({ kind, signal, times, raw }) => ({ kind, signal, times: times.slice(from, to), raw: raw.slice(from, to) }));
}
