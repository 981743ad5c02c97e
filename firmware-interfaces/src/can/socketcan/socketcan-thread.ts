/** CAN interfaces of this machine, all of them drained by one thread that lives while any is open. */
import { Worker } from "node:worker_threads";
import type { CanBus } from "../can-bus.ts";
import { canFail } from "../can-errors.ts";
import { kernelFilters, type CanFilter } from "../can-filter.ts";
import { socketcanLimits } from "./limits.ts";
import { loadSocketcan } from "./native-socketcan.ts";
import { sendingOn, SocketcanBus, type SocketcanChannel } from "./socketcan-bus.ts";
import type { FromThread, ToThread } from "./thread-messages.ts";

export interface SocketcanOptions {
  /** Such as `can0`; CAN interfaces only. */
  readonly interfaceName: string;
  /** Name in signal sources; by default the interface's. */
  readonly name?: string;
  /** By default everything. */
  readonly filters?: readonly CanFilter[];
  /** Asked of the kernel, which grants less than the default where this process lacks CAP_NET_ADMIN and net.core.rmem_max is small. */
  readonly receiveBytes?: number;
  /** How long a frame may wait in the kernel before it is read; 1 or 2 while a diagnostic session depends on quick answers. */
  readonly drainPeriodMs?: number;
  /** An interface that does not exist yet is waited for and counts as down. */
  readonly waits?: boolean;
  /** Takes the device's own stamps, where it makes them, instead of the kernel's. Only for devices whose clock is set to wall time. */
  readonly hardwareStamps?: boolean;
  /** Told once when the kernel granted a smaller receive buffer than was asked for. */
  readonly onSmallBuffer?: (grantedBytes: number) => void;
  /** Sending is possible only when this is said. */
  readonly transmit?: boolean;
}

interface Channel {
  readonly bus: SocketcanBus;
  readonly opening: PromiseWithResolvers<number>;
  readonly closing: PromiseWithResolvers<void>;
}

export class SocketcanThread {
  readonly #channels = new Map<number, Channel>();
  #worker: Worker | undefined;
  #nextChannel = 1;

  /**
   * Opens an interface. Without `transmit: true` nothing can be sent on it: neither the returned object, nor the thread,
   * nor the socket would do it.
   *
   * @throws DrawbarError `CAN_DRIVER_MISSING`, `CAN_INTERFACE_MISSING`, `CAN_INTERFACE_UNUSABLE`, `CAN_TOO_MANY_FILTERS`,
   *   `CAN_FRAME_IMPOSSIBLE` for an impossible filter, `CAN_TOO_MANY_CHANNELS`.
   */
  open(options: SocketcanOptions & { readonly transmit: true }): Promise<SocketcanChannel>;
  open(options: SocketcanOptions & { readonly transmit?: false }): Promise<CanBus>;
  async open(options: SocketcanOptions): Promise<CanBus> {
    const filters = kernelFilters(options.filters);
    // Here, too, so that a missing driver is an answer instead of a dead thread.
    loadSocketcan();
    if (this.#channels.size >= socketcanLimits.channelsMax) {
      throw canFail("CAN_TOO_MANY_CHANNELS", `${socketcanLimits.channelsMax} channels are open (socketcanLimits.channelsMax); close some before opening more`);
    }
    const { interfaceName, receiveBytes = socketcanLimits.receiveBytes, drainPeriodMs = socketcanLimits.drainPeriodMs, waits = false } = options;
    const maySend = options.transmit === true;
    const number = this.#nextChannel++;
    const counters = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
    const opening = Promise.withResolvers<number>();
    const closing = Promise.withResolvers<void>();
    const bus = new SocketcanBus({
      name: options.name ?? interfaceName,
      channel: number,
      counters: new Int32Array(counters),
      maySend,
      post: (message) => this.#post(message),
      close: async () => {
        this.#post({ kind: "close", channel: number });
        await closing.promise;
        await this.#forget(number);
      },
    });
    this.#channels.set(number, { bus, opening, closing });
    const settings = { interfaceName, receiveBytes, filters, maySend, hardwareStamps: options.hardwareStamps === true, drainPeriodMs, waits, counters };
    this.#post({ kind: "open", channel: number, settings });
    try {
      const granted = await opening.promise;
      if (granted < receiveBytes) options.onSmallBuffer?.(granted);
    } catch (error) {
      await this.#forget(number);
      throw error;
    }
    return maySend ? sendingOn(bus) : listeningTo(bus);
  }

  /** Closes all that is open; idempotent. */
  async stop(): Promise<void> {
    await Promise.all(Array.from(this.#channels.values(), ({ bus }) => bus.stop()));
  }

  #post(message: ToThread): void {
    this.#worker ??= this.#spawn();
    this.#worker.postMessage(message);
  }

  /** Without a listener for its errors a broken thread ends the process: there is nothing it could go on with. */
  #spawn(): Worker {
    const worker = new Worker(new URL("socketcan-worker.ts", import.meta.url), { name: "socketcan" });
    worker.on("message", (message: FromThread) => this.#onMessage(message));
    return worker;
  }

  #onMessage(message: FromThread): void {
    const channel = this.#channels.get(message.channel);
    if (channel === undefined) return;
    switch (message.kind) {
      case "opened":
        channel.bus.onOpened(message.isUp);
        channel.opening.resolve(message.receiveBytes);
        break;
      case "refused":
        channel.opening.reject(refusal(channel.bus.name, message.reason));
        break;
      case "closed":
        channel.closing.resolve();
        break;
      default:
        channel.bus.onMessage(message);
    }
  }

  async #forget(number: number): Promise<void> {
    this.#channels.delete(number);
    if (this.#channels.size > 0) return;
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

/** An object that has no way to send, whatever its type is cast to. */
function listeningTo(bus: SocketcanBus): CanBus {
  return { name: bus.name, start: (reader) => bus.start(reader), stop: () => bus.stop() };
}

function refusal(name: string, reason: string): Error {
  switch (reason) {
    case "ENODEV":
      return canFail("CAN_INTERFACE_MISSING", `there is no CAN interface ${name}; "ip -br link show type can" lists those that are there`);
    case "EAFNOSUPPORT":
    case "EPROTONOSUPPORT":
      return canFail("CAN_INTERFACE_UNUSABLE", `this machine's kernel has no raw CAN sockets (${reason}); load them with "modprobe can_raw"`);
    default:
      return canFail("CAN_INTERFACE_UNUSABLE", `interface ${name} cannot be opened (${reason})`);
  }
}
