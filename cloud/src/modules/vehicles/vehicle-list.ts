import { Type } from "typebox";
import { describeList } from "../../http/lists/list-query.ts";
import { oneOf, uuidPattern } from "../../http/schemas.ts";
import { faultLevels } from "../faults/index.ts";
import { vehicleLives } from "./vehicle-life.ts";

/** The fleet as a list: what it can be sorted by, and what can be left out. */
export const vehicleList = describeList({
  name: "vehicles",
  sorts: ["callSign", "registeredAt"],
  filters: {
    simulated: Type.Optional(Type.Boolean({ description: "Only the demonstration fleet, or only the rest." })),
    hasUnit: Type.Optional(Type.Boolean({ description: "Only vehicles with a unit in them, or only those without." })),
    depotId: Type.Optional(Type.String({ pattern: uuidPattern, description: "Only vehicles that were heard last through this depot." })),
    life: Type.Optional(oneOf(vehicleLives, { description: "Only vehicles that stand here in their life." })),
    groupId: Type.Optional(Type.String({ pattern: uuidPattern, description: "Only vehicles of this group." })),
    faultLevel: Type.Optional(oneOf(faultLevels, { description: "Only vehicles that have a fault of this level now, and none that is worse." })),
    tag: Type.Optional(Type.String({ maxLength: 40, description: "Only vehicles with this tag." })),
    attribute: Type.Optional(
      Type.String({
        maxLength: 241,
        pattern: String.raw`^[a-z][a-zA-Z0-9]{0,39}=[^\u0000]+$`,
        description: "Only vehicles with this value in a field of the fleet's own, as key=value; yes is true, no is false.",
      }),
    ),
  },
});

export type VehicleListQuery = ReturnType<typeof vehicleList.read>;
export type VehicleSort = VehicleListQuery["sort"];

/** Steps in the life of one vehicle. */
export const lifeList = describeList({ name: "vehicle-life", sorts: ["at"], filters: {} });
export type LifeListQuery = ReturnType<typeof lifeList.read>;
