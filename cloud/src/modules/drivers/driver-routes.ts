import { Type, type Static } from "typebox";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { actOf } from "../../http/audit.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { ref, Uuid } from "../../http/schemas.ts";
import type { AssignmentService } from "./assignment-service.ts";
import { assignmentList, driverList } from "./driver-lists.ts";
import type { DriverService } from "./driver-service.ts";
import { AssignmentPage, assignmentToJson, driverFields, DriverPage, driverToJson, DriverView } from "./driver-views.ts";

export interface DriverRoutesOptions {
  readonly drivers: DriverService;
  readonly assignments: AssignmentService;
}

const tags = ["drivers"];
const DriverParameters = Type.Object({ driverId: Uuid });

export function driverRoutes({ drivers, assignments }: DriverRoutesOptions): Routes {
  return (api) => {
    api.get(
      "/drivers",
      {
        config: { access: "read" },
        schema: {
          operationId: "drivers",
          summary: "Who drives for the fleet",
          tags,
          querystring: Type.Object(driverList.parameters),
          response: { 200: ref(DriverPage) },
        },
      },
      async (request): Promise<Static<typeof DriverPage>> => {
        const query = driverList.read(request.query);
        const { drivers: items, end } = await drivers.page(principalOf(request).tenantId, query);
        return { items: items.map(driverToJson), ...(end === undefined ? {} : { next: driverList.next(query, end) }) };
      },
    );

    api.post(
      "/drivers",
      {
        config: { access: "write", audit: { action: "driver.added", subject: "driver", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "addDriver",
          summary: "Add a driver",
          tags,
          body: Type.Object(
            { name: driverFields.name, number: Type.Optional(driverFields.number), note: Type.Optional(driverFields.note) },
            { additionalProperties: false },
          ),
          response: { 201: ref(DriverView) },
        },
      },
      async (request, reply) => {
        const { note = "", ...rest } = request.body;
        return reply.code(201).send(driverToJson(await drivers.add(principalOf(request).tenantId, { ...rest, note, isActive: true }, actOf(request))));
      },
    );

    api.get(
      "/drivers/:driverId",
      {
        config: { access: "read" },
        schema: { operationId: "driver", summary: "One driver", tags, params: DriverParameters, response: { 200: ref(DriverView) } },
      },
      async (request) => driverToJson(await drivers.find(principalOf(request).tenantId, request.params.driverId)),
    );

    api.patch(
      "/drivers/:driverId",
      {
        config: { access: "write", audit: { action: "driver.changed", subject: "driver", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "changeDriver",
          summary: "Change what is known of a driver",
          tags,
          params: DriverParameters,
          body: Type.Object(
            {
              name: Type.Optional(driverFields.name),
              number: Type.Optional(Type.Union([driverFields.number, Type.Null()], { description: "null: no number any more." })),
              note: Type.Optional(driverFields.note),
              isActive: Type.Optional(driverFields.isActive),
            },
            { additionalProperties: false, minProperties: 1 },
          ),
          response: { 200: ref(DriverView) },
        },
      },
      async (request) => {
        const { number, ...rest } = request.body;
        const change = { ...rest, ...(number === undefined ? {} : { number: number ?? undefined }) };
        return driverToJson(await drivers.change(principalOf(request).tenantId, request.params.driverId, change, actOf(request)));
      },
    );

    api.delete(
      "/drivers/:driverId",
      {
        config: { access: "admin", audit: { action: "driver.removed", subject: "driver", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "removeDriver",
          summary: "Remove a driver with all that they drove",
          description: "For those who left, `isActive: false` keeps what they drove.",
          tags,
          params: DriverParameters,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await drivers.remove(principalOf(request).tenantId, request.params.driverId, actOf(request));
        return reply.code(204).send(null);
      },
    );

    api.get(
      "/drivers/:driverId/assignments",
      {
        config: { access: "read" },
        schema: {
          operationId: "driverAssignments",
          summary: "What a driver drove, and when",
          tags,
          params: DriverParameters,
          querystring: Type.Object(assignmentList.parameters),
          response: { 200: ref(AssignmentPage) },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        const { driverId } = request.params;
        const query = assignmentList.read(request.query);
        await drivers.find(tenantId, driverId);
        return pageOfAssignments(assignments, tenantId, { kind: "driver", id: driverId }, query);
      },
    );
  };
}

/** A page of one driver's or one vehicle's assignments, as the API gives it. */
export async function pageOfAssignments(
  assignments: AssignmentService,
  tenant: TenantId,
  scope: Parameters<AssignmentService["page"]>[1],
  query: Parameters<AssignmentService["page"]>[2],
): Promise<Static<typeof AssignmentPage>> {
  const { assignments: items, end } = await assignments.page(tenant, scope, query);
  return { items: items.map(assignmentToJson), ...(end === undefined ? {} : { next: assignmentList.next(query, end) }) };
}
