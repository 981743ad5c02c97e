/** Who gets in: sign-in, API, live connections and links of a fleet all pass here. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { TenantAdmission } from "../../http/admission.ts";
import { RequestMeter } from "./request-meter.ts";
import { failTenant } from "./tenant-errors.ts";
import { TenantStates, type Suspension } from "./tenant-state.ts";
import { readIngested } from "./usage.ts";

export interface TenantGateOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
}

export class TenantGate implements TenantAdmission {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #states: TenantStates;
  readonly #meter: RequestMeter;

  constructor({ database, clock, log }: TenantGateOptions) {
    this.#database = database;
    this.#clock = clock;
    this.#states = new TenantStates({ database, clock });
    this.#meter = new RequestMeter({ database, clock, onFailed: (error) => log.warn({ error }, "requests not counted") });
  }

  /** A person signs in, or a claim is used. @throws DrawbarError `TENANT_SUSPENDED`. */
  async check(tenant: TenantId): Promise<void> {
    const { suspension } = await this.#states.of(tenant);
    if (suspension !== undefined) throw failTenant("TENANT_SUSPENDED", suspendedText(suspension));
  }

  async isServed(tenant: TenantId): Promise<boolean> {
    return (await this.#states.of(tenant)).suspension === undefined;
  }

  /** One request of the API, which counts. @throws DrawbarError `TENANT_SUSPENDED`, `QUOTA_REQUESTS_EXCEEDED`. */
  async admit(tenant: TenantId): Promise<void> {
    await this.check(tenant);
    const most = (await this.#states.of(tenant)).quotas.requestsPerMinute;
    const waitMs = this.#meter.count(tenant, most);
    if (waitMs === undefined) return;
    throw failTenant("QUOTA_REQUESTS_EXCEEDED", `the fleet may make ${most} requests a minute (quota requestsPerMinute)`, {
      details: { retryAfterMs: waitMs },
    });
  }

  /** @returns why devices of the fleet may not link now, beginning with the code; `undefined` when they may. */
  async barred(tenant: TenantId): Promise<string | undefined> {
    const { exists, suspension, quotas } = await this.#states.of(tenant);
    if (!exists) return "TENANT_UNKNOWN: this headquarters does not serve the fleet";
    if (suspension !== undefined) return `TENANT_SUSPENDED: ${suspendedText(suspension)}`;
    const { samplesToday, bytes } = await readIngested(this.#database.of(tenant), this.#clock);
    if (samplesToday >= quotas.samplesPerDay) return `QUOTA_EXCEEDED: ${samplesToday} samples were stored today (quota samplesPerDay ${quotas.samplesPerDay})`;
    if (bytes >= quotas.storageBytes) return `QUOTA_EXCEEDED: ${bytes} bytes are stored (quota storageBytes ${quotas.storageBytes})`;
    return undefined;
  }
}

function suspendedText({ since, reason }: Suspension): string {
  return `the fleet is suspended since ${since.toISOString()}${reason === "" ? "" : `: ${reason}`}`;
}
