/** The worker role: goes through the tenants and does what can wait. Any number of processes may run it. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { KeyRemoval } from "../http/idempotency/key-removal.ts";
import { chainAudit, signCheckpoint, type CheckpointKey } from "../modules/audit/index.ts";
import { dayOfUs, documentLimits, tellReminders } from "../modules/documents/index.ts";
import { CatalogueStore, type SegmentOpener } from "../modules/telemetry/index.ts";
import { removeEndedTenant } from "../modules/tenants/index.ts";
import { workerLimits } from "./limits.ts";
import { exportMinutes, type LineSink } from "./export-job.ts";
import { JourneyJob } from "./journey-job.ts";
import { MergeJob } from "./merge-job.ts";
import { sweepAll } from "./retention-job.ts";
import { rollUp } from "./rollup-job.ts";
import { sequence } from "./sequencer-job.ts";
import { TenantLoop } from "./tenant-loop.ts";

/** Hears of the worker's turns. */
export interface JobObserver {
  turnEnded(job: string, elapsedMs: number, hasFailed: boolean): void;
  /** All tenants were gone through. */
  roundEnded(): void;
}

export interface WorkerRoleOptions {
  /** As the role drawbar_worker. */
  readonly database: Database;
  /** Signs checkpoints of the audit trails; absent where this process has no folder of authorities. */
  readonly auditKey?: CheckpointKey | undefined;
  readonly clock: Clock;
  /** Of this machine, where `clock` is the database's: what is past its retention must be so by both. */
  readonly machineClock?: Clock | undefined;
  readonly log: Logger;
  /** Opens sealed bodies; absent where none are sealed. */
  readonly opener?: SegmentOpener | undefined;
  /** Where samples go as well; nowhere when absent. */
  readonly sink?: LineSink | undefined;
  readonly marksRestMs?: number | undefined;
  readonly observer?: JobObserver | undefined;
}

export class WorkerRole implements Part {
  readonly name = "worker";
  readonly #options: WorkerRoleOptions;
  readonly #catalogues: CatalogueStore;
  readonly #keyRemoval: KeyRemoval;
  /** When each tenant's documents were looked at. */
  readonly #remindedAtUs = new Map<TenantId, number>();
  readonly #merging: MergeJob;
  readonly #journeys: JourneyJob;
  readonly #loop: TenantLoop;
  #sweptAtUs = Number.NEGATIVE_INFINITY;
  #sinkFailedAtUs = Number.NEGATIVE_INFINITY;

  constructor(options: WorkerRoleOptions) {
    this.#options = options;
    this.#catalogues = new CatalogueStore(options);
    this.#loop = new TenantLoop({ ...options, what: "work", round: async (tenants) => this.#round(tenants) });
    this.#merging = new MergeJob(options);
    this.#journeys = new JourneyJob({ ...options, catalogues: this.#catalogues });
    this.#keyRemoval = new KeyRemoval({ database: options.database, monoUs: () => options.clock.monoUs() });
  }

  start(): void {
    this.#loop.start();
  }

