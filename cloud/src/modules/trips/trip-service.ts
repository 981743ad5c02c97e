import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { openReading, samplesOfWindows, sourcesOfVehicles, type CatalogueStore, type SegmentOpener, type WindowSeries } from "../telemetry/index.ts";
import { findTrip, pageOfLegs, type LegQuery, type StoredLeg } from "./leg-reader.ts";
import { trackLimits } from "./limits.ts";
import { simplifyTrack, type TrackPoint } from "./simplify.ts";
import { positionsOf, type TrackSeries } from "./track-fold.ts";
import { positionSignalNames, trackSignalOf } from "./track-signals.ts";
import { newTrackState } from "./track-state.ts";
import { failTrip } from "./trip-errors.ts";

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
    const fixes = await this.#fixesOf(tx, trip);
    return { trip, track: simplifyTrack(fixes, widthPx, trackLimits.trackPointsMax), fixes: fixes.length };
  }

  /** In parts of as many segments as are in memory at a time. */
  async #fixesOf(tx: TenantTransaction, { vehicleId, startUs, endUs, seenUs }: StoredLeg): Promise<readonly TrackPoint[]> {
    const reading = await openReading(tx, this.#options, this.#options.clock.wallUs());
    const untilUs = (endUs ?? seenUs) + 1;
    const sources = await sourcesOfVehicles(tx, [vehicleId]);
    const state = newTrackState();
    let fixes: TrackPoint[] = [];
    let stride = 1;
    let met = 0;
    for (let fromUs = startUs; fromUs < untilUs;) {
      const windows = sources
        .map((one) => ({ source: one.source, fromUs: Math.max(fromUs, one.fromUs), toUs: Math.min(untilUs, one.toUs) }))
        .filter((window) => window.fromUs < window.toUs);
      const read = await samplesOfWindows(reading, windows, positionSignalNames, trackLimits.segmentsPerTrackRead);
      const cut = read.filter(({ completeUs }, index) => completeUs < (windows[index]?.toUs ?? 0)).map(({ completeUs }) => completeUs);
      const completeUs = cut.length === 0 ? untilUs : Math.max(Math.min(...cut), fromUs + trackLimits.progressUs);
      for (const point of positionsOf(
        read.flatMap(({ series }) => series.flatMap(trackSeriesOf)),
        fromUs - 1,
        completeUs,
        state,
      )) {
        met += 1;
        if (met % stride === 0) fixes.push(point);
        if (fixes.length < trackLimits.trackFixesMax) continue;
        fixes = fixes.filter((_, index) => index % 2 === 0);
        stride *= 2;
      }
      fromUs = completeUs;
    }
    return fixes;
  }
}

function trackSeriesOf({ signal, timesUs, values }: WindowSeries): readonly TrackSeries[] {
  const track = trackSignalOf(signal);
  return track === undefined || !(values instanceof Float64Array) ? [] : [{ signal: track, timesUs, values }];
}
