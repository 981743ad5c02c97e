import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { MockState } from "./mock-server.ts";
import { newestAt, signalView, vehicleSummary } from "./mock-views.ts";
import { gapAt, valueAt } from "./samples.ts";
import type { MockVehicle } from "./vehicles.ts";

/** As the cloud: at most 20 deltas a second and socket. */
const vehicleDeltaMs = 50;
const fleetDeltaMs = 1_000;

interface Subscriber {
  readonly socket: WebSocket;
  wantsFleet: boolean;
  readonly vehicles: Map<string, number>;
}

/** The WebSocket of the development server: snapshot, then deltas. */
export class MockLive {
  readonly #state: MockState;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #subscribers = new Set<Subscriber>();
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(state: MockState) {
    this.#state = state;
  }

  start(): void {
    this.#timers.push(
      setInterval(() => this.#sendVehicles(), vehicleDeltaMs),
      setInterval(() => this.#sendFleet(), fleetDeltaMs),
    );
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.drop();
    this.#server.close();
  }

  /** Tells everybody who follows the fleet that part of a vehicle changed. */
  tell(change: object): void {
    for (const subscriber of this.#subscribers) if (subscriber.wantsFleet) send(subscriber, { topic: "fleet", kind: "delta", vehicles: [change] });
  }

  drop(): void {
    for (const { socket } of this.#subscribers) socket.terminate();
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const isSameSite = new URL(request.headers.origin ?? "http://nowhere").host === request.headers.host;
    if (!request.url?.startsWith("/api/v1/live") || !isSameSite || this.#state.failing.has("/live") || this.#state.sessions.of(request) === undefined) {
      socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      const subscriber: Subscriber = { socket: opened, wantsFleet: false, vehicles: new Map() };
      this.#subscribers.add(subscriber);
      opened.on("message", (data: Buffer) => this.#receive(subscriber, JSON.parse(data.toString("utf8")) as Record<string, unknown>)); // only our console speaks to it
      opened.on("close", () => this.#subscribers.delete(subscriber));
    });
  }

  #receive(subscriber: Subscriber, message: Readonly<Record<string, unknown>>): void {
    const nowMs = Date.now();
    const vehicle = this.#state.vehicles.find((candidate) => candidate.vehicleId === message["vehicleId"]);
    if (message["subscribe"] === "fleet") {
      subscriber.wantsFleet = true;
      send(subscriber, { topic: "fleet", kind: "snapshot", vehicles: this.#state.vehicles.map((each) => vehicleSummary(each, nowMs)) });
    } else if (message["subscribe"] === "vehicle" && vehicle !== undefined) {
      subscriber.vehicles.set(vehicle.vehicleId, nowMs);
      send(subscriber, {
        topic: "vehicle",
        vehicleId: vehicle.vehicleId,
        kind: "snapshot",
        signals: vehicle.signals.map((signal) => signalView(vehicle, signal, nowMs)),
      });
    } else if (message["unsubscribe"] === "fleet") subscriber.wantsFleet = false;
    else if (message["unsubscribe"] === "vehicle" && vehicle !== undefined) subscriber.vehicles.delete(vehicle.vehicleId);
    else send(subscriber, { topic: "error", code: "SUBSCRIPTION_UNKNOWN", detail: "there is nothing of that name to follow" });
  }

  #sendVehicles(): void {
    const nowMs = Date.now();
    for (const subscriber of this.#subscribers) {
      for (const [vehicleId, sinceMs] of subscriber.vehicles) {
        const vehicle = this.#state.vehicles.find((candidate) => candidate.vehicleId === vehicleId);
        if (vehicle?.state !== "live") continue;
        const values = newValues(vehicle, sinceMs, nowMs);
        subscriber.vehicles.set(vehicleId, nowMs);
        if (values.length > 0) send(subscriber, { topic: "vehicle", vehicleId, kind: "delta", values, sentAt: nowMs });
      }
    }
  }

  #sendFleet(): void {
    const wanting = [...this.#subscribers].filter(({ wantsFleet }) => wantsFleet);
    if (wanting.length === 0) return;
    const nowMs = Date.now();
    const vehicles = this.#state.vehicles
      .filter(({ state }) => state === "live")
      .map((vehicle) => vehicleSummary(vehicle, nowMs) as { vehicleId: string; lastSampleAt: string; headline: object; position: object })
      .map(({ vehicleId, lastSampleAt, headline, position }) => ({ vehicleId, lastSampleAt, headline, position }));
    for (const subscriber of wanting) send(subscriber, { topic: "fleet", kind: "delta", vehicles });
  }
}

function newValues(vehicle: MockVehicle, sinceMs: number, nowMs: number): readonly object[] {
  return vehicle.signals.flatMap((signal) => {
    const atMs = newestAt(vehicle, signal, nowMs);
    return atMs > newestAt(vehicle, signal, sinceMs) && gapAt(vehicle.gaps, atMs) === undefined
      ? [{ source: signal.source, value: valueAt(signal, atMs), at: atMs, sentAt: nowMs }]
      : [];
  });
}

function send({ socket }: Subscriber, message: object): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}
