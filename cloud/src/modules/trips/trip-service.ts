import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
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
  /** Opens sealed bodies; absent where none are sealed. */
  readonly opener?: SegmentOpener | undefined;
}

export interface TripWithTrack {
  readonly trip: StoredLeg;
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

  page(tenant: TenantId, query: LegQuery): Promise<{ readonly legs: readonly StoredLeg[]; readonly end?: Position }> {
    return pageOfLegs(this.#options.database.of(tenant), query);
  }

  /**
   * @param widthPx of the picture that the track is for.
   * @throws DrawbarError `TRIP_UNKNOWN`.
   */
  async trip(tenant: TenantId, vehicleId: VehicleId, tripId: string, widthPx: number): Promise<TripWithTrack> {
    const tx = this.#options.database.of(tenant);
    const trip = await findTrip(tx, vehicleId, tripId);
    if (trip === undefined) throw failTrip("TRIP_UNKNOWN", `the vehicle has no trip ${tripId}; when late telemetry moved its start, it has another id`);
    const reading = await openReading(tx, this.#options, this.#options.clock.wallUs());
    const fixes = await readFixes(reading, { vehicleId, fromUs: trip.startUs, untilUs: (trip.endUs ?? trip.seenUs) + 1 });
    return { trip, track: simplifyTrack(fixes, widthPx, trackLimits.trackPointsMax), fixes: fixes.length };
  }
}
