/**
 * One interface, in the thread that owns its socket. States: `up`, frames flow; `down`, the interface is down and the socket
 * stays, so that the first frame after its return is not missed; `gone`, the interface was deleted and a new socket is tried.
 */
import { errnoName, type NativeChannel, type NativeSocketcan } from "./native-socketcan.ts";
import { socketcanLimits } from "./limits.ts";
import { ahead, counterOf, type ChannelSettings, type FromThread, type ToThread } from "./thread-messages.ts";

/** All classes of error frames (linux/can.h, CAN_ERR_MASK). */
const everyError = 0x1fff_ffff;
/** The largest record that `receive` may still add, with one of losses before it. */
const recordRoom = 96;
/** More than a full receive buffer: a flooded bus must not hold the thread here. */
const discardedBatchesMax = 64;

type SendMessage = Extract<ToThread, { kind: "send" }>;

export interface ThreadChannelOptions {
  readonly channel: number;
  readonly settings: ChannelSettings;
  readonly native: NativeSocketcan;
  /** Shared by all channels: bytes are copied out of it at once. */
  readonly scratch: Uint8Array;
  readonly post: (message: FromThread, transfer?: readonly ArrayBuffer[]) => void;
  /** By default `socketcanLimits.undeliveredBytesMax`. */
  readonly undeliveredBytesMax?: number;
}

export class ThreadChannel {
  readonly #options: ThreadChannelOptions;
  readonly #counters: Int32Array;
  #socket: NativeChannel | undefined;
  #state: "up" | "down" | "gone" = "gone";
  #isStarted = false;
  #postedBytes = 0;
  #unsent: SendMessage[] = [];
  #closeBy: number | undefined;
  #nextLookMs = 0;
  #lookDelayMs: number = socketcanLimits.reopenFirstMs;

  constructor(options: ThreadChannelOptions) {
    this.#options = options;
    this.#counters = new Int32Array(options.settings.counters);
  }

  get drainPeriodMs(): number {
    return this.#options.settings.drainPeriodMs;
  }

  /** Answers with `opened` or `refused`. @returns false when it was refused. */
  open(): boolean {
    const { channel, post, settings } = this.#options;
    const reason = this.#openSocket();
    if (reason !== undefined && !(settings.waits && reason === "ENODEV")) {
      post({ kind: "refused", channel, reason });
      return false;
    }
    post({ kind: "opened", channel, receiveBytes: this.#receiveBytes(), isUp: this.#state === "up" });
    return true;
  }

  /** What came before anybody listened is nobody's. */
  start(): void {
    this.#isStarted = true;
    const { native, scratch } = this.#options;
    for (let batches = 0; this.#socket !== undefined && batches < discardedBatchesMax; batches++) {
      const bytes = native.receive(this.#socket, scratch);
      if (bytes < 0) this.#fail(errnoName(bytes));
      if (bytes <= 0) break;
    }
  }

  /**
   * Closes once what waits to be sent is sent, or has waited for `socketcanLimits.closeSendMs`, and says `closed` then.
   *
   * @returns whether it is closed; if not, ask again.
   */
  close(nowMs: number): boolean {
    this.#closeBy ??= nowMs + socketcanLimits.closeSendMs;
    this.#sendWaiting();
    if (this.#unsent.length > 0 && nowMs < this.#closeBy) return false;
    if (this.#socket !== undefined) this.#options.native.close(this.#socket);
    this.#socket = undefined;
    this.#options.post({ kind: "closed", channel: this.#options.channel });
    return true;
  }

  get isClosing(): boolean {
    return this.#closeBy !== undefined;
  }

  send(message: SendMessage): void {
    this.#unsent.push(message);
    this.#sendWaiting();
  }

  /** Sends what waits and reads what came. @returns whether there was something of either: then the pace stays quick. */
  drain(nowMs: number): boolean {
    const wasWaiting = this.#unsent.length > 0;
    if (wasWaiting) this.#sendWaiting();
    if (this.#state !== "up") this.#look(nowMs);
    const hasRead = this.#isStarted && this.#receive();
    return hasRead || wasWaiting;
  }

  #openSocket(): string | undefined {
    const { native, settings } = this.#options;
    const { interfaceName, receiveBytes, filters, maySend, hardwareStamps } = settings;
    const opened = native.open(interfaceName, receiveBytes, filters, everyError, maySend, hardwareStamps);
    if (typeof opened === "number") return errnoName(opened);
    this.#socket = opened;
    this.#state = native.look(opened) === 1 ? "up" : "down";
    return undefined;
  }

  #receiveBytes(): number {
    return this.#socket === undefined ? this.#options.settings.receiveBytes : this.#options.native.receiveBytes(this.#socket);
  }

  #receive(): boolean {
    const { native, scratch, channel, post } = this.#options;
    let hasRead = false;
    while (this.#socket !== undefined && this.#hasRoom()) {
      const bytes = native.receive(this.#socket, scratch);
      if (bytes < 0) {
        this.#fail(errnoName(bytes));
        break;
      }
      if (bytes === 0) break;
      hasRead = true;
      if (this.#state === "down") this.#setUp();
      const buffer = scratch.buffer.slice(scratch.byteOffset, scratch.byteOffset + bytes) as ArrayBuffer; // the scratch is no shared memory
      this.#postedBytes += bytes;
      post({ kind: "records", channel, buffer }, [buffer]);
      if (bytes < scratch.length - 2 * recordRoom) break;
    }
    return hasRead;
  }

  #hasRoom(): boolean {
    const { undeliveredBytesMax = socketcanLimits.undeliveredBytesMax } = this.#options;
    return ahead(this.#postedBytes, Atomics.load(this.#counters, counterOf.taken)) < undeliveredBytesMax;
  }

  #fail(reason: string): void {
    const { channel, native, post } = this.#options;
    if (this.#state === "up") post({ kind: "down", channel, reason });
    this.#nextLookMs = 0;
    this.#lookDelayMs = socketcanLimits.reopenFirstMs;
    if (reason === "ENETDOWN") {
      this.#state = "down";
      return;
    }
    if (this.#socket !== undefined) native.close(this.#socket);
    this.#socket = undefined;
    this.#state = "gone";
  }

  #look(nowMs: number): void {
    if (nowMs < this.#nextLookMs) return;
    if (this.#socket === undefined) this.#openSocket();
    else {
      const seen = this.#options.native.look(this.#socket);
      if (seen === 1) this.#state = "up";
      else if (seen < 0) this.#fail(errnoName(seen));
    }
    if (this.#state === "up") {
      this.#setUp();
      return;
    }
    this.#nextLookMs = nowMs + this.#lookDelayMs;
    this.#lookDelayMs = Math.min(2 * this.#lookDelayMs, socketcanLimits.reopenLastMs);
  }

  #setUp(): void {
    this.#state = "up";
    this.#options.post({ kind: "up", channel: this.#options.channel });
  }

  /** In order; a full transmit queue of the interface keeps them waiting, everything else ends a frame's wait. */
  #sendWaiting(): void {
    while (this.#unsent.length > 0) {
      const [first] = this.#unsent as [SendMessage]; // not empty
      const { id, payload, isFd, flags } = first;
      const result = this.#socket === undefined ? 0 : this.#options.native.send(this.#socket, id, payload, isFd, flags);
      if (result < 0) {
        const reason = errnoName(result);
        if (reason === "ENOBUFS" || reason === "EAGAIN") return;
        if (reason === "ENXIO" || reason === "ENODEV") this.#fail(reason);
      }
      this.#unsent.shift();
      Atomics.add(this.#counters, counterOf.sent, 1);
    }
  }
}
