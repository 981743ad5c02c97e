/** A vehicle that is not there: its bus, what decodes it, and what makes it drive. */
import type { CanBus, CanSender } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import type { FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { J1939Decoder } from "@drawbar/firmware-interfaces/j1939/j1939-decoder.ts";
import { standardPollPlan } from "@drawbar/firmware-interfaces/obd2/poll-plans.ts";
import type { PolledPid } from "@drawbar/firmware-interfaces/obd2/poll-schedule.ts";
import { ObdVan } from "@drawbar/firmware-interfaces/simulators/obd-van.ts";
import {
  createSimulatedVehicle,
  type BusLanguage,
  type SimulatedVehicle,
  type SimulatedVehicleKind,
} from "@drawbar/firmware-interfaces/simulators/simulated-vehicle.ts";
import { VehicleRunner } from "@drawbar/firmware-interfaces/simulators/vehicle-runner.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { AgentBus } from "./agent-bus.ts";

/** Long enough to cost little, short enough that a watcher sees values move. */
const tickMs = 50;

export const vehicleKinds = ["tractor", "car", "van", "obd-van"] as const satisfies readonly SimulatedVehicleKind[];

export interface OpenedVehicle {
  readonly vehicle: SimulatedVehicle;
  readonly buses: readonly AgentBus[];
}

/** @param name of the bus in signal sources; a simulated vehicle has one. */
export function openSimulatedVehicle(options: {
  readonly kind: SimulatedVehicleKind;
  readonly seed: number;
  readonly name: string;
  readonly clock: Clock;
  /** What is asked of a vehicle that is asked; the standard plan when absent. */
  readonly pids?: readonly PolledPid[] | undefined;
}): OpenedVehicle {
  const { clock, kind, name, seed } = options;
  const vehicle: SimulatedVehicle =
    kind === "obd-van"
      ? new ObdVan(seed, { clock, timer: systemTimer, hasStickingValve: true })
      : createSimulatedVehicle(kind, seed, { startUs: clock.wallUs() });
  const buses = vehicle.buses.map((bus): AgentBus => {
    const { language } = bus;
    const heard = { bus: named(bus.connect(), name), decoders: decodersOf(language) };
    if (language.kind !== "obd") return heard;
    // The unit's own supply is the vehicle's.
    const obd = { bus: named(bus.connect(), name), pids: options.pids ?? standardPollPlan, supplyVolts: () => vehicle.state.batteryVolts };
    return { ...heard, obd };
  });
  return { vehicle, buses };
}

/** Lets vehicles drive; one timer for all of them. */
export function vehicleTraffic(vehicles: readonly SimulatedVehicle[], clock: Clock): Part {
  const runner = new VehicleRunner({ vehicles, clock, timer: systemTimer, tickMs });
  return { name: "simulated traffic", start: () => runner.start(), stop: () => runner.stop() };
}

function decodersOf(language: BusLanguage): readonly FrameDecoder[] {
  switch (language.kind) {
    case "j1939":
      return [new J1939Decoder()];
    case "dbc":
      return [compileDbc(language.file, { dropsNotAvailable: true })];
    case "obd":
      return [];
  }
}

function named(bus: CanBus & CanSender, name: string): CanBus & CanSender {
  return { name, start: (reader) => bus.start(reader), stop: () => bus.stop(), send: (frame) => bus.send(frame) };
}
