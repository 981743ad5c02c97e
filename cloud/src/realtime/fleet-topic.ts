import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { DepotId, SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import { summaryToJson, type SummaryJson, type VehicleState, type VehicleSummary } from "../modules/vehicles/index.ts";
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
  /** Its state, and until when that holds if nothing more is heard, microseconds since 1970. */
  stateNow(tenant: TenantId, vehicle: VehicleSummary): { readonly state: VehicleState; readonly untilUs: number };
}

export interface FleetTopicOptions {
  readonly tenant: TenantId;
  /** Only the vehicles that were heard last through this depot; absent for the whole fleet. */
  readonly depotId?: DepotId | undefined;
  readonly fleet: FleetReader;
  readonly clock: Clock;
  readonly onBehind: (reader: LiveReader) => void;
  readonly onError: (error: unknown) => void;
}

/** A tenant's fleet as its readers know it: one snapshot, then parts of vehicles that changed. */
export class FleetTopic implements Topic<SummaryDelta> {
  readonly key: string;
  readonly readers = new Set<LiveReader>();
  readonly #options: FleetTopicOptions;
  /** As read and brought up to date last. */
  readonly #vehicles = new Map<string, VehicleSummary>();
  /** As the readers know it: the JSON of each field. */
  readonly #told = new Map<string, SummaryJson>();
  /** When that changed last, microseconds since 1970. */
  readonly #toldAtUs = new Map<string, number>();
  /** Since when a delta can say all that changed: a start, or a vehicle that went. */
  #continuousSinceUs = Number.POSITIVE_INFINITY;
  readonly #vehicleOfUnit = new Map<SourceId, string>();
  readonly #dirty = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;
  #readAtUs = Number.NEGATIVE_INFINITY;
  /** When a vehicle's state is to be looked at, at the latest; it may be said to hold for longer meanwhile. */
  readonly #stateUntilUs = new Map<string, number>();
  /** Vehicles after which the next look goes on; in the order of `#vehicles`. */
  #lookedAt = 0;

  constructor(options: FleetTopicOptions) {
    this.#options = options;
    this.key = FleetTopic.keyOf(options.depotId);
  }

  get tenant(): TenantId {
    return this.#options.tenant;
  }

  static keyOf(depotId: DepotId | undefined): string {
    return depotId === undefined ? "fleet" : `depot/${depotId}`;
  }

