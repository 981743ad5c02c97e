import { Type } from "typebox";
import { describeList } from "../../http/lists/list-query.ts";
import { oneOf, uuidPattern } from "../../http/schemas.ts";
import { documentKinds } from "./document-types.ts";

const DayText = (description: string) => Type.Optional(Type.String({ pattern: String.raw`^\d{4}-\d{2}-\d{2}$`, description }));

/** Documents of vehicles and drivers, those that expire next first. */
export const documentList = describeList({
  name: "documents",
  sorts: ["expiresOn"],
  filters: {
    vehicleId: Type.Optional(Type.String({ pattern: uuidPattern, description: "Only those of this vehicle." })),
    driverId: Type.Optional(Type.String({ pattern: uuidPattern, description: "Only those of this driver." })),
    of: Type.Optional(oneOf(["vehicles", "drivers"] as const, { description: "Only those of vehicles, or only those of drivers." })),
    kind: Type.Optional(oneOf(documentKinds, { description: "Only those of this kind." })),
    expiresFrom: DayText("Only those that hold to this day or longer."),
    expiresTo: DayText("Only those whose last day is this one or before."),
  },
});
export type DocumentListQuery = ReturnType<typeof documentList.read>;
