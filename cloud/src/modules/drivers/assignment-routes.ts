import { Type, type Static } from "typebox";
import { parseVehicleId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { actOf } from "../../http/audit.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { Instant, ref, Uuid } from "../../http/schemas.ts";
import { addListExport } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import type { AssignmentService } from "./assignment-service.ts";
import { assignmentList } from "./driver-lists.ts";
import { pageOfAssignments } from "./driver-routes.ts";
import { assignmentColumns, AssignmentPage, assignmentToJson, AssignmentView } from "./driver-views.ts";

export interface AssignmentRoutesOptions {
  readonly assignments: AssignmentService;
  readonly running: RunningExports;
  /** Throws `VEHICLE_UNKNOWN` unless the vehicle is the tenant's. */
  readonly checkVehicle: (tenant: TenantId, vehicleId: VehicleId) => Promise<unknown>;
  /** Throws `SPAN_INVALID` for a time that is none. */
  readonly parseInstantUs: (text: string) => number;
}

const tags = ["drivers"];
const VehicleParameters = Type.Object({ vehicleId: Uuid });
const AssignmentParameters = Type.Object({ assignmentId: Uuid });

export function assignmentRoutes({ assignments, running, checkVehicle, parseInstantUs }: AssignmentRoutesOptions): Routes {
  const dateOf = (text: string): Date => new Date(Math.floor(parseInstantUs(text) / 1_000));
  const pageOfVehicle = async (
    { tenantId }: Principal,
    given: Parameters<typeof assignmentList.read>[0],
    path: Static<typeof VehicleParameters>,
  ): Promise<Static<typeof AssignmentPage>> => {
    const vehicleId = parseVehicleId(path.vehicleId);
    const query = assignmentList.read(given);
    await checkVehicle(tenantId, vehicleId);
    return pageOfAssignments(assignments, tenantId, { kind: "vehicle", id: vehicleId }, query);
  };

  return (api) => {
    api.get(
      "/vehicles/:vehicleId/drivers",
      {
        config: { access: "read" },
        schema: {
          operationId: "vehicleDrivers",
          summary: "Who drove a vehicle, and when",
          tags,
          params: VehicleParameters,
          querystring: Type.Object(assignmentList.parameters),
          response: { 200: ref(AssignmentPage) },
        },
      },
      async (request) => pageOfVehicle(principalOf(request), request.query, request.params),
    );

    addListExport(api, {
      path: "/vehicles/:vehicleId/drivers",
      operationId: "exportVehicleDrivers",
      summary: "Who drove a vehicle, and when, as a file",
      tags,
      access: "read",
      audit: { action: "assignments.exported", subject: "vehicle" },
      parameters: assignmentList.parameters,
      params: VehicleParameters,
      running,
      name: "assignments",
      columns: assignmentColumns,
      page: pageOfVehicle,
    });

    api.post(
      "/driver-assignments",
      {
        config: { access: "write", audit: { action: "driver.assigned", subject: "assignment", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "assignDriver",
          summary: "Say who drives, or drove, a vehicle",
          description: "A driver sits in one vehicle at a time, and a vehicle has one driver at a time, also in the past.",
          tags,
          body: Type.Object({ driverId: Uuid, vehicleId: Uuid, from: Instant, to: Type.Optional(Instant) }, { additionalProperties: false }),
          response: { 201: ref(AssignmentView) },
        },
      },
      async (request, reply) => {
        const { driverId, vehicleId, from, to } = request.body;
        const wish = { driverId, vehicleId, from: dateOf(from), ...(to === undefined ? {} : { to: dateOf(to) }) };
        return reply.code(201).send(assignmentToJson(await assignments.add(principalOf(request).tenantId, wish, actOf(request))));
      },
    );

    api.patch(
      "/driver-assignments/:assignmentId",
      {
        config: { access: "write", audit: { action: "driver.assignmentCorrected", subject: "assignment", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "correctAssignment",
          summary: "End an assignment, or correct when it was",
          description: "The audit trail keeps what stood there before.",
          tags,
          params: AssignmentParameters,
          body: Type.Object(
            { from: Type.Optional(Instant), to: Type.Optional(Type.Union([Instant, Type.Null()], { description: "null: it goes on." })) },
            { additionalProperties: false, minProperties: 1 },
          ),
          response: { 200: ref(AssignmentView) },
        },
      },
      async (request) => {
        const { from, to } = request.body;
        const change = {
          ...(from === undefined ? {} : { from: dateOf(from) }),
          ...(to === undefined ? {} : { to: to === null ? null : dateOf(to) }),
        };
        return assignmentToJson(await assignments.change(principalOf(request).tenantId, request.params.assignmentId, change, actOf(request)));
      },
    );

    api.delete(
      "/driver-assignments/:assignmentId",
      {
        config: { access: "write", audit: { action: "driver.assignmentRemoved", subject: "assignment", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "removeAssignment",
          summary: "Take out an assignment that never was",
          description: "The audit trail keeps what stood there before.",
          tags,
          params: AssignmentParameters,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await assignments.remove(principalOf(request).tenantId, request.params.assignmentId, actOf(request));
        return reply.code(204).send(null);
      },
    );
  };
}
