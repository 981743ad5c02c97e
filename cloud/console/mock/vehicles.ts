/** The fleet of the development server: made up, the same every time, and a function of time alone, so that live and history agree. */

export interface MockSignal {
  readonly signal: string;
  readonly source: string;
  readonly unit: string;
  readonly decimals: number;
  /** Distance of its samples. */
  readonly periodMs: number;
  readonly low: number;
  readonly high: number;
  /** How long one swing from low to high and back takes. */
  readonly swingMs: number;
}

export interface MockGap {
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: "asleep" | "lost" | "to-come";
}

export type MockState = "live" | "late" | "silent" | "asleep" | "never";

export interface MockProfile {
  life: "registered" | "active" | "workshop" | "decommissioned";
  lifeSince: string;
  group: { readonly groupId: string; readonly name: string } | undefined;
  tags: readonly string[];
  attributes: Readonly<Record<string, string | number | boolean>>;
  /** In place of what the vehicle began with. */
  changed: Readonly<Record<string, unknown>>;
}

export interface MockVehicle {
  readonly vehicleId: string;
  readonly callSign: string;
  readonly vin?: string;
  /** What the VIN says, in the API's words. */
  readonly decoded?: object;
  readonly description: string;
  readonly simulated: boolean;
  /** What people say of it; changed in place. */
  readonly profile: MockProfile;
  readonly state: MockState;
  readonly unit?: { readonly unitId: string; readonly device: string; readonly enrolledAt: string };
  readonly depot?: { readonly depotId: string; readonly name: string };
  readonly signals: readonly MockSignal[];
  readonly gaps: readonly MockGap[];
  /** No sample is newer than so long ago. */
  readonly silentForMs: number;
}

export interface MockDepot {
  readonly depotId: string;
  readonly name: string;
  readonly connected: boolean;
  readonly lastHeardAt: string;
}

const minute = 60_000;
const hour = 60 * minute;

export const venlo = { depotId: id(9_001), name: "Venlo" } as const;
export const liege = { depotId: id(9_002), name: "Liège" } as const;

/** @param nowMs only places gaps; values need no start. @param more vehicles beside the six that a person looks at. */
export function mockFleet(nowMs: number, more = 0): readonly MockVehicle[] {
  const silentFor: Readonly<Record<MockState, number>> = { live: 0, late: 4 * minute, silent: 190 * minute, asleep: 124 * minute, never: 0 };
  const vehicle = (number: number, callSign: string, description: string, state: MockState, rest: Partial<MockVehicle> = {}): MockVehicle => ({
    vehicleId: id(number),
    callSign,
    description,
    simulated: true,
    profile: {
      life: state === "never" ? "registered" : "active",
      lifeSince: new Date(nowMs - 30 * 24 * hour).toISOString(),
      group: undefined,
      tags: [],
      attributes: {},
      changed: {},
    },
    state,
    silentForMs: silentFor[state],
    signals: state === "never" ? [] : tractorSignals,
    gaps: [],
    ...(state === "never"
      ? {}
      : { unit: { unitId: id(1_000 + number), device: "simulated unit", enrolledAt: new Date(nowMs - 30 * 24 * hour).toISOString() } }),
    depot: venlo,
    ...rest,
  });
  const fleet = [
    vehicle(1, "TR 214", "Tractor 4×2, 13 l diesel", "live", { vin: "WMA06XZZ9AP012345", decoded: readTractorVin, gaps: gapsBefore(nowMs) }),
    vehicle(2, "CR 118", "Car, 2 l petrol", "live", { vin: "1FMCU0GA7PK000001", decoded: readCarVin, signals: carSignals }),
    vehicle(3, "VN 031", "Van, 2 l diesel", "live", { signals: carSignals }),
    vehicle(4, "TR 301", "Tractor 4×2, 11 l diesel", "late"),
    vehicle(5, "RG 044", "Rigid, 9 l diesel", "silent", { depot: liege }),
    vehicle(6, "TR 205", "Tractor 4×2, 13 l diesel", "asleep"),
    vehicle(7, "TL 502", "Reefer trailer", "never"),
  ];
  const states: readonly MockState[] = ["live", "live", "live", "live", "asleep", "late", "live", "silent"];
  for (let index = 0; index < more; index += 1) {
    fleet.push(
      vehicle(100 + index, `TR ${String(1_000 + index)}`, "Tractor 4×2, 13 l diesel", states[index % states.length] ?? "live", { signals: carSignals }),
    );
  }
  return fleet;
}

export function mockDepots(nowMs: number): readonly MockDepot[] {
  return [
    { ...venlo, connected: true, lastHeardAt: new Date(nowMs - 400).toISOString() },
    { ...liege, connected: false, lastHeardAt: new Date(nowMs - 30 * minute).toISOString() },
  ];
}

const readTractorVin = {
  kind: "decoded",
  vin: "WMA06XZZ9AP012345",
  checkDigitOk: false,
  region: "Europe",
  country: "Germany",
  make: "MAN",
  manufacturer: "MAN Truck & Bus SE",
  modelYears: [2010, 1980],
  from: { country: "rule", make: "table", manufacturer: "table", modelYear: "unknown" },
  findings: [
    { code: "model-unknown", severity: "note", text: "Positions 4 to 9 are the maker's own outside North America: no free table says the model." },
    { code: "year-unknown", severity: "note", text: "If this maker writes the model year into position 10, it is 2010 or 1980." },
  ],
};

