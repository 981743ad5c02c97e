/** Buses that are really there: a CAN interface of the machine, or an slcan adapter. An agent listens, and asks only where `obd` says so. */
import type { CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import { slcanBus } from "@drawbar/firmware-interfaces/can/slcan/slcan-bus.ts";
import { loadNodeCan, nodeCanBus } from "@drawbar/firmware-interfaces/can/socketcan/node-can-bus.ts";
import type { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import type { StreamOpening } from "@drawbar/firmware-interfaces/serial/byte-stream.ts";
import { openSerialPort } from "@drawbar/firmware-interfaces/serial/serial-port-byte-stream.ts";
import { openTcpStream } from "@drawbar/firmware-interfaces/serial/tcp-byte-stream.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { failAgent } from "../agent-errors.ts";
import type { BusConfig } from "../config.ts";
import type { ObdChannel } from "./obd-input.ts";
import { pollPlanOf } from "./obd-plan.ts";

/** Of USB adapters, whose line has no real speed. */
const defaultBaudRate = 115_200;
/** A flow control frame that comes later than a few milliseconds breaks the answer off. */
const diagnosticDrainMs = 2;

/**
 * An interface that is not there yet is waited for: adapters are plugged in after the agent has started.
 *
 * @throws DrawbarError `BUS_DRIVER_UNAVAILABLE` when this machine cannot have CAN interfaces at all.
 */
export async function openInterface(bus: BusConfig, thread: Pick<SocketcanThread, "open">, log: Logger): Promise<CanBus> {
  const interfaceName = bus.interface ?? bus.name;
  try {
    return await thread.open({
      name: bus.name,
      interfaceName,
      waits: true,
      onSmallBuffer: (grantedBytes) =>
        log.warn({ bus: bus.name, grantedBytes }, "the kernel grants a small receive buffer; raise net.core.rmem_max or give CAP_NET_ADMIN"),
    });
  } catch (cause) {
    if (!(cause instanceof DrawbarError)) throw cause;
    const nodeCan = cause.code === "CAN_DRIVER_MISSING" ? loadNodeCan() : undefined;
    if (nodeCan !== undefined) {
      log.warn({ bus: bus.name }, "our own driver is missing, the package socketcan reads this bus: drops cannot be counted and the load is higher");
      return nodeCanBus(nodeCan, { name: bus.name, interfaceName, timer: systemTimer });
    }
    throw failAgent("BUS_DRIVER_UNAVAILABLE", `bus ${bus.name} cannot be opened: ${cause.message}`, { cause });
  }
}

/**
 * A channel of its own for questions by OBD-II, the only one that may send; `undefined` where nobody asked for it.
 *
 * @throws DrawbarError `BUS_DRIVER_UNAVAILABLE`: the package socketcan drains too slowly to answer a control unit in time.
 */
export async function openObdChannel(bus: BusConfig, thread: Pick<SocketcanThread, "open">): Promise<ObdChannel | undefined> {
  if (bus.obd === undefined) return undefined;
  try {
    const channel = await thread.open({
      name: bus.name,
      interfaceName: bus.interface ?? bus.name,
      waits: true,
      transmit: true,
      drainPeriodMs: diagnosticDrainMs,
    });
    return { bus: channel, pids: pollPlanOf(bus), width: bus.obd.width };
  } catch (cause) {
    if (!(cause instanceof DrawbarError)) throw cause;
    throw failAgent("BUS_DRIVER_UNAVAILABLE", `bus ${bus.name} cannot be asked by OBD-II: ${cause.message}`, { cause });
  }
}

/** @throws DrawbarError `BUS_MISCONFIGURED` without a device or a bit rate that slcan has. */
export function openSlcanAdapter(bus: BusConfig, clock: Clock): CanBus {
  const { name, device, bitrate, dataBitrate, baudRate = defaultBaudRate } = bus;
  if (device === undefined || bitrate === undefined) {
    throw failAgent("BUS_MISCONFIGURED", `bus ${name} is an slcan adapter and lacks its ${device === undefined ? "device" : "bitrate"}; set it`);
  }
  const address = /^tcp:\/\/(\[[^\]]+\]|[^:/]+):(\d+)$/.exec(device);
  const openStream = (): Promise<StreamOpening> => {
    if (address === null) return openSerialPort({ path: device, baudRate });
    const [, host = "", port] = address;
    return openTcpStream({ host: host.replace(/^\[|\]$/g, ""), port: Number(port) });
  };
  try {
    return slcanBus({ name, bitrate, ...(dataBitrate === undefined ? {} : { dataBitrate }), openStream, clock, timer: systemTimer });
  } catch (cause) {
    if (!(cause instanceof DrawbarError)) throw cause;
    throw failAgent("BUS_MISCONFIGURED", `bus ${name}: ${cause.message}`, { cause });
  }
}
