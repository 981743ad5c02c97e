/**
 * How simulated units code what they measure: one number per PID of service 01, big-endian.
 *
 * @see SAE J1979-DA (ISO 15031-5), annex B, for lengths, scalings and offsets
 */

interface PidEncoding {
  readonly bytes: 1 | 2 | 4;
  readonly perBit: number;
  /** What raw 0 means. */
  readonly offset: number;
}

const percent = { bytes: 1, perBit: 100 / 255, offset: 0 } as const satisfies PidEncoding;
const celsius = { bytes: 1, perBit: 1, offset: -40 } as const satisfies PidEncoding;

/** The PIDs whose value is one number, with its unit in the name. */
export const pidEncodings = {
  engineLoadPercent: { pid: 0x04, ...percent },
  coolantC: { pid: 0x05, ...celsius },
  manifoldPressureKpa: { pid: 0x0b, bytes: 1, perBit: 1, offset: 0 },
  engineRpm: { pid: 0x0c, bytes: 2, perBit: 0.25, offset: 0 },
  speedKmh: { pid: 0x0d, bytes: 1, perBit: 1, offset: 0 },
  intakeAirC: { pid: 0x0f, ...celsius },
  airFlowGramsPerS: { pid: 0x10, bytes: 2, perBit: 0.01, offset: 0 },
  throttlePercent: { pid: 0x11, ...percent },
  runTimeS: { pid: 0x1f, bytes: 2, perBit: 1, offset: 0 },
  fuelLevelPercent: { pid: 0x2f, ...percent },
  barometricPressureKpa: { pid: 0x33, bytes: 1, perBit: 1, offset: 0 },
  moduleVolts: { pid: 0x42, bytes: 2, perBit: 0.001, offset: 0 },
  ambientAirC: { pid: 0x46, ...celsius },
  pedalPercent: { pid: 0x49, ...percent },
  oilC: { pid: 0x5c, ...celsius },
  fuelLitresPerHour: { pid: 0x5e, bytes: 2, perBit: 0.05, offset: 0 },
  odometerKm: { pid: 0xa6, bytes: 4, perBit: 0.1, offset: 0 },
} as const satisfies Readonly<Record<string, PidEncoding & { readonly pid: number }>>;

export type PidQuantity = keyof typeof pidEncodings;

/** @returns the nearest value that the PID can carry; beyond its ends the end, as sensors do it. */
export function encodePid(quantity: PidQuantity, value: number): Uint8Array {
  const { bytes, perBit, offset } = pidEncodings[quantity];
  let raw = Math.min(Math.max(Math.round((value - offset) / perBit), 0), 2 ** (8 * bytes) - 1);
  const encoded = new Uint8Array(bytes);
  for (let index = bytes - 1; index >= 0; index--) {
    encoded[index] = raw % 256;
    raw = Math.floor(raw / 256);
  }
  return encoded;
}
