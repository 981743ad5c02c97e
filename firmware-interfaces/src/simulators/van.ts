/** A diesel delivery van, by drawbar-van.dbc: many stops, a cooled load, an exhaust filter. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";
import { wheelSpeeds } from "./car.ts";
import { dbcMessages, type MessageValues } from "./dbc-messages.ts";
import type { ScheduledMessage } from "./frame-schedule.ts";
import type { VehicleModel } from "./vehicle-model.ts";
import type { VehicleSpec } from "./vehicle-state.ts";

export const vanSpec: VehicleSpec = {
  massKg: 2_950,
  dragAreaM2: 1.75,
  rollingResistance: 0.012,
  wheelRadiusM: 0.345,
  gearRatios: [4.4, 2.6, 1.65, 1.15, 0.88, 0.7],
  axleRatio: 4.1,
  idleRpm: 800,
  downshiftRpm: 1_200,
  upshiftRpm: 2_350,
  torqueNmMax: 360,
  powerWMax: 103_000,
  litresPerKwh: 0.27,
  idleLitresPerHour: 0.9,
  tankLitres: 75,
  systemVolts: 14.2,
  oilPressureKpaIdle: 140,
  oilPressureKpaMax: 420,
  habits: { weights: { city: 0.7, rural: 0.25, motorway: 0.05 }, speedMpsMax: 31, stopS: [8, 35] },
};

const halfTrackM = 0.87;
const emptyKg = 2_150;
/** Soot gathers with fuel and burns off at the top (regeneration). */
const litresToFullFilter = 14;
/** Pages of EngineCondition in the order in which they are sent: temperatures often, the filter's three in turn. */
const pages = [0, 1, 0, 2] as const;

const values: Readonly<Record<string, MessageValues>> = {
  Engine: (state, _, noise) => ({
    EngineSpeed: state.engineRpm + (state.engineRpm > 0 ? noise(8) : 0),
    EngineTorque: state.torqueNm + noise(1.5),
    BoostPressure: state.boostKpa + noise(0.4),
    EngineLoad: state.load * 100,
    EngineRunning: state.engineRpm > 0 ? 1 : 0,
  }),
  Motion: (state, count, noise) => ({
    VehicleSpeed: state.speedMps * 3.6,
    LongitudinalAcceleration: state.accelerationMps2 + noise(0.08),
    YawRate: state.yawRateDps + noise(0.12),
    MotionCounter: count % 16,
  }),
  WheelSpeeds: (state, _, noise) => wheelSpeeds(state, halfTrackM, noise),
  Pedals: (state) => ({
    AcceleratorPedalPosition: state.accelerator * 100,
    BrakePedalPosition: state.brake * 100,
    ParkingBrakeEngaged: isDelivering(state.speedMps, state.gear) ? 1 : 0,
  }),
  Transmission: (state) => ({ CurrentGear: state.gear, TransmissionOilTemperature: state.transmissionOilC }),
  EngineCondition: (state, count, noise) => {
    const page = pages[count % pages.length] ?? 0;
    const shared = { Page: page, ConditionCounter: count % 16 };
    if (page === 0) return { ...shared, CoolantTemperature: state.coolantC, OilTemperature: state.oilC, OilPressure: state.oilPressureKpa + noise(4) };
    if (page === 1) return { ...shared, IntakeTemperature: state.intakeC, ExhaustTemperature: state.exhaustC };
    const filterPage = Math.floor(count / pages.length) % 3;
    const soot = ((state.fuelUsedLitres % litresToFullFilter) / litresToFullFilter) * 100;
    if (filterPage === 0) return { ...shared, FilterPage: 0, FilterSootLoad: soot };
    if (filterPage === 1) return { ...shared, FilterPage: 1, FilterDifferentialPressure: (400 + 60 * soot) * (0.25 + state.load) };
    return { ...shared, FilterPage: 2, ExhaustFluidLevel: state.exhaustFluidShare * 100 };
  },
  Fuel: (state) => ({ FuelLevel: (state.fuelLitres / vanSpec.tankLitres) * 100, FuelRate: state.fuelLitresPerHour, FuelUsed: state.fuelUsedLitres }),
  Body: (state, _, noise) => ({
    OutsideTemperature: state.ambientC,
    CabinTemperature: state.cabinC,
    BatteryVoltage: state.batteryVolts + noise(0.03),
    CargoDoorOpen: isDelivering(state.speedMps, state.gear) ? 1 : 0,
  }),
  Load: (state, _, noise) => ({ CargoTemperature: 4 + 0.08 * (state.ambientC - 4) + noise(0.1), CargoWeight: vanSpec.massKg - emptyKg }),
  Odometer: (state) => ({ TotalDistance: state.odometerM, EngineHours: state.engineHours }),
  Position: (state) => ({ Latitude: state.latitudeDeg, Longitude: state.longitudeDeg }),
  Course: (state) => ({ Heading: state.headingDeg }),
};

export function vanMessages(model: VehicleModel, random: SeededRandom, file: DbcFile): readonly ScheduledMessage[] {
  return dbcMessages(file, model, random, values);
}

function isDelivering(speedMps: number, gear: number): boolean {
  return speedMps === 0 && gear === 0;
}
