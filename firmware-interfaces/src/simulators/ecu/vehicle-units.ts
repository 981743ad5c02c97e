/** Engine and transmission control units of a simulated vehicle, as a tester at its OBD socket finds them. */
import type { VehicleState } from "../vehicle-state.ts";
import type { ByteSource, SimulatedTroubleCode, SimulatedUnitOptions, UnitBehaviour } from "./ecu-unit.ts";
import { encodePid, pidEncodings, type PidQuantity } from "./pid-encodings.ts";

export interface VehicleUnitsOptions {
  /** What it is doing at the moment of the call. */
  readonly state: () => Readonly<VehicleState>;
  /** 17 characters. */
  readonly vin: string;
  readonly tankLitres: number;
  /** Faults that the engine unit has found. */
  readonly troubleCodes?: readonly SimulatedTroubleCode[];
  readonly behaviour?: UnitBehaviour;
}

/** Engine and transmission (ISO 15765-4, table 3 gives the first two addresses to them). */
export const engineRequestId = 0x7e0;
const transmissionRequestId = 0x7e1;
const responseOffset = 8;
const seaLevelKpa = 101;
/** Air for a litre of diesel fuel at full load: 0.84 kg of fuel and eighteen times as much air. */
const airGramsPerFuelLitre = 15_120;

/** Quantities by their PIDs, from the vehicle's state. */
const engineValues: Readonly<Partial<Record<PidQuantity, (state: Readonly<VehicleState>) => number>>> = {
  engineLoadPercent: ({ load }) => load * 100,
  coolantC: ({ coolantC }) => coolantC,
  manifoldPressureKpa: ({ boostKpa }) => seaLevelKpa + boostKpa,
  engineRpm: ({ engineRpm }) => engineRpm,
  speedKmh: ({ speedMps }) => speedMps * 3.6,
  intakeAirC: ({ intakeC }) => intakeC,
  airFlowGramsPerS: ({ fuelLitresPerHour }) => (fuelLitresPerHour / 3_600) * airGramsPerFuelLitre,
  throttlePercent: ({ accelerator }) => accelerator * 100,
  barometricPressureKpa: () => seaLevelKpa,
  moduleVolts: ({ batteryVolts }) => batteryVolts,
  ambientAirC: ({ ambientC }) => ambientC,
  pedalPercent: ({ accelerator }) => accelerator * 100,
  oilC: ({ oilC }) => oilC,
  fuelLitresPerHour: ({ fuelLitresPerHour }) => fuelLitresPerHour,
  odometerKm: ({ odometerM }) => odometerM / 1_000,
};

/**
 * With the ignition off the units are asleep and answer nothing.
 *
 * @returns units for `SimulatedControlUnits`.
 */
export function vehicleUnits(options: VehicleUnitsOptions): readonly SimulatedUnitOptions[] {
  const { state, vin, tankLitres, troubleCodes = [], behaviour = {} } = options;
  const isAwake = (): boolean => state().isIgnitionOn;
  const pids = new Map<number, ByteSource>();
  for (const [quantity, value] of Object.entries(engineValues) as [PidQuantity, (state: Readonly<VehicleState>) => number][]) {
    // Object.entries widens the key
    pids.set(pidEncodings[quantity].pid, () => encodePid(quantity, value(state())));
  }
  const speed: ByteSource = () => encodePid("speedKmh", state().speedMps * 3.6);
  pids.set(pidEncodings.fuelLevelPercent.pid, () => encodePid("fuelLevelPercent", (state().fuelLitres / tankLitres) * 100));
  // EOBD (SAE J1979-DA, PID 0x1C).
  pids.set(0x1c, () => Uint8Array.of(0x06));
  return [
    {
      requestId: engineRequestId,
      responseId: engineRequestId + responseOffset,
      troubleCodes,
      behaviour,
      isAwake,
      obd: {
        pids,
        // Compression ignition with every continuous test done (SAE J1979, PID 0x01).
        monitorStatus: [0x0f, 0x00, 0x00],
        vehicleInformation: new Map([
          [0x02, [ascii(vin, 17)]],
          [0x04, [ascii("DRAWBAR-ENGINE-1", 16)]],
          [0x06, [Uint8Array.of(0x17, 0x91, 0xbc, 0x82)]],
          [0x0a, [ascii("ECM\0-EngineControl", 20)]],
        ]),
      },
      identifiers: new Map<number, ByteSource>([
        [0xf190, () => ascii(vin, 17)],
        [0xf18c, () => ascii("0001-4711", 12)],
      ]),
    },
    {
      requestId: transmissionRequestId,
      responseId: transmissionRequestId + responseOffset,
      behaviour: { ...behaviour, delayMs: (behaviour.delayMs ?? 8) + 4 },
      isAwake,
      obd: {
        pids: new Map([[pidEncodings.speedKmh.pid, speed]]),
        monitorStatus: [0x04, 0x00, 0x00],
        vehicleInformation: new Map([
          [0x04, [ascii("DRAWBAR-TRANSM-1", 16)]],
          [0x0a, [ascii("TCM\0-TransmisCtrl", 20)]],
        ]),
      },
      identifiers: new Map<number, ByteSource>([
        [0xf18c, () => ascii("0002-4711", 12)],
        // Oil temperature, coded as OBD does.
        [0x2001, () => encodePid("oilC", state().transmissionOilC)],
      ]),
    },
  ];
}

/** Filled up with zeros, or cut. */
function ascii(text: string, bytes: number): Uint8Array {
  const encoded = new Uint8Array(bytes);
  encoded.set(new TextEncoder().encode(text).subarray(0, bytes));
  return encoded;
}