  /** Reads the fleet, the first time or anew. */
  async start(): Promise<void> {
    await this.#read();
    if (this.#continuousSinceUs === Number.POSITIVE_INFINITY) this.#continuousSinceUs = this.#options.clock.wallUs();
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
    return JSON.stringify({ ...this.#head, kind: "snapshot", vehicles: [...this.#told.values()] });
  }

  /** What a reader missed who knows the fleet as it was then; `undefined` when only a snapshot can tell. */
  since(knownUs: number): string | undefined {
    this.#tell(this.#vehicles.keys());
    const fromUs = knownUs - liveLimits.resumeMarginMs * 1_000;
    if (fromUs < this.#continuousSinceUs || knownUs > this.#options.clock.wallUs()) return undefined;
    const changed = [...this.#told.values()].filter(({ vehicleId }) => (this.#toldAtUs.get(vehicleId) ?? 0) >= fromUs);
    // Told whole, so that a field which has gone meanwhile is told as null.
    return this.deltaOf(changed.map((vehicle) => ({ ...(absentFields as unknown as SummaryDelta), ...vehicle })));
  }

  deltaOf(entries: Iterable<SummaryDelta>): string {
    return JSON.stringify({ ...this.#head, kind: "delta", vehicles: [...entries] });
  }

  merge(older: SummaryDelta, newer: SummaryDelta): SummaryDelta {
    return { ...older, ...newer };
  }

  get #head(): object {
    const { depotId } = this.#options;
    return depotId === undefined ? { topic: "fleet" } : { topic: "depot", depotId };
  }

  #tick(): void {
    const nowUs = this.#options.clock.monoUs();
    if (nowUs - this.#readAtUs >= liveLimits.fleetReadMs * 1_000) {
      this.#read().catch(this.#options.onError);
    }
    this.#findEndedStates();
    this.#findRead();
    this.#tell(this.#dirty);
    this.#dirty.clear();
  }

  /** A state may end by age alone, and people wait for that: it is told at the next look. */
  #findEndedStates(): void {
    const { tenant, fleet, clock } = this.#options;
    const nowUs = clock.wallUs();
    for (const [vehicleId, untilUs] of this.#stateUntilUs) {
      if (untilUs > nowUs) continue;
      const vehicle = this.#vehicles.get(vehicleId);
      if (vehicle === undefined) this.#stateUntilUs.delete(vehicleId);
      else {
        const now = fleet.stateNow(tenant, vehicle);
        this.#stateUntilUs.set(vehicleId, now.untilUs);
        if (this.#told.get(vehicleId)?.state !== now.state) this.#dirty.add(vehicleId);
      }
    }
  }

  /** What a read brought and nobody said is told a part of the fleet a time, so that a large one never holds up the process. */
  #findRead(): void {
    const perLook = Math.ceil((this.#vehicles.size * liveLimits.fleetDeltaMs) / liveLimits.fleetStateMs);
    if (this.#lookedAt >= this.#vehicles.size) this.#lookedAt = 0;
    let index = -1;
    for (const vehicleId of this.#vehicles.keys()) {
      index += 1;
      if (index >= this.#lookedAt + perLook) break;
      if (index >= this.#lookedAt) this.#dirty.add(vehicleId);
    }
    this.#lookedAt += perLook;
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readFleet().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readFleet(): Promise<void> {
    this.#readAtUs = this.#options.clock.monoUs(); // also when it fails: the next try comes in its turn
    const { tenant, depotId } = this.#options;
    const fleet = await this.#options.fleet.fleet(tenant);
    const vehicles = depotId === undefined ? fleet : fleet.filter(({ depot }) => depot?.depotId === depotId);
    const ids = new Set<string>(vehicles.map(({ vehicleId }) => vehicleId));
    for (const { vehicleId, ground } of vehicles) {
      // Who came to a depot or left it is told at the next look: people wait for it.
      if (this.#vehicles.get(vehicleId)?.ground?.placeId !== ground?.placeId) this.#dirty.add(vehicleId);
    }
    const isSomeGone = [...this.#vehicles.keys()].some((vehicleId) => !ids.has(vehicleId));
    this.#vehicles.clear();
    this.#vehicleOfUnit.clear();
    for (const vehicle of vehicles) {
      this.#vehicles.set(vehicle.vehicleId, vehicle);
      if (vehicle.unit !== undefined) this.#vehicleOfUnit.set(vehicle.unit.unitId, vehicle.vehicleId);
    }
    if (!isSomeGone) return;
    // A delta cannot take a vehicle away; a new snapshot can.
    for (const vehicleId of this.#told.keys()) {
      if (ids.has(vehicleId)) continue;
      this.#told.delete(vehicleId);
      this.#toldAtUs.delete(vehicleId);
    }
    this.#continuousSinceUs = this.#options.clock.wallUs();
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
      // one that was late and speaks again ends sooner; one that goes on speaking is looked at when its time has come
      if (delta?.state !== undefined) this.#stateUntilUs.set(vehicleId, 0);
      if (delta === undefined) continue;
      this.#told.set(vehicleId, now);
      this.#toldAtUs.set(vehicleId, this.#options.clock.wallUs());
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

/** What a summary need not have. */
const absentFields = { vin: null, lastSampleAt: null, position: null, unit: null, depot: null, group: null, inDepot: null } as const;

/** @returns the fields that differ, the whole vehicle when it is new, `undefined` when nothing differs. */
function difference(before: SummaryJson | undefined, now: SummaryJson): SummaryDelta | undefined {
  if (before === undefined) return now;
  const names = Object.keys({ ...before, ...now }) as (keyof SummaryJson)[]; // both are summaries
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
  if (changed.length === 0) return undefined;
  // A field that has gone (its depot, its unit) is told as null, since JSON has no undefined.
  return { vehicleId: now.vehicleId, ...Object.fromEntries(changed.map((name) => [name, now[name] ?? null])) };
}
