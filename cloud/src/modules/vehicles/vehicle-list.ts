import { Type } from "typebox";
import { describeList } from "../../http/lists/list-query.ts";
import { uuidPattern } from "../../http/schemas.ts";

/** The fleet as a list: what it can be sorted by, and what can be left out. */
export const vehicleList = describeList({
  name: "vehicles",
  sorts: ["callSign", "registeredAt"],
  filters: {
    simulated: Type.Optional(Type.Boolean({ description: "Only the demonstration fleet, or only the rest." })),
    hasUnit: Type.Optional(Type.Boolean({ description: "Only vehicles with a unit in them, or only those without." })),
    depotId: Type.Optional(Type.String({ pattern: uuidPattern, description: "Only vehicles that were heard last through this depot." })),
  },
});

export type VehicleListQuery = ReturnType<typeof vehicleList.read>;
export type VehicleSort = VehicleListQuery["sort"];
