import { Type, type Static } from "typebox";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { actOf } from "../../http/audit.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { ref, Uuid } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import type { AssignmentService } from "./assignment-service.ts";
import { assignmentList, driverList } from "./driver-lists.ts";
import type { DriverService } from "./driver-service.ts";
import { assignmentColumns, AssignmentPage, assignmentToJson, driverFields, DriverPage, driverToJson, DriverView } from "./driver-views.ts";

export interface DriverRoutesOptions {
  readonly drivers: DriverService;
  readonly assignments: AssignmentService;
  readonly running: RunningExports;
}

const tags = ["drivers"];
const columns: readonly ListColumn<Static<typeof DriverView>>[] = [
  ["name", ({ name }) => name],
  ["number", ({ number = "" }) => number],
  ["vehicle", ({ vehicle }) => vehicle?.callSign ?? ""],
  ["active", ({ isActive }) => (isActive ? "yes" : "no")],
  ["note", ({ note }) => note],
];
const DriverParameters = Type.Object({ driverId: Uuid });

export function driverRoutes({ drivers, assignments, running }: DriverRoutesOptions): Routes {
  const pageOfDrivers = async ({ tenantId }: Principal, given: Parameters<typeof driverList.read>[0]): Promise<Static<typeof DriverPage>> => {
    const query = driverList.read(given);
    const { drivers: items, end } = await drivers.page(tenantId, query);
    return { items: items.map(driverToJson), ...(end === undefined ? {} : { next: driverList.next(query, end) }) };
  };
  const pageOfDriven = async (
    { tenantId }: Principal,
    given: Parameters<typeof assignmentList.read>[0],
    { driverId }: Static<typeof DriverParameters>,
  ): Promise<Static<typeof AssignmentPage>> => {
    const query = assignmentList.read(given);
    await drivers.find(tenantId, driverId);
    return pageOfAssignments(assignments, tenantId, { kind: "driver", id: driverId }, query);
  };

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
      async (request) => pageOfDrivers(principalOf(request), request.query),
    );

    addListExport(api, {
      path: "/drivers",
      operationId: "exportDrivers",
      summary: "Who drives for the fleet, as a file",
      tags,
      access: "read",
      audit: { action: "drivers.exported", subject: "fleet" },
      parameters: driverList.parameters,
      running,
      name: "drivers",
      columns,
      page: pageOfDrivers,
    });

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
      async (request) => pageOfDriven(principalOf(request), request.query, request.params),
    );

    addListExport(api, {
      path: "/drivers/:driverId/assignments",
      operationId: "exportDriverAssignments",
      summary: "What a driver drove, and when, as a file",
      tags,
      access: "read",
      audit: { action: "assignments.exported", subject: "driver" },
      parameters: assignmentList.parameters,
      params: DriverParameters,
      running,
      name: "assignments",
      columns: assignmentColumns,
      page: pageOfDriven,
    });
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
