import { Type } from "typebox";
import { describeList } from "../../http/lists/list-query.ts";
import { Instant, oneOf, uuidPattern } from "../../http/schemas.ts";
import { placePurposes } from "./place-types.ts";

/** The fleet's places: what they can be sorted by, and what can be left out. */
export const placeList = describeList({
  name: "places",
  sorts: ["name"],
  filters: {
    purpose: Type.Optional(oneOf(placePurposes, { description: "Only places of this purpose." })),
    depotId: Type.Optional(Type.String({ pattern: uuidPattern, description: "Only the ground of this depot." })),
  },
});
export type PlaceListQuery = ReturnType<typeof placeList.read>;

const eventFilters = {
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  kind: Type.Optional(oneOf(["entered", "left", "found"] as const, { description: "Only events of this kind." })),
};

/** What happened at places, all of the fleet's, one vehicle's or one place's. */
export const placeEventList = describeList({ name: "place-events", sorts: ["at"], filters: eventFilters });
