/** The live view of one process: what vehicles say now, to whoever of their tenant looks. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { DepotId, SourceId, TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { mayAtDepot, type Principal } from "../http/principal.ts";
import type { SignalJson } from "../modules/vehicles/index.ts";
import { FleetTopic, type FleetReader } from "./fleet-topic.ts";
import { FrameResolver, type FrameCatalogues, type FrameOwners, type ResolvedFrame } from "./frame-resolver.ts";
import { liveLimits } from "./limits.ts";
import type { LiveExchange } from "./live-exchange.ts";
import { failLive } from "./live-errors.ts";
import { closeCodes, errorMessage } from "./live-messages.ts";
import type { LiveReader } from "./live-reader.ts";
import type { NewestValues } from "./newest-values.ts";
import { toDelta, VehicleTopic } from "./vehicle-topic.ts";
import { WatchKeeper, type Wanted } from "./watch-keeper.ts";

/** What the hub reads about one vehicle when somebody begins to look at it. */
export interface VehicleReader extends FleetReader {
  /** All signals with their newest values, live ones included. @throws DrawbarError `VEHICLE_UNKNOWN`. */
  signals(tenant: TenantId, scope: { readonly kind: "vehicle"; readonly vehicleId: VehicleId }): Promise<readonly SignalJson[]>;
  unitOf(tenant: TenantId, vehicleId: VehicleId): Promise<SourceId | undefined>;
  /** Whether the depot is the tenant's own. @throws DrawbarError `SOURCE_UNKNOWN`. */
  checkDepot(tenant: TenantId, depotId: DepotId): Promise<void>;
}

export interface LiveHubOptions {
  readonly exchange: LiveExchange;
  readonly newest: NewestValues;
  readonly owners: FrameOwners;
  readonly catalogues: FrameCatalogues;
  readonly vehicles: VehicleReader;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Who looks: of a principal what the live view asks for. */
export type LiveCaller = Pick<Principal, "depots">;

/** One socket and what it follows. */
interface Attached extends LiveCaller {
  readonly tenant: TenantId;
  /** Keys of the fleets and depots that it follows. */
  readonly fleets: Set<string>;
  /** By vehicle: the key of the topic, which also says which signals. */
  readonly topics: Map<VehicleId, string>;
}

export class LiveHub implements Part {
  readonly name = "live";
  readonly #options: LiveHubOptions;
  readonly #resolver: FrameResolver;
  readonly #watches: WatchKeeper;
  readonly #attached = new Map<LiveReader, Attached>();
  /** By tenant and the topic's key. */
  readonly #fleets = new Map<string, FleetTopic>();
  /** By tenant: those of `#fleets` that a frame touches. */
  readonly #fleetsOf = new Map<TenantId, Set<FleetTopic>>();
  readonly #lingering = new Map<string, NodeJS.Timeout>();
  #startedAtUs = Number.POSITIVE_INFINITY;
  /** By tenant and vehicle, then by the topic's key. */
  readonly #vehicles = new Map<string, Map<string, VehicleTopic>>();
  readonly #behind = new Set<LiveReader>();
  #drainTimer: NodeJS.Timeout | undefined;
  #beatTimer: NodeJS.Timeout | undefined;

  constructor(options: LiveHubOptions) {
    this.#options = options;
    this.#resolver = new FrameResolver({ ...options, onFrame: (frame) => this.#receive(frame) });
    this.#watches = new WatchKeeper({ sink: options.exchange, onError: (error) => options.log.warn({ error }, "a watch could not be renewed") });
    options.exchange.onReceive((tenant, up) => this.#resolver.receive(tenant, up));
  }

  start(): void {
    this.#watches.start();
    this.#startedAtUs = Math.min(this.#startedAtUs, this.#options.clock.wallUs());
    this.#beatTimer ??= setInterval(() => {
      for (const reader of this.#attached.keys()) reader.beat();
    }, liveLimits.heartbeatMs);
  }

