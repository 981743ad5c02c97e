import { Type, type Static } from "typebox";
import { parseCallSign, parseSourceId, parseVehicleId } from "@drawbar/proto/kernel/ids.ts";
import { actOf } from "../../http/audit.ts";
import type { Routes } from "../../http/api.ts";
import { IfMatch } from "../../http/preconditions.ts";
import { mayAtDepot, principalOf } from "../../http/principal.ts";
import { Instant, named, pageOf, ref, Uuid, uuidPattern } from "../../http/schemas.ts";
import type { SampleScope, TelemetryQueries } from "../telemetry/index.ts";
import type { VinReadingJson } from "../vin/index.ts";
import { checkSpan, parseInstantUs } from "./instants.ts";
import type { VehicleRemoval } from "./vehicle-removal.ts";
import { vehicleList } from "./vehicle-list.ts";
import { etagOfVehicle, type VehicleService } from "./vehicle-service.ts";
import { vehicleLimits, type VehicleSummary } from "./vehicle-types.ts";
import { historyToJson, HistoryView, lineOf, SignalView, summaryToJson, VehicleView, type SummaryJson } from "./vehicle-views.ts";

const VehiclePage = pageOf("VehiclePage", VehicleView);
const SignalList = named("SignalList", Type.Object({ items: Type.Array(ref(SignalView)) }));

const sortingFields = {
  groupId: Type.Optional(Type.String({ pattern: uuidPattern, description: "The group that it belongs to." })),
  tags: Type.Optional(
    Type.Array(lineOf(40), { maxItems: vehicleLimits.tagsMax, uniqueItems: true, description: "Words that people sort it by, all of them." }),
  ),
};

export const VehicleParameters = Type.Object({ vehicleId: Uuid });
/** One recording instead of what the vehicle's own units said. */
export const Run = Type.Optional(Type.String({ pattern: uuidPattern, description: "A run of a recording, instead of what the vehicle's own units said." }));

export interface VehicleRoutesOptions {
  readonly vehicles: VehicleService;
  readonly removal: VehicleRemoval;
  readonly telemetry: TelemetryQueries;
  /** @returns `undefined` when it cannot be decoded now; the vehicle is answered without it. */
  readonly decodeVin: (vin: string) => Promise<VinReadingJson | undefined>;
}

export function scopeOf(vehicleId: string, run: string | undefined): SampleScope {
  const vehicle = parseVehicleId(vehicleId);
  return run === undefined ? { kind: "vehicle", vehicleId: vehicle } : { kind: "run", vehicleId: vehicle, runId: parseSourceId(run) };
}