  /** Waits for the turn in progress. */
  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #round(tenants: readonly TenantId[]): Promise<number> {
    let done = 0;
    for (const tenant of tenants) if (!this.#loop.isStopped) done += await this.#turn(tenant);
    this.#merging.keepOnly(tenants);
    const known = new Set(tenants);
    for (const tenant of this.#remindedAtUs.keys()) if (!known.has(tenant)) this.#remindedAtUs.delete(tenant);
    this.#journeys.keepOnly(tenants);
    await this.#sweepWhenDue(tenants);
    this.#options.observer?.roundEnded();
    return done > 0 ? 0 : workerLimits.idleMs;
  }

  async #sweepWhenDue(tenants: readonly TenantId[]): Promise<void> {
    const { clock, machineClock = clock } = this.#options;
    const nowUs = clock.monoUs();
    if (this.#loop.isStopped || nowUs - this.#sweptAtUs < workerLimits.sweepEveryMs * 1_000) return;
    this.#sweptAtUs = nowUs;
    await sweepAll({ ...this.#options, clock: machineClock, isStopped: () => this.#loop.isStopped }, tenants);
  }

  /** A tenant whose work fails must not keep the others waiting. */
  async #turn(tenant: TenantId): Promise<number> {
    const { database, auditKey, clock, log, opener, marksRestMs = workerLimits.marksRestMs } = this.#options;
    try {
      const removal = await removeEndedTenant(database, tenant);
      if (removal.kind === "gone") log.warn({ tenant }, "the fleet's time of grace was over: everything of it is removed");
      if (removal.kind !== "none") return removal.kind === "going" ? removal.rows : 0;
      const minutes = await this.#observed("rollup", () =>
        rollUp(database, { catalogues: this.#catalogues, opener, clock, isExported: this.#options.sink !== undefined }, tenant, {
          minutesMax: workerLimits.minutesPerTurn,
          restMs: marksRestMs,
        }),
      );
      const changes = await this.#observed("sequencer", () => sequence(database, tenant, workerLimits.changesPerTurn));
      const entries = await this.#observed("audit-chain", () => chainAudit(database, tenant, workerLimits.auditEntriesPerTurn));
      if (auditKey !== undefined) await signCheckpoint({ database, key: auditKey, clock }, tenant);
      await this.#observed("idempotency-removal", () => this.#keyRemoval.turn(tenant));
      const reminders = await this.#remind(tenant);
      const exported = await this.#export(tenant);
      const merged = await this.#merge(tenant);
      const journeys = await this.#observed("journeys", () => this.#journeys.turn(tenant));
      // Less than a full turn can wait for the next pause, so that a trickle does not keep a processor busy.
      return (
        (minutes === workerLimits.minutesPerTurn ? minutes : 0) +
        (changes === workerLimits.changesPerTurn ? changes : 0) +
        (entries === workerLimits.auditEntriesPerTurn ? entries : 0) +
        (reminders === documentLimits.remindersPerTurn ? reminders : 0) +
        (exported === workerLimits.exportMinutesPerTurn ? exported : 0) +
        merged +
        journeys
      );
    } catch (error) {
      log.warn({ error, tenant }, "work of a tenant put off");
      return 0;
    }
  }

  /** @returns what was done; 0 when another worker is at it. */
  async #observed(job: string, work: () => Promise<number | undefined>): Promise<number> {
    const startedAt = performance.now();
    let hasFailed = true;
    try {
      const done = await work();
      hasFailed = false;
      return done ?? 0;
    } finally {
      this.#options.observer?.turnEnded(job, performance.now() - startedAt, hasFailed);
    }
  }

  /** @returns how many documents were due; more at once than fit a turn go on without a pause. */
  async #remind(tenant: TenantId): Promise<number> {
    const { database, clock } = this.#options;
    const nowUs = clock.monoUs();
    if (nowUs - (this.#remindedAtUs.get(tenant) ?? Number.NEGATIVE_INFINITY) < workerLimits.remindEveryMs * 1_000) return 0;
    const due = await this.#observed("reminders", () => database.transaction(tenant, async (tx) => tellReminders(tx, dayOfUs(clock.wallUs()))));
    if (due < documentLimits.remindersPerTurn) this.#remindedAtUs.set(tenant, nowUs);
    return due;
  }

  /** A sink that is down must not hold up roll-ups. @returns minutes that were sent. */
  async #export(tenant: TenantId): Promise<number> {
    const { database, clock, opener, sink, log } = this.#options;
    if (sink === undefined || clock.monoUs() - this.#sinkFailedAtUs < workerLimits.sinkPauseMs * 1_000) return 0;
    try {
      return await this.#observed(
        "sink-export",
        async () => (await exportMinutes(database, { catalogues: this.#catalogues, opener, clock, sink }, tenant))?.minutes,
      );
    } catch (error) {
      this.#sinkFailedAtUs = clock.monoUs();
      log.warn({ error, tenant }, "telemetry for the sink waits");
      return 0;
    }
  }

  /** @returns 1 while the tenant has more to merge. */
  async #merge(tenant: TenantId): Promise<number> {
    const { log } = this.#options;
    return this.#observed("merge", async () => {
      const turn = await this.#merging.turn(tenant);
      if (turn !== undefined && turn.blocks > 0) {
        const { segments, blocks, freedBytes } = turn;
        log.info({ tenant, segments, blocks, freedBytes }, "old segments merged");
      }
      return turn?.hasMore === true ? 1 : 0;
    });
  }
}
