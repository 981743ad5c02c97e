import { randomUUID } from "node:crypto";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { EventRelay } from "./event-relay.ts";
import { eventLimits } from "./limits.ts";
import { PostgresEventLog } from "./postgres-event-log.ts";
import { describeEventLog } from "./testing/event-log-conformance.ts";

let db: TestDatabase;
let eventLog: PostgresEventLog;
beforeAll(async () => {
  db = await testDatabase();
  eventLog = new PostgresEventLog({ database: db.worker, log: createLogger({ process: "test", level: "error" }) });
  await eventLog.start();
});
afterAll(async () => {
  await eventLog.stop();
  await db.dispose();
});

describeEventLog("PostgreSQL", () => ({ db, eventLog, drainIsAtomic: true }));

describe("a consumer on PostgreSQL", () => {
  it("is handed pages of the limit, and only those again that it did not act on", async () => {
    const tenant = await db.makeTenant();
    const total = 2 * eventLimits.batchMax + 1;
    await fill(tenant, total, "0 days");
    const pages: string[][] = [];
    let hasFailed = false;
    const consumption = await eventLog.consume({
      group: randomUUID(),
      topics: ["vehicle-lifecycle"],
      handle: async (of, events) => {
        if (of !== tenant) return;
        if (pages.length === 1 && !hasFailed) {
          hasFailed = true;
          throw new Error("as a consumer whose database is away");
        }
        pages.push(events.map(({ position }) => position));
      },
    });
    await expect.poll(() => pages.flat().length).toBe(total);
    await consumption.stop();
    expect(pages.map(({ length }) => length)).toEqual([eventLimits.batchMax, eventLimits.batchMax, 1]);
    expect(pages.flat()).toEqual(Array.from({ length: total }, (_, index) => String(index + 1)));
  });

  it("gets the events of one tenant while it fails with those of another", async () => {
    const [bad, good] = [await db.makeTenant(), await db.makeTenant()];
    for (const tenant of [bad, good]) await fill(tenant, 3, "0 days");
    let seen = 0;
    const consumption = await eventLog.consume({
      group: randomUUID(),
      topics: ["vehicle-lifecycle"],
      handle: async (tenant, events) => {
        if (tenant === bad) throw new Error("as a consumer that cannot read them");
        if (tenant === good) seen += events.length;
      },
    });
    await expect.poll(() => seen).toBe(3);
    await consumption.stop();
  });
});

describe("the relay", () => {
  it("drops what the log has kept long enough, however much it is, and nothing else", async () => {
    const tenant = await db.makeTenant();
    await fill(tenant, 2 * eventLimits.pruneMax + 1, "8 days");
    await fill(tenant, 4, "6 days");
    const relay = new EventRelay({ database: db.worker, eventLog, keepDays: 7, log: createLogger({ process: "test", level: "error" }) });
    relay.start();
    const left = async (): Promise<number> => Number((await db.admin.query("select 1 from event_log where tenant_id = $1", [tenant])).rowCount);
    await expect.poll(left).toBe(4);
    await relay.stop();
  });
});

async function fill(tenant: TenantId, events: number, age: string): Promise<void> {
  await db.admin.query(
    `with head as (
       insert into event_head as h (tenant_id, position) values ($1, $2)
       on conflict on constraint event_head_key do update set position = h.position + excluded.position
       returning position - $2 as before
     )
     insert into event_log (tenant_id, position, event_id, type, subject, occurred_at, logged_at, body)
     select $1, head.before + n, gen_random_uuid(), 'vehicle.registered', 'any', now(), now() - $3::interval, '{}' from head, generate_series(1, $2::int) n`,
    [tenant, events, age],
  );
}
