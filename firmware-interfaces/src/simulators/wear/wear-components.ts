/**
 * What wears on a simulated vehicle, as data: how long it lasts, what it does to the vehicle when it is nearly through,
 * and when a controller would notice and under which codes.
 *
 * Lives are those that workshops expect, spread by a Weibull law; codes are of SAE J2012 (P0xxx) and SAE J1939-73 (SPN, FMI).
 */
import type { VehicleSpec, VehicleState } from "../vehicle-state.ts";

export const wearComponents = ["battery", "alternator", "thermostat", "cooling-system", "oil-pump", "turbocharger"] as const;
export type WearComponent = (typeof wearComponents)[number];

/** FMI and lamp as the controller would set them. */
export interface FaultCode {
  /** SAE J2012, such as `P0128`. */
  readonly dtc: string;
  readonly spn: number;
  readonly fmi: number;
  readonly lamp: "amber" | "red";
}

export interface ComponentDefinition {
  /** Half of them last longer. */
  readonly medianLifeHours: number;
  /** Of the Weibull law: 1 is chance, 3 and more is wear. */
  readonly shape: number;
  /** How fast it ages now, 1 at ordinary work. */
  readonly stress: (state: VehicleState) => number;
  /** What it changes. @param severity 0 at the first signs, 1 when it is through. */
  readonly symptoms: (state: VehicleState, spec: VehicleSpec, severity: number) => Partial<VehicleState>;
  /** Whether a controller sees that something is wrong; it sees symptoms only. */
  readonly isNoticed: (state: VehicleState, spec: VehicleSpec) => boolean;
  /** Seconds that it must be seen in a row. */
  readonly noticedAfterS: number;
  readonly code: FaultCode;
}

const isRunning = (state: VehicleState): boolean => state.engineRpm > 300;
/** A coolant that is warm by itself: below it a cold start looks like a thermostat that stays open. */
const warmUpS = 900;

export const componentDefinitions: Readonly<Record<WearComponent, ComponentDefinition>> = {
  battery: {
    medianLifeHours: 26_000,
    shape: 2.6,
    // Heat and deep discharge age it; it ages standing, too.
    stress: (state) => 1 + Math.max(0, state.ambientC - 25) * 0.05,
    symptoms: (state, spec, severity) => (isRunning(state) ? {} : { batteryVolts: state.batteryVolts - 0.13 * spec.systemVolts * severity }),
    isNoticed: (state, spec) => !isRunning(state) && state.batteryVolts < 0.8 * spec.systemVolts,
    noticedAfterS: 10,
    code: { dtc: "P0562", spn: 168, fmi: 18, lamp: "amber" },
  },
  alternator: {
    medianLifeHours: 6_500,
    shape: 3,
    stress: (state) => (isRunning(state) ? 0.6 + state.alternatorAmps / 100 : 0),
    symptoms: (state, spec, severity) =>
      isRunning(state)
        ? { batteryVolts: state.batteryVolts - 0.14 * spec.systemVolts * severity, alternatorAmps: state.alternatorAmps * (1 - 0.85 * severity) }
        : {},
    isNoticed: (state, spec) => isRunning(state) && state.batteryVolts < 0.92 * spec.systemVolts,
    noticedAfterS: 20,
    code: { dtc: "P0622", spn: 167, fmi: 18, lamp: "red" },
  },
  thermostat: {
    medianLifeHours: 7_000,
    shape: 2.2,
    stress: (state) => (isRunning(state) ? 1 : 0),
    // Stuck open: the more air, the colder.
    symptoms: (state, _spec, severity) => ({
      coolantC: state.coolantC - severity * Math.max(0, state.coolantC - state.ambientC) * (0.18 + Math.min(0.2, state.speedMps * 0.008)),
    }),
    isNoticed: (state) => isRunning(state) && state.exhaustC > 150 && state.coolantC < 72,
    noticedAfterS: warmUpS,
    code: { dtc: "P0128", spn: 110, fmi: 17, lamp: "amber" },
  },
  "cooling-system": {
    medianLifeHours: 9_000,
    shape: 2.8,
    stress: (state) => (isRunning(state) ? 0.5 + state.load : 0),
    symptoms: (state, _spec, severity) => ({ coolantC: state.coolantC + (state.coolantC > 80 ? severity * (8 + 34 * state.load) : 0) }),
    isNoticed: (state) => state.coolantC > 108,
    noticedAfterS: 15,
    code: { dtc: "P0217", spn: 110, fmi: 0, lamp: "red" },
  },
  "oil-pump": {
    medianLifeHours: 14_000,
    shape: 3.4,
    stress: (state) => (isRunning(state) ? 0.5 + state.engineRpm / 3_000 : 0),
    symptoms: (state, _spec, severity) => ({ oilPressureKpa: state.oilPressureKpa * (1 - 0.7 * severity) }),
    isNoticed: (state, spec) => isRunning(state) && state.oilPressureKpa < 0.55 * spec.oilPressureKpaIdle,
    noticedAfterS: 5,
    code: { dtc: "P0524", spn: 100, fmi: 1, lamp: "red" },
  },
  turbocharger: {
    medianLifeHours: 10_000,
    shape: 2.5,
    stress: (state) => (isRunning(state) ? 0.4 + state.boostKpa / 120 : 0),
    symptoms: (state, _spec, severity) => ({ boostKpa: state.boostKpa * (1 - 0.65 * severity), exhaustC: state.exhaustC + 60 * severity * state.load }),
    isNoticed: (state, spec) => state.load > 0.7 && !state.isShifting && state.engineRpm > spec.downshiftRpm && state.boostKpa < 60 * state.load,
    noticedAfterS: 6,
    code: { dtc: "P0299", spn: 102, fmi: 18, lamp: "amber" },
  },
};
