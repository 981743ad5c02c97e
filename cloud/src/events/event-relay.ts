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
  #prunedAtMs = 0;

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
    const isPruning = performance.now() - this.#prunedAtMs > eventLimits.pruneEveryMs || this.#prunedAtMs === 0;
    const tenants = await database.directory.many<{ tenant_id: string }>("tenants", "select tenant_id from directory.tenants()", []);
    let isMore = false;
    for (const { tenant_id } of tenants) {
      if (isStopped()) return false;
      const tenant = parseTenantId(tenant_id);
      if ((await this.#drain(tenant)) === eventLimits.drainMax) isMore = true;
      if (isPruning) await prune(database, tenant, keepDays);
    }
    if (isPruning) this.#prunedAtMs = performance.now();
    return isMore;
  }

  async #drain(tenant: TenantId): Promise<number> {
    const { database, eventLog } = this.#options;
    const { waits } = await database
      .of(tenant)
      .one<{ waits: boolean }>("event-entry-waits", "select exists (select from event_entry where tenant_id = $1) as waits", [tenant]);
    return waits ? database.transaction(tenant, async (tx) => eventLog.drain(tx, eventLimits.drainMax)) : 0;
  }
}

/** Marks stay a day longer than events: an event that is still there finds its mark. */
async function prune(database: Database, tenant: TenantId, keepDays: number): Promise<void> {
  await database.of(tenant).count(
    "event-log-prune",
    `delete from event_log where tenant_id = $1 and position in (
         select position from event_log where tenant_id = $1 and logged_at < now() - make_interval(days => $2) order by logged_at limit $3
       )`,
    [tenant, keepDays, eventLimits.pruneMax],
  );
  await database.of(tenant).count(
    "event-handled-prune",
    `delete from event_handled where tenant_id = $1 and (consumer, event_id) in (
         select consumer, event_id from event_handled where tenant_id = $1 and handled_at < now() - make_interval(days => $2) order by handled_at limit $3
       )`,
    [tenant, keepDays + 1, eventLimits.pruneMax],
  );
}
