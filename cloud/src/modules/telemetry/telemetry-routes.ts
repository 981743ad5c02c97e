import { Readable } from "node:stream";
import { Type, type Static } from "typebox";
import { parseSourceId, parseVehicleId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { Instant, ref, Uuid, uuidPattern } from "../../http/schemas.ts";
import { parquetChunks } from "./parquet.ts";
import { failTelemetry } from "./telemetry-errors.ts";
import type { SampleScope, TelemetryQueries } from "./telemetry-types.ts";
import { AggregateView, aggregateToJson, SignalsHistoryView, signalsHistoryToJson, valueAtToJson, ValuesAtView } from "./telemetry-views.ts";

export interface TelemetryRoutesOptions {
  readonly telemetry: TelemetryQueries;
  /** Throws unless the vehicle, and the run, are the tenant's. */
  readonly checkScope: (tenant: TenantId, scope: SampleScope) => Promise<unknown>;
  /** Microseconds of an RFC 3339 text; throws when there is no such day. */
  readonly parseInstantUs: (text: string) => number;
  /** Throws unless the first lies before the second. */
  readonly checkSpan: (fromUs: number, toUs: number) => void;
}

const stepsMax = 10_000;
const minuteSeconds = 60;

const Sources = Type.Array(Type.String({ minLength: 1, maxLength: 400 }), {
  minItems: 1,
  maxItems: 32,
  uniqueItems: true,
  description: "Sources of signals; repeat the parameter.",
});
const Run = Type.Optional(Type.String({ pattern: uuidPattern, description: "A run of a recording, instead of what the vehicle's own units said." }));
const params = Type.Object({ vehicleId: Uuid });
const File = Type.Unsafe<Readable>({ type: "string", format: "binary" });

/** Questions to stored telemetry. */
export function telemetryRoutes({ telemetry, checkScope, parseInstantUs, checkSpan }: TelemetryRoutesOptions): Routes {
  const tags = ["telemetry"];
  const spanOf = (from: string, to: string): { readonly fromUs: number; readonly toUs: number } => {
    const span = { fromUs: parseInstantUs(from), toUs: parseInstantUs(to) };
    checkSpan(span.fromUs, span.toUs);
    return span;
  };
  return (api) => {
    api.get(
      "/vehicles/:vehicleId/signals/history",
      {
        config: { access: "read" },
        schema: {
          operationId: "signalsHistory",
          summary: "Some signals over a span, in the best resolution for a width",
          description:
            "Every sample when they fit, else steps of whole seconds, minutes or hours that begin at a multiple of their width: neighbouring spans have the same ones. Samples past their retention are answered from minutes and hours.",
          tags,
          params,
          querystring: Type.Object({
            source: Sources,
            from: Instant,
            to: Instant,
            width: Type.Integer({ minimum: 10, maximum: 5_000, default: 800, description: "Points wanted of each signal, such as pixels of a chart." }),
            run: Run,
          }),
          response: { 200: ref(SignalsHistoryView) },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        const { source, from, to, width, run } = request.query;
        const scope = scopeOf(request.params.vehicleId, run);
        const span = spanOf(from, to);
        const history = telemetry.alignedHistory(tenantId, { scope, sources: source, ...span, points: width });
        // Beside each other. Whether there is such a vehicle is answered first.
        const [, check] = await Promise.allSettled([history, checkScope(tenantId, scope)]);
        if (check.status === "rejected") throw check.reason;
        return signalsHistoryToJson(await history);
      },
    );

    api.get(
      "/vehicles/:vehicleId/signals/at",
      {
        config: { access: "read" },
        schema: {
          operationId: "signalsAt",
          summary: "What some signals showed at a time",
          description: "The last sample of each at or before the time, at most a day older.",
          tags,
          params,
          querystring: Type.Object({ source: Sources, time: Instant, run: Run }),
          response: { 200: ref(ValuesAtView) },
        },
      },
      async (request): Promise<Static<typeof ValuesAtView>> => {
        const { tenantId } = principalOf(request);
        const { source, time, run } = request.query;
        const scope = scopeOf(request.params.vehicleId, run);
        const timeUs = parseInstantUs(time);
        await checkScope(tenantId, scope);
        return { items: (await telemetry.at(tenantId, { scope, sources: source, timeUs })).map(valueAtToJson) };
      },
    );

    api.get(
      "/vehicles/:vehicleId/samples/parquet",
      {
        config: { access: "read" },
        exposeHeadRoute: false, // it would read everything for no body
        schema: {
          operationId: "samplesParquet",
          summary: "Raw samples as a Parquet file",
          description:
            "Columns time (microseconds, UTC), signal, source, unit, and of value, integer and text the one that the signal has. An answer that ends without its last chunk is not complete.",
          tags,
          params,
          querystring: Type.Object({
            run: Run,
            signal: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 400 }), { maxItems: 256, description: "Names or sources. Absent: all." })),
            from: Instant,
            to: Type.String({ ...Instant, description: "Exclusive." }),
          }),
          response: { 200: { description: "A Parquet file.", content: { "application/vnd.apache.parquet": { schema: File } } } },
        },
      },
      async (request, reply) => {
        const { tenantId } = principalOf(request);
        const { run, signal: signals = [], from, to } = request.query;
        const scope = scopeOf(request.params.vehicleId, run);
        const span = spanOf(from, to);
        await checkScope(tenantId, scope);
        const chunks = parquetChunks(telemetry.samples(tenantId, { scope, signals, ...span }));
        // What goes wrong before the first chunk is still answered as a problem.
        const first = await chunks.next();
        void reply.header("content-type", "application/vnd.apache.parquet").header("content-disposition", 'attachment; filename="samples.parquet"');
        return reply.send(Readable.from(withFirst(first, chunks), { objectMode: false }));
      },
    );

    api.post(
      "/telemetry/aggregate",
      {
        config: { access: "read", audit: { action: "telemetry.aggregated", subject: "fleet" } },
        schema: {
          operationId: "aggregateTelemetry",
          summary: "One signal over many vehicles, step by step",
          description: "From minutes, or hours for steps of whole hours; up to a minute behind. Recordings do not count.",
          tags,
          body: Type.Object(
            {
              signal: Type.String({ minLength: 1, maxLength: 400, description: "Catalogue name or source." }),
              vehicles: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 1_000, uniqueItems: true, description: "Absent: the whole fleet." })),
              from: Instant,
              to: Instant,
              step: Type.Integer({ minimum: 60, maximum: 31_536_000, multipleOf: 60, default: 3_600, description: "Seconds, whole minutes." }),
            },
            { additionalProperties: false },
          ),
          response: { 200: ref(AggregateView) },
        },
      },
      async (request) => {
        const { signal, vehicles, from, to, step } = request.body;
        const span = spanOf(from, to);
        const stepUs = step * 1_000_000;
        if ((span.toUs - span.fromUs) / stepUs > stepsMax)
          throw failTelemetry("TELEMETRY_QUESTION_TOO_LARGE", `the span has more than ${stepsMax} steps of ${step / minuteSeconds} minutes`);
        const query = { signal, vehicles: vehicles?.map(parseVehicleId), ...span, stepUs };
        return aggregateToJson(await telemetry.aggregate(principalOf(request).tenantId, query));
      },
    );
  };
}

function scopeOf(vehicleId: string, run: string | undefined): SampleScope {
  const vehicle = parseVehicleId(vehicleId);
  return run === undefined ? { kind: "vehicle", vehicleId: vehicle } : { kind: "run", vehicleId: vehicle, runId: parseSourceId(run) };
}

async function* withFirst<Chunk>(first: IteratorResult<Chunk, void>, rest: AsyncGenerator<Chunk, void, undefined>): AsyncGenerator<Chunk, void, undefined> {
  try {
    if (first.done !== true) yield first.value;
    yield* rest;
  } finally {
    await rest.return();
  }
}