  stop(): void {
    clearInterval(this.#beatTimer);
    clearInterval(this.#drainTimer);
    this.#drainTimer = undefined;
    this.#watches.stop();
    this.closeReaders();
    for (const key of this.#lingering.keys()) this.#removeFleet(key);
  }

  /** Tells everybody that the server stops; they connect to another one. */
  closeReaders(): void {
    for (const reader of this.#attached.keys()) {
      reader.close(closeCodes.goingAway, "the server stops");
      this.detach(reader);
    }
  }

  get sockets(): number {
    return this.#attached.size;
  }

  /** A unit was moved: its next frame asks again whose it is. Other processes ask within `ownerKeptMs`. */
  forget(tenant: TenantId, source: SourceId): void {
    this.#resolver.forget(tenant, source);
  }

  /** Frames that were dropped because the database was too slow to say whose they are. */
  get framesDropped(): number {
    return this.#resolver.dropped;
  }

  /** @returns false when there is no room; the socket is closed then. */
  attach(reader: LiveReader, tenant: TenantId, { depots }: LiveCaller): boolean {
    if (this.#attached.size >= liveLimits.socketsMax) {
      reader.close(closeCodes.tryLater, "this server has as many live connections as it takes");
      return false;
    }
    this.#attached.set(reader, { tenant, depots, fleets: new Set(), topics: new Map() });
    return true;
  }

  detach(reader: LiveReader): void {
    const attached = this.#attached.get(reader);
    if (attached === undefined) return;
    for (const key of attached.fleets) this.#leaveFleetTopic(reader, key);
    for (const vehicleId of attached.topics.keys()) this.leaveVehicle(reader, vehicleId);
    this.#attached.delete(reader);
    this.#behind.delete(reader);
    reader.gone();
  }

  /**
   * @param depotId only the vehicles that were heard last through it.
   * @param knownUs up to when the reader knows the fleet from an earlier connection, microseconds since 1970.
   */
  async followFleet(reader: LiveReader, depotId?: DepotId, knownUs?: number): Promise<void> {
    const attached = this.#attached.get(reader);
    if (attached === undefined) return;
    const { tenant } = attached;
    if (depotId !== undefined && !mayAtDepot(attached, depotId)) {
      this.#tellError(reader, failLive("LIVE_DEPOT_UNKNOWN", `the fleet has no depot ${depotId}, or your role does not hold for it`));
      return;
    }
    const key = `${tenant}/${FleetTopic.keyOf(depotId)}`;
    if (depotId !== undefined && !this.#fleets.has(key) && this.#fleets.size >= liveLimits.depotTopicsMax) {
      this.#tellError(reader, failLive("LIVE_TOO_MANY_DEPOTS", `this server follows at most ${liveLimits.depotTopicsMax} depots; try again later`));
      return;
    }
    clearTimeout(this.#lingering.get(key));
    this.#lingering.delete(key);
    attached.fleets.add(key);
    const topic = this.#fleets.get(key) ?? this.#addFleet(key, tenant, depotId);
    reader.load(topic, knownUs);
    topic.readers.add(reader);
    try {
      if (depotId !== undefined) await this.#options.vehicles.checkDepot(tenant, depotId);
      await topic.start();
    } catch (error) {
      this.#leaveFleetTopic(reader, key);
      this.#tellError(reader, error);
      return;
    }
    reader.loaded(topic.key, (this.#mayResume(knownUs) ? topic.since(knownUs) : undefined) ?? topic.snapshot());
  }

  leaveFleet(reader: LiveReader, depotId?: DepotId): void {
    const attached = this.#attached.get(reader);
    if (attached !== undefined) this.#leaveFleetTopic(reader, `${attached.tenant}/${FleetTopic.keyOf(depotId)}`);
  }

  /** Following again with other signals replaces what was followed before. */
  async followVehicle(reader: LiveReader, vehicleId: VehicleId, signals: readonly string[] | undefined, knownUs?: number): Promise<void> {
    const attached = this.#attached.get(reader);
    if (attached === undefined) return;
    this.leaveVehicle(reader, vehicleId);
    if (attached.topics.size >= liveLimits.vehiclesPerSocketMax) {
      this.#tellError(
        reader,
        failLive("LIVE_TOO_MANY_VEHICLES", `one connection follows at most ${liveLimits.vehiclesPerSocketMax} vehicles; leave one first`),
        vehicleId,
      );
      return;
    }
    const wanted = signals === undefined ? undefined : new Set(signals);
    const topic = this.#topicOf(attached.tenant, vehicleId, wanted);
    attached.topics.set(vehicleId, topic.key);
    reader.load(topic, knownUs);
    topic.readers.add(reader);
    try {
      const all = await this.#options.vehicles.signals(attached.tenant, { kind: "vehicle", vehicleId });
      const missed = this.#mayResume(knownUs) ? await this.#missedOf(attached.tenant, topic, knownUs) : undefined;
      const snapshot = { topic: "vehicle", vehicleId, kind: "snapshot", signals: all.filter(({ source }) => topic.wants(source)) };
      reader.loaded(topic.key, missed ?? JSON.stringify(snapshot));
    } catch (error) {
      this.leaveVehicle(reader, vehicleId);
      this.#tellError(reader, error, vehicleId);
      return;
    }
    // Only now is the vehicle known to be the tenant's own.
    if (this.#attached.get(reader)?.topics.get(vehicleId) === topic.key) this.#watch(attached.tenant, vehicleId);
  }

  leaveVehicle(reader: LiveReader, vehicleId: VehicleId): void {
    const attached = this.#attached.get(reader);
    const key = attached?.topics.get(vehicleId);
    if (attached === undefined || key === undefined) return;
    attached.topics.delete(vehicleId);
    reader.drop(key);
    const vehicleKey = `${attached.tenant}/${vehicleId}`;
    const topics = this.#vehicles.get(vehicleKey);
    const topic = topics?.get(key);
    topic?.readers.delete(reader);
    if (topics === undefined || topic === undefined || topic.readers.size > 0) return;
    topic.close();
    topics.delete(key);
    if (topics.size > 0) return;
    this.#vehicles.delete(vehicleKey);
    this.#watches.release(vehicleKey);
  }

  #receive({ tenant, up, vehicleId, signals }: ResolvedFrame): void {
    const { newest } = this.#options;
    const readings = up.kind === "live" ? newest.receive(tenant, up, signals) : [];
    if (up.kind === "asleep" && !newest.fallAsleep(tenant, up)) return;
    for (const topic of this.#fleetsOf.get(tenant) ?? []) topic.touch(up.source);
    if (readings.length === 0) return;
    for (const topic of this.#vehicles.get(`${tenant}/${vehicleId}`)?.values() ?? []) topic.receive(readings);
  }

  #leaveFleetTopic(reader: LiveReader, key: string): void {
    const topic = this.#fleets.get(key);
    if (this.#attached.get(reader)?.fleets.delete(key) !== true || topic === undefined) return;
    reader.drop(topic.key);
    topic.readers.delete(reader);
    if (topic.readers.size > 0) return;
    // Who lost the connection for a moment goes on from there.
    this.#lingering.set(
      key,
      setTimeout(() => this.#removeFleet(key), liveLimits.lingerMs),
    );
  }

  #removeFleet(key: string): void {
    clearTimeout(this.#lingering.get(key));
    this.#lingering.delete(key);
    const topic = this.#fleets.get(key);
    if (topic === undefined || topic.readers.size > 0) return;
    topic.close();
    this.#fleets.delete(key);
    const others = this.#fleetsOf.get(topic.tenant);
    others?.delete(topic);
    if (others?.size === 0) this.#fleetsOf.delete(topic.tenant);
  }

  #mayResume(knownUs: number | undefined): knownUs is number {
    const nowUs = this.#options.clock.wallUs();
    return knownUs !== undefined && knownUs <= nowUs && knownUs >= Math.max(this.#startedAtUs, nowUs - liveLimits.resumeMs * 1_000);
  }

  /** What was heard from a vehicle's unit since then; each value is the newest, so nothing else was missed. */
  async #missedOf(tenant: TenantId, topic: VehicleTopic, knownUs: number): Promise<string> {
    const unit = await this.#options.vehicles.unitOf(tenant, topic.vehicleId);
    const readings = unit === undefined ? undefined : this.#options.newest.now(tenant, unit)?.readings;
    const fromUs = knownUs - liveLimits.resumeMarginMs * 1_000;
    const missed = [...(readings?.values() ?? [])].filter(({ source, receivedAtUs }) => receivedAtUs >= fromUs && topic.wants(source));
    return topic.deltaOf(missed.map(toDelta));
  }

  #addFleet(key: string, tenant: TenantId, depotId: DepotId | undefined): FleetTopic {
    const topic = new FleetTopic({
      tenant,
      depotId,
      fleet: this.#options.vehicles,
      clock: this.#options.clock,
      onBehind: (reader) => this.#drainLater(reader),
      onError: (error) => this.#options.log.warn({ error, tenant }, "the fleet could not be read"),
    });
    this.#fleets.set(key, topic);
    const topics = this.#fleetsOf.get(tenant) ?? new Set();
    this.#fleetsOf.set(tenant, topics.add(topic));
    return topic;
  }

  #topicOf(tenant: TenantId, vehicleId: VehicleId, wanted: ReadonlySet<string> | undefined): VehicleTopic {
    const vehicleKey = `${tenant}/${vehicleId}`;
    const topics = this.#vehicles.get(vehicleKey) ?? new Map<string, VehicleTopic>();
    this.#vehicles.set(vehicleKey, topics);
    const key = VehicleTopic.keyOf(vehicleId, wanted);
    const topic = topics.get(key) ?? new VehicleTopic({ vehicleId, wanted, clock: this.#options.clock, onBehind: (reader) => this.#drainLater(reader) });
    topics.set(key, topic);
    return topic;
  }

  #watch(tenant: TenantId, vehicleId: VehicleId): void {
    const vehicleKey = `${tenant}/${vehicleId}`;
    this.#watches.hold(vehicleKey, {
      tenant,
      source: () => this.#options.vehicles.unitOf(tenant, vehicleId),
      wanted: (unit) => this.#wantedOf(tenant, unit, [...(this.#vehicles.get(vehicleKey)?.values() ?? [])]),
    });
  }

  /** All signals, unless everybody who looks named theirs and their numbers are known. */
  #wantedOf(tenant: TenantId, unit: SourceId, topics: readonly VehicleTopic[]): Wanted {
    const catalogue = this.#options.newest.catalogueOf(tenant, unit);
    if (catalogue === undefined || topics.some(({ wanted }) => wanted === undefined)) return { signals: [] };
    const signals = catalogue.signals.flatMap(({ source }, index) => (topics.some((topic) => topic.wants(source)) ? [index] : []));
    return signals.length === 0 ? { signals: [] } : { signals, catalogue: catalogue.hash };
  }

  #drainLater(reader: LiveReader): void {
    this.#behind.add(reader);
    this.#drainTimer ??= setInterval(() => this.#drain(), liveLimits.vehicleDeltaMs);
  }

  #drain(): void {
    for (const reader of this.#behind) {
      reader.drain();
      if (!reader.isBehind) this.#behind.delete(reader);
    }
    if (this.#behind.size > 0) return;
    clearInterval(this.#drainTimer);
    this.#drainTimer = undefined;
  }

  #tellError(reader: LiveReader, error: unknown, vehicleId?: VehicleId): void {
    const isKnown = error instanceof DrawbarError && error.kind !== "internal" && error.kind !== "corrupt";
    if (!isKnown) this.#options.log.error({ error, vehicleId }, "a live subscription failed");
    reader.say(
      isKnown
        ? errorMessage(error.code, error.message.replace(`${error.code}: `, ""), vehicleId)
        : errorMessage("INTERNAL_ERROR", "the subscription failed here; try again", vehicleId),
    );
  }
}
