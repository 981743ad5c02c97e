/** Counts for the operations port what waits and how far consumers are behind, over all tenants. */
import { Gauge, type Registry } from "prom-client";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "../db/tenant-transaction.ts";
import type { EventLog } from "./event-log.ts";
import { eventLimits } from "./limits.ts";
import { Repeating } from "./repeating.ts";

export interface EventWatchOptions {
  /** As drawbar_worker. */
  readonly database: Database;
  readonly eventLog: EventLog;
  readonly groups: readonly string[];
  readonly registry: Registry;
  readonly log: Logger;
}

export class EventWatch implements Part {
  readonly name = "event-watch";
  readonly #options: EventWatchOptions;
  readonly #waiting: Gauge;
  readonly #behind: Gauge<"group">;
  readonly #turns: Repeating;

  constructor(options: EventWatchOptions) {
    this.#options = options;
    const registers = [options.registry];
    this.#waiting = new Gauge({ name: "drawbar_events_waiting", help: "Events that are committed and not in the log yet, of all fleets.", registers });
    this.#behind = new Gauge({
      name: "drawbar_events_behind",
      help: "Events in the log that a group of consumers has not handled, of all fleets.",
      labelNames: ["group"] as const,
      registers,
    });
    this.#turns = new Repeating({
      turn: async () => this.#count(),
      failed: (error, pauseMs) => options.log.warn({ error, pauseMs }, "events not counted"),
      idleMs: eventLimits.watchMs,
    });
  }

  start(): void {
    this.#turns.start();
  }

  stop(): Promise<void> {
    return this.#turns.stop();
  }

  async #count(): Promise<boolean> {
    const { database, eventLog, groups } = this.#options;
    const rows = await database.directory.many<{ tenant_id: string }>("tenants", "select tenant_id from directory.tenants()", []);
    const tenants = rows.map(({ tenant_id }) => parseTenantId(tenant_id));
    let waiting = 0;
    for (const tenant of tenants) {
      const row = await database
        .of(tenant)
        .one<{ waiting: string }>("event-waiting", "select count(*) as waiting from event_entry where tenant_id = $1", [tenant]);
      waiting += Number(row.waiting);
    }
    this.#waiting.set(waiting);
    for (const group of groups) {
      let behind = 0;
      // Kafka counts all tenants at once.
      for (const tenant of eventLog.driver === "postgres" ? tenants : tenants.slice(0, 1)) behind += (await eventLog.lag(group, tenant)).behind;
      this.#behind.set({ group }, behind);
    }
    return false;
  }
}
