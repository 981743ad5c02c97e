import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { namePlaces, type FenceSets, type PlaceName } from "../places/index.ts";
import { openReading, type CatalogueStore, type SegmentOpener } from "../telemetry/index.ts";
import { findTrip, pageOfLegs, type LegQuery, type StoredLeg } from "./leg-reader.ts";
import { trackLimits } from "./limits.ts";
import { simplifyTrack, type TrackPoint } from "./simplify.ts";
import { failTrip } from "./trip-errors.ts";
import { readFixes } from "./trip-fixes.ts";

export interface TripServiceOptions {
  readonly database: Database;
  readonly catalogues: CatalogueStore;
  readonly clock: Clock;
  readonly fences: FenceSets;
  /** Opens sealed bodies; absent where none are sealed. */
  readonly opener?: SegmentOpener | undefined;
}

/** A leg with the places of its ends, where it has any there. */
export interface PlacedLeg extends StoredLeg {
  readonly startPlace?: PlaceName | undefined;
  readonly endPlace?: PlaceName | undefined;
}

export interface TripWithTrack {
  readonly trip: PlacedLeg;
  readonly track: readonly TrackPoint[];
  /** Fixes that were looked at. */
  readonly fixes: number;
}

/** Trips and stops, as the worker found them. */
export class TripService {
  readonly #options: TripServiceOptions;

  constructor(options: TripServiceOptions) {
    this.#options = options;
  }

  async page(tenant: TenantId, query: LegQuery): Promise<{ readonly legs: readonly PlacedLeg[]; readonly end?: Position }> {
    const tx = this.#options.database.of(tenant);
    const page = await pageOfLegs(tx, query);
    return { ...page, legs: await this.#placed(tx, page.legs) };
  }

  /**
   * @param widthPx of the picture that the track is for.
   * @throws DrawbarError `TRIP_UNKNOWN`.
   */
  async trip(tenant: TenantId, vehicleId: VehicleId, tripId: string, widthPx: number): Promise<TripWithTrack> {
    const tx = this.#options.database.of(tenant);
    const found = await findTrip(tx, vehicleId, tripId);
    if (found === undefined) throw failTrip("TRIP_UNKNOWN", `the vehicle has no trip ${tripId}; when late telemetry moved its start, it has another id`);
    const [trip = found] = await this.#placed(tx, [found]);
    const reading = await openReading(tx, this.#options, this.#options.clock.wallUs());
    const fixes = await readFixes(reading, { vehicleId, fromUs: trip.startUs, untilUs: (trip.endUs ?? trip.seenUs) + 1 });
    return { trip, track: simplifyTrack(fixes, widthPx, trackLimits.trackPointsMax), fixes: fixes.length };
  }

  async #placed(tx: TenantTransaction, legs: readonly StoredLeg[]): Promise<readonly PlacedLeg[]> {
    const { fences, clock } = this.#options;
    const places = await namePlaces(
      tx,
      fences,
      legs.flatMap(({ startAt, endAt }) => [startAt, endAt]),
      clock.wallUs(),
    );
    return legs.map((leg, index) => ({ ...leg, startPlace: places[2 * index], endPlace: places[2 * index + 1] }));
  }
}
