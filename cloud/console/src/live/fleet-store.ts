import type { VehicleState, VehicleSummary } from "../api/types.ts";
import type { LiveMessage, VehicleDelta } from "@drawbar/api-client/live-client.ts";

const second = 1_000;
const liveForMs = 30 * second;
const lateForMs = 15 * 60 * second;
/** The cloud puts no more vehicles into a snapshot. */
const snapshotMost = 20_000;

/** The fleet as far as this page knows it: one snapshot, then what changed. Vehicles are immutable; a change is a new object. */
export class FleetStore {
  readonly #vehicles = new Map<string, VehicleSummary>();
  #version = 0;
  #members = 0;
  #states = 0;
  #isKnown = false;
  #newestSampleMs = Number.NEGATIVE_INFINITY;

  /** Counts changes: whoever derives something from the fleet derives it anew when this differs. */
  get version(): number {
    return this.#version;
  }

  /** Differs when a vehicle came, went or was renamed, or its profile changed here. */
  get members(): number {
    return this.#members;
  }

  /** Differs when the state of a vehicle changed, or a vehicle came or went. */
  get states(): number {
    return this.#states;
  }

  /** False until the fleet was read once. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  get size(): number {
    return this.#vehicles.size;
  }

  /** When the newest sample of any vehicle was taken; -Infinity before the first. */
  get newestSampleMs(): number {
    return this.#newestSampleMs;
  }

  get(vehicleId: string): VehicleSummary | undefined {
    return this.#vehicles.get(vehicleId);
  }

  all(): readonly VehicleSummary[] {
    return [...this.#vehicles.values()];
  }

  /** Takes the whole fleet: a vehicle that is not in it is gone. */
  replace(vehicles: readonly VehicleSummary[]): void {
    this.#vehicles.clear();
    this.#members += 1;
    this.#states += 1;
    for (const vehicle of vehicles) this.#put(vehicle);
    this.#isKnown = true;
    this.#version += 1;
  }

  /** Takes one vehicle whole, as the cloud answered it after a change: the page must not wait for the socket to tell it. */
  learn(vehicle: VehicleSummary): void {
    this.#members += 1;
    this.#put(vehicle);
    this.#version += 1;
  }

  receive(message: LiveMessage): void {
    if (message.topic !== "fleet") return;
    if (message.kind === "snapshot") {
      // the cloud cuts a very large fleet short; then what is not in the snapshot may still be there
      if (message.vehicles.length < snapshotMost) this.replace(message.vehicles);
      else this.#merge(message.vehicles);
      return;
    }
    this.#merge(message.vehicles);
  }

  #merge(changes: readonly VehicleDelta[]): void {
    for (const change of changes) {
      const vehicle = changed(this.#vehicles.get(change.vehicleId), change);
      if (vehicle !== undefined) this.#put(vehicle);
    }
    this.#version += 1;
  }

  #put(vehicle: VehicleSummary): void {
    const known = this.#vehicles.get(vehicle.vehicleId);
    if (known?.callSign !== vehicle.callSign) this.#members += 1;
    if (known?.state !== vehicle.state) this.#states += 1;
    this.#vehicles.set(vehicle.vehicleId, vehicle);
    const sampleMs = lastSampleMs(vehicle);
    if (sampleMs !== undefined) this.#newestSampleMs = Math.max(this.#newestSampleMs, sampleMs);
  }
}

export function lastSampleMs(vehicle: Pick<VehicleSummary, "lastSampleAt">): number | undefined {
  return vehicle.lastSampleAt === undefined ? undefined : Date.parse(vehicle.lastSampleAt);
}

/** States that age does not end while nothing is heard from the cloud. */
const isKept: ReadonlySet<VehicleState> = new Set(["asleep", "in-depot", "never"]);

/**
 * @param isConnected while connected the cloud says the state, for it knows each signal's period. Alone, age decides.
 * @see screens vocabulary: live under 30 s, late up to 15 min, then silent, unless signed off or in a depot
 */
export function stateAt(vehicle: VehicleSummary, nowMs: number, isConnected: boolean): VehicleState {
  if (isConnected || isKept.has(vehicle.state)) return vehicle.state;
  const sampleMs = lastSampleMs(vehicle);
  if (sampleMs === undefined) return vehicle.state;
  const ageMs = nowMs - sampleMs;
  return ageMs < liveForMs ? "live" : ageMs < lateForMs ? "late" : "silent";
}

/** @returns the vehicle after the change; `undefined` when nothing is known of it and the change is not all of it. */
function changed(known: VehicleSummary | undefined, change: VehicleDelta): VehicleSummary | undefined {
  const isWhole = typeof change.callSign === "string" && typeof change.state === "string" && change.headline !== undefined;
  if (known === undefined && !isWhole) return undefined;
  const merged: Record<string, unknown> = { ...known, ...change };
  for (const [name, value] of Object.entries(change)) if (value === null) delete merged[name]; // the field has gone
  return merged as unknown as VehicleSummary; // whole before, whole after
}
