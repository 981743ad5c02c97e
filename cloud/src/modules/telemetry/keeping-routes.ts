import { Type } from "typebox";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { ref, Uuid } from "../../http/schemas.ts";
import { eraseSource } from "./erasure.ts";
import { yymmddOf } from "./retention-horizon.ts";
import { readRetention, setRetention } from "./retention-settings.ts";
import { monthOfDay } from "./segment-keys.ts";
import { ErasureView, erasureToJson, retentionDays, retentionToJson, RetentionView } from "./telemetry-views.ts";

/** How long telemetry is kept, and what is erased before its time. */
export function keepingRoutes({ database, clock }: { readonly database: Database; readonly clock: Clock }): Routes {
  const tags = ["telemetry"];
  return (api) => {
    api.get(
      "/telemetry/retention",
      {
        config: { access: "read" },
        schema: { operationId: "telemetryRetention", summary: "How long telemetry is kept", tags, response: { 200: ref(RetentionView) } },
      },
      async (request) => retentionToJson(await readRetention(database, principalOf(request).tenantId)),
    );

    api.put(
      "/telemetry/retention",
      {
        config: { access: "admin", audit: { action: "retention.changed", subject: "retention" }, idempotency: "transaction" },
        schema: {
          operationId: "setTelemetryRetention",
          summary: "Set how long telemetry is kept",
          description: "What is past shorter days is unreadable at once, and is deleted soon after.",
          tags,
          body: Type.Object(retentionDays, { additionalProperties: false }),
          response: { 200: ref(RetentionView) },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        await setRetention(database, tenantId, request.body);
        return retentionToJson(await readRetention(database, tenantId));
      },
    );

    api.post(
      "/telemetry/erasures",
      {
        config: { access: "admin", audit: { action: "telemetry.erased", subject: "source" }, idempotency: "transaction" },
        schema: {
          operationId: "eraseTelemetry",
          summary: "Erase what a unit or a run has said",
          description:
            "Drops the keys of everything received up to the end of a month: it is unreadable at once, in backups of the samples too, and cannot be brought back. Counts of samples stay.",
          tags,
          body: Type.Object(
            {
              sourceId: Uuid,
              through: Type.Optional(
                Type.String({
                  pattern: String.raw`^20\d\d-(0[1-9]|1[0-2])$`,
                  description: "Last month of receipt, such as 2026-10. Absent: everything so far.",
                }),
              ),
            },
            { additionalProperties: false },
          ),
          response: { 201: ref(ErasureView) },
        },
      },
      async (request, reply) => {
        const { sourceId, through } = request.body;
        const throughMonth = through === undefined ? monthOfDay(yymmddOf(clock.wallUs() / 1_000)) : Number(through.slice(2, 4) + through.slice(5));
        const erasure = await eraseSource(database, principalOf(request).tenantId, { source: parseSourceId(sourceId), throughMonth });
        return reply.code(201).send(erasureToJson(erasure));
      },
    );
  };
}
