import { Readable } from "node:stream";
import { Type } from "typebox";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { Instant, oneOf } from "../../http/schemas.ts";
import type { Flags } from "../flags/index.ts";
import type { TelemetryQueries } from "../telemetry/index.ts";
import { checkSpan, parseInstantUs } from "./instants.ts";
import { exportChunks, mediaTypes } from "./sample-rows.ts";
import { failVehicle } from "./vehicle-errors.ts";
import { Run, scopeOf, VehicleParameters } from "./vehicle-routes.ts";
import type { VehicleService } from "./vehicle-service.ts";
import { vehicleLimits } from "./vehicle-types.ts";

/** A stream, and text to whoever reads it. */
const Lines = Type.Unsafe<Readable>({ type: "string", description: "As JSON: objects with signal, source, timeNs, value and unit." });

export function exportRoutes(options: { readonly vehicles: VehicleService; readonly telemetry: TelemetryQueries; readonly flags: Flags }): Routes {
  const { vehicles, telemetry, flags } = options;
  const running = new RunningExports();
  return (api) => {
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

/** Exports of each tenant that run now. */
class RunningExports {
  readonly #running = new Map<TenantId, number>();

  /** Counts from the first line to the last, or until the reader goes away. @throws DrawbarError `EXPORT_BUSY`. */
  async *run(tenant: TenantId, chunks: AsyncGenerator<string, void, undefined>): AsyncGenerator<string, void, undefined> {
    const running = this.#running.get(tenant) ?? 0;
    if (running >= vehicleLimits.exportsMax)
      throw failVehicle("EXPORT_BUSY", `${running} exports are running; wait for one to end`, { details: { retryAfterMs: 5_000 } });
    this.#running.set(tenant, running + 1);
    try {
      yield* chunks;
    } finally {
      const left = (this.#running.get(tenant) ?? 1) - 1;
      if (left === 0) this.#running.delete(tenant);
      else this.#running.set(tenant, left);
    }
  }
}

async function* withFirst(first: IteratorResult<string, void>, rest: AsyncGenerator<string, void, undefined>): AsyncGenerator<string, void, undefined> {
  try {
    if (first.done !== true) yield first.value;
    yield* rest;
  } finally {
    await rest.return();
  }
}
