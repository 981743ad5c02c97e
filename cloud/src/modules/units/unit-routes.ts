import { Type, type Static } from "typebox";
import { parseSourceId, parseVehicleId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { actOf } from "../../http/audit.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { Instant, ref, Uuid } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import type { PairingService } from "./pairing-service.ts";
import { pairingList, unitList } from "./unit-lists.ts";
import { PairingPage, pairingToJson, PairingView, UnitPage, unitToJson } from "./unit-views.ts";

export interface UnitRoutesOptions {
  readonly pairings: PairingService;
  readonly running: RunningExports;
  /** Throws `VEHICLE_UNKNOWN` unless the vehicle is the tenant's. */
  readonly checkVehicle: (tenant: TenantId, vehicleId: VehicleId) => Promise<unknown>;
  /** Throws `SPAN_INVALID` for a time that is none. */
  readonly parseInstantUs: (text: string) => number;
  readonly clock: Clock;
}

const tags = ["units"];
const VehicleParameters = Type.Object({ vehicleId: Uuid });
const AssignmentParameters = Type.Object({ assignmentId: Uuid });

const pairingColumns: readonly ListColumn<Static<typeof PairingView>>[] = [
  ["vehicle", ({ callSign }) => callSign],
  ["unit", ({ device }) => device],
  ["from", ({ from = "" }) => from],
  ["to", ({ to = "" }) => to],
];

export function unitRoutes({ pairings, running, checkVehicle, parseInstantUs, clock }: UnitRoutesOptions): Routes {
  const dateOf = (text: string): Date => new Date(Math.floor(parseInstantUs(text) / 1_000));
  const pageOfVehicle = async (
    { tenantId }: Principal,
    given: Parameters<typeof pairingList.read>[0],
    path: Static<typeof VehicleParameters>,
  ): Promise<Static<typeof PairingPage>> => {
    const vehicleId = parseVehicleId(path.vehicleId);
    const query = pairingList.read(given);
    await checkVehicle(tenantId, vehicleId);
    const { items, end } = await pairings.pairings(tenantId, vehicleId, query);
    return { items: items.map(pairingToJson), ...(end === undefined ? {} : { next: pairingList.next(query, end) }) };
  };

  return (api) => {
    api.get(
      "/units",
      {
        config: { access: "read" },
        schema: {
          operationId: "units",
          summary: "Telematics units of the fleet, and where they sit",
          tags,
          querystring: Type.Object(unitList.parameters),
          response: { 200: ref(UnitPage) },
        },
      },
      async (request): Promise<Static<typeof UnitPage>> => {
        const query = unitList.read(request.query);
        const { items, end } = await pairings.units(principalOf(request).tenantId, query);
        return { items: items.map(unitToJson), ...(end === undefined ? {} : { next: unitList.next(query, end) }) };
      },
    );

    api.get(
      "/vehicles/:vehicleId/units",
      {
        config: { access: "read" },
        schema: {
          operationId: "vehicleUnits",
          summary: "Which unit sat in a vehicle, and when",
          tags,
          params: VehicleParameters,
          querystring: Type.Object(pairingList.parameters),
          response: { 200: ref(PairingPage) },
        },
      },
      async (request) => pageOfVehicle(principalOf(request), request.query, request.params),
    );

    addListExport(api, {
      path: "/vehicles/:vehicleId/units",
      operationId: "exportVehicleUnits",
      summary: "Which unit sat in a vehicle, and when, as a file",
      tags,
      access: "read",
      audit: { action: "unitAssignments.exported", subject: "vehicle" },
      parameters: pairingList.parameters,
      params: VehicleParameters,
      running,
      name: "units",
      columns: pairingColumns,
      page: pageOfVehicle,
    });

    api.post(
      "/vehicles/:vehicleId/units",
      {
        config: { access: "write", audit: { action: "unit.assigned", subject: "unitAssignment", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "assignUnit",
          summary: "Put a unit into a vehicle, from now or from a past time on",
          description:
            "It leaves where it sat; the unit that sat in the vehicle goes out, or with `exchange` to where this one comes from. History follows: samples are the vehicle's in which the unit sat when they were measured, and trips, stops and crossings of places are made again.",
          tags,
          params: VehicleParameters,
          body: Type.Object(
            { unitId: Uuid, from: Type.Optional(Type.String({ ...Instant, description: "Absent: from now on." })), exchange: Type.Optional(Type.Boolean()) },
            { additionalProperties: false },
          ),
          response: { 201: ref(PairingView) },
        },
      },
      async (request, reply) => {
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        await checkVehicle(tenantId, vehicleId);
        const { unitId, from, exchange: isExchange = false } = request.body;
        const at = from === undefined ? new Date(Math.floor(clock.wallUs() / 1_000)) : dateOf(from);
        const pairing = await pairings.put(tenantId, { unitId: parseSourceId(unitId), vehicleId, from: at, isExchange }, actOf(request));
        return reply.code(201).send(pairingToJson(pairing));
      },
    );

    api.patch(
      "/unit-assignments/:assignmentId",
      {
        config: { access: "write", audit: { action: "unit.assignmentCorrected", subject: "unitAssignment", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "correctUnitAssignment",
          summary: "Take a unit out of a vehicle, or correct when it sat there",
          description: "The audit trail keeps what stood there before.",
          tags,
          params: AssignmentParameters,
          body: Type.Object(
            {
              from: Type.Optional(Type.Union([Instant, Type.Null()], { description: "null: since ever." })),
              to: Type.Optional(Type.Union([Instant, Type.Null()], { description: "null: it goes on." })),
            },
            { additionalProperties: false, minProperties: 1 },
          ),
          response: { 200: ref(PairingView) },
        },
      },
      async (request) => {
        const { from, to } = request.body;
        const change = {
          ...(from === undefined ? {} : { from: from === null ? null : dateOf(from) }),
          ...(to === undefined ? {} : { to: to === null ? null : dateOf(to) }),
        };
        return pairingToJson(await pairings.correct(principalOf(request).tenantId, request.params.assignmentId, change, actOf(request)));
      },
    );

    api.delete(
      "/unit-assignments/:assignmentId",
      {
        config: { access: "write", audit: { action: "unit.assignmentRemoved", subject: "unitAssignment", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "removeUnitAssignment",
          summary: "Take out an assignment of a unit that never was",
          description: "What the unit said then is no vehicle's until another assignment covers it. The audit trail keeps what stood there before.",
          tags,
          params: AssignmentParameters,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await pairings.remove(principalOf(request).tenantId, request.params.assignmentId, actOf(request));
        return reply.code(204).send(null);
      },
    );
  };
}
