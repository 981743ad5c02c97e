import { Type } from "typebox";
import { describeList } from "../../http/lists/list-query.ts";
import { oneOf } from "../../http/schemas.ts";
import { plannedOutcomes } from "./import-types.ts";

export const importList = describeList({ name: "imports", sorts: ["createdAt"], filters: {} });
export type ImportListQuery = ReturnType<typeof importList.read>;

/** Row by row as in the file. */
export const plannedRowList = describeList({
  name: "import-rows",
  sorts: ["row"],
  filters: { outcome: Type.Optional(oneOf(plannedOutcomes, { description: "Only rows of which this becomes." })) },
});
export type PlannedRowListQuery = ReturnType<typeof plannedRowList.read>;

/** Row by row as in the file. */
export const findingList = describeList({
  name: "import-findings",
  sorts: ["row"],
  filters: {
    severity: Type.Optional(oneOf(["error", "warning", "kept"], { description: "Only what keeps rows out, only what does not, or only what an undo left." })),
  },
});
export type FindingListQuery = ReturnType<typeof findingList.read>;
