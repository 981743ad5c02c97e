/** The statement that reads a page of the fleet: its text says only what is asked for. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Position } from "../../http/lists/cursor.ts";
import type { VehicleListQuery, VehicleSort } from "./vehicle-list.ts";

/** What a place in the list is made of. */
export interface VehiclePlace {
  readonly call_sign: string;
  readonly registered_at_us: string;
}

export interface VehiclePageStatement {
  /** One per text. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Order {
  /** Together they tell any two vehicles apart. */
  readonly columns: readonly string[];
  /** What the columns are compared with. @param names of the parameters that hold a place. */
  readonly values: (...names: readonly string[]) => string;
  readonly end: (row: VehiclePlace) => Position;
}

type Filters = VehicleListQuery["filters"];
type Bind = (value: unknown) => string;

/** By what the fleet can be read; the call sign makes every order total. Microseconds: a Date would lose digits. */
export const vehicleOrders: Readonly<Record<VehicleSort, Order>> = {
  callSign: { columns: ["v.call_sign"], values: (callSign) => `${callSign}::text`, end: (row) => [row.call_sign] },
  registeredAt: {
    columns: ["v.registered_at", "v.call_sign"],
    values: (registeredAtUs, callSign) => `timestamptz 'epoch' + ${registeredAtUs}::bigint * interval '1 microsecond', ${callSign}::text`,
    end: (row) => [row.registered_at_us, row.call_sign],
  },
};

/**
 * Rows that a text asks for: a limit that is a parameter would be planned for a tenth of the fleet. A page takes the
 * next larger one, so that there are few texts.
 */
const rowsRead = [51, 201, 1_001, 5_001] as const;

/** Each as a letter of the statement's name and a condition; none when it is not asked for. */
const conditions: readonly ((filters: Filters, bind: Bind) => readonly [letter: string, condition: string] | undefined)[] = [
  ({ simulated }) => (simulated === undefined ? undefined : simulated ? ["s", "v.simulated"] : ["r", "not v.simulated"]),
  ({ hasUnit }) => (hasUnit === undefined ? undefined : hasUnit ? ["u", "a.unit_id is not null"] : ["n", "a.unit_id is null"]),
  ({ depotId }, bind) => (depotId === undefined ? undefined : ["d", `p.through_id = ${bind(depotId)}::uuid`]),
  ({ life }, bind) => (life === undefined ? undefined : ["l", `v.life = ${bind(life)}::text`]),
  ({ groupId }, bind) => (groupId === undefined ? undefined : ["g", `v.group_id = ${bind(groupId)}::uuid`]),
  ({ tag }, bind) => (tag === undefined ? undefined : ["t", `v.tags @> array[${bind(tag)}::text]`]),
];

/**
 * A condition on whether a filter is there would keep a kept plan from every index: PostgreSQL then plans each call anew
 * (2.8 ms with 100,000 vehicles), or reads the whole fleet.
 *
 * @param select from `vehicle v` with what hangs on it, `$1` the tenant; `a` is the assignment of now, `p` the presence of its unit.
 */
export function vehiclePageStatement(
  select: string,
  tenantId: TenantId,
  { sort, isDescending, limit, filters, position }: VehicleListQuery,
): VehiclePageStatement {
  const { columns, values } = vehicleOrders[sort];
  const [direction, comparison] = isDescending ? (["desc", "<"] as const) : (["asc", ">"] as const);
  const read = rowsRead.find((rows) => rows > limit) ?? limit + 1;
  const sent: unknown[] = [tenantId];
  const bind: Bind = (value) => `$${sent.push(value)}`;
  const wanted = conditions.flatMap((conditionOf) => {
    const condition = conditionOf(filters, bind);
    return condition === undefined ? [] : [condition];
  });
  const after = position === undefined ? [] : [`(${columns.join(", ")}) ${comparison} (${values(...position.map(bind))})`];
  return {
    name: ["vehicle-page", sort, direction, position === undefined ? "first" : "after", read, ...wanted.map(([letter]) => letter)].join("-"),
    text: `${select}
      where ${["v.tenant_id = $1", ...wanted.map(([, condition]) => condition), ...after].join(" and ")}
      order by ${columns.map((column) => `${column} ${direction}`).join(", ")}
      limit ${read}`,
    values: sent,
  };
}
