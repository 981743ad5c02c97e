import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { errorsOf } from "@drawbar/proto/kernel/errors.ts";
import { parseCallSign, parseVehicleId, type CallSign, type DepotId, type SourceId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import { checkIfMatch, etagOf } from "../../http/preconditions.ts";
import type { LiveReadings, SourceNow } from "../../realtime/newest-values.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import type { Quotas } from "../tenants/index.ts";
import type { SampleScope, SignalLatest, TelemetryQueries } from "../telemetry/index.ts";
import { GlanceCache } from "./glance-cache.ts";
import { headlineOf, isHeadline } from "./headlines.ts";
import { isPosition, positionOf } from "./positions.ts";
import { runErrors } from "../runs/index.ts";
import { failVehicle } from "./vehicle-errors.ts";
import { vehicleList, type VehicleListQuery } from "./vehicle-list.ts";
import { VehicleStore, type Taken, type VehicleChange } from "./vehicle-store.ts";
import { lastSampleAtUs, stateHoldsUntilUs, stateOf, type Heard } from "./vehicle-state.ts";
import { vehicleLimits, type NewVehicle, type Vehicle, type VehicleState, type VehicleSummary } from "./vehicle-types.ts";
import { signalToJson, type SignalJson } from "./vehicle-views.ts";

export interface SummaryPage {
  readonly vehicles: readonly VehicleSummary[];
  /** Cursor of the next page; absent on the last one. */
  readonly next?: string;
}

export interface VehicleServiceOptions {
  readonly database: Database;
  readonly telemetry: TelemetryQueries;
  readonly live: LiveReadings;
  readonly clock: Clock;
  readonly quotas: Quotas;
  readonly audit: AuditTrail;
}

/** Vehicles, and how they stand: what is stored about them together with what they say now. */
export class VehicleService {
  readonly #database: Database;
  readonly #telemetry: TelemetryQueries;
  readonly #live: LiveReadings;
  readonly #clock: Clock;
  readonly #quotas: Quotas;
  readonly #audit: AuditTrail;
  readonly #store = new VehicleStore();
  readonly #glances: GlanceCache;

  constructor(options: VehicleServiceOptions) {
    this.#database = options.database;
    this.#telemetry = options.telemetry;
    this.#live = options.live;
    this.#clock = options.clock;
    this.#quotas = options.quotas;
    this.#audit = options.audit;
    this.#glances = new GlanceCache(options);
  }

  async page(tenant: TenantId, query: VehicleListQuery): Promise<SummaryPage> {
    const { vehicles, end } = await this.#store.page(this.#database.of(tenant), query, this.#clock.wallUs());
    const summaries = await this.#summaries(tenant, vehicles);
    return end === undefined ? { vehicles: summaries } : { vehicles: summaries, next: vehicleList.next(query, end) };
  }

  /** The fleet of the live view: its first vehicles by call sign, as many as one snapshot holds. */
  async fleet(tenant: TenantId): Promise<readonly VehicleSummary[]> {
    const all: VehicleListQuery = { sort: "callSign", isDescending: false, limit: vehicleLimits.fleetVehiclesMax, filters: {} };
    const { vehicles } = await this.#store.page(this.#database.of(tenant), all, this.#clock.wallUs());
    return this.#summaries(tenant, vehicles);
  }

  /** @throws DrawbarError `VEHICLE_UNKNOWN`. */
  async find(tenant: TenantId, vehicleId: VehicleId): Promise<VehicleSummary> {
    return this.#summary(tenant, await this.#vehicle(tenant, vehicleId));
  }

  /** @throws DrawbarError `VEHICLE_UNKNOWN`. */
  async findByCallSign(tenant: TenantId, callSign: CallSign): Promise<VehicleSummary> {
    const vehicle = await this.#store.findByCallSign(this.#database.of(tenant), callSign);
    if (vehicle === undefined) throw failVehicle("VEHICLE_UNKNOWN", `the fleet has no vehicle with the call sign "${callSign}"`);
    return this.#summary(tenant, vehicle);
  }

  /** @throws DrawbarError `CALL_SIGN_TAKEN`, `VIN_TAKEN`, `VIN_MALFORMED`, `ID_MALFORMED`, `GROUP_OF_VEHICLE_UNKNOWN`, `QUOTA_EXCEEDED`. */
  async register(
    tenant: TenantId,
    wish: {
      readonly callSign: string;
      readonly vin?: string | undefined;
      readonly description?: string | undefined;
      readonly simulated?: boolean | undefined;
      readonly groupId?: string | undefined;
      readonly tags?: readonly string[] | undefined;
    },
    act: Act,
  ): Promise<VehicleSummary> {
    const callSign = parseCallSign(wish.callSign);
    const vehicle = {
      vehicleId: parseVehicleId(uuidV7()),
      callSign,
      vin: parseVin(wish.vin),
      description: wish.description ?? "",
      simulated: wish.simulated ?? false,
      groupId: wish.groupId,
      tags: (wish.tags ?? []).toSorted(),
    };
    const outcome = await this.#database.transaction(tenant, async (tx) => {
      const registered = await this.#store.register(tx, vehicle);
      if (registered.kind === "taken") return registered;
      await this.#quotas.check(tx, "vehicles");
      const { vehicleId, simulated } = vehicle;
      const { vehicleId: id, ...after } = vehicle;
      await this.#audit.record(tx, act, { action: "vehicle.registered", subject: { kind: "vehicle", id }, after });
      await addEvents(tx, [{ type: "vehicle.registered", subject: vehicleId, body: { vehicleId, callSign, simulated } }]);
      return registered;
    });
    if (outcome.kind === "taken") throw takenError(outcome);
    return this.find(tenant, vehicle.vehicleId);
  }

  /**
   * @param ifMatch etag of the state that the change was decided on; without one it is made in any case.
   * @throws DrawbarError `VEHICLE_UNKNOWN`, `PRECONDITION_FAILED`, and those of `register`.
   */
  async change(
    tenant: TenantId,
    vehicleId: VehicleId,
    wish: {
      readonly callSign?: string | undefined;
      readonly vin?: string | undefined;
      readonly description?: string | undefined;
      readonly groupId?: string | null | undefined;
      readonly tags?: readonly string[] | undefined;
    },
    ifMatch: string | undefined,
    act: Act,
  ): Promise<VehicleSummary> {
    const change: VehicleChange = {
      ...(wish.callSign === undefined ? {} : { callSign: parseCallSign(wish.callSign) }),
      ...(wish.vin === undefined ? {} : { vin: parseVin(wish.vin) }),
      ...(wish.description === undefined ? {} : { description: wish.description }),
      ...(wish.groupId === undefined ? {} : { groupId: wish.groupId }),
      ...(wish.tags === undefined ? {} : { tags: wish.tags.toSorted() }),
    };
    const outcome = await this.#database.transaction(tenant, async (tx) => {
      const changed = await this.#store.change(tx, vehicleId, change, (vehicle) => checkIfMatch(ifMatch, etagOfVehicle(vehicle)));
      if (changed.kind === "changed") {
        const before = Object.fromEntries(Object.keys(change).map((name) => [name, changed.before[name as keyof VehicleChange]])); // they are its keys
        await this.#audit.record(tx, act, { action: "vehicle.changed", subject: { kind: "vehicle", id: vehicleId }, before, after: change });
      }
      return changed;
    });
    if (outcome.kind === "unknown") throw failVehicle("VEHICLE_UNKNOWN", `the fleet has no vehicle ${vehicleId}`);
    if (outcome.kind === "taken") throw takenError(outcome);
    return this.find(tenant, vehicleId);
  }

  /** @throws DrawbarError `VEHICLE_UNKNOWN`, `RUN_UNKNOWN`. */
  async signals(tenant: TenantId, scope: SampleScope): Promise<readonly SignalJson[]> {
    const vehicle = await this.check(tenant, scope);
    const latest = await this.#telemetry.latest(tenant, scope);
    return (scope.kind === "run" ? latest : this.#withLive(tenant, vehicle, latest)).map(signalToJson);
  }

  /** The unit that sits in the vehicle now. */
  async unitOf(tenant: TenantId, vehicleId: VehicleId): Promise<SourceId | undefined> {
    return (await this.#store.find(this.#database.of(tenant), vehicleId))?.unit?.unitId;
  }

  /** For the live path: the vehicle that a unit sits in; nothing for recordings and depots. */
  async vehicleOfUnit(tenant: TenantId, source: SourceId): Promise<VehicleId | undefined> {
    const owner = await this.#store.owner(this.#database.of(tenant), source);
    return owner?.kind === "unit" ? owner.vehicleId : undefined;
  }

  /** Whether the scope is the tenant's own. @throws DrawbarError `VEHICLE_UNKNOWN`, `RUN_UNKNOWN`. */
  async check(tenant: TenantId, scope: SampleScope): Promise<Vehicle> {
    const vehicle = await this.#vehicle(tenant, scope.vehicleId);
    if (scope.kind === "run" && !(await this.#store.hasRun(this.#database.of(tenant), scope.vehicleId, scope.runId))) {
      throw failRun("RUN_UNKNOWN", `"${vehicle.callSign}" has no run ${scope.runId}`);
    }
    return vehicle;
  }

  /** Whether the depot is the tenant's own. @throws DrawbarError `SOURCE_UNKNOWN`. */
  async checkDepot(tenant: TenantId, depotId: DepotId): Promise<void> {
    const owner = await this.#store.owner(this.#database.of(tenant), depotId);
    if (owner?.kind !== "depot") throw failVehicle("SOURCE_UNKNOWN", `the fleet has no depot ${depotId}`);
  }

  /** Brings a vehicle read before up to date with what its unit says now. */
  refresh(tenant: TenantId, vehicle: VehicleSummary): VehicleSummary {
    const live = vehicle.unit === undefined ? undefined : this.#live.now(tenant, vehicle.unit.unitId);
    const heard = heardOf(vehicle, live);
    return {
      ...vehicle,
      state: stateOf(heard, this.#clock.wallUs()),
      lastSampleAtUs: lastSampleAtUs(heard),
      ...(live === undefined ? {} : glanceNow(vehicle, live)),
    };
  }

  /** Its state, and until when that holds if nothing more is heard, microseconds since 1970. */
  stateNow(tenant: TenantId, vehicle: Vehicle): { readonly state: VehicleState; readonly untilUs: number } {
    const heard = heardOf(vehicle, vehicle.unit === undefined ? undefined : this.#live.now(tenant, vehicle.unit.unitId));
    const nowUs = this.#clock.wallUs();
    const state = stateOf(heard, nowUs);
    return { state, untilUs: stateHoldsUntilUs(heard, state, nowUs) };
  }

  async #vehicle(tenant: TenantId, vehicleId: VehicleId): Promise<Vehicle> {
    const vehicle = await this.#store.find(this.#database.of(tenant), vehicleId);
    if (vehicle === undefined) throw failVehicle("VEHICLE_UNKNOWN", `the fleet has no vehicle ${vehicleId}`);
    return vehicle;
  }

  async #summary(tenant: TenantId, vehicle: Vehicle): Promise<VehicleSummary> {
    const [summary] = await this.#summaries(tenant, [vehicle]);
    return summary as VehicleSummary; // as many as there are vehicles
  }

  async #summaries(tenant: TenantId, vehicles: readonly Vehicle[]): Promise<readonly VehicleSummary[]> {
    const told = new Map(vehicles.map((vehicle) => [vehicle, this.#toldLive(tenant, vehicle)]));
    const glances = await this.#glances.read(
      tenant,
      vehicles.filter((vehicle) => vehicle.storedAtUs !== undefined && told.get(vehicle) !== "all"),
      (vehicle) => told.get(vehicle) === "headline",
    );
    return vehicles.map((vehicle) => this.refresh(tenant, { ...vehicle, state: "never", headline: [], ...glances.get(vehicle.vehicleId) }));
  }

  /** How much of a glance its live values make: for all of it nothing has to be read. */
  #toldLive(tenant: TenantId, { unit }: Vehicle): "all" | "headline" | "nothing" {
    const live = unit === undefined ? undefined : this.#live.now(tenant, unit.unitId);
    if (live === undefined) return "nothing";
    const names = [...live.readings.values()].map(({ signal }) => signal);
    if (!names.some(isHeadline)) return "nothing";
    return names.some(isPosition) ? "all" : "headline";
  }

  /** Newest of what is stored and what is said now, signal by signal. */
  #withLive(tenant: TenantId, { unit }: Vehicle, latest: readonly SignalLatest[]): readonly SignalLatest[] {
    const live = unit === undefined ? undefined : this.#live.now(tenant, unit.unitId);
    if (live === undefined) return latest;
    const known = new Set(latest.map(({ source }) => source));
    const newer = latest.map((signal) => {
      const reading = live.readings.get(signal.source);
      if (reading === undefined || (signal.atUs ?? Number.NEGATIVE_INFINITY) > reading.atUs) return signal;
      return {
        ...signal,
        value: reading.value,
        atUs: reading.atUs,
        lowToday: Math.min(signal.lowToday ?? reading.value, reading.value),
        highToday: Math.max(signal.highToday ?? reading.value, reading.value),
      };
    });
    return [...newer, ...[...live.readings.values()].filter(({ source }) => !known.has(source))];
  }
}

function heardOf({ storedAtUs, asleepAtUs, ground }: Vehicle, live: SourceNow | undefined): Heard {
  return { storedAtUs, asleepAtUs, live, isOnGround: ground !== undefined };
}

/** Newer readings replace what was known, one by one. */
function glanceNow(known: VehicleSummary, { readings }: SourceNow): Pick<VehicleSummary, "headline" | "position"> {
  const spoken = [...readings.values()];
  const position = positionOf(spoken);
  const isNewer = position !== undefined && (known.position === undefined || position.atUs >= known.position.atUs);
  return {
    headline: headlineOf([...known.headline.map(({ name, ...value }) => ({ signal: name, ...value })), ...spoken]),
    position: isNewer ? position : known.position,
  };
}

const failRun = errorsOf(runErrors);

/** Stands for what is registered about a vehicle, not for what it says: that changes each second and is nobody's edit. */
export function etagOfVehicle({ vehicleId, callSign, vin, description, simulated, groupId, tags }: NewVehicle): string {
  return etagOf([vehicleId, callSign, vin ?? null, description, simulated, groupId ?? null, tags]);
}

function parseVin(wish: string | undefined): string | undefined {
  const vin = wish?.toUpperCase();
  if (vin !== undefined && !/^[A-HJ-NPR-Z0-9]{17}$/.test(vin))
    throw failVehicle("VIN_MALFORMED", `"${wish}" is no VIN; one has 17 letters and digits, without I, O and Q`);
  return vin;
}

function takenError({ what, by }: Taken): Error {
  return what === "call-sign"
    ? failVehicle("CALL_SIGN_TAKEN", `there is a vehicle with the call sign "${by}" already`)
    : failVehicle("VIN_TAKEN", `the vehicle "${by}" has this VIN already`);
}
