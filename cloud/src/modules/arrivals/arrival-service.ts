/** Where vehicles head to and when they will be there, as the API says it. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { setImmediate as breathe } from "node:timers/promises";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { openReading, type CatalogueStore, type SegmentOpener } from "../telemetry/index.ts";
import type { Destination, Estimate, Situation } from "./arrival-types.ts";
import { failArrival } from "./arrival-errors.ts";
import type { DepotGround } from "./depot-grounds.ts";
import { FleetMemo } from "./fleet-memo.ts";
import { HistoryCache, type FleetHistory } from "./history-cache.ts";
import { arrivalLimits, arrivalRules } from "./limits.ts";
import type { RoadRouter } from "./road-router.ts";
import { heardLately, underwayOf, type NotUnderway, type UnderwayVehicle } from "./underway.ts";

export interface ArrivalServiceOptions {
  readonly database: Database;
  readonly catalogues: CatalogueStore;
  readonly clock: Clock;
  /** Opens sealed bodies; absent where none are sealed. */
  readonly opener?: SegmentOpener | undefined;
  /** Asked where no earlier journey came by; absent where none is set up. */
  readonly router?: RoadRouter | undefined;
}

export type RoadAnswer = "used" | "unavailable";

export type ArrivalOutcome =
  | NotUnderway
  | { readonly kind: "no-depots" }
  /** On its way, but no depot is likely enough. */
  | { readonly kind: "unclear"; readonly situation: Situation; readonly likeliest?: Destination | undefined }
  | {
      readonly kind: "heading";
      readonly situation: Situation;
      readonly ground: DepotGround;
      readonly destination: Destination;
      readonly estimate: Estimate;
      /** Of the routing server; absent where none was asked. */
      readonly road?: RoadAnswer | undefined;
    };

export interface VehicleArrival {
  readonly vehicleId: VehicleId;
  readonly callSign: string;
  readonly outcome: ArrivalOutcome;
}

export interface DepotArrivals {
  readonly depotId: string;
  readonly name: string;
  /** Absent when no place is drawn as its ground. */
  readonly ground?: DepotGround | undefined;
  /** The earliest first. */
  readonly arrivals: readonly (VehicleArrival & { readonly outcome: Extract<ArrivalOutcome, { readonly kind: "heading" }> })[];
  /** More vehicles were on their way than are estimated at a time. */
  readonly isPartial: boolean;
}

interface FleetArrivals {
  readonly vehicles: readonly VehicleArrival[];
  readonly isPartial: boolean;
}

/** Vehicles between two looks at other requests. */
const withoutPause = 5;

export class ArrivalService {
  readonly #options: ArrivalServiceOptions;
  readonly #histories = new HistoryCache();
  readonly #fleets = new FleetMemo<FleetArrivals>(arrivalLimits.underwayFreshMs);
  readonly #known = new FleetMemo<FleetHistory>(arrivalLimits.historyFreshMs);

  constructor(options: ArrivalServiceOptions) {
    this.#options = options;
  }

  /** The vehicle is the tenant's. */
  async ofVehicle(tenant: TenantId, vehicleId: VehicleId): Promise<ArrivalOutcome> {
    const [arrival] = await this.#estimated(this.#options.database.of(tenant), [vehicleId]);
    return arrival?.outcome ?? { kind: "never-driven" };
  }

  /** @throws DrawbarError `ARRIVAL_DEPOT_UNKNOWN`. */
  async ofDepot(tenant: TenantId, depotId: string): Promise<DepotArrivals> {
    const tx = this.#options.database.of(tenant);
    const depot = await tx.oneOrNone<{ name: string }>(
      "arrivals-depot",
      "select name from depot where tenant_id = $1 and depot_id = $2 and revoked_at is null",
      [tenant, depotId],
    );
    if (depot === undefined) throw failArrival("ARRIVAL_DEPOT_UNKNOWN", `the fleet has no depot ${depotId}`);
    const { grounds } = await this.#history(tx);
    const ground = grounds.all.find((one) => one.depotId === depotId);
    if (ground === undefined) return { depotId, name: depot.name, arrivals: [], isPartial: false };
    const { vehicles, isPartial } = await this.#fleet(tx);
    const arrivals = vehicles.flatMap(({ outcome, ...vehicle }) =>
      outcome.kind === "heading" && outcome.ground.depotId === depotId ? [{ ...vehicle, outcome }] : [],
    );
    return { depotId, name: depot.name, ground, arrivals: arrivals.toSorted((left, right) => middleUs(left.outcome) - middleUs(right.outcome)), isPartial };
  }

  /** One look at a fleet serves everybody who asks within some seconds, whichever depot is asked about. */
  #fleet(tx: TenantTransaction): Promise<FleetArrivals> {
    return this.#fleets.of(tx.tenantId, this.#options.clock.monoUs(), async () => {
      const vehicles = await heardLately(tx, this.#options.clock.wallUs() - arrivalLimits.silentUs);
      const arrivals = await this.#estimated(tx, vehicles.slice(0, arrivalLimits.underwayMax));
      return { vehicles: arrivals, isPartial: vehicles.length > arrivalLimits.underwayMax };
    });
  }

  #history(tx: TenantTransaction): Promise<FleetHistory> {
    return this.#known.of(tx.tenantId, this.#options.clock.monoUs(), async () => this.#histories.of(tx));
  }

  async #estimated(tx: TenantTransaction, vehicles: readonly VehicleId[]): Promise<readonly VehicleArrival[]> {
    const { clock } = this.#options;
    const known = await this.#history(tx);
    const nowUs = clock.wallUs();
    const reading = await openReading(tx, this.#options, nowUs);
    const arrivals: VehicleArrival[] = [];
    for (const [index, vehicle] of (await underwayOf(tx, reading, known.grounds, vehicles, nowUs)).entries()) {
      if (index % withoutPause === withoutPause - 1) await breathe();
      const { vehicleId, callSign } = vehicle;
      arrivals.push({ vehicleId, callSign, outcome: await this.#outcomeOf(known, vehicle, nowUs) });
    }
    return arrivals;
  }

  async #outcomeOf({ grounds, history }: FleetHistory, { underway }: UnderwayVehicle, nowUs: number): Promise<ArrivalOutcome> {
    if (underway.kind !== "underway") return underway;
    if (grounds.all.length === 0) return { kind: "no-depots" };
    const { situation } = underway;
    const [destination] = history.destinations(situation);
    const ground = destination === undefined ? undefined : grounds.find(destination.depot.placeId);
    if (destination === undefined || ground === undefined || destination.probability < arrivalRules.probabilityMin)
      return { kind: "unclear", situation, likeliest: destination };
    const learned = history.estimate(situation, ground);
    const { router } = this.#options;
    const road = router === undefined || learned.basis === "journeys" ? undefined : await router.between(situation.at, ground.centre);
    const estimate = road?.kind === "found" ? history.estimate(situation, ground, road) : learned;
    // Due long ago and not heard since: what was expected did not come true, or nobody told.
    if (situation.atUs + estimate.p90S * 1e6 < nowUs - arrivalLimits.overdueUs) return { kind: "silent", heardUs: situation.atUs };
    return { kind: "heading", situation, ground, destination, estimate, road: road === undefined ? undefined : road.kind === "found" ? "used" : "unavailable" };
  }
}

function middleUs({ situation, estimate }: Extract<ArrivalOutcome, { readonly kind: "heading" }>): number {
  return situation.atUs + estimate.p50S * 1e6;
}
