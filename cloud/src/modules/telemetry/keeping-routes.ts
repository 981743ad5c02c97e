import { Type } from "typebox";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { pageParameters, ref, Uuid } from "../../http/schemas.ts";
import { eraseSource, type ErasureRequest } from "./erasure.ts";
import { findKeptSources, pastErasures } from "./kept-sources.ts";
import { forecastErasure, forecastRetention } from "./keeping-forecast.ts";
import { yymmddOf } from "./retention-horizon.ts";
import { readRetention, setRetention } from "./retention-settings.ts";
import { monthOfDay } from "./segment-keys.ts";
import {
  ErasureForecastView,
  ErasureView,
  erasureToJson,
  KeptSourceList,
  keptSourceToJson,
  PastErasurePage,
  pastErasureToJson,
  retentionDays,
  RetentionForecastView,
  retentionForecastToJson,
  retentionToJson,
  RetentionView,
} from "./telemetry-views.ts";

const erasureWish = {
  sourceId: Uuid,
  through: Type.Optional(
    Type.String({
      pattern: String.raw`^20\d\d-(0[1-9]|1[0-2])$`,
      description: "Last month of receipt, such as 2026-10. Absent: everything so far.",
    }),
  ),
};

/** How long telemetry is kept, and what is erased before its time. */
export function keepingRoutes({ database, clock }: { readonly database: Database; readonly clock: Clock }): Routes {
  const tags = ["telemetry"];
  const wishOf = ({ sourceId, through }: { readonly sourceId: string; readonly through?: string }): ErasureRequest => ({
    source: parseSourceId(sourceId),
    throughMonth: through === undefined ? monthOfDay(yymmddOf(clock.wallUs() / 1_000)) : Number(through.slice(2, 4) + through.slice(5)),
  });
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

    api.get(
      "/telemetry/retention/forecast",
      {
        config: { access: "admin" },
        schema: {
          operationId: "forecastTelemetryRetention",
          summary: "What other days would make unreadable at once",
          tags,
          querystring: Type.Object(retentionDays),
          response: { 200: ref(RetentionForecastView) },
        },
      },
      async (request) => retentionForecastToJson(await forecastRetention(database, principalOf(request).tenantId, request.query, clock.wallUs())),
    );

    api.get(
      "/telemetry/sources",
      {
        config: { access: "admin" },
        schema: {
          operationId: "telemetrySources",
          summary: "Units and runs of a vehicle, with the months of which something is kept",
          tags,
          querystring: Type.Object({ of: Type.String({ minLength: 1, maxLength: 100, description: "A call-sign, or the id of a unit or run." }) }),
          response: { 200: ref(KeptSourceList) },
        },
      },
      async (request) => ({ items: (await findKeptSources(database, principalOf(request).tenantId, request.query.of)).map(keptSourceToJson) }),
    );

    api.get(
      "/telemetry/erasures",
      {
        config: { access: "admin" },
        schema: {
          operationId: "telemetryErasures",
          summary: "What was erased, newest first",
          tags,
          querystring: Type.Object({ limit: pageParameters.limit, after: Type.Optional(Uuid) }),
          response: { 200: ref(PastErasurePage) },
        },
      },
      async (request) => {
        const { after, limit } = request.query;
        const past = await pastErasures(database, principalOf(request).tenantId, { after, limit: limit + 1 });
        const items = past.slice(0, limit).map(pastErasureToJson);
        const last = items.at(-1);
        return past.length > limit && last !== undefined ? { items, next: last.erasureId } : { items };
      },
    );

    api.get(
      "/telemetry/erasures/forecast",
      {
        config: { access: "admin" },
        schema: {
          operationId: "forecastTelemetryErasure",
          summary: "What an erasure would make unreadable",
          tags,
          querystring: Type.Object(erasureWish),
          response: { 200: ref(ErasureForecastView) },
        },
      },
      async (request) => forecastErasure(database, principalOf(request).tenantId, wishOf(request.query)),
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
          body: Type.Object(erasureWish, { additionalProperties: false }),
          response: { 201: ref(ErasureView) },
        },
      },
      async (request, reply) => {
        const erasure = await eraseSource(database, principalOf(request).tenantId, wishOf(request.body));
        return reply.code(201).send(erasureToJson(erasure));
      },
    );
  };
}
