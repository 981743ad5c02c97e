import { Type } from "typebox";
import { describeList } from "../../http/lists/list-query.ts";

/** Telematics units of the fleet. */
export const unitList = describeList({
  name: "units",
  sorts: ["device"],
  filters: { isFree: Type.Optional(Type.Boolean({ description: "Only units that sit in no vehicle now, or only those that do." })) },
});
export type UnitListQuery = ReturnType<typeof unitList.read>;

/** Units that sat in one vehicle. */
export const pairingList = describeList({ name: "unit-assignments", sorts: ["from"], filters: {} });
export type PairingListQuery = ReturnType<typeof pairingList.read>;