export function vehicleRoutes({ vehicles, removal, telemetry, decodeVin }: VehicleRoutesOptions): Routes {
  const tags = ["vehicles"];
  const answerVehicle = async (reply: { header(name: string, value: string): unknown }, vehicle: VehicleSummary): Promise<SummaryJson> => {
    reply.header("etag", etagOfVehicle(vehicle));
    const decoded = vehicle.vin === undefined ? undefined : await decodeVin(vehicle.vin);
    return { ...summaryToJson(vehicle), ...(decoded === undefined ? {} : { decoded }) };
  };
  return (api) => {
    api.get(
      "/vehicles",
      {
        config: { access: "read" },
        schema: {
          operationId: "vehicles",
          summary: "The fleet",
          tags,
          querystring: Type.Object(vehicleList.parameters),
          response: { 200: ref(VehiclePage) },
        },
      },
      async (request): Promise<Static<typeof VehiclePage>> => {
        const principal = principalOf(request);
        const query = vehicleList.read(request.query);
        const { depotId } = query.filters;
        if (depotId !== undefined && !mayAtDepot(principal, depotId)) return { items: [] }; // as for one that the fleet does not have
        const page = await vehicles.page(principal.tenantId, query);
        return { items: page.vehicles.map(summaryToJson), ...(page.next === undefined ? {} : { next: page.next }) };
      },
    );

    api.post(
      "/vehicles",
      {
        config: { access: "write", audit: { action: "vehicle.registered", subject: "vehicle", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "registerVehicle",
          summary: "Register a vehicle",
          tags,
          body: Type.Object(
            {
              callSign: Type.String({ minLength: 1, maxLength: 32 }),
              vin: Type.Optional(Type.String({ minLength: 17, maxLength: 17 })),
              description: Type.Optional(Type.String({ maxLength: 200 })),
              ...sortingFields,
              simulated: Type.Optional(Type.Boolean({ description: "Part of a demonstration fleet, which can be removed as a whole." })),
            },
            { additionalProperties: false },
          ),
          response: { 201: ref(VehicleView) },
        },
      },
      async (request, reply) => {
        const vehicle = await vehicles.register(principalOf(request).tenantId, request.body, actOf(request));
        reply.code(201).header("location", `/api/v1/vehicles/${vehicle.vehicleId}`);
        return answerVehicle(reply, vehicle);
      },
    );

    api.get(
      "/vehicles/:vehicleId",
      {
        config: { access: "read" },
        schema: { operationId: "vehicle", summary: "One vehicle", tags, params: VehicleParameters, response: { 200: ref(VehicleView) } },
      },
      async (request, reply) => answerVehicle(reply, await vehicles.find(principalOf(request).tenantId, parseVehicleId(request.params.vehicleId))),
    );

    api.patch(
      "/vehicles/:vehicleId",
      {
        config: { access: "write", audit: { action: "vehicle.changed", subject: "vehicle", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "changeVehicle",
          summary: "Change what is registered about a vehicle",
          tags,
          params: VehicleParameters,
          headers: IfMatch,
          body: Type.Object(
            {
              callSign: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
              vin: Type.Optional(Type.String({ minLength: 17, maxLength: 17 })),
              description: Type.Optional(Type.String({ maxLength: 200 })),
              tags: sortingFields.tags,
              groupId: Type.Optional(Type.Union([Type.String({ pattern: uuidPattern }), Type.Null()], { description: "null: out of its group." })),
            },
            { additionalProperties: false, minProperties: 1 },
          ),
          response: { 200: ref(VehicleView) },
        },
      },
      async (request, reply) => {
        const vehicleId = parseVehicleId(request.params.vehicleId);
        return answerVehicle(reply, await vehicles.change(principalOf(request).tenantId, vehicleId, request.body, request.headers["if-match"], actOf(request)));
      },
    );

    api.get(
      "/vehicles/by-call-sign/:callSign",
      {
        config: { access: "read" },
        schema: {
          operationId: "vehicleByCallSign",
          summary: "One vehicle by what people call it",
          tags,
          params: Type.Object({ callSign: Type.String({ minLength: 1, maxLength: 100 }) }),
          response: { 200: ref(VehicleView) },
        },
      },
      async (request, reply) => answerVehicle(reply, await vehicles.findByCallSign(principalOf(request).tenantId, parseCallSign(request.params.callSign))),
    );

    api.delete(
      "/vehicles/:vehicleId",
      {
        config: { access: "admin", audit: { action: "vehicle.removed", subject: "vehicle", isOfService: true } },
        schema: {
          operationId: "removeVehicle",
          summary: "Remove a vehicle and everything that its units and recordings said",
          tags,
          params: VehicleParameters,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await removal.remove(principalOf(request).tenantId, parseVehicleId(request.params.vehicleId), actOf(request));
        return reply.code(204).send(null);
      },
    );

    api.get(
      "/vehicles/:vehicleId/signals",
      {
        config: { access: "read" },
        schema: {
          operationId: "signals",
          summary: "All signals of a vehicle with their newest values",
          tags,
          params: VehicleParameters,
          querystring: Type.Object({ run: Run }),
          response: { 200: ref(SignalList) },
        },
      },
      async (request): Promise<Static<typeof SignalList>> => {
        const { tenantId } = principalOf(request);
        const scope = scopeOf(request.params.vehicleId, request.query.run);
        return { items: [...(await vehicles.signals(tenantId, scope))] };
      },
    );

    api.get(
      "/vehicles/:vehicleId/history",
      {
        config: { access: "read" },
        schema: {
          operationId: "history",
          summary: "Some signals over a span of time",
          description: "Every sample when they are few enough, else mean, lowest and highest of each bucket. Gaps say why nothing is there.",
          tags,
          params: VehicleParameters,
          querystring: Type.Object({
            source: Type.Array(Type.String({ minLength: 1, maxLength: 400 }), {
              minItems: 1,
              maxItems: 32,
              uniqueItems: true,
              description: "Sources of signals; repeat the parameter.",
            }),
            from: Instant,
            to: Instant,
            points: Type.Integer({ minimum: 10, maximum: 5_000, default: 600, description: "Most points wanted of each signal." }),
            run: Run,
          }),
          response: { 200: ref(HistoryView) },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        const { source, from, to, points, run } = request.query;
        const scope = scopeOf(request.params.vehicleId, run);
        const span = { fromUs: parseInstantUs(from), toUs: parseInstantUs(to) };
        checkSpan(span.fromUs, span.toUs);
        await vehicles.check(tenantId, scope);
        return historyToJson(await telemetry.history(tenantId, { scope, sources: source, ...span, points }), span);
      },
    );
  };
}
