import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { SignalLatest, TelemetryQueries } from "../telemetry/index.ts";
import { headlineOf } from "./headlines.ts";
import { positionOf } from "./positions.ts";
import { vehicleLimits, type HeadlineValue, type Vehicle, type VehiclePosition } from "./vehicle-types.ts";

/** What a list or a map shows of a vehicle at a glance. */
export interface Glance {
  readonly headline: readonly HeadlineValue[];
  readonly position?: VehiclePosition | undefined;
}

interface Kept {
  readonly glance: Promise<Glance>;
  /** Monotonic microseconds. */
  readonly readAtUs: number;
}

/** Stored newest values of vehicles that do not say all of it now, kept for a while: a fleet list is read again and again. */
export class GlanceCache {
  readonly #telemetry: Pick<TelemetryQueries, "latestOfEach">;
  readonly #clock: Clock;
  readonly #kept = new Map<VehicleId, Kept>();

  constructor(options: { readonly telemetry: Pick<TelemetryQueries, "latestOfEach">; readonly clock: Clock }) {
    this.#telemetry = options.telemetry;
    this.#clock = options.clock;
  }

  /**
   * Callers that come at once share one read. A read that failed is not kept.
   *
   * @param isSpeaking whether the vehicle says what changes by itself: then what is stored may be older.
   * @returns by vehicle, in no order.
   */
  async read(tenant: TenantId, vehicles: readonly Vehicle[], isSpeaking: (vehicle: Vehicle) => boolean): Promise<ReadonlyMap<VehicleId, Glance>> {
    const nowUs = this.#clock.monoUs();
    const known = vehicles.map((vehicle) => {
      const kept = this.#kept.get(vehicle.vehicleId);
      const keptMs = isSpeaking(vehicle) ? vehicleLimits.speakingGlanceKeptMs : vehicleLimits.glanceKeptMs;
      return kept !== undefined && kept.readAtUs + keptMs * 1_000 > nowUs ? kept.glance : undefined;
    });
    const missing = vehicles.filter((_vehicle, index) => known[index] === undefined);
    const fresh = new Map<VehicleId, Promise<Glance>>();
    for (let from = 0; from < missing.length; from += vehicleLimits.glancesPerRead) {
      for (const [vehicleId, glance] of this.#readNow(tenant, missing.slice(from, from + vehicleLimits.glancesPerRead))) fresh.set(vehicleId, glance);
    }
    return new Map(
      await Promise.all(vehicles.map(async ({ vehicleId }, index) => [vehicleId, (await (known[index] ?? fresh.get(vehicleId))) ?? nothing] as const)),
    );
  }

  #readNow(tenant: TenantId, vehicles: readonly Vehicle[]): ReadonlyMap<VehicleId, Promise<Glance>> {
    const read = this.#telemetry.latestOfEach(
      tenant,
      vehicles.map(({ vehicleId }) => vehicleId),
    );
    return new Map(
      vehicles.map((vehicle) => {
        const glance = read.then((latest) => glanceIn(vehicle, latest.get(vehicle.vehicleId) ?? []));
        this.#keep(vehicle.vehicleId, glance);
        return [vehicle.vehicleId, glance];
      }),
    );
  }

  #keep(vehicleId: VehicleId, glance: Promise<Glance>): void {
    this.#kept.delete(vehicleId);
    this.#kept.set(vehicleId, { glance, readAtUs: this.#clock.monoUs() });
    glance.catch(() => this.#kept.delete(vehicleId));
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > vehicleLimits.glancesKept && oldest.done !== true) this.#kept.delete(oldest.value);
  }
}

const nothing: Glance = { headline: [] };

/** What is newer than anything its own units said comes from a recording. */
function glanceIn({ storedAtUs }: Vehicle, latest: readonly SignalLatest[]): Glance {
  const own = latest.filter(({ atUs }) => atUs !== undefined && storedAtUs !== undefined && atUs <= storedAtUs);
  return { headline: headlineOf(own), position: positionOf(own) };
}
