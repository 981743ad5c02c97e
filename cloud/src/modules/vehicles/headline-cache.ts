import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TelemetryQueries } from "../telemetry/telemetry-types.ts";
import { headlineOf } from "./headlines.ts";
import { vehicleLimits, type HeadlineValue } from "./vehicle-types.ts";

export interface StoredHeadline {
  readonly headline: readonly HeadlineValue[];
  /** Newest stored sample of any signal, microseconds since 1970. */
  readonly newestAtUs: number | undefined;
}

interface Kept {
  readonly headline: Promise<StoredHeadline>;
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
  read(tenant: TenantId, vehicleId: VehicleId): Promise<StoredHeadline> {
    const nowUs = this.#clock.monoUs();
    const known = this.#kept.get(vehicleId);
    if (known !== undefined && known.until > nowUs) return known.headline;
    const headline = this.#read(tenant, vehicleId);
    this.#kept.delete(vehicleId);
    this.#kept.set(vehicleId, { headline, until: nowUs + vehicleLimits.headlineKeptMs * 1_000 });
    headline.catch(() => this.#kept.delete(vehicleId));
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > vehicleLimits.headlinesKept && oldest.done !== true) this.#kept.delete(oldest.value);
    return headline;
  }

  async #read(tenant: TenantId, vehicleId: VehicleId): Promise<StoredHeadline> {
    const latest = await this.#telemetry.latest(tenant, { kind: "vehicle", vehicleId });
    let newestAtUs: number | undefined;
    for (const { atUs } of latest) if (atUs !== undefined && (newestAtUs === undefined || atUs > newestAtUs)) newestAtUs = atUs;
    return { headline: headlineOf(latest), newestAtUs };
  }
}
