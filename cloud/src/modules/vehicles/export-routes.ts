import { Readable } from "node:stream";
import { Type } from "typebox";
import type { Routes } from "../../http/api.ts";
import { mayAtDepot, principalOf } from "../../http/principal.ts";
import { Instant, oneOf } from "../../http/schemas.ts";
import type { AttributeService } from "../attributes/index.ts";
import type { Flags } from "../flags/index.ts";
import { sendTable, tableContent, tableFormat, withFirst, type RunningExports } from "../../http/tables/table-export.ts";
import type { TelemetryQueries } from "../telemetry/index.ts";
import type { Towns } from "../towns/index.ts";
import { checkSpan, parseInstantUs } from "./instants.ts";
import { exportColumns, exportPages, ownFields } from "./list-export.ts";
import { exportChunks, mediaTypes } from "./sample-rows.ts";
import { vehicleList } from "./vehicle-list.ts";
import { Run, scopeOf, VehicleParameters } from "./vehicle-routes.ts";
import type { VehicleService } from "./vehicle-service.ts";
import { vehicleLimits, vehicleStates } from "./vehicle-types.ts";

const { after: _after, limit: _limit, ...listParameters } = vehicleList.parameters;

/** A stream, and text to whoever reads it. */
const Lines = Type.Unsafe<Readable>({ type: "string", description: "As JSON: objects with signal, source, timeNs, value and unit." });

export function exportRoutes(options: {
  readonly vehicles: VehicleService;
  readonly telemetry: TelemetryQueries;
  readonly flags: Flags;
  readonly attributes: Pick<AttributeService, "schema">;
  readonly running: RunningExports;
  readonly towns: Pick<Towns, "naming">;
}): Routes {
  const { vehicles, telemetry, flags, attributes, running, towns } = options;
  return (api) => {
    api.get(
      "/vehicles/export",
      {
        config: { access: "read", audit: { action: "vehicles.exported", subject: "fleet" } },
        exposeHeadRoute: false, // it would read everything for no body
        schema: {
          operationId: "exportVehicles",
          summary: "The fleet's list as a file, as it is filtered and sorted",
          description: "An answer that ends without its last chunk is not complete.",
          tags: ["vehicles"],
          querystring: Type.Object({
            ...listParameters,
            state: Type.Optional(oneOf(vehicleStates, { description: "Only vehicles that stand so now." })),
            text: Type.Optional(Type.String({ maxLength: 100, description: "Only vehicles with this in call sign, VIN or description." })),
            column: Type.Optional(
              Type.Array(oneOf([...exportColumns, ownFields]), {
                minItems: 1,
                maxItems: exportColumns.length + 1,
                uniqueItems: true,
                description: `In this order; repeat the parameter. "${ownFields}" is a column for each field of the fleet's own, after all others.`,
              }),
            ),
            format: tableFormat,
          }),
          response: { 200: { description: "One row a vehicle.", content: tableContent } },
        },
      },
      async (request, reply) => {
        const principal = principalOf(request);
        const { format, column: columns, state, text, ...rest } = request.query;
        const query = vehicleList.read({ ...rest, limit: 1 });
        const { depotId } = query.filters;
        const isHidden = depotId !== undefined && !mayAtDepot(principal, depotId); // as for one that the fleet does not have
        const source = isHidden ? { page: async () => ({ vehicles: [] }) } : vehicles;
        // Who names columns wants those; who does not wants everything.
        const fields = columns === undefined || columns.includes(ownFields) ? (await attributes.schema(principal.tenantId)).fields : [];
        const named = columns?.filter((column) => column !== ownFields) ?? exportColumns;
        const wanted = { query, columns: named, fields, state, text, nameTown: await towns.naming() };
        const pages = running.run(principal.tenantId, exportPages(source, principal.tenantId, wanted));
        return sendTable(reply, { name: "vehicles", title: "Vehicles", format, pages });
      },
    );

    api.get(
      "/vehicles/:vehicleId/samples",
      {
        config: { access: "read", audit: { action: "samples.exported", subject: "vehicle" } },
        exposeHeadRoute: false, // it would read everything for no body
        schema: {
          operationId: "samples",
          summary: "Raw samples, in time order per signal",
          description: "A stream of lines, with every digit that was stored. An answer that ends without its last chunk is not complete.",
          tags: ["vehicles"],
          params: VehicleParameters,
          querystring: Type.Object({
            run: Run,
            signal: Type.Optional(
              Type.Array(Type.String({ minLength: 1, maxLength: 400 }), { maxItems: 256, description: "Names or sources; repeat the parameter. Absent: all." }),
            ),
            from: Type.Optional(Instant),
            to: Type.Optional(Type.String({ ...Instant, description: "Exclusive." })),
            format: oneOf(["jsonl", "csv"], { default: "jsonl" }),
          }),
          response: {
            200: {
              description: "One line a sample.",
              content: { "application/x-ndjson": { schema: Lines }, "text/csv": { schema: Lines } },
            },
          },
        },
      },
      async (request, reply) => {
        const { tenantId } = principalOf(request);
        const { run, signal = [], from, to, format } = request.query;
        const scope = scopeOf(request.params.vehicleId, run);
        const fromUs = from === undefined ? undefined : parseInstantUs(from);
        const toUs = to === undefined ? undefined : parseInstantUs(to);
        if (fromUs !== undefined && toUs !== undefined) checkSpan(fromUs, toUs);
        await vehicles.check(tenantId, scope);
        await flags.demand(tenantId, "raw-sample-export");
        const chunks = running.run(tenantId, exportChunks(telemetry.samples(tenantId, { scope, signals: signal, fromUs, toUs }), format));
        // What goes wrong before the first line is still answered as a problem.
        const first = await chunks.next();
        void reply.header("content-type", mediaTypes[format]);
        return reply.send(Readable.from(withFirst(first, chunks), { objectMode: false, highWaterMark: 2 * vehicleLimits.exportChunkCharacters }));
      },
    );
  };
}
