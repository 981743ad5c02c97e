/**
 * Scalings that many parameters share ("slots"): how wide, what one bit is worth, where zero is.
 *
 * @see SAE J1939-71, appendix A
 */
export interface Slot {
  readonly bits: number;
  readonly factor: number;
  readonly offset: number;
  /** As the signal catalogue writes units. */
  readonly unit: string;
  /** Largest raw value that is a measurement, where it is not the one of the width (value-ranges.ts). */
  readonly rawMax?: number;
}

export const slots = {
  states2: { bits: 2, factor: 1, offset: 0, unit: "" },
  states3: { bits: 3, factor: 1, offset: 0, unit: "" },
  states4: { bits: 4, factor: 1, offset: 0, unit: "" },
  states5: { bits: 5, factor: 1, offset: 0, unit: "" },
  address: { bits: 8, factor: 1, offset: 0, unit: "", rawMax: 0xfd },
  location: { bits: 8, factor: 1, offset: 0, unit: "", rawMax: 0xfd },
  percent: { bits: 8, factor: 0.4, offset: 0, unit: "%" },
  percentOfTorque: { bits: 8, factor: 1, offset: -125, unit: "%" },
  percentOfLoad: { bits: 8, factor: 1, offset: 0, unit: "%" },
  torqueFraction: { bits: 4, factor: 0.125, offset: 0, unit: "%", rawMax: 7 },
  rotation: { bits: 16, factor: 0.125, offset: 0, unit: "rpm" },
  vehicleSpeed: { bits: 16, factor: 1 / 256, offset: 0, unit: "km/h" },
  wheelSpeedDifference: { bits: 8, factor: 1 / 16, offset: -7.8125, unit: "km/h" },
  setSpeed: { bits: 8, factor: 1, offset: 0, unit: "km/h" },
  temperature: { bits: 8, factor: 1, offset: -40, unit: "°C" },
  temperatureFine: { bits: 16, factor: 0.03125, offset: -273, unit: "°C" },
  pressure16: { bits: 8, factor: 16, offset: 0, unit: "kPa" },
  pressure8: { bits: 8, factor: 8, offset: 0, unit: "kPa" },
  pressure4: { bits: 8, factor: 4, offset: 0, unit: "kPa" },
  pressure2: { bits: 8, factor: 2, offset: 0, unit: "kPa" },
  pressureHalf: { bits: 8, factor: 0.5, offset: 0, unit: "kPa" },
  pressureTwentieth: { bits: 8, factor: 0.05, offset: 0, unit: "kPa" },
  pressureCrankcase: { bits: 16, factor: 1 / 128, offset: -250, unit: "kPa" },
  fuelRate: { bits: 16, factor: 0.05, offset: 0, unit: "l/h" },
  fuelEconomy: { bits: 16, factor: 1 / 512, offset: 0, unit: "km/l" },
  fuelHalfLitre: { bits: 32, factor: 0.5, offset: 0, unit: "l" },
  fuelMillilitre: { bits: 32, factor: 0.001, offset: 0, unit: "l" },
  current: { bits: 8, factor: 1, offset: 0, unit: "A" },
  currentSigned: { bits: 8, factor: 1, offset: -125, unit: "A" },
  voltage: { bits: 16, factor: 0.05, offset: 0, unit: "V" },
  operatingHours: { bits: 32, factor: 0.05, offset: 0, unit: "h" },
  revolutions: { bits: 32, factor: 1_000, offset: 0, unit: "r" },
  distance: { bits: 32, factor: 0.125, offset: 0, unit: "km" },
  distanceFine: { bits: 32, factor: 5, offset: 0, unit: "m" },
  gear: { bits: 8, factor: 1, offset: -125, unit: "", rawMax: 0xfb },
  gearRatio: { bits: 16, factor: 0.001, offset: 0, unit: "" },
  axleWeight: { bits: 16, factor: 0.5, offset: 0, unit: "kg" },
  weight: { bits: 16, factor: 2, offset: 0, unit: "kg" },
  angle: { bits: 32, factor: 1e-7, offset: -210, unit: "°" },
  compass: { bits: 16, factor: 1 / 128, offset: 0, unit: "°" },
  navigationSpeed: { bits: 16, factor: 1 / 256, offset: 0, unit: "km/h" },
  pitch: { bits: 16, factor: 1 / 128, offset: -200, unit: "°" },
  altitude: { bits: 16, factor: 0.125, offset: -2_500, unit: "m" },
  quarterSeconds: { bits: 8, factor: 0.25, offset: 0, unit: "s" },
  minutes: { bits: 8, factor: 1, offset: 0, unit: "min" },
  hours: { bits: 8, factor: 1, offset: 0, unit: "h" },
  minutesSigned: { bits: 8, factor: 1, offset: -125, unit: "min" },
  hoursSigned: { bits: 8, factor: 1, offset: -125, unit: "h" },
  month: { bits: 8, factor: 1, offset: 0, unit: "" },
  quarterDays: { bits: 8, factor: 0.25, offset: 0, unit: "d" },
  year: { bits: 8, factor: 1, offset: 1985, unit: "" },
} as const satisfies Record<string, Slot>;

export type SlotName = keyof typeof slots;
