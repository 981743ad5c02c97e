/** Follows the vehicles: trips, stops, places and faults, soon after their samples are stored. A loop of its own, since the worker's other jobs may take their time. */
import { performance } from "node:perf_hooks";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { clearSilentFaults, foldFaultReports, hasFaultMarks } from "../modules/faults/index.ts";
import { FenceSets } from "../modules/places/index.ts";
import { CatalogueStore, type SegmentOpener } from "../modules/telemetry/index.ts";
import { endSilentTrips, foldTracks, hasMarks } from "../modules/trips/index.ts";
import { workerLimits } from "./limits.ts";
import { holdJob } from "./tenant-job.ts";
import { TenantLoop } from "./tenant-loop.ts";
import type { JobObserver } from "./worker-role.ts";

export interface TrackRoleOptions {
  /** As the role drawbar_worker. */
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Opens sealed bodies; absent where none are sealed. */
  readonly opener?: SegmentOpener | undefined;
  readonly observer?: Pick<JobObserver, "turnEnded"> | undefined;
}

export class TrackRole implements Part {
  readonly name = "tracks";
  readonly #options: TrackRoleOptions;
  readonly #catalogues: CatalogueStore;
  readonly #loop: TenantLoop;
  readonly #fences = new FenceSets();
  #silenceLookedAtUs = Number.NEGATIVE_INFINITY;
  /** Tenants whose last turn failed, and when it is tried again. */
  readonly #putOff = new Map<TenantId, number>();

  constructor(options: TrackRoleOptions) {
    this.#options = options;
    this.#catalogues = new CatalogueStore(options);
    this.#loop = new TenantLoop({ ...options, what: "tracks", round: async (tenants) => this.#round(tenants) });
  }

  start(): void {
    this.#loop.start();
  }

  /** Waits for the turn in progress. */
  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #round(tenants: readonly TenantId[]): Promise<number> {
    const looksForSilence = this.#isSilenceDue();
    let marks = 0;
    const startedAt = performance.now();
    for (const tenant of tenants) if (!this.#loop.isStopped) marks += await this.#turn(tenant, looksForSilence);
    if (marks > 0) await this.#giveWay(performance.now() - startedAt);
    return marks > 0 ? 0 : Math.max(workerLimits.tracksIdleMs, tenants.length * workerLimits.tracksIdlePerTenantMs);
  }

  /** A tenant whose tracks fail must not keep the others waiting. @returns marks that were worked off. */
  async #turn(tenant: TenantId, looksForSilence: boolean): Promise<number> {
    const { database, clock, log, observer } = this.#options;
    if (clock.monoUs() < (this.#putOff.get(tenant) ?? 0)) return 0;
    this.#putOff.delete(tenant);
    const startedAt = performance.now();
    let hasFailed = true;
    try {
      const tx = database.of(tenant);
      const pending = { tracks: await hasMarks(tx), faults: await hasFaultMarks(tx) };
      let marks = 0;
      if (pending.faults || looksForSilence) {
        marks += await database.transaction(tenant, async (held) => {
          if (!(await holdJob(held, "faults"))) return 0;
          if (looksForSilence) await clearSilentFaults(held, clock.wallUs());
          return foldFaultReports(held, { ...this.#options, catalogues: this.#catalogues });
        });
      }
      if (pending.tracks || looksForSilence) {
        marks += await database.transaction(tenant, async (held) => {
          if (!(await holdJob(held, "tracks"))) return 0;
          if (looksForSilence) await endSilentTrips(held);
          return foldTracks(held, { ...this.#options, catalogues: this.#catalogues, fences: this.#fences });
        });
      }
      hasFailed = false;
      if (marks > 0) observer?.turnEnded("tracks", performance.now() - startedAt, false);
      return marks;
    } catch (error) {
      log.warn({ error, tenant }, "tracks of a tenant put off");
      this.#putOff.set(tenant, clock.monoUs() + workerLimits.failureMs * 1_000);
      return 0;
    } finally {
      if (hasFailed) observer?.turnEnded("tracks", performance.now() - startedAt, true);
    }
  }

  /**
   * Where the link takes segments in the same process as fast as it can, such as the backlog of a whole depot, following
   * them would take half of that speed away; it can be done when that is over. In a process with room it goes on at once.
   */
  async #giveWay(workedMs: number): Promise<void> {
    const before = performance.eventLoopUtilization();
    const lookMs = Math.min(workedMs / 4, workerLimits.tracksLookMs);
    await this.#loop.pause(lookMs);
    const { utilization } = performance.eventLoopUtilization(before);
    if (utilization < workerLimits.tracksBusyShare) return;
    await this.#loop.pause(Math.min(workedMs * workerLimits.tracksRestFactor, workerLimits.tracksRestMsMax) - lookMs);
  }

  #isSilenceDue(): boolean {
    const nowUs = this.#options.clock.monoUs();
    if (nowUs - this.#silenceLookedAtUs < workerLimits.tracksSilenceEveryMs * 1_000) return false;
    this.#silenceLookedAtUs = nowUs;
    return true;
  }
}
