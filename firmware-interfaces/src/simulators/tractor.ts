/** A European tractor with a loaded semitrailer, speaking J1939: engine, gearbox, brakes and instruments each with an address. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { ParameterGroupEncoder } from "../j1939/j1939-encoder.ts";
import { joinJ1939Id } from "../j1939/j1939-id.ts";
import { parameterGroups } from "../j1939/parameter-groups.ts";
import { noiseOf, type Noise } from "./dbc-messages.ts";
import type { ScheduledMessage } from "./frame-schedule.ts";
import { tractorDiagnostics } from "./tractor-diagnostics.ts";
import type { VehicleModel } from "./vehicle-model.ts";
import type { VehicleSpec, VehicleState } from "./vehicle-state.ts";

export const tractorSpec: VehicleSpec = {
  massKg: 31_500,
  dragAreaM2: 5.6,
  rollingResistance: 0.0062,
  wheelRadiusM: 0.507,
  gearRatios: [14.9, 11.7, 9, 7, 5.6, 4.4, 3.4, 2.6, 2, 1.6, 1.28, 1],
  axleRatio: 2.53,
  idleRpm: 560,
  downshiftRpm: 900,
  upshiftRpm: 1_480,
  torqueNmMax: 2_400,
  powerWMax: 353_000,
  litresPerKwh: 0.228,
  idleLitresPerHour: 2.2,
  tankLitres: 720,
  systemVolts: 28.1,
  oilPressureKpaIdle: 190,
  oilPressureKpaMax: 430,
  habits: { weights: { city: 0.2, rural: 0.35, motorway: 0.45 }, speedMpsMax: 24.4, stopS: [8, 30] },
};

/** Addresses of industry group 1, on-highway (SAE J1939, table B2). */
const engine = 0x00;
const transmission = 0x03;
const brakes = 0x0b;
const instruments = 0x17;
const tachograph = 0xee;
const axleController = 0x2f;

/** What rests on each axle, front to rear: steering, drive, three of the trailer. Kilograms. */
const axleWeightsKg = [6_950, 9_400, 5_080, 5_050, 5_020] as const;
const cargoKg = 17_400;
const tireCircumferenceM = 2 * Math.PI * tractorSpec.wheelRadiusM;

interface GroupRow {
  readonly acronym: string;
  readonly source: number;
  readonly priority: number;
  readonly periodMs: number;
  readonly values: (state: VehicleState, count: number, noise: Noise) => Readonly<Record<string, number>>;
}

