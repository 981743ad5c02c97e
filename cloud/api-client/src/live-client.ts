/** The live view over its WebSocket, typed. Takes any WebSocket of the browser's form, so programs can bring their own. */
import type { Schemas } from "./api-client.ts";

export type VehicleSummary = Schemas["Vehicle"];
export type SignalView = Schemas["Signal"];
/** Part of a vehicle: what changed. A field that has gone is null. */
export type VehicleDelta = { readonly vehicleId: string } & { readonly [Name in keyof VehicleSummary]?: VehicleSummary[Name] | null };

export interface LiveValue {
  readonly source: string;
  readonly value: number;
  /** Of the sample, by the unit's clock, milliseconds since 1970 with fractions. */
  readonly at: number;
  /** When the cloud got it and passed it on, by the cloud's clock, milliseconds since 1970 with fractions. */
  readonly sentAt: number;
}

export type LiveMessage =
  | { readonly topic: "fleet"; readonly kind: "snapshot"; readonly vehicles: readonly VehicleSummary[] }
  | { readonly topic: "fleet"; readonly kind: "delta"; readonly vehicles: readonly VehicleDelta[] }
  | { readonly topic: "vehicle"; readonly vehicleId: string; readonly kind: "snapshot"; readonly signals: readonly SignalView[] }
  | { readonly topic: "vehicle"; readonly vehicleId: string; readonly kind: "delta"; readonly values: readonly LiveValue[] }
  | { readonly topic: "error"; readonly kind: "error"; readonly code: string; readonly detail: string; readonly vehicleId?: string };

/** What is needed of a WebSocket; the browser's and those of programs have it. */
export interface LiveSocket {
  readonly readyState: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: "open", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  addEventListener(type: "error", listener: () => void): void;
}

export interface LiveClientOptions {
  /** Opens a connection to `liveAddress(...)`. Called again after each break. */
  readonly open: () => LiveSocket;
  readonly onMessage: (message: LiveMessage) => void;
  /** True when connected; false with the close code when not: 4401 means that the session has ended. */
  readonly onState?: ((state: { readonly isConnected: boolean; readonly code?: number }) => void) | undefined;
  /** In [0, 1); for waiting times. */
  readonly random?: (() => number) | undefined;
}

export const sessionEndedCode = 4401;

const openState = 1;
/** The first retry comes at once: most breaks are a restart of the server. */
const retryMsMin = 100;
const retryMsMax = 20_000;

/** @param origin such as `https://fleet.example`. */
export function liveAddress(origin: string): string {
  const url = new URL("/api/v1/live", origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** Follows the fleet and vehicles over one connection, and asks for all of it again after a break. */
export class LiveClient {
  readonly #options: LiveClientOptions;
  /** What is followed: the message that asks for it, by a key. */
  readonly #followed = new Map<string, string>();
  #socket: LiveSocket | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isClosed = false;

  constructor(options: LiveClientOptions) {
    this.#options = options;
  }

  followFleet(): void {
    this.#follow("fleet", { subscribe: "fleet" });
  }

  leaveFleet(): void {
    this.#leave("fleet", { unsubscribe: "fleet" });
  }

  /** @param signals sources of the wanted signals; absent for all. */
  followVehicle(vehicleId: string, signals?: readonly string[]): void {
    this.#follow(`vehicle/${vehicleId}`, { subscribe: "vehicle", vehicleId, ...(signals === undefined ? {} : { signals }) });
  }

  leaveVehicle(vehicleId: string): void {
    this.#leave(`vehicle/${vehicleId}`, { unsubscribe: "vehicle", vehicleId });
  }

  /** For good. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retryTimer);
    this.#socket?.close(1000, "done");
    this.#socket = undefined;
  }

  #follow(key: string, message: object): void {
    const text = JSON.stringify(message);
    this.#followed.set(key, text);
    if (this.#socket === undefined) this.#connect();
    else if (this.#socket.readyState === openState) this.#socket.send(text);
  }

  #leave(key: string, message: object): void {
    this.#followed.delete(key);
    if (this.#socket?.readyState === openState) this.#socket.send(JSON.stringify(message));
  }

  #connect(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#retryTimer);
    const socket = this.#options.open();
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#failures = 0;
      for (const text of this.#followed.values()) socket.send(text);
      this.#options.onState?.({ isConnected: true });
    });
    socket.addEventListener("message", ({ data }) => {
      const message = parse(data);
      if (message !== undefined) this.#options.onMessage(message);
    });
    socket.addEventListener("error", () => undefined); // the close event that follows says all there is to say
    socket.addEventListener("close", ({ code }) => this.#ended(socket, code));
  }

  #ended(socket: LiveSocket, code: number): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#options.onState?.({ isConnected: false, code });
    if (this.#isClosed || code === sessionEndedCode) return; // signing in comes first, then a new client
    const longest = Math.min(retryMsMax, retryMsMin * 2 ** this.#failures);
    const waitMs = this.#failures === 0 ? retryMsMin * this.#random() : longest * this.#random();
    this.#failures++;
    this.#retryTimer = setTimeout(() => this.#connect(), waitMs);
  }

  #random(): number {
    return this.#options.random?.() ?? Math.random();
  }
}

/** @returns `undefined` for what this client does not know: a newer cloud may say more. */
function parse(data: unknown): LiveMessage | undefined {
  if (typeof data !== "string") return undefined;
  const message = JSON.parse(data) as LiveMessage; // the cloud's own words; the kinds below are what is known of them
  return ["fleet/snapshot", "fleet/delta", "vehicle/snapshot", "vehicle/delta", "error/error"].includes(`${message.topic}/${message.kind}`)
    ? message
    : undefined;
}
