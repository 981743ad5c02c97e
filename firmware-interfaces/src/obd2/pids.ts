/**
 * PIDs of service 01: lengths, scalings, units. Source: SAE J1979 / ISO 15031-5, annex B, written anew from the facts of
 * the standard; the table is ours and under this package's licence. What a control unit answers beyond it is still carried
 * as bytes, alone in its request.
 */
import type { PidDefinition, PidField } from "./pid-definition.ts";
import { emissionStandards, fuelSystemStates, fuelTypes, secondaryAirStates } from "./pid-texts.ts";

type Scale = readonly [factor: number, offset: number, unit: string];

const percent: Scale = [100 / 255, 0, "%"];
/** Fuel trims and errors around zero: -100 to 99.2 %. */
const around: Scale = [100 / 128, -100, "%"];
const celsius: Scale = [1, -40, "°C"];
const kilopascal: Scale = [1, 0, "kPa"];
const railPressure: Scale = [10, 0, "kPa"];
const lambda: Scale = [2 / 65_536, 0, ""];
const torque: Scale = [1, -125, "%"];
const count: Scale = [1, 0, ""];
const seconds: Scale = [1, 0, "s"];
const minutes: Scale = [1, 0, "min"];
const kilometres: Scale = [1, 0, "km"];
const gramsPerSecond: Scale = [1 / 100, 0, "g/s"];
const tenthCelsius: Scale = [1 / 10, -40, "°C"];

type More = Pick<PidField, "presentBit" | "texts" | "signed">;

function field(name: string, bit: number, bits: number, [factor, offset, unit]: Scale, more: More = {}): PidField {
  return { name, bit, bits, factor, offset, unit, ...more };
}

function one(pid: number, title: string, name: string, scale: Scale, more?: More): PidDefinition {
  return { pid, bytes: 1, title, fields: [field(name, 0, 8, scale, more)] };
}

function two(pid: number, title: string, name: string, scale: Scale, more?: More): PidDefinition {
  return { pid, bytes: 2, title, fields: [field(name, 0, 16, scale, more)] };
}

function bitmap(pid: number, title: string): PidDefinition {
  return { pid, bytes: 4, title, fields: [] };
}

/** One byte of bank 1 or 2, and a second of bank 3 or 4 where there are such. */
function trim(pid: number, title: string, name: string, banks: readonly [number, number]): PidDefinition {
  const fields = banks.map((bank, index) => field(`${name}Bank${bank}`, index * 8, 8, around));
  return { pid, bytes: 1, bytesLong: 2, title, fields };
}

/** The eight sensors of 14-1B, 24-2B and 34-3B as PID 13 counts them: two banks of four. */
const sensors = Array.from({ length: 8 }, (_, index) => `Bank${index < 4 ? 1 : 2}Sensor${(index % 4) + 1}`);

const oxygen: readonly PidDefinition[] = sensors.flatMap((sensor, index): PidDefinition[] => [
  {
    pid: 0x14 + index,
    bytes: 2,
    title: `Oxygen sensor ${sensor}: voltage, short-term trim`,
    fields: [field(`OxygenVoltage${sensor}`, 0, 8, [1 / 200, 0, "V"]), field(`OxygenTrim${sensor}`, 8, 8, around)],
  },
  {
    pid: 0x24 + index,
    bytes: 4,
    title: `Wide-range oxygen sensor ${sensor}: lambda, voltage`,
    fields: [field(`OxygenLambda${sensor}`, 0, 16, lambda), field(`OxygenWideVoltage${sensor}`, 16, 16, [8 / 65_536, 0, "V"])],
  },
  {
    pid: 0x34 + index,
    bytes: 4,
    title: `Wide-range oxygen sensor ${sensor}: lambda, current`,
    fields: [field(`OxygenCurrentLambda${sensor}`, 0, 16, lambda), field(`OxygenCurrent${sensor}`, 16, 16, [1 / 256, -128, "mA"])],
  },
]);

