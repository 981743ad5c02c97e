import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import { summaryToJson, type SummaryJson, type VehicleSummary } from "../modules/vehicles/index.ts";
import { liveLimits } from "./limits.ts";
import type { LiveReader, Topic } from "./live-reader.ts";

/** Part of a vehicle's summary: what changed, and whose it is. */
export type SummaryDelta = Partial<SummaryJson> & { readonly vehicleId: string };

/** Where the fleet is read, and how a vehicle stands at this moment. */
export interface FleetReader {
  /** At most `vehicleLimits.fleetVehiclesMax` vehicles. */
  fleet(tenant: TenantId): Promise<readonly VehicleSummary[]>;
  /** The same vehicle with the newest live values of its unit and its state now. */
  refresh(tenant: TenantId, vehicle: VehicleSummary): VehicleSummary;
}

export interface FleetTopicOptions {
  readonly tenant: TenantId;
  readonly fleet: FleetReader;
  readonly clock: Clock;
  readonly onBehind: (reader: LiveReader) => void;
  readonly onError: (error: unknown) => void;
}

/** A tenant's fleet as its readers know it: one snapshot, then parts of vehicles that changed. */
export class FleetTopic implements Topic<SummaryDelta> {
  readonly key = "fleet";
  readonly readers = new Set<LiveReader>();
  readonly #options: FleetTopicOptions;
  /** As read and brought up to date last. */
  readonly #vehicles = new Map<string, VehicleSummary>();
  /** As the readers know it: the JSON of each field. */
  readonly #told = new Map<string, SummaryJson>();
  readonly #vehicleOfUnit = new Map<SourceId, string>();
  readonly #dirty = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;
  #readAtUs = Number.NEGATIVE_INFINITY;
  #statesAtUs = Number.NEGATIVE_INFINITY;

  constructor(options: FleetTopicOptions) {
    this.#options = options;
  }

  /** Reads the fleet, the first time or anew. */
  async start(): Promise<void> {
    await this.#read();
    this.#timer ??= setInterval(() => this.#tick(), liveLimits.fleetDeltaMs);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.readers.clear();
  }

  /** A unit said something. */
  touch(source: SourceId): void {
    const vehicleId = this.#vehicleOfUnit.get(source);
    if (vehicleId !== undefined) this.#dirty.add(vehicleId);
  }

  /** What a new reader is told. Everybody else is told first what changed, so that all go on from the same. */
  snapshot(): string {
    this.#tell(this.#vehicles.keys());
    return JSON.stringify({ topic: "fleet", kind: "snapshot", vehicles: [...this.#told.values()] });
  }

  deltaOf(entries: Iterable<SummaryDelta>): string {
    return JSON.stringify({ topic: "fleet", kind: "delta", vehicles: [...entries] });
  }

  merge(older: SummaryDelta, newer: SummaryDelta): SummaryDelta {
    return { ...older, ...newer };
  }

  #tick(): void {
    const nowUs = this.#options.clock.monoUs();
    if (nowUs - this.#readAtUs >= liveLimits.fleetReadMs * 1_000) {
      this.#read().catch(this.#options.onError);
    }
    if (nowUs - this.#statesAtUs >= liveLimits.fleetStateMs * 1_000) {
      this.#statesAtUs = nowUs;
      this.#tell(this.#vehicles.keys());
    } else this.#tell(this.#dirty);
    this.#dirty.clear();
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readFleet().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readFleet(): Promise<void> {
    this.#readAtUs = this.#options.clock.monoUs(); // also when it fails: the next try comes in its turn
    const vehicles = await this.#options.fleet.fleet(this.#options.tenant);
    const ids = new Set<string>(vehicles.map(({ vehicleId }) => vehicleId));
    const isSomeGone = [...this.#vehicles.keys()].some((vehicleId) => !ids.has(vehicleId));
    this.#vehicles.clear();
    this.#vehicleOfUnit.clear();
    for (const vehicle of vehicles) {
      this.#vehicles.set(vehicle.vehicleId, vehicle);
      if (vehicle.unit !== undefined) this.#vehicleOfUnit.set(vehicle.unit.unitId, vehicle.vehicleId);
    }
    if (!isSomeGone) return;
    // A delta cannot take a vehicle away; a new snapshot can.
    for (const vehicleId of this.#told.keys()) if (!ids.has(vehicleId)) this.#told.delete(vehicleId);
    const text = this.snapshot();
    for (const reader of this.readers) reader.say(text);
  }

  #tell(vehicleIds: Iterable<string>): void {
    const deltas = new Map<string, SummaryDelta>();
    for (const vehicleId of vehicleIds) {
      const vehicle = this.#vehicles.get(vehicleId);
      if (vehicle === undefined) continue;
      const now = summaryToJson(this.#options.fleet.refresh(this.#options.tenant, vehicle));
      const delta = difference(this.#told.get(vehicleId), now);
      if (delta === undefined) continue;
      this.#told.set(vehicleId, now);
      deltas.set(vehicleId, delta);
    }
    if (deltas.size === 0 || this.readers.size === 0) return;
    const text = this.deltaOf(deltas.values());
    for (const reader of this.readers) {
      reader.offer(this, text, deltas);
      if (reader.isBehind) this.#options.onBehind(reader);
    }
  }
}

/** @returns the fields that differ, the whole vehicle when it is new, `undefined` when nothing differs. */
function difference(before: SummaryJson | undefined, now: SummaryJson): SummaryDelta | undefined {
  if (before === undefined) return now;
  const names = Object.keys({ ...before, ...now }) as (keyof SummaryJson)[]; // both are summaries
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
  if (changed.length === 0) return undefined;
  // A field that has gone (its depot, its unit) is told as null, since JSON has no undefined.
  return { vehicleId: now.vehicleId, ...Object.fromEntries(changed.map((name) => [name, now[name] ?? null])) };
}
