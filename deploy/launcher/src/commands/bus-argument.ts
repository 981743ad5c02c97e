/** A bus on the command line: `can0` is a CAN interface, `slcan:/dev/ttyACM0@500000` or `slcan:tcp://host:port@500000` an adapter. */
import path from "node:path";
import type { BusEvent, CanBus, CanSender } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import { canFail } from "@drawbar/firmware-interfaces/can/can-errors.ts";
import { filteredBus, type CanFilter } from "@drawbar/firmware-interfaces/can/can-filter.ts";
import { slcanBus, type SlcanOptions } from "@drawbar/firmware-interfaces/can/slcan/slcan-bus.ts";
import { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import { openSerialPort } from "@drawbar/firmware-interfaces/serial/serial-port-byte-stream.ts";
import { openTcpStream } from "@drawbar/firmware-interfaces/serial/tcp-byte-stream.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";

export const busArgumentHelp = "a CAN interface such as can0, or an adapter: slcan:/dev/ttyACM0@500000, slcan:tcp://host:port@500000";

/** Of USB adapters, whose line has no real speed. */
const baudRate = 115_200;
/** Flow control that comes later than some milliseconds breaks a transfer off. */
const conversationDrainMs = 2;

/** The buses that one command has open. */
export class CommandBuses {
  readonly #thread = new SocketcanThread();
  readonly #onSmallBuffer: ((grantedBytes: number) => void) | undefined;
  readonly #adapters: CanBus[] = [];

  constructor(options: { readonly onSmallBuffer?: (grantedBytes: number) => void } = {}) {
    this.#onSmallBuffer = options.onSmallBuffer;
  }

  /** @throws DrawbarError `CAN_DRIVER_MISSING`, `CAN_INTERFACE_MISSING`, `CAN_INTERFACE_UNUSABLE`, `CAN_TOO_MANY_FILTERS`. */
  async listenTo(text: string, filters: readonly CanFilter[] | undefined): Promise<CanBus> {
    const adapter = adapterOf(text);
    const onSmallBuffer = this.#onSmallBuffer === undefined ? {} : { onSmallBuffer: this.#onSmallBuffer };
    if (adapter === undefined) return this.#thread.open({ interfaceName: text, ...(filters === undefined ? {} : { filters }), ...onSmallBuffer });
    const bus = slcanBus(adapter);
    this.#adapters.push(bus);
    return filters === undefined ? bus : filteredBus(bus, filters);
  }

  /** @throws as `listenTo`; also when an adapter cannot be opened. */
  async sendTo(text: string): Promise<CanSender> {
    const adapter = adapterOf(text);
    if (adapter === undefined) return this.#thread.open({ interfaceName: text, transmit: true });
    const bus = slcanBus({ ...adapter, transmit: true });
    this.#adapters.push(bus);
    const event = await new Promise<BusEvent>((resolve) => bus.start({ onFrames: () => undefined, onEvent: resolve }));
    if (event.kind === "down") throw canFail("CAN_INTERFACE_UNUSABLE", event.why);
    return bus;
  }

  /** For a simulated control unit, which hears and answers: CAN interfaces only, read often enough for flow control. @throws as `listenTo`. */
  async converseOn(interfaceName: string): Promise<CanBus & CanSender> {
    return this.#thread.open({ interfaceName, transmit: true, drainPeriodMs: conversationDrainMs });
  }

  /** Closes all of them, after what was to be sent is sent. Idempotent. */
  async stop(): Promise<void> {
    await Promise.all([this.#thread.stop(), ...this.#adapters.map((bus) => bus.stop())]);
  }
}

/** @returns undefined for a CAN interface. @throws DrawbarError `CAN_INTERFACE_UNUSABLE` for an adapter that is not written as above. */
function adapterOf(text: string): Omit<SlcanOptions, "transmit"> | undefined {
  if (!text.startsWith("slcan:")) return undefined;
  const [, device = "", bitrate = ""] = /^slcan:(.+)@(\d+)$/.exec(text) ?? [];
  if (device === "")
    throw canFail("CAN_INTERFACE_UNUSABLE", `${text} lacks a device or a bit rate; write slcan:/dev/ttyACM0@500000 or slcan:tcp://host:port@500000`);
  const [, host, port] = /^tcp:\/\/(.+):(\d+)$/.exec(device) ?? [];
  return {
    // Without blanks, as a log's line wants it.
    name: path.basename(device).replaceAll(/[^A-Za-z0-9_.-]/g, "_"),
    bitrate: Number(bitrate),
    openStream: () => (host === undefined ? openSerialPort({ path: device, baudRate }) : openTcpStream({ host, port: Number(port) })),
    clock: systemClock,
    timer: systemTimer,
  };
}
