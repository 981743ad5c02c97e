/**
 * CAN interfaces through the npm package `socketcan`, for machines where our addon cannot be built and the package was. It wakes
 * up per frame, cannot tell drops, gives CAN FD frames of up to 8 bytes as classic ones, and runs in the main thread: the
 * addon is better wherever it can be had (docs/decisions/0035).
 */
import { createRequire } from "node:module";
import type { BusReader, CanBus, CanSender } from "../can-bus.ts";
import { kernelFilters, type CanFilter } from "../can-filter.ts";
import type { CanFrame, CanFrameFlags } from "../can-frame.ts";
import { decodeErrorFrame } from "../error-frames.ts";
import { canLimits } from "../limits.ts";
import { assertFramePossible } from "../possible-frame.ts";
import type { Timer, TimerHandle } from "../timer.ts";
import { socketcanLimits } from "./limits.ts";

/** What we use of the package, version 4.3.1. */
export interface NodeCanPackage {
  createRawChannelWithOptions(interfaceName: string, options: { readonly timestamps: boolean; readonly non_block_send: boolean }): NodeCanChannel;
}

export interface NodeCanChannel {
  addListener(event: "onMessage", listener: (message: NodeCanMessage) => void): void;
  addListener(event: "onStopped", listener: () => void): void;
  setRxFilters(filters: NodeCanFilters): void;
  start(): void;
  stop(): void;
  /** @returns bytes, or a negative number when the system refused. */
  send(message: NodeCanOutgoing): number;
  sendFD(message: NodeCanOutgoing): number;
}

/** Numbers as linux/can.h has them, flags included. */
type NodeCanFilters = readonly { readonly id: number; readonly mask: number; readonly invert: boolean }[];

export interface NodeCanMessage {
  readonly id: number;
  readonly ext: boolean;
  readonly rtr: boolean;
  readonly err?: boolean;
  readonly data: Uint8Array;
  readonly ts_sec?: number;
  readonly ts_usec?: number;
}

interface NodeCanOutgoing {
  readonly id: number;
  readonly ext: boolean;
  readonly rtr: boolean;
  readonly data: Buffer;
  readonly canfd_brs?: boolean;
}

export interface NodeCanOptions {
  readonly interfaceName: string;
  /** Name in signal sources; by default the interface's. */
  readonly name?: string;
  readonly filters?: readonly CanFilter[];
  /** Waits for an interface that is gone; also hands over in batches what came one by one. */
  readonly timer: Timer;
  /** Sending is possible only when this is said. */
  readonly transmit?: boolean;
}

/** @returns the package, or undefined where it is not installed or was built for another machine. */
export function loadNodeCan(): NodeCanPackage | undefined {
  try {
    return createRequire(import.meta.url)("socketcan") as NodeCanPackage; // checked against version 4.3.1
  } catch {
    return undefined;
  }
}

/**
 * An interface that is not there is waited for, as one that went away is.
 *
 * @throws DrawbarError `CAN_TOO_MANY_FILTERS`, `CAN_FRAME_IMPOSSIBLE` for an impossible filter.
 */
export function nodeCanBus(nodeCan: NodeCanPackage, options: NodeCanOptions & { readonly transmit: true }): CanBus & CanSender;
export function nodeCanBus(nodeCan: NodeCanPackage, options: NodeCanOptions & { readonly transmit?: false }): CanBus;
export function nodeCanBus(nodeCan: NodeCanPackage, options: NodeCanOptions): CanBus {
  const link = new NodeCanLink(nodeCan, options);
  const bus: CanBus = { name: options.name ?? options.interfaceName, start: (reader) => link.start(reader), stop: () => link.stop() };
  if (options.transmit !== true) return bus;
  const channel: CanBus & CanSender = { ...bus, send: (frame) => link.send(frame) };
  return channel;
}

class NodeCanLink {
  readonly #package: NodeCanPackage;
  readonly #options: NodeCanOptions;
  readonly #filters: NodeCanFilters | undefined;
  #channel: NodeCanChannel | undefined;
  #reader: BusReader | undefined;
  #isStopped = false;
  #retry: TimerHandle | undefined;
  #retryMs: number = socketcanLimits.reopenFirstMs;
  #wasDown = false;
  #frames: CanFrame[] = [];
  #dropped = 0;

