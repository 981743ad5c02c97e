/**
 * A receiver on a serial port, behind a TCP gateway, or a gpsd: connects, reads, and comes back when the line is lost.
 * Nothing is ever sent to a receiver; gpsd gets the one request without which it says nothing.
 */
import type { Timer, TimerHandle } from "../can/timer.ts";
import type { ByteStream, StreamOpening } from "../serial/byte-stream.ts";
import { GnssLive } from "./gnss-live.ts";
import type { GnssProtocol } from "./gnss-log.ts";
import type { GnssEvent } from "./gnss-reader.ts";
import { GpsdReader } from "./gpsd-reader.ts";
import { gnssLimits } from "./limits.ts";
import { NmeaFixReader } from "./nmea-fix-reader.ts";

/** `disconnected` also when a line could not be opened; `why` is for people. */
export type GnssLinkEvent = { readonly kind: "connected" } | { readonly kind: "disconnected"; readonly why: string };

export interface GnssConnectionOptions {
  /** Opens the line anew for each connection: a serial port, or host and port (gpsd's is 2947). */
  readonly open: () => Promise<StreamOpening>;
  readonly protocol: GnssProtocol;
  readonly timer: Timer;
  readonly onEvent: (event: GnssEvent | GnssLinkEvent) => void;
}

const watchRequest = '?WATCH={"enable":true,"json":true};\n';

export class GnssConnection {
  readonly #options: GnssConnectionOptions;
  #stream: ByteStream | undefined;
  #live: GnssLive | undefined;
  #retry: TimerHandle | undefined;
  /** Counts starts, so that a line that opens too late is closed again. */
  #run = 0;
  #isStarted = false;

  constructor(options: GnssConnectionOptions) {
    this.#options = options;
  }

  /** Connects, and tries again every `gnssLimits.reconnectMs`; idempotent. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    void this.#connect(++this.#run);
  }

  /** After it was called no event comes any more; resolves when the line is closed. Idempotent. */
  async stop(): Promise<void> {
    this.#isStarted = false;
    this.#run++;
    this.#retry?.cancel();
    this.#live?.stop();
    const stream = this.#stream;
    this.#stream = undefined;
    await stream?.stop();
  }

  async #connect(run: number): Promise<void> {
    const opening = await this.#options.open();
    if (run !== this.#run) {
      if (opening.kind === "opened") await opening.stream.stop();
      return;
    }
    if (opening.kind === "failed") {
      this.#lose(run, opening.why);
      return;
    }
    const { protocol, timer, onEvent } = this.#options;
    const live = new GnssLive({ reader: protocol === "gpsd" ? new GpsdReader() : new NmeaFixReader(), timer, onEvent });
    this.#stream = opening.stream;
    this.#live = live;
    onEvent({ kind: "connected" });
    opening.stream.start({
      onBytes: (bytes) => live.onBytes(bytes),
      onEnd: (why) => {
        live.onEnd();
        this.#lose(run, why ?? `${opening.stream.name} closed the line`);
      },
    });
    if (protocol === "gpsd") opening.stream.write(Buffer.from(watchRequest));
  }

  #lose(run: number, why: string): void {
    this.#stream = undefined;
    this.#options.onEvent({ kind: "disconnected", why });
    // The listener may have stopped us.
    if (run === this.#run) this.#retry = this.#options.timer.after(gnssLimits.reconnectMs, () => void this.#connect(run));
  }
}