const catalysts: readonly PidDefinition[] = [
  [1, 1],
  [2, 1],
  [1, 2],
  [2, 2],
].map(([bank, sensor], index) =>
  two(0x3c + index, `Catalyst temperature, bank ${bank}, sensor ${sensor}`, `CatalystTemperatureBank${bank}Sensor${sensor}`, tenthCelsius),
);

const classic: readonly PidDefinition[] = [
  bitmap(0x00, "PIDs supported, 01 to 20"),
  bitmap(0x01, "Monitors since codes were cleared, malfunction lamp, number of codes"),
  two(0x02, "Trouble code that stored the freeze frame", "FreezeFrameCode", count),
  {
    pid: 0x03,
    bytes: 2,
    title: "Fuel system state",
    fields: [field("FuelSystem1State", 0, 8, count, { texts: fuelSystemStates }), field("FuelSystem2State", 8, 8, count, { texts: fuelSystemStates })],
  },
  one(0x04, "Calculated engine load", "EngineLoad", percent),
  one(0x05, "Engine coolant temperature", "CoolantTemperature", celsius),
  trim(0x06, "Short-term fuel trim, banks 1 and 3", "ShortTermFuelTrim", [1, 3]),
  trim(0x07, "Long-term fuel trim, banks 1 and 3", "LongTermFuelTrim", [1, 3]),
  trim(0x08, "Short-term fuel trim, banks 2 and 4", "ShortTermFuelTrim", [2, 4]),
  trim(0x09, "Long-term fuel trim, banks 2 and 4", "LongTermFuelTrim", [2, 4]),
  one(0x0a, "Fuel pressure (gauge)", "FuelPressure", [3, 0, "kPa"]),
  one(0x0b, "Intake manifold pressure (absolute)", "IntakeManifoldPressure", kilopascal),
  two(0x0c, "Engine speed", "EngineSpeed", [1 / 4, 0, "rpm"]),
  one(0x0d, "Vehicle speed", "VehicleSpeed", [1, 0, "km/h"]),
  one(0x0e, "Ignition timing advance of cylinder 1", "TimingAdvance", [1 / 2, -64, "°"]),
  one(0x0f, "Intake air temperature", "IntakeAirTemperature", celsius),
  two(0x10, "Air flow from the mass air flow sensor", "AirMassFlow", gramsPerSecond),
  one(0x11, "Throttle position (absolute)", "ThrottlePosition", percent),
  one(0x12, "Commanded secondary air", "SecondaryAirState", count, { texts: secondaryAirStates }),
  one(0x13, "Oxygen sensors present, two banks", "OxygenSensorsPresent", count),
  one(0x1c, "OBD requirements the vehicle is designed to", "ObdStandard", count, { texts: emissionStandards }),
  one(0x1d, "Oxygen sensors present, four banks", "OxygenSensorsPresentFourBanks", count),
  { pid: 0x1e, bytes: 1, title: "Power take-off", fields: [field("PowerTakeOffActive", 7, 1, count)] },
  two(0x1f, "Time since engine start", "EngineRunTime", seconds),
  bitmap(0x20, "PIDs supported, 21 to 40"),
  two(0x21, "Distance with the malfunction lamp on", "DistanceWithLamp", kilometres),
  two(0x22, "Fuel rail pressure, relative to the manifold", "FuelRailPressureRelative", [0.079, 0, "kPa"]),
  two(0x23, "Fuel rail pressure (gauge)", "FuelRailPressureGauge", railPressure),
  one(0x2c, "Commanded exhaust gas recirculation", "ExhaustRecirculationCommanded", percent),
  one(0x2d, "Exhaust gas recirculation error", "ExhaustRecirculationError", around),
  one(0x2e, "Commanded evaporative purge", "EvaporativePurgeCommanded", percent),
  one(0x2f, "Fuel level", "FuelLevel", percent),
  one(0x30, "Warm-ups since codes were cleared", "WarmUpsSinceCleared", count),
  two(0x31, "Distance since codes were cleared", "DistanceSinceCleared", kilometres),
  two(0x32, "Evaporative system vapour pressure", "EvaporativePressure", [1 / 4, 0, "Pa"], { signed: true }),
  one(0x33, "Barometric pressure", "BarometricPressure", kilopascal),
  bitmap(0x40, "PIDs supported, 41 to 60"),
  bitmap(0x41, "Monitors of this driving cycle"),
  two(0x42, "Control module voltage", "ControlModuleVoltage", [1 / 1_000, 0, "V"]),
  two(0x43, "Absolute load", "AbsoluteLoad", percent),
  two(0x44, "Commanded air-fuel equivalence ratio", "EquivalenceRatioCommanded", lambda),
  one(0x45, "Relative throttle position", "ThrottlePositionRelative", percent),
  one(0x46, "Ambient air temperature", "AmbientAirTemperature", celsius),
  one(0x47, "Absolute throttle position B", "ThrottlePositionB", percent),
  one(0x48, "Absolute throttle position C", "ThrottlePositionC", percent),
  one(0x49, "Accelerator pedal position D", "AcceleratorPositionD", percent),
  one(0x4a, "Accelerator pedal position E", "AcceleratorPositionE", percent),
  one(0x4b, "Accelerator pedal position F", "AcceleratorPositionF", percent),
  one(0x4c, "Commanded throttle actuator", "ThrottleActuatorCommanded", percent),
  two(0x4d, "Time with the malfunction lamp on", "TimeWithLamp", minutes),
  two(0x4e, "Time since codes were cleared", "TimeSinceCleared", minutes),
  {
    pid: 0x4f,
    bytes: 4,
    title: "Largest values of equivalence ratio, oxygen sensor voltage and current, intake pressure",
    fields: [
      field("EquivalenceRatioMax", 0, 8, count),
      field("OxygenVoltageMax", 8, 8, [1, 0, "V"]),
      field("OxygenCurrentMax", 16, 8, [1, 0, "mA"]),
      field("IntakeManifoldPressureMax", 24, 8, railPressure),
    ],
  },
  { pid: 0x50, bytes: 4, title: "Largest value of air mass flow", fields: [field("AirMassFlowMax", 0, 8, [10, 0, "g/s"])] },
  one(0x51, "Fuel type", "FuelType", count, { texts: fuelTypes }),
  one(0x52, "Ethanol in fuel", "EthanolShare", percent),
  two(0x53, "Absolute evaporative system vapour pressure", "EvaporativePressureAbsolute", [1 / 200, 0, "kPa"]),
  two(0x54, "Evaporative system vapour pressure, wide range", "EvaporativePressureWide", [1, 0, "Pa"], { signed: true }),
  trim(0x55, "Short-term trim of the secondary oxygen sensor, banks 1 and 3", "ShortTermSecondaryTrim", [1, 3]),
  trim(0x56, "Long-term trim of the secondary oxygen sensor, banks 1 and 3", "LongTermSecondaryTrim", [1, 3]),
  trim(0x57, "Short-term trim of the secondary oxygen sensor, banks 2 and 4", "ShortTermSecondaryTrim", [2, 4]),
  trim(0x58, "Long-term trim of the secondary oxygen sensor, banks 2 and 4", "LongTermSecondaryTrim", [2, 4]),
  two(0x59, "Fuel rail pressure (absolute)", "FuelRailPressureAbsolute", railPressure),
  one(0x5a, "Relative accelerator pedal position", "AcceleratorPositionRelative", percent),
  one(0x5b, "Hybrid battery remaining charge", "HybridBatteryCharge", percent),
  one(0x5c, "Engine oil temperature", "EngineOilTemperature", celsius),
  two(0x5d, "Fuel injection timing", "InjectionTiming", [1 / 128, -210, "°"]),
  two(0x5e, "Engine fuel rate", "FuelRate", [1 / 20, 0, "l/h"]),
  one(0x5f, "Emission requirements the vehicle is designed to", "EmissionStandard", count),
];

