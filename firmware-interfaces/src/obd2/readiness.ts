/** Readiness monitors: PIDs 01 (since codes were cleared) and 41 (this driving cycle). SAE J1979 / ISO 15031-5, B.2. */

export type Ignition = "spark" | "compression";

export interface Monitor {
  /** Such as `misfire` or `catalyst`. */
  readonly name: string;
  /** PID 01: the test has run to its end since codes were cleared. PID 41: in this driving cycle. */
  readonly isComplete: boolean;
}

export interface Readiness {
  /** The malfunction indicator lamp; PID 41 does not say it and has false. */
  readonly isLampOn: boolean;
  /** Confirmed emission-related codes; 0 in PID 41. */
  readonly codes: number;
  readonly ignition: Ignition;
  /** Those that the control unit has (PID 41: that can run in this cycle). */
  readonly monitors: readonly Monitor[];
}

/** Bits 0 to 2 of byte B; complete at bits 4 to 6 when 0. */
const continuous = ["misfire", "fuel system", "components"] as const;
/** Bits of bytes C (has it) and D (not yet complete); reserved bits have no name. */
const byIgnition: Readonly<Record<Ignition, readonly (string | undefined)[]>> = {
  spark: [
    "catalyst",
    "heated catalyst",
    "evaporative system",
    "secondary air",
    "petrol particulate filter",
    "oxygen sensor",
    "oxygen sensor heater",
    "exhaust gas recirculation",
  ],
  compression: [
    "hydrocarbon catalyst",
    "NOx aftertreatment",
    undefined,
    "boost pressure",
    undefined,
    "exhaust gas sensor",
    "particulate filter",
    "exhaust gas recirculation",
  ],
};

/**
 * @param data the four bytes behind PID 01 or 41.
 * @returns `undefined` when there are fewer.
 */
export function readReadiness(data: Uint8Array): Readiness | undefined {
  const [a, b, c, d] = data;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  const ignition: Ignition = (b & 0x08) === 0 ? "spark" : "compression";
  const monitors: Monitor[] = [];
  for (const [bit, name] of continuous.entries()) if ((b & (1 << bit)) !== 0) monitors.push({ name, isComplete: (b & (0x10 << bit)) === 0 });
  for (const [bit, name] of byIgnition[ignition].entries()) {
    if (name !== undefined && (c & (1 << bit)) !== 0) monitors.push({ name, isComplete: (d & (1 << bit)) === 0 });
  }
  return { isLampOn: (a & 0x80) !== 0, codes: a & 0x7f, ignition, monitors };
}

/** The inverse, for simulators; monitors that the ignition does not have are left out. */
export function writeReadiness(readiness: Readiness): Uint8Array {
  const data = Uint8Array.of((readiness.isLampOn ? 0x80 : 0) | (readiness.codes & 0x7f), readiness.ignition === "compression" ? 0x08 : 0, 0, 0);
  const set = (byte: number, mask: number): void => {
    data[byte] = (data[byte] ?? 0) | mask;
  };
  for (const { name, isComplete } of readiness.monitors) {
    const bit = continuous.findIndex((known) => known === name);
    if (bit >= 0) {
      set(1, 1 << bit);
      if (!isComplete) set(1, 0x10 << bit);
      continue;
    }
    const other = byIgnition[readiness.ignition].indexOf(name);
    if (other < 0) continue;
    set(2, 1 << other);
    if (!isComplete) set(3, 1 << other);
  }
  return data;
}
