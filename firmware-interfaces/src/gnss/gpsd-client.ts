/** Watches a gpsd over TCP and comes back when it goes away. Reads only: the one thing sent is the request to report. */
import { connect, type Socket } from "node:net";
import type { Timer, TimerHandle } from "../can/timer.ts";
import type { GnssEvent } from "./gnss-reader.ts";
import { GpsdReader } from "./gpsd-reader.ts";
import { gnssLimits } from "./limits.ts";

/** Registered for gpsd (IANA). */
const gpsdPort = 2_947;

export type GpsdLinkEvent = { readonly kind: "connected" } | { readonly kind: "disconnected"; readonly why: string };

export interface GpsdClientOptions {
  readonly host: string;
  /** By default 2947. */
  readonly port?: number;
  readonly timer: Timer;
  readonly onEvent: (event: GnssEvent | GpsdLinkEvent) => void;
}

const watchRequest = '?WATCH={"enable":true,"json":true};\n';

export class GpsdClient {
  readonly #options: GpsdClientOptions;
  #socket: Socket | undefined;
  #retry: TimerHandle | undefined;
  #isStarted = false;

  constructor(options: GpsdClientOptions) {
    this.#options = options;
  }

  /** Connects and keeps trying every `reconnectMs`; idempotent. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#connect();
  }

  /** After it no event comes any more; idempotent. */
  stop(): void {
    this.#isStarted = false;
    this.#retry?.cancel();
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #connect(): void {
    const { host, port = gpsdPort, onEvent } = this.#options;
    const reader = new GpsdReader();
    const socket = connect({ host, port });
    let why = "gpsd closed the connection";
    this.#socket = socket;
    socket.on("connect", () => {
      socket.write(watchRequest);
      onEvent({ kind: "connected" });
    });
    socket.on("data", (bytes: Uint8Array) => {
      for (const event of reader.push(bytes)) if (this.#socket === socket) onEvent(event);
    });
    socket.on("error", (error) => (why = error.message));
    socket.on("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      onEvent({ kind: "disconnected", why });
      this.#retry = this.#options.timer.after(gnssLimits.reconnectMs, () => this.#connect());
    });
  }
}
