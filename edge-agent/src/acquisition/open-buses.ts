/** The buses of a configuration: a driver each, and what decodes them. */
import type { CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { checkMapping } from "@drawbar/firmware-interfaces/catalogue/mapping-check.ts";
import { SignalMapper } from "@drawbar/firmware-interfaces/catalogue/signal-mapper.ts";
import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import type { DbcFile } from "@drawbar/firmware-interfaces/dbc/dbc-types.ts";
import type { FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { J1939Decoder } from "@drawbar/firmware-interfaces/j1939/j1939-decoder.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { failAgent } from "../agent-errors.ts";
import type { BusConfig } from "../config.ts";
import type { OpenedBuses } from "./agent-bus.ts";
import { openInterface, openObdChannel, openSlcanAdapter } from "./interface-bus.ts";
import { loadDbc } from "./load-dbc.ts";
import { loadMapping } from "./load-mapping.ts";
import type { ObdChannel } from "./obd-input.ts";
import { pollPlanOf } from "./obd-plan.ts";
import { openReplay } from "./replay-bus.ts";
import { openSimulatedVehicle, vehicleKinds, vehicleTraffic } from "./simulated-bus.ts";

export interface OpenBusesOptions {
  readonly buses: readonly BusConfig[];
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * @throws DrawbarError `BUS_DRIVER_UNAVAILABLE`, `BUS_MISCONFIGURED`, `DBC_UNUSABLE`, `MAPPING_UNUSABLE`; of a recording `RECORDING_UNUSABLE`,
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
      return openRealBus(bus, await openInterface(bus, thread, log), await openObdChannel(bus, thread), log);
    case "slcan":
      if (bus.obd !== undefined)
        throw failAgent(
          "BUS_MISCONFIGURED",
          `bus ${name} is an slcan adapter, through which the agent only listens; take its obd away, or use a CAN interface`,
        );
      return openRealBus(bus, openSlcanAdapter(bus, clock), undefined, log);
    case "replay": {
      if (bus.file === undefined) throw failAgent("BUS_MISCONFIGURED", `bus ${name} replays a recording and names none; set its file`);
      if (bus.obd !== undefined) throw failAgent("BUS_MISCONFIGURED", `bus ${name} replays a recording, which cannot be asked; take its obd away`);
      const { decoders, mapper } = languageOf(bus, log);
      return withMapper(await openReplay({ name, file: bus.file, decoders, clock, log }), mapper);
    }
    case "simulated": {
      if (bus.vehicle === undefined)
        throw failAgent("BUS_MISCONFIGURED", `bus ${name} is simulated and names no vehicle; set its vehicle to ${vehicleKinds.join(", ")}`);
      if (bus.obd !== undefined && bus.vehicle !== "obd-van")
        throw failAgent(
          "BUS_MISCONFIGURED",
          `bus ${name} asks a simulated ${bus.vehicle} by OBD-II, which only obd-van answers; change its vehicle or take its obd away`,
        );
      const { vehicle, buses } = openSimulatedVehicle({ kind: bus.vehicle, seed: bus.seed ?? 1, name, clock, pids: pollPlanOf(bus) });
      return withMapper({ buses, sources: [vehicleTraffic([vehicle], clock)] }, mapperOf(bus, [], log));
    }
    default:
      return driver satisfies never;
  }
}

function openRealBus(config: BusConfig, bus: CanBus, obd: ObdChannel | undefined, log: Logger): OpenedBuses {
  const { decoders, mapper } = languageOf(config, log);
  return withMapper({ buses: [{ bus, decoders, obd }], sources: [] }, mapper);
}

function withMapper({ buses, sources }: OpenedBuses, mapper: SignalMapper | undefined): OpenedBuses {
  return { buses: buses.map((bus) => ({ ...bus, mapper })), sources };
}

function languageOf(bus: BusConfig, log: Logger): { readonly decoders: readonly FrameDecoder[]; readonly mapper: SignalMapper | undefined } {
  const files: DbcFile[] = [];
  for (const path of bus.dbc ?? []) {
    const { file, faults } = loadDbc(path);
    if (faults.length > 0) log.warn({ faults: faults.length, first: faults[0] }, "DBC file has faults and is used without what they spoil");
    files.push(file);
  }
  const decoders: FrameDecoder[] = files.map((file) => compileDbc(file, { dropsNotAvailable: true }));
  if (bus.j1939 === true) decoders.push(new J1939Decoder());
  if (decoders.length === 0 && bus.obd === undefined) log.warn({ bus: bus.name }, "nothing says how to decode this bus; its frames are only counted");
  return { decoders, mapper: mapperOf(bus, files, log) };
}

/** Rows about signals that the bus does not have are said and do no harm: one mapping may serve several models of vehicles. */
function mapperOf(bus: BusConfig, files: readonly DbcFile[], log: Logger): SignalMapper | undefined {
  if (bus.mapping === undefined) return undefined;
  const mappings = bus.mapping.map((file) => {
    const mapping = loadMapping(file);
    const problems =
      files.length === 0
        ? []
        : checkMapping(
            mapping,
            files.map((dbc) => ({ bus: bus.name, file: dbc })),
          );
    const [first] = problems;
    if (first !== undefined) log.warn({ file, problems: problems.length, line: first.line, first: first.message }, "mapping has rows that do not fit this bus");
    return mapping;
  });
  return new SignalMapper(mappings);
}
