/** Moves committed events from the outbox into the log, tenant by tenant, and drops what is old. Any number of workers may run it. */
import { setTimeout as sleep } from "node:timers/promises";
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "../db/tenant-transaction.ts";
import type { EventLog } from "./event-log.ts";
import { eventLimits } from "./limits.ts";
import { Repeating } from "./repeating.ts";

export interface EventRelayOptions {
  /** As drawbar_worker. */
  readonly database: Database;
  readonly eventLog: EventLog;
  /** How long the log in PostgreSQL keeps an event. */
  readonly keepDays: number;
  readonly log: Logger;
}

export class EventRelay implements Part {
  readonly name = "event-relay";
  readonly #options: EventRelayOptions;
  readonly #turns: Repeating;
  /** When tenants were last looked at for what is old; and those that had more of it than one turn drops. */
  #prunedAtMs = Number.NEGATIVE_INFINITY;
  #toPrune: ReadonlySet<TenantId> = new Set();

  constructor(options: EventRelayOptions) {
    this.#options = options;
    this.#turns = new Repeating({
      turn: async (isStopped) => this.#turn(isStopped),
      failed: (error, pauseMs) => options.log.warn({ error, pauseMs, driver: options.eventLog.driver }, "events wait in the outbox"),
    });
  }

  start(): void {
    this.#turns.start();
  }

  /** Does not wait for a log that does not answer: what it was given comes again. */
  async stop(): Promise<void> {
    const late = new AbortController();
    await Promise.race([this.#turns.stop(), sleep(eventLimits.stopMs, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
  }

  async #turn(isStopped: () => boolean): Promise<boolean> {
    const { database, keepDays } = this.#options;
    const rows = await database.directory.many<{ tenant_id: string }>("tenants", "select tenant_id from directory.tenants()", []);
    const tenants = rows.map(({ tenant_id }) => parseTenantId(tenant_id));
    const isPruning = performance.now() - this.#prunedAtMs > eventLimits.pruneEveryMs;
    const toPrune = isPruning ? new Set(tenants) : this.#toPrune;
    const stillToPrune = new Set<TenantId>();
    let moved = 0;
    for (const tenant of tenants) {
      if (isStopped()) return false;
      moved += await this.#drain(tenant);
      if (toPrune.has(tenant) && (await prune(database, tenant, keepDays))) stillToPrune.add(tenant);
    }
    if (isPruning) this.#prunedAtMs = performance.now();
    this.#toPrune = stillToPrune;
    // Less than that from all of them together can wait for the next pause.
    return moved >= this.#options.eventLog.drainMax;
  }

  async #drain(tenant: TenantId): Promise<number> {
    const { database, eventLog } = this.#options;
    const { waits } = await database
      .of(tenant)
      .one<{ waits: boolean }>("event-entry-waits", "select exists (select from event_entry where tenant_id = $1) as waits", [tenant]);
    return waits ? database.transaction(tenant, async (tx) => eventLog.drain(tx, eventLog.drainMax)) : 0;
  }
}

/**
 * Events go oldest first by their position, which grows with the time they were logged at: an index over that time would
 * be written with every event, to be read every ten minutes. Marks stay a day longer than events: an event that is still
 * there finds its mark.
 *
 * @returns whether there is more.
 */
async function prune(database: Database, tenant: TenantId, keepDays: number): Promise<boolean> {
  const events = await database.of(tenant).count(
    "event-log-prune",
    `delete from event_log where tenant_id = $1 and logged_at < now() - make_interval(days => $2) and position in (
         select position from event_log where tenant_id = $1 order by position limit $3
       )`,
    [tenant, keepDays, eventLimits.pruneMax],
  );
  const marks = await database.of(tenant).count(
    "event-handled-prune",
    `delete from event_handled where tenant_id = $1 and (consumer, event_id) in (
         select consumer, event_id from event_handled where tenant_id = $1 and handled_at < now() - make_interval(days => $2) order by handled_at limit $3
       )`,
    [tenant, keepDays + 1, eventLimits.pruneMax],
  );
  return events === eventLimits.pruneMax || marks === eventLimits.pruneMax;
}
