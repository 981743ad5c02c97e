import { Type } from "typebox";
import { describeList } from "../../http/lists/list-query.ts";
import { Instant, oneOf, Uuid } from "../../http/schemas.ts";
import { faultLevels } from "./fault-types.ts";

const filters = {
  state: Type.Optional(oneOf(["active", "cleared"], { description: "Those that are there, or those that are gone." })),
  level: Type.Optional(oneOf(faultLevels)),
  code: Type.Optional(Type.String({ maxLength: 200, pattern: "^[^\\u0000]+$", description: "Such as P0128, or SPN 110 FMI 16." })),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
};

/** Episodes of the fleet, by their onset. */
export const fleetFaultList = describeList({ name: "fleet-faults", sorts: ["onsetAt"], filters: { ...filters, vehicleId: Type.Optional(Uuid) } });
/** The same of one vehicle. */
export const vehicleFaultList = describeList({ name: "vehicle-faults", sorts: ["onsetAt"], filters });

/** Vehicles with faults, in no order that means anything. */
export const faultLevelList = describeList({ name: "fault-levels", sorts: ["vehicleId"], filters: {} });
