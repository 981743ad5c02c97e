import { Type, type Static } from "typebox";
import { named, pageOf, Uuid } from "../../http/schemas.ts";
import type { ListColumn } from "../../http/tables/list-export.ts";
import type { Assignment, Driver } from "./driver-types.ts";

const Time = Type.String({ format: "date-time" });
const line = String.raw`^[^\s\u0000-\u001f]([^\u0000-\u001f]*[^\s\u0000-\u001f])?$`;

export const driverFields = {
  name: Type.String({ minLength: 1, maxLength: 100, pattern: line }),
  number: Type.String({ minLength: 1, maxLength: 40, pattern: line, description: "Of their personnel file; no two drivers have the same." }),
  note: Type.String({ maxLength: 500, pattern: String.raw`^[^\u0000]*$` }),
  isActive: Type.Boolean({ description: "False for those who left: what they drove stays." }),
};

export const DriverView = named(
  "Driver",
  Type.Object({
    driverId: Uuid,
    ...driverFields,
    number: Type.Optional(driverFields.number),
    vehicle: Type.Optional(Type.Object({ vehicleId: Uuid, callSign: Type.String() }, { description: "What they drive now." })),
  }),
);
export const DriverPage = pageOf("DriverPage", DriverView);

export const AssignmentView = named(
  "DriverAssignment",
  Type.Object({
    assignmentId: Uuid,
    driverId: Uuid,
    driverName: Type.String(),
    vehicleId: Uuid,
    callSign: Type.String(),
    from: Time,
    to: Type.Optional(Type.String({ format: "date-time", description: "The driver was out by then; absent while it goes on." })),
  }),
);
export const AssignmentPage = pageOf("DriverAssignmentPage", AssignmentView);

export function driverToJson({ number, vehicle, ...driver }: Driver): Static<typeof DriverView> {
  return { ...driver, ...(number === undefined ? {} : { number }), ...(vehicle === undefined ? {} : { vehicle }) };
}

export function assignmentToJson({ from, to, ...assignment }: Assignment): Static<typeof AssignmentView> {
  return { ...assignment, from: from.toISOString(), ...(to === undefined ? {} : { to: to.toISOString() }) };
}

/** Of files: who drove what. */
export const assignmentColumns: readonly ListColumn<Static<typeof AssignmentView>>[] = [
  ["vehicle", ({ callSign }) => callSign],
  ["driver", ({ driverName }) => driverName],
  ["from", ({ from }) => from],
  ["to", ({ to = "" }) => to],
];
