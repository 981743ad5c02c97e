import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TelemetryQueries } from "../telemetry/index.ts";
import { headlineOf } from "./headlines.ts";
import { vehicleLimits, type HeadlineValue, type Vehicle } from "./vehicle-types.ts";

interface Kept {
  readonly headline: Promise<readonly HeadlineValue[]>;
  /** Monotonic microseconds. */
  readonly until: number;
}

/** Stored headlines of vehicles that say nothing now, kept for a few seconds: a fleet list is read again and again. */
export class HeadlineCache {
  readonly #telemetry: TelemetryQueries;
  readonly #clock: Clock;
  readonly #kept = new Map<VehicleId, Kept>();

  constructor(options: { readonly telemetry: TelemetryQueries; readonly clock: Clock }) {
    this.#telemetry = options.telemetry;
    this.#clock = options.clock;
  }

  /** Callers that come at once share one read. A read that failed is not kept. */
  read(tenant: TenantId, vehicle: Vehicle): Promise<readonly HeadlineValue[]> {
    const { vehicleId } = vehicle;
    const nowUs = this.#clock.monoUs();
    const known = this.#kept.get(vehicleId);
    if (known !== undefined && known.until > nowUs) return known.headline;
    const headline = this.#read(tenant, vehicle);
    this.#kept.delete(vehicleId);
    this.#kept.set(vehicleId, { headline, until: nowUs + vehicleLimits.headlineKeptMs * 1_000 });
    headline.catch(() => this.#kept.delete(vehicleId));
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > vehicleLimits.headlinesKept && oldest.done !== true) this.#kept.delete(oldest.value);
    return headline;
  }

  async #read(tenant: TenantId, { vehicleId, storedAtUs }: Vehicle): Promise<readonly HeadlineValue[]> {
    const latest = await this.#telemetry.latest(tenant, { kind: "vehicle", vehicleId });
    // What is newer than anything its own units said comes from a recording.
    return headlineOf(latest.filter(({ atUs }) => atUs !== undefined && storedAtUs !== undefined && atUs <= storedAtUs));
  }
}
