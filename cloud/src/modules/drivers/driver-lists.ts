import { Type } from "typebox";
import { describeList } from "../../http/lists/list-query.ts";

/** The fleet's drivers. */
export const driverList = describeList({
  name: "drivers",
  sorts: ["name"],
  filters: { isActive: Type.Optional(Type.Boolean({ description: "Only those who drive for the fleet, or only those who left." })) },
});
export type DriverListQuery = ReturnType<typeof driverList.read>;

/** Who drove what, of one driver or of one vehicle. */
export const assignmentList = describeList({ name: "driver-assignments", sorts: ["from"], filters: {} });
export type AssignmentListQuery = ReturnType<typeof assignmentList.read>;
