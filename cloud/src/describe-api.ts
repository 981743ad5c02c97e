/** The API's OpenAPI document, made without anything running: from the very routes that answer. */
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { buildApiRole } from "./api-role.ts";
import { openDatabase } from "./db/database.ts";
import { PostgresEventLog } from "./events/postgres-event-log.ts";
import { RequestDatabase } from "./http/idempotency/request-database.ts";
import { createHttpMetrics } from "./http/metrics.ts";
import { ClaimService } from "./modules/enrolment/index.ts";
import { SecretBox } from "./secrets/secret-box.ts";
import { CatalogueStore, StoredTelemetry } from "./modules/telemetry/index.ts";
import { LocalExchange } from "./realtime/local-exchange.ts";
import { version } from "./version.ts";

/** @returns OpenAPI 3.1. */
export async function describeApi(): Promise<unknown> {
  const clock = new ManualClock();
  const log = createLogger({ process: "describe-api", level: "silent" });
  const database = new RequestDatabase(openDatabase({ url: "postgres://nobody@localhost:1/nothing", applicationName: "describe-api" })); // connects when asked, and is not asked
  const catalogues = new CatalogueStore({ database });
  const { server } = await buildApiRole({
    config: { http: { host: "127.0.0.1", port: 0, trustedProxies: 0, requestsPerMinuteMax: 60 }, webhooks: { allowPrivateTargets: false } },
    database,
    telemetry: new StoredTelemetry({ database, catalogues, clock }),
    catalogues,
    claims: new ClaimService({ database, addresses: [], rootFingerprint: "", clock }),
    exchange: new LocalExchange(),
    eventLog: new PostgresEventLog({ database, log }),
    secrets: new SecretBox(Buffer.alloc(32)), // seals nothing here
    figures: { newest: undefined },
    clock,
    log,
    metrics: createHttpMetrics({ withProcess: false }),
    version,
  });
  await server.app.ready();
  const document: unknown = server.app.swagger();
  await server.app.close();
  await database.close();
  return document;
}
