/** A CAN bus behind an slcan adapter on a serial line. An adapter that goes away is opened again when it is back. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { ByteStream, StreamOpening } from "../../serial/byte-stream.ts";
import type { BusReader, CanBus, CanSender, ControllerState } from "../can-bus.ts";
import type { CanFrame } from "../can-frame.ts";
import type { Timer, TimerHandle } from "../timer.ts";
import { slcanLimits } from "./limits.ts";
import { openingCommands, type SlcanCommand, type SlcanOpening } from "./slcan-commands.ts";
import { formatSlcanFrame, parseSlcanLine, type SlcanLine } from "./slcan-lines.ts";
import { SlcanSplitter } from "./slcan-splitter.ts";
import { SlcanTimes } from "./slcan-times.ts";

export interface SlcanOptions {
  /** Name in signal sources. */
  readonly name: string;
  /** Bits a second. */
  readonly bitrate: number;
  /** Of the data phase of CAN FD. */
  readonly dataBitrate?: number;
  /** Opens the serial line, again after each loss. */
  readonly openStream: () => Promise<StreamOpening>;
  readonly clock: Pick<Clock, "wallUs">;
  readonly timer: Timer;
  /** Sending is possible only when this is said; otherwise the adapter is opened to listen and does not even acknowledge. */
  readonly transmit?: boolean;
}

/**
 * An adapter's bus; it is opened by `start`. Without `transmit: true` the returned object cannot send, and no command that
 * sends a frame is ever written.
 *
 * @throws DrawbarError `CAN_INTERFACE_UNUSABLE` for a bit rate that slcan does not have.
 */
export function slcanBus(options: SlcanOptions & { readonly transmit: true }): CanBus & CanSender;
export function slcanBus(options: SlcanOptions & { readonly transmit?: false }): CanBus;
export function slcanBus(options: SlcanOptions): CanBus {
  const link = new SlcanLink(options, { bitrate: options.bitrate, dataBitrate: options.dataBitrate, transmit: options.transmit === true });
  const bus: CanBus = { name: options.name, start: (reader) => link.start(reader), stop: () => link.stop() };
  if (options.transmit !== true) return bus;
  const channel: CanBus & CanSender = { ...bus, send: (frame) => link.send(frame) };
  return channel;
}

/** States: closed, opening (a command waits for its answer), open, and waiting to try again. */
class SlcanLink {
  readonly #options: SlcanOptions;
  readonly #opening: readonly SlcanCommand[];
  readonly #splitter: SlcanSplitter;
  #times = new SlcanTimes();
  #reader: BusReader | undefined;
  #stream: ByteStream | undefined;
  #commands: SlcanCommand[] = [];
  #isOpen = false;
  #isStopped = false;
  #stopping: Promise<void> | undefined;
  /** Frames, and the command that closes, which the adapter has not answered. */
  #unconfirmed = 0;
  #onConfirmed: (() => void) | undefined;
  #wait: TimerHandle | undefined;
  #retryMs: number = slcanLimits.reopenFirstMs;
  #state: ControllerState = "active";
  #frames: CanFrame[] = [];

