/** A vehicle that is not there: its bus, what decodes it, and what makes it drive. */
import type { CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import type { FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { J1939Decoder } from "@drawbar/firmware-interfaces/j1939/j1939-decoder.ts";
import {
  createSimulatedVehicle,
  type BusLanguage,
  type SimulatedVehicle,
  type SimulatedVehicleKind,
} from "@drawbar/firmware-interfaces/simulators/simulated-vehicle.ts";
import { VehicleRunner } from "@drawbar/firmware-interfaces/simulators/vehicle-runner.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { AgentBus } from "../edge-agent.ts";

/** Long enough to cost little, short enough that a watcher sees values move. */
const tickMs = 50;

export const vehicleKinds = ["tractor", "car", "van"] as const satisfies readonly SimulatedVehicleKind[];

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
}): OpenedVehicle {
  const vehicle = createSimulatedVehicle(options.kind, options.seed, { startUs: options.clock.wallUs() });
  const buses = vehicle.buses.map((bus) => ({ bus: named(bus.connect(), options.name), decoders: [decoderOf(bus.language)] }));
  return { vehicle, buses };
}

/** Lets vehicles drive; one timer for all of them. */
export function vehicleTraffic(vehicles: readonly SimulatedVehicle[], clock: Clock): Part {
  const runner = new VehicleRunner({ vehicles, clock, timer: systemTimer, tickMs });
  return { name: "simulated traffic", start: () => runner.start(), stop: () => runner.stop() };
}

function decoderOf(language: BusLanguage): FrameDecoder {
  return language.kind === "j1939" ? new J1939Decoder() : compileDbc(language.file, { dropsNotAvailable: true });
}

function named(bus: CanBus, name: string): CanBus {
  return { name, start: (reader) => bus.start(reader), stop: () => bus.stop() };
}
