/** What people say of vehicles beside what the vehicles say: where they stand in their life, and what group they are in. */
import { Type, type Static } from "typebox";
import { parseVehicleId } from "@drawbar/proto/kernel/ids.ts";
import { actOf } from "../../http/audit.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { named, oneOf, ref, Uuid } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import type { GroupService } from "./group-service.ts";
import type { LifeService } from "./life-service.ts";
import { lifeSteps } from "./vehicle-life.ts";
import { lifeList } from "./vehicle-list.ts";
import type { VehicleService } from "./vehicle-service.ts";
import { GroupView, LifeStepPage, type LifeStepView, lineOf, noteOf, stepToJson, summaryToJson, VehicleView } from "./vehicle-views.ts";

export interface ProfileRoutesOptions {
  readonly vehicles: VehicleService;
  readonly life: LifeService;
  readonly groups: GroupService;
  readonly running: RunningExports;
}

const GroupList = named("VehicleGroupList", Type.Object({ items: Type.Array(ref(GroupView)) }));
const VehicleParameters = Type.Object({ vehicleId: Uuid });
const GroupParameters = Type.Object({ groupId: Uuid });
const groupFields = { name: lineOf(60), note: noteOf(500) };

const lifeColumns: readonly ListColumn<Static<typeof LifeStepView>>[] = [
  ["at", ({ at }) => at],
  ["from", ({ from }) => from],
  ["to", ({ to }) => to],
  ["note", ({ note }) => note],
];
const groupColumns: readonly ListColumn<Static<typeof GroupView>>[] = [
  ["group", ({ name }) => name],
  ["note", ({ note }) => note],
  ["vehicles", ({ vehicles }) => String(vehicles)],
];

export function profileRoutes({ vehicles, life, groups, running }: ProfileRoutesOptions): Routes {
  const allGroups = async ({ tenantId }: Principal): Promise<Static<typeof GroupList>> => ({ items: [...(await groups.list(tenantId))] });
  const stepsOf = async (
    { tenantId }: Principal,
    given: Parameters<typeof lifeList.read>[0],
    path: Static<typeof VehicleParameters>,
  ): Promise<Static<typeof LifeStepPage>> => {
    const vehicleId = parseVehicleId(path.vehicleId);
    const query = lifeList.read(given);
    await vehicles.check(tenantId, { kind: "vehicle", vehicleId });
    const { steps, end } = await life.page(tenantId, vehicleId, query);
    return { items: steps.map(stepToJson), ...(end === undefined ? {} : { next: lifeList.next(query, end) }) };
  };

  return (api) => {
    api.get(
      "/vehicles/:vehicleId/life",
      {
        config: { access: "read" },
        schema: {
          operationId: "vehicleLife",
          summary: "Steps in the life of a vehicle: in service, to the workshop, out of the fleet",
          tags: ["vehicles"],
          params: VehicleParameters,
          querystring: Type.Object(lifeList.parameters),
          response: { 200: ref(LifeStepPage) },
        },
      },
      async (request) => stepsOf(principalOf(request), request.query, request.params),
    );

    addListExport(api, {
      path: "/vehicles/:vehicleId/life",
      operationId: "exportVehicleLife",
      summary: "Steps in the life of a vehicle, as a file",
      tags: ["vehicles"],
      access: "read",
      audit: { action: "vehicleLife.exported", subject: "vehicle" },
      parameters: lifeList.parameters,
      params: VehicleParameters,
      running,
      name: "life",
      columns: lifeColumns,
      page: stepsOf,
    });

    api.post(
      "/vehicles/:vehicleId/life",
      {
        config: { access: "write", audit: { action: "vehicle.lifeChanged", subject: "vehicle", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "stepVehicleLife",
          summary: "Take a vehicle into service, to the workshop, or out of the fleet",
          description: "What it said and where it was stays, also when it is decommissioned. From decommissioned, only active follows.",
          tags: ["vehicles"],
          params: VehicleParameters,
          body: Type.Object({ to: oneOf(lifeSteps), note: Type.Optional(noteOf(500)) }, { additionalProperties: false }),
          response: { 200: ref(VehicleView) },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        const { to, note = "" } = request.body;
        await life.step(tenantId, vehicleId, { to, note }, actOf(request));
        return summaryToJson(await vehicles.find(tenantId, vehicleId));
      },
    );

    api.get(
      "/vehicle-groups",
      {
        config: { access: "read" },
        schema: { operationId: "vehicleGroups", summary: "Groups of vehicles", tags: ["vehicles"], response: { 200: ref(GroupList) } },
      },
      async (request) => allGroups(principalOf(request)),
    );

    addListExport(api, {
      path: "/vehicle-groups",
      operationId: "exportVehicleGroups",
      summary: "Groups of vehicles, as a file",
      tags: ["vehicles"],
      access: "read",
      audit: { action: "groups.exported", subject: "fleet" },
      parameters: {},
      running,
      name: "groups",
      columns: groupColumns,
      page: allGroups,
    });

    api.post(
      "/vehicle-groups",
      {
        config: { access: "write", audit: { action: "group.added", subject: "group", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "addVehicleGroup",
          summary: "Make a group of vehicles",
          description: "Vehicles come into it by `groupId` of the vehicle.",
          tags: ["vehicles"],
          body: Type.Object({ name: groupFields.name, note: Type.Optional(groupFields.note) }, { additionalProperties: false }),
          response: { 201: ref(GroupView) },
        },
      },
      async (request, reply) => {
        const { name, note = "" } = request.body;
        return reply.code(201).send(await groups.add(principalOf(request).tenantId, { name, note }, actOf(request)));
      },
    );

    api.patch(
      "/vehicle-groups/:groupId",
      {
        config: { access: "write", audit: { action: "group.changed", subject: "group", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "changeVehicleGroup",
          summary: "Rename a group of vehicles, or change its note",
          tags: ["vehicles"],
          params: GroupParameters,
          body: Type.Object(
            { name: Type.Optional(groupFields.name), note: Type.Optional(groupFields.note) },
            { additionalProperties: false, minProperties: 1 },
          ),
          response: { 200: ref(GroupView) },
        },
      },
      async (request) => groups.change(principalOf(request).tenantId, request.params.groupId, request.body, actOf(request)),
    );

    api.delete(
      "/vehicle-groups/:groupId",
      {
        config: { access: "write", audit: { action: "group.removed", subject: "group", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "removeVehicleGroup",
          summary: "Remove a group; its vehicles stay, in no group",
          tags: ["vehicles"],
          params: GroupParameters,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await groups.remove(principalOf(request).tenantId, request.params.groupId, actOf(request));
        return reply.code(204).send(null);
      },
    );
  };
}
