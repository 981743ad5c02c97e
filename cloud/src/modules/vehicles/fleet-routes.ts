import { Type, type Static } from "typebox";
import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { Routes } from "../../http/api.ts";
import { mayAtDepot, principalOf } from "../../http/principal.ts";
import { named, oneOf, ref, Uuid } from "../../http/schemas.ts";
import type { TelemetryQueries } from "../telemetry/index.ts";
import type { FleetStatusReader } from "./fleet-status.ts";
import { failVehicle } from "./vehicle-errors.ts";
import { actOf } from "../../http/audit.ts";
import type { VehicleRemoval } from "./vehicle-removal.ts";
import { VehicleStore } from "./vehicle-store.ts";
import { depotToJson, DepotView, isoOf, SourceAccount, totalsOf } from "./vehicle-views.ts";

const DepotList = named("DepotList", Type.Object({ items: Type.Array(ref(DepotView)) }));

const System = named(
  "System",
  Type.Object({
    version: Type.String(),
    vehicles: Type.Integer(),
    depots: Type.Integer(),
    samplesPerSecond: Type.Number({ description: "Over the last full minute." }),
    newestSampleAt: Type.Optional(Type.String({ format: "date-time" })),
    links: Type.Array(
      Type.Object({
        sourceId: Type.String(),
        kind: oneOf(["unit", "depot"]),
        name: Type.String({ description: "The vehicle's call sign or the depot's name." }),
        lastHeardAt: Type.String({ format: "date-time" }),
      }),
      { description: "Open links that end here; units behind a depot are not among them." },
    ),
    map: Type.Optional(
      Type.Object(
        { tilesUrl: Type.String({ description: "Template with {z}, {x} and {y}." }), attribution: Type.String() },
        { description: "The server of map images that the configuration names." },
      ),
    ),
  }),
);

export interface FleetRoutesOptions {
  readonly database: Database;
  readonly telemetry: TelemetryQueries;
  readonly status: FleetStatusReader;
  readonly removal: VehicleRemoval;
  readonly map?: { readonly tilesUrl?: string | undefined; readonly attribution: string } | undefined;
  readonly version: string;
}

export function fleetRoutes({ database, telemetry, status, removal, map, version }: FleetRoutesOptions): Routes {
  const store = new VehicleStore();
  return (api) => {
    api.get(
      "/depots",
      {
        config: { access: "read" },
        schema: {
          operationId: "depots",
          summary: "Depots and whether they are linked",
          tags: ["depots"],
          querystring: Type.Object({
            includeRevoked: Type.Optional(Type.Boolean({ description: "With depots whose server was taken out of trust, after the others." })),
          }),
          response: { 200: ref(DepotList) },
        },
      },
      async (request): Promise<Static<typeof DepotList>> => {
        const principal = principalOf(request);
        const depots = await store.depots(database.of(principal.tenantId), request.query);
        return { items: depots.filter(({ depotId }) => mayAtDepot(principal, depotId)).map(depotToJson) };
      },
    );

    api.get(
      "/sources/:sourceId/account",
      {
        config: { access: "read" },
        schema: {
          operationId: "account",
          summary: "What became of every sample that a unit or recording produced",
          tags: ["telemetry"],
          params: Type.Object({ sourceId: Uuid }),
          response: { 200: ref(SourceAccount) },
        },
      },
      async (request): Promise<Static<typeof SourceAccount>> => {
        const principal = principalOf(request);
        const { tenantId } = principal;
        const sourceId = parseSourceId(request.params.sourceId);
        const owner = await store.owner(database.of(tenantId), sourceId);
        if (owner === undefined || (owner.kind === "depot" && !mayAtDepot(principal, sourceId)))
          throw failVehicle("SOURCE_UNKNOWN", `the fleet has no unit, recording or depot ${sourceId}`);
        const streams = await telemetry.account(tenantId, sourceId);
        return { sourceId, streams: [...streams], totals: totalsOf(streams) };
      },
    );

    api.delete(
      "/demo",
      {
        config: { access: "admin", audit: { action: "demo.removed", subject: "fleet", isOfService: true } },
        schema: {
          operationId: "removeDemo",
          summary: "Remove the demonstration fleet and everything that it said",
          tags: ["vehicles"],
          response: { 200: Type.Object({ vehicles: Type.Integer() }) },
        },
      },
      async (request) => ({ vehicles: await removal.removeSimulated(principalOf(request).tenantId, actOf(request)) }),
    );

    api.get(
      "/system",
      { config: { access: "read" }, schema: { operationId: "system", summary: "How the whole stands", tags: ["system"], response: { 200: ref(System) } } },
      async (request): Promise<Static<typeof System>> => {
        const principal = principalOf(request);
        const { newestAtUs, links, ...counts } = await status.read(principal.tenantId);
        return {
          version,
          ...counts,
          ...(newestAtUs === undefined ? {} : { newestSampleAt: isoOf(newestAtUs) }),
          links: links
            .filter(({ kind, sourceId }) => kind === "unit" || mayAtDepot(principal, sourceId))
            .map(({ sourceId, kind, name, heardAt }) => ({ sourceId, kind, name, lastHeardAt: heardAt.toISOString() })),
          ...(map?.tilesUrl === undefined ? {} : { map: { tilesUrl: map.tilesUrl, attribution: map.attribution } }),
        };
      },
    );
  };
}
