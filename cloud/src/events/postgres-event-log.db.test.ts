import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterAll, beforeAll } from "vitest";
import { testDatabase, type TestDatabase } from "../db/testing/test-database.ts";
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