  constructor(nodeCan: NodeCanPackage, options: NodeCanOptions) {
    this.#package = nodeCan;
    this.#options = options;
    this.#filters = filtersOf(options.filters);
  }

  start(reader: BusReader): void {
    if (this.#reader !== undefined || this.#isStopped) return;
    this.#reader = reader;
    this.#open();
  }

  stop(): Promise<void> {
    this.#isStopped = true;
    this.#reader = undefined;
    this.#frames = [];
    this.#retry?.cancel();
    const channel = this.#channel;
    this.#channel = undefined;
    channel?.stop();
    return Promise.resolve();
  }

  send(frame: Omit<CanFrame, "atUs">): boolean {
    assertFramePossible(frame);
    if (this.#channel === undefined) return false;
    const { id, extended, data, flags } = frame;
    const message = { id, ext: extended, rtr: flags?.remote === true, data: Buffer.from(data) };
    if (flags?.fd === true) return this.#channel.sendFD({ ...message, canfd_brs: flags.bitRateSwitch === true }) >= 0;
    return this.#channel.send(message) >= 0;
  }

  #open(): void {
    let channel: NodeCanChannel;
    try {
      channel = this.#package.createRawChannelWithOptions(this.#options.interfaceName, { timestamps: true, non_block_send: true });
      if (this.#filters !== undefined && this.#filters.length > 0) channel.setRxFilters(this.#filters);
      channel.addListener("onMessage", (message) => this.#onMessage(message));
      // The interface was deleted; the package says nothing of one that is only down.
      channel.addListener("onStopped", () => this.#lose());
      channel.start();
    } catch {
      // The package gives no reason.
      this.#lose();
      return;
    }
    this.#channel = channel;
    this.#retryMs = socketcanLimits.reopenFirstMs;
    if (this.#wasDown) this.#reader?.onEvent({ kind: "up" });
    this.#wasDown = false;
  }

  #lose(): void {
    this.#channel = undefined;
    if (this.#isStopped) return;
    if (!this.#wasDown) this.#reader?.onEvent({ kind: "down", why: `interface ${this.#options.interfaceName} is not there` });
    this.#wasDown = true;
    const delayMs = this.#retryMs;
    this.#retryMs = Math.min(2 * delayMs, socketcanLimits.reopenLastMs);
    this.#retry = this.#options.timer.after(delayMs, () => this.#open());
  }

  #onMessage(message: NodeCanMessage): void {
    // An empty list of filters is a no-op of the package, and ours means "nothing".
    if (this.#isStopped || this.#filters?.length === 0) return;
    if (this.#frames.length >= canLimits.queuedFramesMax) {
      this.#dropped += 1;
      return;
    }
    if (this.#frames.length === 0) this.#options.timer.after(0, () => this.#deliver());
    this.#frames.push(frameOf(message));
  }

  #deliver(): void {
    const frames = this.#frames;
    const dropped = this.#dropped;
    this.#frames = [];
    this.#dropped = 0;
    if (frames.length > 0) this.#reader?.onFrames(frames);
    for (const frame of frames) {
      const state = frame.flags?.error === true ? decodeErrorFrame(frame).state : undefined;
      if (state !== undefined) this.#reader?.onEvent({ kind: "controller", state });
    }
    if (dropped > 0) this.#reader?.onEvent({ kind: "dropped", frames: dropped });
  }
}

function frameOf({ id, ext, rtr, err, data, ts_sec = 0, ts_usec = 0 }: NodeCanMessage): CanFrame {
  const isError = err === true;
  const flags: CanFrameFlags | undefined = (isError && { error: true }) || (rtr && { remote: true }) || (data.length > 8 && { fd: true }) || undefined;
  return { id, extended: ext || isError, data: rtr ? new Uint8Array(0) : new Uint8Array(data), atUs: ts_sec * 1_000_000 + ts_usec, flags };
}

function filtersOf(filters: readonly CanFilter[] | undefined): NodeCanFilters | undefined {
  const pairs = kernelFilters(filters?.map((filter) => ({ ...filter, inverted: false })));
  if (pairs === undefined) return undefined;
  return filters?.map(({ inverted = false }, index) => ({ id: pairs[2 * index] ?? 0, mask: pairs[2 * index + 1] ?? 0, invert: inverted }));
}
