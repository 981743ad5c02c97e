import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import type { AssignmentListQuery } from "./driver-lists.ts";
import type { Assignment, AssignmentWish } from "./driver-types.ts";

interface AssignmentRow {
  readonly assignment_id: string;
  readonly driver_id: string;
  readonly driver_name: string;
  readonly vehicle_id: string;
  readonly call_sign: string;
  readonly from: Date;
  readonly to: Date | null;
  readonly from_us: string;
}

export interface AssignmentsPage {
  readonly assignments: readonly Assignment[];
  /** Where it ended; absent on the last page. */
  readonly end?: Position;
}

/** Whose assignments. */
export type AssignmentScope = { readonly kind: "driver" | "vehicle"; readonly id: string };

const selectAssignment = `
  select a.assignment_id, a.driver_id, d.name as driver_name, a.vehicle_id, v.call_sign, lower(a.during) as "from", upper(a.during) as "to",
    (extract(epoch from lower(a.during)) * 1000000)::bigint as from_us
  from driver_assignment a
  join driver d on d.tenant_id = $1 and d.driver_id = a.driver_id
  join vehicle v on v.tenant_id = $1 and v.vehicle_id = a.vehicle_id`;

/** Rows of `driver_assignment`. */
export class AssignmentStore {
  async find(tx: TenantTransaction, assignmentId: string): Promise<Assignment | undefined> {
    const row = await tx.oneOrNone<AssignmentRow>("assignment-find", `${selectAssignment} where a.tenant_id = $1 and a.assignment_id = $2`, [
      tx.tenantId,
      assignmentId,
    ]);
    return row === undefined ? undefined : toAssignment(row);
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async lock(tx: TenantTransaction, assignmentId: string): Promise<Assignment | undefined> {
    const row = await tx.oneOrNone<AssignmentRow>("assignment-lock", `${selectAssignment} where a.tenant_id = $1 and a.assignment_id = $2 for update of a`, [
      tx.tenantId,
      assignmentId,
    ]);
    return row === undefined ? undefined : toAssignment(row);
  }

  async page(tx: TenantTransaction, { kind, id }: AssignmentScope, { isDescending, limit, position }: AssignmentListQuery): Promise<AssignmentsPage> {
    const { rows, ...end } = await readPage<AssignmentRow>(tx, {
      name: `assignment-page-${kind}`,
      select: selectAssignment,
      where: (bind) => ["a.tenant_id = $1", `a.${kind}_id = ${bind(id)}`],
      order: [
        { column: "lower(a.during)", type: "microseconds", of: (row) => row.from_us },
        { column: "a.assignment_id", type: "uuid", of: (row) => row.assignment_id },
      ],
      isDescending,
      limit,
      position,
    });
    return { assignments: rows.map(toAssignment), ...end };
  }

  /**
   * Nobody else assigns the vehicle or the driver until the transaction ends: two who wait at the exclusion constraints
   * for each other are a deadlock. The vehicle first, always.
   *
   * @returns whether both are there.
   */
  async hold(tx: TenantTransaction, { vehicleId, driverId }: Pick<AssignmentWish, "vehicleId" | "driverId">): Promise<boolean> {
    const vehicles = await tx.many("assignment-hold-vehicle", "select 1 from vehicle where tenant_id = $1 and vehicle_id = $2 for no key update", [
      tx.tenantId,
      vehicleId,
    ]);
    const drivers = await tx.many("assignment-hold-driver", "select 1 from driver where tenant_id = $1 and driver_id = $2 for no key update", [
      tx.tenantId,
      driverId,
    ]);
    return vehicles.length === 1 && drivers.length === 1;
  }

  /** @returns an assignment that the wish would overlap. */
  async inTheWay(tx: TenantTransaction, { driverId, vehicleId, from, to }: AssignmentWish, but: string): Promise<Assignment | undefined> {
    const row = await tx.oneOrNone<AssignmentRow>(
      "assignment-in-the-way",
      `${selectAssignment}
       where a.tenant_id = $1 and (a.driver_id = $2 or a.vehicle_id = $3) and a.during && tstzrange($4, $5) and a.assignment_id <> $6
       order by lower(a.during)
       limit 1`,
      [tx.tenantId, driverId, vehicleId, from, to ?? null, but],
    );
    return row === undefined ? undefined : toAssignment(row);
  }

  async add(tx: TenantTransaction, assignmentId: string, { driverId, vehicleId, from, to }: AssignmentWish): Promise<void> {
    await tx.count(
      "assignment-add",
      "insert into driver_assignment (tenant_id, assignment_id, driver_id, vehicle_id, during) values ($1, $2, $3, $4, tstzrange($5, $6))",
      [tx.tenantId, assignmentId, driverId, vehicleId, from, to ?? null],
    );
  }

  async change(tx: TenantTransaction, assignmentId: string, { from, to }: Pick<AssignmentWish, "from" | "to">): Promise<void> {
    await tx.count("assignment-change", "update driver_assignment set during = tstzrange($3, $4) where tenant_id = $1 and assignment_id = $2", [
      tx.tenantId,
      assignmentId,
      from,
      to ?? null,
    ]);
  }

  async remove(tx: TenantTransaction, assignmentId: string): Promise<void> {
    await tx.count("assignment-remove", "delete from driver_assignment where tenant_id = $1 and assignment_id = $2", [tx.tenantId, assignmentId]);
  }
}

function toAssignment(row: AssignmentRow): Assignment {
  return {
    assignmentId: row.assignment_id,
    driverId: row.driver_id,
    driverName: row.driver_name,
    vehicleId: row.vehicle_id,
    callSign: row.call_sign,
    from: row.from,
    to: row.to ?? undefined,
  };
}
