/**
 * Drives recorded as values: a column for each PID, a row a second, as the logger of carOBD
 * (https://github.com/eron93br/carOBD) writes them; and that logger's raw form, an answer a line.
 */
import { obdLimits } from "./limits.ts";
import { readPid, type PidField } from "./pid-definition.ts";
import { pidDefinition } from "./pids.ts";

export interface DriveReading {
  /** Seconds since the first row; in the raw form the logger's own clock. */
  readonly timeS: number;
  readonly pid: number;
  readonly field: PidField;
  /** In `field.unit`. */
  readonly value: number;
}

export interface DriveProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface DriveLog {
  readonly rows: number;
  readonly readings: readonly DriveReading[];
  /** The first of them, as many as `obdLimits.driveProblemsMax`. */
  readonly problems: readonly DriveProblem[];
  readonly problemCount: number;
}

class Problems {
  readonly first: DriveProblem[] = [];
  count = 0;

  add(line: number, message: string): void {
    this.count += 1;
    if (this.first.length < obdLimits.driveProblemsMax) this.first.push({ line, message });
  }
}

/** Columns by name without the unit behind it; the first is misspelled in the files. All are the first field of their PID. */
const columns: Readonly<Record<string, number>> = {
  ENGINE_RUN_TINE: 0x1f,
  ENGINE_RUN_TIME: 0x1f,
  ENGINE_RPM: 0x0c,
  VEHICLE_SPEED: 0x0d,
  THROTTLE: 0x11,
  ENGINE_LOAD: 0x04,
  COOLANT_TEMPERATURE: 0x05,
  LONG_TERM_FUEL_TRIM_BANK_1: 0x07,
  SHORT_TERM_FUEL_TRIM_BANK_1: 0x06,
  INTAKE_MANIFOLD_PRESSURE: 0x0b,
  FUEL_TANK: 0x2f,
  ABSOLUTE_THROTTLE_B: 0x47,
  PEDAL_D: 0x49,
  PEDAL_E: 0x4a,
  COMMANDED_THROTTLE_ACTUATOR: 0x4c,
  FUEL_AIR_COMMANDED_EQUIV_RATIO: 0x44,
  ABSOLUTE_BAROMETRIC_PRESSURE: 0x33,
  RELATIVE_THROTTLE_POSITION: 0x45,
  INTAKE_AIR_TEMP: 0x0f,
  TIMING_ADVANCE: 0x0e,
  CATALYST_TEMPERATURE_BANK1_SENSOR1: 0x3c,
  CATALYST_TEMPERATURE_BANK1_SENSOR2: 0x3e,
  CONTROL_MODULE_VOLTAGE: 0x42,
  COMMANDED_EVAPORATIVE_PURGE: 0x2e,
  TIME_RUN_WITH_MIL_ON: 0x4d,
  TIME_SINCE_TROUBLE_CODES_CLEARED: 0x4e,
  DISTANCE_TRAVELED_WITH_MIL_ON: 0x21,
  WARM_UPS_SINCE_CODES_CLEARED: 0x30,
};

interface Column {
  readonly pid: number;
  readonly field: PidField;
}

/** The form with a header line. A row with fewer values than columns counts as far as it goes, and is a problem. */
export function readDriveLog(text: string): DriveLog {
  const lines = text.split(/\r?\n/);
  const problems = new Problems();
  const header = columnsOf(lines[0] ?? "", problems);
  const readings: DriveReading[] = [];
  let rows = 0;
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === "") continue;
    const cells = cellsOf(line);
    if (cells === undefined) {
      problems.add(index + 1, `the line has more than ${obdLimits.driveLineCharactersMax} characters`);
      continue;
    }
    const timeS = rows++;
    if (cells.length !== header.length) problems.add(index + 1, `${cells.length} values for ${header.length} columns`);
    for (const [at, cell] of cells.entries()) {
      const column = header[at];
      if (column === undefined) continue;
      const value = Number(cell);
      if (cell === "" || !Number.isFinite(value)) problems.add(index + 1, `${JSON.stringify(cell)} is no number`);
      else readings.push({ timeS, ...column, value });
    }
  }
  return { rows, readings, problems: problems.first, problemCount: problems.count };
}

/** The raw form: `264.5:4500,` is PID 45 with the byte 00. */
export function readRawDriveLog(text: string): DriveLog {
  const problems = new Problems();
  const readings: DriveReading[] = [];
  let rows = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const [, seconds, pidText, hex] = /^\s*(\d+(?:\.\d+)?):([0-9A-Fa-f]{2})((?:[0-9A-Fa-f]{2}){1,64}),?\s*$/.exec(line) ?? [];
    if (seconds === undefined || pidText === undefined || hex === undefined) {
      problems.add(index + 1, `${JSON.stringify(line.slice(0, 40))} is no answer in the form TIME:PID DATA,`);
      continue;
    }
    rows += 1;
    const pid = Number.parseInt(pidText, 16);
    const definition = pidDefinition(pid);
    if (definition === undefined) continue;
    for (const { field, value } of readPid(definition, Uint8Array.from(Buffer.from(hex, "hex")))) {
      readings.push({ timeS: Number(seconds), pid, field, value });
    }
  }
  return { rows, readings, problems: problems.first, problemCount: problems.count };
}

function columnsOf(line: string, problems: Problems): readonly (Column | undefined)[] {
  return (cellsOf(line) ?? []).map((cell) => {
    const name = cell.replace(/\s*\(.*\)$/, "");
    const pid = Object.hasOwn(columns, name) ? columns[name] : undefined;
    const [field] = pid === undefined ? [] : (pidDefinition(pid)?.fields ?? []);
    if (pid !== undefined && field !== undefined) return { pid, field };
    problems.add(1, `column ${JSON.stringify(name.slice(0, 60))} is no PID that is known; it is left out`);
    return undefined;
  });
}

/** Rows end with a comma that separates nothing. */
function cellsOf(line: string): readonly string[] | undefined {
  if (line.length > obdLimits.driveLineCharactersMax) return undefined;
  return line
    .replace(/,\s*$/, "")
    .split(",", obdLimits.driveColumnsMax)
    .map((cell) => cell.trim());
}
