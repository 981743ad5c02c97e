/** How a page of the fleet is asked for. */
import type { Bind, OrderColumn, PageQuestion } from "../../http/lists/page-statement.ts";
import { hasWorstLevel } from "../faults/index.ts";
import type { VehicleListQuery, VehicleSort } from "./vehicle-list.ts";

interface VehiclePlace {
  readonly call_sign: string;
  readonly registered_at_us: string;
}

const callSign: OrderColumn<VehiclePlace> = { column: "v.call_sign", type: "text", of: (row) => row.call_sign };

/** By what the fleet can be read; the call sign makes every order total. */
const orders: Readonly<Record<VehicleSort, readonly OrderColumn<VehiclePlace>[]>> = {
  callSign: [callSign],
  registeredAt: [{ column: "v.registered_at", type: "microseconds", of: (row) => row.registered_at_us }, callSign],
};

/**
 * @param select from `vehicle v` with what hangs on it, `$1` the tenant; `a` is the assignment of now, `p` the presence of its unit.
 * @param nowUs by the cloud's clock: it decides which faults are there.
 */
export function vehiclePage(select: string, query: VehicleListQuery, nowUs: number): PageQuestion<VehiclePlace> {
  const { sort, isDescending, limit, filters, position } = query;
  return { name: "vehicle-page", select, where: (bind) => conditionsOf(filters, nowUs, bind), order: orders[sort], isDescending, limit, position };
}

function conditionsOf(
  { simulated, hasUnit, depotId, life, groupId, faultLevel, tag, attribute }: VehicleListQuery["filters"],
  nowUs: number,
  bind: Bind,
): readonly (string | undefined)[] {
  return [
    "v.tenant_id = $1",
    simulated === undefined ? undefined : simulated ? "v.simulated" : "not v.simulated",
    hasUnit === undefined ? undefined : hasUnit ? "a.unit_id is not null" : "a.unit_id is null",
    depotId && `p.through_id = ${bind(depotId)}::uuid`,
    life && `v.life = ${bind(life)}::text`,
    groupId && `v.group_id = ${bind(groupId)}::uuid`,
    faultLevel && hasWorstLevel(faultLevel, nowUs, bind),
    tag === undefined ? undefined : `v.tags @> array[${bind(tag)}::text]`,
    attribute && hasValue(attribute, bind),
  ];
}

/** @param filter `key=value`, as the list's schema lets it through. */
function hasValue(filter: string, bind: Bind): string {
  const at = filter.indexOf("=");
  return `v.attributes ->> ${bind(filter.slice(0, at))}::text = ${bind(filter.slice(at + 1))}::text`;
}
