import { Type } from "typebox";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseVehicleId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { actOf } from "../../http/audit.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { Instant, ref, Uuid } from "../../http/schemas.ts";
import type { MeterService } from "./meter-service.ts";
import { MetersView, meterToJson, readingFields, readingToJson, ReadingView } from "./meter-views.ts";

export interface MeterRoutesOptions {
  readonly meters: MeterService;
  /** Throws `VEHICLE_UNKNOWN` unless the vehicle is the tenant's. */
  readonly checkVehicle: (tenant: TenantId, vehicleId: VehicleId) => Promise<unknown>;
  /** Throws `SPAN_INVALID` for a time that is none. */
  readonly parseInstantUs: (text: string) => number;
  readonly clock: Clock;
}

const tags = ["meters"];
const VehicleParameters = Type.Object({ vehicleId: Uuid });

export function meterRoutes({ meters, checkVehicle, parseInstantUs, clock }: MeterRoutesOptions): Routes {
  return (api) => {
    api.get(
      "/vehicles/:vehicleId/meters",
      {
        config: { access: "read" },
        schema: {
          operationId: "vehicleMeters",
          summary: "Odometer and engine hours of a vehicle, from all who say something about them",
          description:
            "From signals of the last 92 days, trips, and readings that people wrote down. Says whom it believes, how far the value is right, and why the others are not believed.",
          tags,
          params: VehicleParameters,
          response: { 200: ref(MetersView) },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        await checkVehicle(tenantId, vehicleId);
        return { items: (await meters.meters(tenantId, vehicleId)).map(meterToJson) };
      },
    );

    api.post(
      "/vehicles/:vehicleId/meters",
      {
        config: { access: "write", audit: { action: "meter.read", subject: "reading", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "addMeterReading",
          summary: "Write down what somebody read off a meter",
          tags,
          params: VehicleParameters,
          body: Type.Object(
            {
              meter: readingFields.meter,
              value: readingFields.value,
              at: Type.Optional(Type.String({ ...Instant, description: "When it was read; absent: now." })),
              note: Type.Optional(readingFields.note),
            },
            { additionalProperties: false },
          ),
          response: { 201: ref(ReadingView) },
        },
      },
      async (request, reply) => {
        const { meter, value, at, note = "" } = request.body;
        const atUs = at === undefined ? clock.wallUs() : parseInstantUs(at);
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        await checkVehicle(tenantId, vehicleId);
        const wish = { meter, value, at: new Date(Math.floor(atUs / 1_000)), note };
        return reply.code(201).send(readingToJson(await meters.add(tenantId, vehicleId, wish, actOf(request))));
      },
    );

    api.delete(
      "/meter-readings/:readingId",
      {
        config: { access: "write", audit: { action: "meter.readingRemoved", subject: "reading", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "removeMeterReading",
          summary: "Take back a reading that was written down",
          description: "The audit trail keeps what stood there.",
          tags,
          params: Type.Object({ readingId: Uuid }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await meters.remove(principalOf(request).tenantId, request.params.readingId, actOf(request));
        return reply.code(204).send(null);
      },
    );
  };
}
