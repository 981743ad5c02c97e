/** The buses of a configuration: a driver each, and what decodes them. */
import { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import type { FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { J1939Decoder } from "@drawbar/firmware-interfaces/j1939/j1939-decoder.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { failAgent } from "../agent-errors.ts";
import type { BusConfig } from "../config.ts";
import type { AgentBus } from "../edge-agent.ts";
import { openInterface, openSlcanAdapter } from "./interface-bus.ts";
import { loadDbc } from "./load-dbc.ts";
import { openReplay } from "./replay-bus.ts";
import { openSimulatedVehicle, vehicleTraffic } from "./simulated-bus.ts";

export interface OpenBusesOptions {
  readonly buses: readonly BusConfig[];
  readonly clock: Clock;
  readonly log: Logger;
}

export interface OpenedBuses {
  readonly buses: readonly AgentBus[];
  /** What makes them speak; start these once the agent listens. */
  readonly sources: readonly Part[];
}

/**
 * @throws DrawbarError `BUS_DRIVER_UNAVAILABLE`, `BUS_MISCONFIGURED`, `DBC_UNUSABLE`; of a recording `RECORDING_UNUSABLE`,
 *   `LOG_UNREADABLE`, `LOG_FORMAT_UNKNOWN`, `LOG_EMPTY`.
 */
export async function openBuses(options: OpenBusesOptions): Promise<OpenedBuses> {
  const names = new Set<string>();
  const opened: OpenedBuses[] = [];
  const thread = new SocketcanThread();
  try {
    for (const bus of options.buses) {
      if (names.has(bus.name)) throw failAgent("BUS_MISCONFIGURED", `two buses are named ${bus.name}; their signals could not be told apart`);
      names.add(bus.name);
      opened.push(await openBus(bus, options, thread));
    }
  } catch (error) {
    // The thread of interfaces that were opened already would keep the process from ending.
    await thread.stop();
    throw error;
  }
  return { buses: opened.flatMap(({ buses }) => buses), sources: opened.flatMap(({ sources }) => sources) };
}

async function openBus(bus: BusConfig, { clock, log }: OpenBusesOptions, thread: SocketcanThread): Promise<OpenedBuses> {
  const { driver, name } = bus;
  switch (driver) {
    case "socketcan":
      return { buses: [{ bus: await openInterface(bus, thread, log), decoders: decodersOf(bus, log) }], sources: [] };
    case "slcan":
      return { buses: [{ bus: openSlcanAdapter(bus, clock), decoders: decodersOf(bus, log) }], sources: [] };
    case "replay":
      if (bus.file === undefined) throw failAgent("BUS_MISCONFIGURED", `bus ${name} replays a recording and names none; set its file`);
      return openReplay({ name, file: bus.file, decoders: decodersOf(bus, log), clock, log });
    case "simulated": {
      if (bus.vehicle === undefined)
        throw failAgent("BUS_MISCONFIGURED", `bus ${name} is simulated and names no vehicle; set its vehicle to tractor, car or van`);
      const { vehicle, buses } = openSimulatedVehicle({ kind: bus.vehicle, seed: bus.seed ?? 1, name, clock });
      return { buses, sources: [vehicleTraffic([vehicle], clock)] };
    }
    default:
      return driver satisfies never;
  }
}

function decodersOf(bus: BusConfig, log: Logger): readonly FrameDecoder[] {
  const decoders: FrameDecoder[] = [];
  for (const path of bus.dbc ?? []) {
    const { file, faults } = loadDbc(path);
    if (faults.length > 0) log.warn({ faults: faults.length, first: faults[0] }, "DBC file has faults and is used without what they spoil");
    decoders.push(compileDbc(file, { dropsNotAvailable: true }));
  }
  if (bus.j1939 === true) decoders.push(new J1939Decoder());
  if (decoders.length === 0) log.warn({ bus: bus.name }, "nothing says how to decode this bus; its frames are only counted");
  return decoders;
}