  constructor(options: SlcanOptions, opening: SlcanOpening) {
    this.#options = options;
    this.#opening = openingCommands(opening);
    this.#splitter = new SlcanSplitter({
      onLine: (text) => this.#onLine(parseSlcanLine(text)),
      onRefusal: () => this.#onRefusal(),
      onOverlong: () => undefined,
    });
  }

  start(reader: BusReader): void {
    if (this.#reader !== undefined || this.#isStopped) return;
    this.#reader = reader;
    void this.#connect();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#close();
    return this.#stopping;
  }

  send(frame: Omit<CanFrame, "atUs">): boolean {
    const text = formatSlcanFrame(frame);
    if (!this.#isOpen || this.#isStopped || !this.#write(text)) return false;
    this.#unconfirmed += 1;
    return true;
  }

  async #close(): Promise<void> {
    this.#reader = undefined;
    this.#isStopped = true;
    this.#wait?.cancel();
    if (this.#isOpen) {
      // Otherwise the adapter goes on sending lines into a line that nobody reads.
      this.#write("C");
      this.#unconfirmed += 1;
      await this.#untilConfirmed();
    }
    this.#isOpen = false;
    await this.#stream?.stop();
  }

  /** Closing the line throws away what is still on its way to the adapter: waits as long as that goes on confirming. */
  async #untilConfirmed(): Promise<void> {
    for (let before = Number.POSITIVE_INFINITY; this.#unconfirmed > 0 && this.#unconfirmed < before;) {
      before = this.#unconfirmed;
      await new Promise<void>((resolve) => {
        this.#waitFor(slcanLimits.answerMs, resolve);
        this.#onConfirmed = resolve;
      });
    }
    this.#wait?.cancel();
  }

  #confirm(): void {
    if (this.#unconfirmed > 0) this.#unconfirmed -= 1;
    if (this.#unconfirmed === 0) this.#onConfirmed?.();
  }

  async #connect(): Promise<void> {
    const opening = await this.#options.openStream();
    if (this.#isStopped) {
      if (opening.kind === "opened") await opening.stream.stop();
      return;
    }
    if (opening.kind === "failed") {
      this.#lose(opening.why);
      return;
    }
    this.#stream = opening.stream;
    this.#times = new SlcanTimes();
    opening.stream.start({
      onBytes: (bytes) => this.#onBytes(bytes),
      onEnd: (why) => this.#lose(`${opening.stream.name} is gone${why === undefined ? "" : `: ${why}`}`),
    });
    this.#commands = [...this.#opening];
    this.#sendCommand();
  }

  #sendCommand(): void {
    const [command] = this.#commands;
    if (command === undefined) {
      this.#becomeOpen();
      return;
    }
    this.#write(command.text);
    this.#waitFor(slcanLimits.answerMs, () => this.#onAnswer());
  }

  /** Also called when there was none for a while. */
  #onAnswer(): void {
    if (this.#isOpen || this.#commands.length === 0) return;
    this.#commands.shift();
    this.#sendCommand();
  }

  #onRefusal(): void {
    const [command] = this.#commands;
    if (this.#isOpen) this.#confirm();
    if (this.#isOpen || command === undefined) return;
    if (command.isVital) this.#lose(`the adapter refuses ${command.meaning} (${command.text})`);
    else this.#onAnswer();
  }

  #becomeOpen(): void {
    this.#isOpen = true;
    this.#retryMs = slcanLimits.reopenFirstMs;
    this.#reader?.onEvent({ kind: "up" });
    this.#askFlags();
  }

  #askFlags(): void {
    this.#waitFor(slcanLimits.flagsEveryMs, () => {
      this.#write("F");
      this.#askFlags();
    });
  }

  #onBytes(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
    const frames = this.#frames;
    this.#frames = [];
    if (frames.length > 0) this.#reader?.onFrames(frames);
  }

  #onLine(line: SlcanLine): void {
    if (!this.#isOpen) {
      // Frames of a channel that another program left open are no answers.
      if (line.kind === "accepted") this.#onAnswer();
      return;
    }
    const arrivalUs = this.#options.clock.wallUs();
    switch (line.kind) {
      case "frame":
        this.#frames.push({ ...line.frame, atUs: line.stampMs === undefined ? arrivalUs : this.#times.timeOf(line.stampMs, arrivalUs) });
        break;
      case "errors":
        this.#frames.push({ ...line.frame, atUs: arrivalUs });
        break;
      case "state":
        this.#noteState(line.state);
        break;
      case "flags":
        this.#noteState(line.flags.state);
        // How many were lost the adapter does not know; one at least.
        if (line.flags.isOverrun) this.#reader?.onEvent({ kind: "dropped", frames: 1 });
        break;
      case "accepted":
        this.#confirm();
        break;
      case "version":
      case "unknown":
        break;
    }
  }

  #noteState(state: ControllerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#reader?.onEvent({ kind: "controller", state });
  }

  #lose(why: string): void {
    this.#isOpen = false;
    this.#unconfirmed = 0;
    this.#onConfirmed?.();
    this.#commands = [];
    void this.#stream?.stop();
    this.#stream = undefined;
    this.#reader?.onEvent({ kind: "down", why });
    if (this.#isStopped) return;
    const delayMs = this.#retryMs;
    this.#retryMs = Math.min(2 * delayMs, slcanLimits.reopenLastMs);
    this.#waitFor(delayMs, () => void this.#connect());
  }

  #waitFor(delayMs: number, run: () => void): void {
    this.#wait?.cancel();
    this.#wait = this.#options.timer.after(delayMs, run);
  }

  #write(text: string): boolean {
    return this.#stream?.write(new TextEncoder().encode(`${text}\r`)) === true;
  }
}
