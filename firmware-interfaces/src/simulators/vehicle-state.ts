/** What kind of vehicle is simulated, and how it is at a moment. */
import type { DriveHabits } from "./drive-cycle.ts";
import type { Temperatures } from "./thermal-model.ts";

export interface VehicleSpec {
  readonly massKg: number;
  /** Drag coefficient times frontal area. */
  readonly dragAreaM2: number;
  readonly rollingResistance: number;
  readonly wheelRadiusM: number;
  /** First to last gear, then the axle. */
  readonly gearRatios: readonly number[];
  readonly axleRatio: number;
  readonly idleRpm: number;
  readonly downshiftRpm: number;
  readonly upshiftRpm: number;
  readonly torqueNmMax: number;
  readonly powerWMax: number;
  /** Fuel that one kilowatt hour at the crank needs. */
  readonly litresPerKwh: number;
  readonly idleLitresPerHour: number;
  readonly tankLitres: number;
  /** With the engine running. */
  readonly systemVolts: number;
  readonly oilPressureKpaIdle: number;
  readonly oilPressureKpaMax: number;
  readonly habits: DriveHabits;
}

/** Everything that a bus could say of the moment. Own units are in the names; temperatures are degrees Celsius. */
export interface VehicleState extends Temperatures {
  isIgnitionOn: boolean;
  speedMps: number;
  accelerationMps2: number;
  yawRateDps: number;
  steeringAngleDeg: number;
  /** 0 = neutral. */
  gear: number;
  isShifting: boolean;
  engineRpm: number;
  torqueNm: number;
  /** Share of the torque that is there at this engine speed, 0 to 1. */
  load: number;
  accelerator: number;
  brake: number;
  fuelLitresPerHour: number;
  fuelLitres: number;
  fuelUsedLitres: number;
  odometerM: number;
  tripM: number;
  engineHours: number;
  engineRevolutions: number;
  boostKpa: number;
  oilPressureKpa: number;
  batteryVolts: number;
  batteryAmps: number;
  alternatorAmps: number;
  airPressureKpa: number;
  exhaustFluidShare: number;
  /** Where it is on its route, by a receiver without error. */
  latitudeDeg: number;
  longitudeDeg: number;
  /** Clockwise from true north. */
  headingDeg: number;
}