const later: readonly PidDefinition[] = [
  bitmap(0x60, "PIDs supported, 61 to 80"),
  one(0x61, "Engine torque that the driver demands", "TorqueDemanded", torque),
  one(0x62, "Actual engine torque", "TorqueActual", torque),
  two(0x63, "Engine reference torque", "TorqueReference", [1, 0, "Nm"]),
  {
    pid: 0x64,
    bytes: 5,
    title: "Engine torque at idle and four points",
    fields: ["Idle", "Point1", "Point2", "Point3", "Point4"].map((point, index) => field(`TorqueAt${point}`, index * 8, 8, torque)),
  },
  {
    pid: 0x66,
    bytes: 5,
    title: "Mass air flow sensors A and B",
    fields: [field("AirMassFlowA", 8, 16, [1 / 32, 0, "g/s"], { presentBit: 7 }), field("AirMassFlowB", 24, 16, [1 / 32, 0, "g/s"], { presentBit: 6 })],
  },
  {
    pid: 0x67,
    bytes: 3,
    title: "Engine coolant temperature, sensors 1 and 2",
    fields: [field("CoolantTemperature1", 8, 8, celsius, { presentBit: 7 }), field("CoolantTemperature2", 16, 8, celsius, { presentBit: 6 })],
  },
  {
    pid: 0x68,
    bytes: 7,
    title: "Intake air temperature, two banks of three sensors",
    fields: Array.from({ length: 6 }, (_, index) =>
      field(`IntakeAirTemperatureBank${index < 3 ? 1 : 2}Sensor${(index % 3) + 1}`, 8 + index * 8, 8, celsius, { presentBit: 7 - index }),
    ),
  },
  {
    pid: 0x7f,
    bytes: 13,
    title: "Engine run time: total, idling, with power take-off",
    fields: [
      field("EngineRunTimeTotal", 8, 32, seconds, { presentBit: 7 }),
      field("EngineIdleTimeTotal", 40, 32, seconds, { presentBit: 6 }),
      field("PowerTakeOffTimeTotal", 72, 32, seconds, { presentBit: 5 }),
    ],
  },
  bitmap(0x80, "PIDs supported, 81 to A0"),
  one(0x84, "Manifold surface temperature", "ManifoldSurfaceTemperature", celsius),
  one(0x8d, "Absolute throttle position G", "ThrottlePositionG", percent),
  one(0x8e, "Engine friction torque", "TorqueFriction", torque),
  {
    pid: 0x9d,
    bytes: 4,
    title: "Fuel rate of engine and vehicle by mass",
    fields: [field("FuelMassRate", 0, 16, [1 / 50, 0, "g/s"]), field("VehicleFuelMassRate", 16, 16, [1 / 50, 0, "g/s"])],
  },
  two(0x9e, "Exhaust mass flow", "ExhaustMassFlow", [1 / 5, 0, "kg/h"]),
  bitmap(0xa0, "PIDs supported, A1 to C0"),
  two(0xa2, "Fuel per cylinder and stroke", "FuelPerStroke", [1 / 32, 0, "mg"]),
  { pid: 0xa6, bytes: 4, title: "Odometer", fields: [field("Odometer", 0, 32, [1 / 10, 0, "km"])] },
  bitmap(0xc0, "PIDs supported, C1 to E0"),
];

const byPid: ReadonlyMap<number, PidDefinition> = new Map([...classic, ...oxygen, ...catalysts, ...later].map((definition) => [definition.pid, definition]));

/** @returns what SAE J1979 says of the PID; `undefined` for those that this table does not know. */
export function pidDefinition(pid: number): PidDefinition | undefined {
  return byPid.get(pid);
}

/** Every PID of the table, lowest first. */
export function knownPids(): readonly PidDefinition[] {
  return [...byPid.values()].toSorted((a, b) => a.pid - b.pid);
}
