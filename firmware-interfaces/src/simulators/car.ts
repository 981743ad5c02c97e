/** A petrol car of the middle class, by drawbar-car.dbc. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";
import { dbcMessages, type MessageValues } from "./dbc-messages.ts";
import type { ScheduledMessage } from "./frame-schedule.ts";
import type { VehicleModel } from "./vehicle-model.ts";
import type { VehicleSpec, VehicleState } from "./vehicle-state.ts";

export const carSpec: VehicleSpec = {
  massKg: 1_520,
  dragAreaM2: 0.66,
  rollingResistance: 0.011,
  wheelRadiusM: 0.316,
  gearRatios: [3.9, 2.3, 1.55, 1.18, 0.93, 0.76],
  axleRatio: 3.6,
  idleRpm: 760,
  downshiftRpm: 1_250,
  upshiftRpm: 2_500,
  torqueNmMax: 250,
  powerWMax: 110_000,
  litresPerKwh: 0.33,
  idleLitresPerHour: 0.8,
  tankLitres: 55,
  systemVolts: 14.1,
  oilPressureKpaIdle: 130,
  oilPressureKpaMax: 380,
  habits: { weights: { city: 0.5, rural: 0.35, motorway: 0.15 }, speedMpsMax: 36.5, stopS: [4, 18] },
};

const tires = ["FrontLeft", "FrontRight", "RearLeft", "RearRight"] as const;
const coldPressureKpa = [238, 236, 229, 231] as const;
/** Half the width between the wheels, for the difference in a bend. */
const halfTrackM = 0.77;

const values: Readonly<Record<string, MessageValues>> = {
  Engine: (state, count, noise) => ({
    EngineSpeed: state.engineRpm + (state.engineRpm > 0 ? noise(6) : 0),
    EngineTorque: state.torqueNm + noise(1),
    ThrottlePosition: 12 + 84 * state.load + noise(0.6),
    EngineRunning: state.engineRpm > 0 ? 1 : 0,
    EngineCounter: count % 16,
  }),
  Motion: (state, _, noise) => ({
    VehicleSpeed: state.speedMps * 3.6,
    LongitudinalAcceleration: state.accelerationMps2 + noise(0.06),
    LateralAcceleration: lateral(state) + noise(0.06),
    YawRate: state.yawRateDps + noise(0.1),
  }),
  WheelSpeeds: (state, _, noise) => wheelSpeeds(state, halfTrackM, noise),
  Steering: (state, count) => ({ SteeringWheelAngle: state.steeringAngleDeg, SteeringCounter: count % 16 }),
  Pedals: (state) => ({
    AcceleratorPedalPosition: state.accelerator * 100,
    BrakePedalPosition: state.brake * 100,
    BrakePressed: state.brake > 0.02 ? 1 : 0,
    ParkingBrakeEngaged: 0,
  }),
  Transmission: (state) => ({
    CurrentGear: state.gear,
    SelectorLever: 3,
    ShiftInProgress: state.isShifting ? 1 : 0,
    TransmissionOilTemperature: state.transmissionOilC,
  }),
  EngineCondition: (state, _, noise) => ({
    CoolantTemperature: state.coolantC,
    OilTemperature: state.oilC,
    OilPressure: state.oilPressureKpa + noise(4),
    IntakeTemperature: state.intakeC,
    // A litre of petrol takes some 11 kg of air: 3 g/s for each litre an hour.
    AirMassFlow: state.fuelLitresPerHour * 3 + noise(0.05),
  }),
  Fuel: (state) => ({ FuelLevel: (state.fuelLitres / carSpec.tankLitres) * 100, FuelRate: state.fuelLitresPerHour, FuelUsed: state.fuelUsedLitres }),
  Body: (state, _, noise) => ({
    OutsideTemperature: state.ambientC,
    CabinTemperature: state.cabinC,
    BatteryVoltage: state.batteryVolts + noise(0.03),
    LowBeamOn: 1,
    TurnSignal: turnSignal(state),
  }),
  Odometer: (state) => ({ TotalDistance: state.odometerM, TripDistance: state.tripM / 1_000 }),
  Position: (state) => ({ Latitude: state.latitudeDeg, Longitude: state.longitudeDeg }),
  Course: (state) => ({ Heading: state.headingDeg }),
  TirePressures: (state, count) => {
    const index = count % tires.length;
    const tire = tires[index] ?? "FrontLeft";
    // A tyre gains some 1 kPa with each degree (its absolute pressure follows its temperature).
    const pressure = (coldPressureKpa[index] ?? 230) + (state.tireC - 15) * 1.1;
    return { TireIndex: index, [`TirePressure${tire}`]: pressure, [`TireTemperature${tire}`]: state.tireC + index };
  },
};

export function carMessages(model: VehicleModel, random: SeededRandom, file: DbcFile): readonly ScheduledMessage[] {
  return dbcMessages(file, model, random, values);
}

/** Metres per second squared to the left. */
function lateral(state: VehicleState): number {
  return state.speedMps * ((state.yawRateDps * Math.PI) / 180);
}

/** Outer wheels run faster in a bend; each is a little rounder or more worn than the other. Kilometres an hour. */
export function wheelSpeeds(state: VehicleState, halfTrack: number, noise: (spread: number) => number): Readonly<Record<string, number>> {
  const difference = ((state.yawRateDps * Math.PI) / 180) * halfTrack;
  const wheel = (side: 1 | -1, wear: number): number =>
    state.speedMps === 0 ? 0 : Math.max(0, (state.speedMps + side * difference) * 3.6 * wear + noise(0.05));
  return {
    WheelSpeedFrontLeft: wheel(-1, 1),
    WheelSpeedFrontRight: wheel(1, 1.0012),
    WheelSpeedRearLeft: wheel(-1, 0.9991),
    WheelSpeedRearRight: wheel(1, 1.0004),
  };
}

function turnSignal(state: VehicleState): number {
  if (Math.abs(state.steeringAngleDeg) < 25) return 0;
  return state.steeringAngleDeg > 0 ? 1 : 2;
}
