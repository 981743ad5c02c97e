/** What the units of the simulated tractor say about themselves: faults (DM1), the VIN, who made them. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { faultMessageBytes, type Lamps } from "../j1939/fault-message.ts";
import { identityBytes } from "../j1939/identities.ts";
import { joinJ1939Id } from "../j1939/j1939-id.ts";
import { pgns } from "../j1939/j1939-message.ts";
import type { ScheduledMessage } from "./frame-schedule.ts";
import type { VehicleModel } from "./vehicle-model.ts";
import type { VehicleState } from "./vehicle-state.ts";
import type { VehicleFault } from "./wear/wear-model.ts";

interface FaultRule {
  readonly spn: number;
  readonly fmi: number;
  readonly lamp: keyof Lamps;
  readonly isActive: (state: Readonly<VehicleState>) => boolean;
}

const engine = 0x00;
const transmission = 0x03;
const brakes = 0x0b;
const faultPeriodMs = 1_000;
/** Real units answer requests; nobody on this bus asks, so they say it now and then. */
const identityPeriodMs = 30_000;
const tankLitres = 720;

/** Seconds of each five minutes of engine operation in which the loose contact below shows. */
const looseContactS = 40;
const looseContactEveryS = 300;

export function tractorDiagnostics(model: VehicleModel, random: SeededRandom): readonly ScheduledMessage[] {
  const serial = String(random.below(1_000_000)).padStart(6, "0");
  const phaseS = random.below(looseContactEveryS);
  const engineFaults: readonly FaultRule[] = [
    // Diesel exhaust fluid level: data valid but low, moderately severe.
    { spn: 1_761, fmi: 18, lamp: "amberWarning", isActive: ({ exhaustFluidShare }) => exhaustFluidShare < 0.1 },
    // Coolant temperature: data valid but high, moderately severe.
    { spn: 110, fmi: 16, lamp: "amberWarning", isActive: ({ coolantC }) => coolantC > 104 },
    // Coolant level sensor with a loose contact: voltage above normal.
    { spn: 111, fmi: 3, lamp: "protect", isActive: ({ engineHours }) => (engineHours * 3_600 + phaseS) % looseContactEveryS < looseContactS },
    // Fuel level: data valid but low, least severe. Shows together with the one before as a message of several frames.
    { spn: 96, fmi: 17, lamp: "protect", isActive: ({ fuelLitres }) => fuelLitres < 0.15 * tankLitres },
  ];
  const brakeFaults: readonly FaultRule[] = [
    // Brake circuit 1 air pressure: data valid but low, most severe.
    { spn: 1_087, fmi: 1, lamp: "redStop", isActive: ({ airPressureKpa }) => airPressureKpa < 500 },
  ];
  return [
    faults(engine, model, engineFaults, () => model.faults),
    faults(brakes, model, brakeFaults),
    faults(transmission, model, []),
    identity(engine, pgns.vehicleIdentification, identityBytes([`ZZZTRCTR0RD${serial}`])),
    identity(engine, pgns.componentIdentification, identityBytes(["DRWBR", "SIM 13 LITRE", `E${serial}`, ""])),
    identity(transmission, pgns.componentIdentification, identityBytes(["DRWBR", "SIM 12 SPEED", `T${serial}`, ""])),
    identity(engine, pgns.softwareIdentification, Uint8Array.of(2, ...identityBytes(["ECM 4.2.1", "CAL 20551"]))),
  ];
}

/** Counts how often each fault has begun, as a unit does. */
function faults(
  sourceAddress: number,
  model: VehicleModel,
  rules: readonly FaultRule[],
  wearFaults: () => readonly VehicleFault[] = () => [],
): ScheduledMessage {
  const counts = rules.map(() => 0);
  const wasActive = rules.map(() => false);
  return {
    id: joinJ1939Id({ priority: 6, pgn: pgns.activeFaults, sourceAddress }),
    extended: true,
    periodMs: faultPeriodMs,
    payload: () => {
      const lamps: Partial<Record<keyof Lamps, Lamps[keyof Lamps]>> = {};
      const codes = rules.flatMap(({ spn, fmi, lamp, isActive }, index) => {
        const isNow = isActive(model.state);
        if (isNow && wasActive[index] === false) counts[index] = Math.min(126, (counts[index] ?? 0) + 1);
        wasActive[index] = isNow;
        if (!isNow) return [];
        lamps[lamp] = { state: "on", flash: "steady" };
        return [{ spn, fmi, occurrenceCount: counts[index] }];
      });
      for (const { isActive, spn, fmi, lamp, occurrences } of wearFaults()) {
        if (!isActive) continue;
        lamps[lamp === "red" ? "redStop" : "amberWarning"] = { state: "on", flash: "steady" };
        codes.push({ spn, fmi, occurrenceCount: occurrences });
      }
      return faultMessageBytes(lamps, codes);
    },
  };
}

function identity(sourceAddress: number, pgn: number, data: Uint8Array): ScheduledMessage {
  return { id: joinJ1939Id({ priority: 6, pgn, sourceAddress }), extended: true, periodMs: identityPeriodMs, payload: () => data };
}