const readCarVin = {
  kind: "decoded",
  vin: "1FMCU0GA7PK000001",
  checkDigitOk: false,
  country: "United States",
  make: "Ford",
  model: "Escape",
  series: "Active",
  bodyClass: "Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)",
  modelYear: 2023,
  modelYears: [2023],
  from: { country: "rule", make: "table", model: "table", series: "table", bodyClass: "table", modelYear: "rule" },
  findings: [
    {
      code: "check-digit-wrong",
      severity: "warning",
      text: "The check digit does not fit: position 9 is 7 and should be 1, so that a character is probably wrong. Look at position 9: 1FMCU0GA1PK000001 would be right.",
      positions: [9],
      suggestions: ["1FMCU0GA1PK000001"],
    },
  ],
};

function gapsBefore(nowMs: number): readonly MockGap[] {
  const night = new Date(nowMs);
  night.setHours(4, 54, 0, 0);
  // the last night that is over: a vehicle that is live says something
  if (night.getTime() > nowMs) night.setDate(night.getDate() - 1);
  const asleep = Array.from({ length: 60 }, (_, days) => ({
    fromMs: night.getTime() - days * 24 * hour - (7 * 60 + 42) * minute,
    toMs: night.getTime() - days * 24 * hour,
    reason: "asleep" as const,
  }));
  return [
    { fromMs: nowMs - 5 * hour, toMs: nowMs - 5 * hour + 52 * minute, reason: "to-come" },
    { fromMs: nowMs - 50 * minute, toMs: nowMs - 46 * minute, reason: "lost" },
    ...asleep,
  ];
}

function id(number: number): string {
  return `018f6a00-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

function signal(name: string, source: string, unit: string, decimals: number, periodMs: number, low: number, high: number, swingMs: number): MockSignal {
  return { signal: name, source, unit, decimals, periodMs, low, high, swingMs };
}

const tractorSignals: readonly MockSignal[] = [
  signal("Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", "can0/ET1/EngCoolantTemp", "°C", 1, 1_000, 78, 109, 71 * minute),
  signal("Vehicle.Powertrain.CombustionEngine.Speed", "can0/EEC1/EngSpeed", "rpm", 0, 100, 640, 1_910, 3 * minute),
  signal("Vehicle.Speed", "can0/CCVS1/WheelBasedVehicleSpeed", "km/h", 1, 100, 0, 88, 11 * minute),
  signal("Vehicle.Powertrain.CombustionEngine.EngineOil.Pressure", "can0/EFL_P1/EngOilPress", "bar", 1, 500, 1.2, 4.6, 7 * minute),
  signal("Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature", "can0/ET1/EngOilTemp", "°C", 1, 1_000, 82, 118, 83 * minute),
  signal("Vehicle.LowVoltageBattery.CurrentVoltage", "can0/VEP1/BattPotential", "V", 1, 1_000, 24.6, 28.4, 19 * minute),
  signal("Vehicle.Powertrain.CombustionEngine.Load", "can0/EEC2/EngPercentLoadAtCurrentSpeed", "%", 0, 100, 0, 100, 2 * minute),
  signal("Vehicle.Powertrain.FuelSystem.InstantConsumption", "can0/LFE1/EngFuelRate", "l/h", 2, 100, 1.4, 41, 4 * minute),
  signal("Vehicle.Powertrain.FuelSystem.RelativeLevel", "can0/DD1/FuelLevel1", "%", 1, 1_000, 22, 91, 8 * hour),
  signal("Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed", "can0/EBC2/RelSpdFrontAxleLeft", "km/h", 2, 100, 0, 89, 11 * minute),
  signal("Vehicle.Chassis.Axle.Row1.Wheel.Right.Speed", "can0/EBC2/RelSpdFrontAxleRight", "km/h", 2, 100, 0, 89, 11 * minute),
  signal("Vehicle.Exterior.AirTemperature", "can0/AMB/AmbientAirTemp", "°C", 1, 5_000, -8, 14, 24 * hour),
  signal("can0/AIR1/ServiceBrakeCircuit1AirPress", "can0/AIR1/ServiceBrakeCircuit1AirPress", "kPa", 0, 1_000, 760, 1_180, 5 * minute),
  signal("can0/AIR1/ServiceBrakeCircuit2AirPress", "can0/AIR1/ServiceBrakeCircuit2AirPress", "kPa", 0, 1_000, 760, 1_190, 6 * minute),
  signal("can0/IC1/EngIntakeManifold1Press", "can0/IC1/EngIntakeManifold1Press", "kPa", 0, 500, 2, 240, 3 * minute),
  signal("can0/IC1/EngIntakeManifold1Temp", "can0/IC1/EngIntakeManifold1Temp", "°C", 0, 500, 22, 64, 21 * minute),
  signal("can0/HOURS/EngTotalHoursOfOperation", "can0/HOURS/EngTotalHoursOfOperation", "h", 2, 10_000, 9_871, 9_880, 24 * 30 * hour),
  signal("can0/VDHR/HghRslutionTotalVehicleDistance", "can0/VDHR/HghRslutionTotalVehicleDistance", "km", 3, 1_000, 486_000, 492_000, 24 * 30 * hour),
];

const carSignals: readonly MockSignal[] = [
  signal("Vehicle.Speed", "can0/SPEED/SPEED", "km/h", 2, 200, 0, 122, 9 * minute),
  signal("Vehicle.Powertrain.CombustionEngine.Speed", "can0/ENGINE/RPM", "rpm", 0, 200, 750, 3_800, 3 * minute),
  signal("Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", "can0/ENGINE/COOLANT_TEMP", "°C", 0, 1_000, 71, 96, 47 * minute),
  signal("can0/STEER_ANGLE_SENSOR/STEER_ANGLE", "can0/STEER_ANGLE_SENSOR/STEER_ANGLE", "deg", 1, 200, -310, 290, minute),
  signal("can0/BRAKE_MODULE/BRAKE_PRESSURE", "can0/BRAKE_MODULE/BRAKE_PRESSURE", "bar", 1, 200, 0, 42, 2 * minute),
];
