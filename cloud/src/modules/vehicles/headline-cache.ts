import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { SignalLatest, TelemetryQueries } from "../telemetry/index.ts";
import { headlineOf } from "./headlines.ts";
import { vehicleLimits, type HeadlineValue, type Vehicle } from "./vehicle-types.ts";

interface Kept {
  readonly headline: Promise<readonly HeadlineValue[]>;
  /** Monotonic microseconds. */
  readonly until: number;
}

/** Stored headlines of vehicles that say nothing now, kept for a few seconds: a fleet list is read again and again. */
export class HeadlineCache {
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
   * @returns by vehicle, in no order.
   */
  async read(tenant: TenantId, vehicles: readonly Vehicle[]): Promise<ReadonlyMap<VehicleId, readonly HeadlineValue[]>> {
    const nowUs = this.#clock.monoUs();
    const known = vehicles
      .map(({ vehicleId }) => this.#kept.get(vehicleId))
      .map((kept) => (kept !== undefined && kept.until > nowUs ? kept.headline : undefined));
    const missing = vehicles.filter((_vehicle, index) => known[index] === undefined);
    const fresh = new Map<VehicleId, Promise<readonly HeadlineValue[]>>();
    for (let from = 0; from < missing.length; from += vehicleLimits.headlinesPerRead) {
      for (const [vehicleId, headline] of this.#readNow(tenant, missing.slice(from, from + vehicleLimits.headlinesPerRead))) fresh.set(vehicleId, headline);
    }
    return new Map(await Promise.all(vehicles.map(async ({ vehicleId }, index) => [vehicleId, (await (known[index] ?? fresh.get(vehicleId))) ?? []] as const)));
  }

  #readNow(tenant: TenantId, vehicles: readonly Vehicle[]): ReadonlyMap<VehicleId, Promise<readonly HeadlineValue[]>> {
    const read = this.#telemetry.latestOfEach(
      tenant,
      vehicles.map(({ vehicleId }) => vehicleId),
    );
    return new Map(
      vehicles.map((vehicle) => {
        const headline = read.then((latest) => headlineIn(vehicle, latest.get(vehicle.vehicleId) ?? []));
        this.#keep(vehicle.vehicleId, headline);
        return [vehicle.vehicleId, headline];
      }),
    );
  }

  #keep(vehicleId: VehicleId, headline: Promise<readonly HeadlineValue[]>): void {
    this.#kept.delete(vehicleId);
    this.#kept.set(vehicleId, { headline, until: this.#clock.monoUs() + vehicleLimits.headlineKeptMs * 1_000 });
    headline.catch(() => this.#kept.delete(vehicleId));
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > vehicleLimits.headlinesKept && oldest.done !== true) this.#kept.delete(oldest.value);
  }
}

/** What is newer than anything its own units said comes from a recording. */
function headlineIn({ storedAtUs }: Vehicle, latest: readonly SignalLatest[]): readonly HeadlineValue[] {
  return headlineOf(latest.filter(({ atUs }) => atUs !== undefined && storedAtUs !== undefined && atUs <= storedAtUs));
}