const groups: readonly GroupRow[] = [
  {
    acronym: "EEC1",
    source: engine,
    priority: 3,
    periodMs: 20,
    values: (state, _, noise) => ({
      EngineTorqueMode: state.accelerator > 0 ? 1 : 0,
      DriversDemandEnginePercentTorque: state.accelerator * 100,
      ActualEnginePercentTorque: (state.torqueNm / tractorSpec.torqueNmMax) * 100,
      EngineSpeed: state.engineRpm + (state.engineRpm > 0 ? noise(3) : 0),
    }),
  },
  {
    acronym: "EEC2",
    source: engine,
    priority: 3,
    periodMs: 50,
    values: (state) => ({
      AcceleratorPedal1LowIdleSwitch: state.accelerator > 0.02 ? 0 : 1,
      AcceleratorPedalPosition1: state.accelerator * 100,
      EnginePercentLoadAtCurrentSpeed: state.load * 100,
    }),
  },
  {
    acronym: "ETC1",
    source: transmission,
    priority: 3,
    periodMs: 20,
    values: (state) => ({
      TransmissionDrivelineEngaged: state.gear > 0 && !state.isShifting ? 1 : 0,
      TransmissionShiftInProcess: state.isShifting ? 1 : 0,
      TransmissionOutputShaftSpeed: (state.speedMps / tireCircumferenceM) * 60 * tractorSpec.axleRatio,
      PercentClutchSlip: state.isShifting ? 100 : 0,
      TransmissionInputShaftSpeed: state.engineRpm,
    }),
  },
  {
    acronym: "ETC2",
    source: transmission,
    priority: 6,
    periodMs: 100,
    values: (state) => ({
      TransmissionSelectedGear: state.gear,
      TransmissionActualGearRatio: state.gear === 0 ? 0 : (tractorSpec.gearRatios[state.gear - 1] ?? 1),
      TransmissionCurrentGear: state.isShifting ? 0 : state.gear,
    }),
  },
  {
    acronym: "EBC1",
    source: brakes,
    priority: 6,
    periodMs: 100,
    values: (state) => ({ AntiLockBrakingActive: 0, EBSBrakeSwitch: state.brake > 0.02 ? 1 : 0, BrakePedalPosition: state.brake * 100 }),
  },
  {
    acronym: "EBC2",
    source: brakes,
    priority: 6,
    periodMs: 100,
    values: (state, _, noise) => {
      const bend = ((state.yawRateDps * Math.PI) / 180) * 1.02 * 3.6;
      return {
        FrontAxleSpeed: state.speedMps * 3.6,
        RelativeSpeedFrontAxleLeftWheel: -bend + noise(0.1),
        RelativeSpeedFrontAxleRightWheel: bend + noise(0.1),
        RelativeSpeedRearAxle1LeftWheel: -bend * 0.95 + noise(0.1),
        RelativeSpeedRearAxle1RightWheel: bend * 0.95 + noise(0.1),
      };
    },
  },
  {
    acronym: "CCVS",
    source: engine,
    priority: 6,
    periodMs: 100,
    values: (state) => ({
      ParkingBrakeSwitch: state.speedMps === 0 && state.gear === 0 ? 1 : 0,
      WheelBasedVehicleSpeed: state.speedMps * 3.6,
      CruiseControlActive: state.speedMps > 22 && state.brake === 0 ? 1 : 0,
      CruiseControlEnableSwitch: 1,
      BrakeSwitch: state.brake > 0.02 ? 1 : 0,
      ClutchSwitch: state.isShifting ? 1 : 0,
      CruiseControlSetSpeed: 85,
    }),
  },
  {
    acronym: "LFE",
    source: engine,
    priority: 6,
    periodMs: 100,
    values: (state) => ({
      EngineFuelRate: state.fuelLitresPerHour,
      EngineInstantaneousFuelEconomy: state.fuelLitresPerHour > 0 ? (state.speedMps * 3.6) / state.fuelLitresPerHour : 125.5,
      EngineThrottlePosition: state.load * 100,
    }),
  },
  {
    acronym: "TCO1",
    source: tachograph,
    priority: 3,
    periodMs: 100,
    values: (state) => ({
      Driver1WorkingState: state.speedMps > 0 ? 3 : 2,
      VehicleMotion: state.speedMps > 0 ? 1 : 0,
      TachographVehicleSpeed: state.speedMps * 3.6,
    }),
  },
  {
    acronym: "EFL_P1",
    source: engine,
    priority: 6,
    periodMs: 500,
    values: (state, _, noise) => ({
      EngineFuelDeliveryPressure: 620 + noise(6),
      EngineOilLevel: 78,
      EngineOilPressure: state.oilPressureKpa + noise(5),
      EngineCoolantLevel: 94,
    }),
  },
  {
    acronym: "IC1",
    source: engine,
    priority: 6,
    periodMs: 500,
    values: (state) => ({
      EngineDieselParticulateFilterInletPressure: 3 + 9 * state.load,
      EngineIntakeManifold1Pressure: state.boostKpa,
      EngineIntakeManifold1Temperature: state.intakeC,
      EngineAirFilter1DifferentialPressure: 0.6 + 2.1 * state.load,
      EngineExhaustGasTemperature: state.exhaustC,
    }),
  },
  {
    acronym: "ET1",
    source: engine,
    priority: 6,
    periodMs: 1_000,
    values: (state) => ({
      EngineCoolantTemperature: state.coolantC,
      EngineFuelTemperature1: state.ambientC + 12,
      EngineOilTemperature1: state.oilC,
      EngineIntercoolerTemperature: state.intakeC,
    }),
  },
  { acronym: "TRF1", source: transmission, priority: 6, periodMs: 1_000, values: (state) => ({ TransmissionOilTemperature: state.transmissionOilC }) },
  {
    acronym: "AMB",
    source: engine,
    priority: 6,
    periodMs: 1_000,
    values: (state) => ({
      BarometricPressure: 99.5,
      CabInteriorTemperature: state.cabinC,
      AmbientAirTemperature: state.ambientC,
      EngineAirInletTemperature: state.ambientC + 6,
    }),
  },
  {
    acronym: "VEP1",
    source: instruments,
    priority: 6,
    periodMs: 1_000,
    values: (state, _, noise) => ({
      NetBatteryCurrent: state.batteryAmps,
      AlternatorCurrent: state.alternatorAmps,
      BatteryPotential: state.batteryVolts + noise(0.05),
    }),
  },
  {
    acronym: "AIR1",
    source: brakes,
    priority: 6,
    periodMs: 1_000,
    values: (state) => ({
      ServiceBrakeCircuit1AirPressure: state.airPressureKpa,
      ServiceBrakeCircuit2AirPressure: state.airPressureKpa - 8,
      AirCompressorStatus: state.airPressureKpa > 845 ? 1 : 0,
    }),
  },
  {
    acronym: "DD",
    source: instruments,
    priority: 6,
    periodMs: 1_000,
    values: (state) => ({ FuelLevel1: (state.fuelLitres / tractorSpec.tankLitres) * 100 }),
  },
  {
    acronym: "VDHR",
    source: instruments,
    priority: 6,
    periodMs: 1_000,
    values: (state) => ({ HighResolutionTotalVehicleDistance: state.odometerM, HighResolutionTripDistance: state.tripM }),
  },
  {
    acronym: "HOURS",
    source: engine,
    priority: 6,
    periodMs: 1_000,
    values: (state) => ({ EngineTotalHoursOfOperation: state.engineHours, EngineTotalRevolutions: state.engineRevolutions }),
  },
  {
    acronym: "VP",
    source: instruments,
    priority: 6,
    // more often than the standard's five seconds: a demonstration wants movement
    periodMs: 1_000,
    values: (state) => ({ Latitude: state.latitudeDeg, Longitude: state.longitudeDeg }),
  },
  {
    acronym: "VDS",
    source: instruments,
    priority: 6,
    periodMs: 1_000,
    values: (state) => ({ CompassBearing: state.headingDeg, NavigationBasedVehicleSpeed: state.speedMps * 3.6 }),
  },
  { acronym: "LFC", source: engine, priority: 6, periodMs: 1_000, values: (state) => ({ EngineTotalFuelUsed: state.fuelUsedLitres }) },
  {
    acronym: "AT1T1I",
    source: engine,
    priority: 6,
    periodMs: 1_000,
    values: (state) => ({ Aftertreatment1DieselExhaustFluidTankLevel: state.exhaustFluidShare * 100 }),
  },
  {
    acronym: "VW",
    source: axleController,
    priority: 6,
    periodMs: 500,
    values: (_, count, noise) => {
      const axle = count % axleWeightsKg.length;
      return { AxleLocation: axle * 16, [`AxleWeight${axle + 1}`]: (axleWeightsKg[axle] ?? 5_000) + noise(40), CargoWeight: cargoKg };
    },
  },
];

export function tractorMessages(model: VehicleModel, random: SeededRandom): readonly ScheduledMessage[] {
  const noise = noiseOf(random);
  const measurements = groups.map(({ acronym, source, priority, periodMs, values }) => {
    const encoder = new ParameterGroupEncoder(acronym);
    const pgn = parameterGroups.find((group) => group.acronym === acronym)?.pgn ?? 0; // the encoder has checked the acronym
    return {
      id: joinJ1939Id({ priority, pgn, sourceAddress: source }),
      extended: true,
      periodMs,
      payload: (count: number) => encoder.encode(values(model.state, count, noise)),
    };
  });
  return [...measurements, ...tractorDiagnostics(model, random)];
}
