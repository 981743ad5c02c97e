/** Does the steps of imports. A loop of its own: a file of many rows takes seconds, and somebody waits for it. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { AuditTrail } from "../modules/audit/index.ts";
import { importTurn, type ImportKinds } from "../modules/imports/index.ts";
import { Quotas } from "../modules/tenants/index.ts";
import { vehicleImport } from "../modules/vehicles/index.ts";
import { workerLimits } from "./limits.ts";
import { holdJob } from "./tenant-job.ts";
import { TenantLoop } from "./tenant-loop.ts";
import type { JobObserver } from "./worker-role.ts";

export interface ImportRoleOptions {
  /** As the role drawbar_worker. */
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly observer?: Pick<JobObserver, "turnEnded"> | undefined;
}

export class ImportRole implements Part {
  readonly name = "imports";
  readonly #options: ImportRoleOptions;
  readonly #audit: AuditTrail;
  readonly #kinds: ImportKinds;
  readonly #loop: TenantLoop;

  constructor(options: ImportRoleOptions) {
    this.#options = options;
    this.#audit = new AuditTrail(options);
    this.#kinds = { vehicles: vehicleImport({ quotas: new Quotas(options) }) };
    this.#loop = new TenantLoop({ ...options, what: "imports", round: async (tenants) => this.#round(tenants) });
  }

  start(): void {
    this.#loop.start();
  }

  /** Waits for the step in progress. */
  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #round(tenants: readonly TenantId[]): Promise<number> {
    let steps = 0;
    let hasFailed = false;
    for (const tenant of tenants) {
      if (this.#loop.isStopped) break;
      const turn = await this.turn(tenant);
      if (turn === "failed") hasFailed = true;
      else if (turn === "done") steps += 1;
    }
    if (steps > 0) return 0;
    return hasFailed ? workerLimits.failureMs : Math.max(workerLimits.importsIdleMs, tenants.length * workerLimits.tracksIdlePerTenantMs);
  }

  /** One step of a tenant. One whose import fails must not keep the others waiting. */
  async turn(tenant: TenantId): Promise<"done" | "nothing" | "failed"> {
    const { database, log, observer } = this.#options;
    const startedAt = performance.now();
    try {
      const state = await importTurn({ database, kinds: this.#kinds, audit: this.#audit, hold: async (tx) => holdJob(tx, "imports") }, tenant);
      if (state === undefined) return "nothing";
      const elapsedMs = Math.round(performance.now() - startedAt);
      log.info({ tenant, state, elapsedMs }, "step of an import done");
      observer?.turnEnded("imports", elapsedMs, false);
      return "done";
    } catch (error) {
      log.warn({ error, tenant }, "import of a tenant put off");
      observer?.turnEnded("imports", performance.now() - startedAt, true);
      return "failed";
    }
  }
}
