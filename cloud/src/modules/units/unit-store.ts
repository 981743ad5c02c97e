import { parseSourceId, parseVehicleId, type SourceId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import { revocationSelect, toRevocation, type RevocationRow } from "../enrolment/index.ts";
import type { PairingListQuery, UnitListQuery } from "./unit-lists.ts";
import type { Pairing, Unit } from "./unit-types.ts";

interface UnitRow {
  readonly unit_id: string;
  readonly device: string;
  readonly enrolled_at: Date | null;
  readonly vehicle_id: string | null;
  readonly call_sign: string | null;
}

interface PairingRow extends RevocationRow {
  readonly assignment_id: string;
  readonly unit_id: string;
  readonly device: string;
  readonly vehicle_id: string;
  readonly call_sign: string;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly position: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where it ended; absent on the last page. */
  readonly end?: Position;
}

const selectUnit = `
  select u.unit_id, u.device, u.enrolled_at, a.vehicle_id, v.call_sign
  from unit u
  left join unit_assignment a on a.tenant_id = $1 and a.unit_id = u.unit_id and upper_inf(a.during)
  left join vehicle v on v.tenant_id = $1 and v.vehicle_id = a.vehicle_id`;

/** Hashed once: one look a unit into the assignments took ten times as long where few of 100,000 are free. */
const isFreeNow = "u.unit_id not in (select b.unit_id from unit_assignment b where b.tenant_id = $1 and upper_inf(b.during))";

/** The position is text: a time that the database wrote with all its digits, or its word for ever. */
const selectPairing = `
  select a.assignment_id, a.unit_id, u.device, a.vehicle_id, v.call_sign,
    case when lower_inf(a.during) then null else lower(a.during) end as "from", case when upper_inf(a.during) then null else upper(a.during) end as "to",
    coalesce(lower(a.during), '-infinity')::text as position, ${revocationSelect("u")}
  from unit_assignment a
  join unit u on u.tenant_id = $1 and u.unit_id = a.unit_id
  join vehicle v on v.tenant_id = $1 and v.vehicle_id = a.vehicle_id`;

/** Rows of `unit` and of `unit_assignment`, but for those of recordings. */
export class UnitStore {
  async units(tx: TenantTransaction, { isDescending, limit, filters, position }: UnitListQuery): Promise<Page<Unit>> {
    const { isFree } = filters;
    const { rows, ...end } = await readPage<UnitRow>(tx, {
      name: "unit-page",
      select: selectUnit,
      where: () => [
        "u.tenant_id = $1 and u.kind = 'unit' and u.revoked_at is null",
        isFree === undefined ? undefined : isFree ? isFreeNow : "a.unit_id is not null",
      ],
      order: [
        { column: "u.device", type: "text", of: ({ device }) => device },
        { column: "u.unit_id", type: "uuid", of: (row) => row.unit_id },
      ],
      isDescending,
      limit,
      position,
    });
    return { items: rows.map(toUnit), ...end };
  }

  async pairings(tx: TenantTransaction, vehicleId: VehicleId, { isDescending, limit, position }: PairingListQuery): Promise<Page<Pairing>> {
    const { rows, ...end } = await readPage<PairingRow>(tx, {
      name: "pairing-page",
      select: selectPairing,
      where: (bind) => ["a.tenant_id = $1 and a.kind = 'unit'", `a.vehicle_id = ${bind(vehicleId)}`],
      order: [
        { column: "coalesce(lower(a.during), '-infinity')", type: "timestamptz", of: (row) => row.position },
        { column: "a.assignment_id", type: "uuid", of: (row) => row.assignment_id },
      ],
      isDescending,
      limit,
      position,
    });
    return { items: rows.map(toPairing), ...end };
  }

  async find(tx: TenantTransaction, assignmentId: string): Promise<Pairing | undefined> {
    const row = await tx.oneOrNone<PairingRow>("pairing-find", `${selectPairing} where a.tenant_id = $1 and a.assignment_id = $2 and a.kind = 'unit'`, [
      tx.tenantId,
      assignmentId,
    ]);
    return row === undefined ? undefined : toPairing(row);
  }

  /** Nobody else moves the unit until the transaction ends. @returns whether the fleet has it, and it was not taken out. */
  async holdUnit(tx: TenantTransaction, unitId: SourceId): Promise<boolean> {
    const rows = await tx.many(
      "pairing-hold-unit",
      "select 1 from unit where tenant_id = $1 and unit_id = $2 and kind = 'unit' and revoked_at is null for no key update",
      [tx.tenantId, unitId],
    );
    return rows.length === 1;
  }

  /** Nobody else puts a unit into one of them until the transaction ends. Always in one order: two who swap would wait for each other. */
  async holdVehicles(tx: TenantTransaction, vehicles: readonly VehicleId[]): Promise<number> {
    const rows = await tx.many(
      "pairing-hold-vehicles",
      "select 1 from vehicle where tenant_id = $1 and vehicle_id = any($2::uuid[]) order by vehicle_id for no key update",
      [tx.tenantId, vehicles],
    );
    return rows.length;
  }

  /** Pairings of the unit or of the vehicle that do not end before the time. */
  async since(tx: TenantTransaction, unitId: SourceId, vehicleId: VehicleId, from: Date): Promise<readonly Pairing[]> {
    const rows = await tx.many<PairingRow>(
      "pairing-since",
      `${selectPairing}
       where a.tenant_id = $1 and (a.unit_id = $2 or a.vehicle_id = $3) and a.kind = 'unit' and a.during && tstzrange($4, null)
       order by lower(a.during) nulls first, a.assignment_id`,
      [tx.tenantId, unitId, vehicleId, from],
    );
    return rows.map(toPairing);
  }

  /** @returns another pairing of the unit or of the vehicle at that time. */
  async inTheWay(tx: TenantTransaction, { assignmentId, unitId, vehicleId, from, to }: Pairing): Promise<Pairing | undefined> {
    const row = await tx.oneOrNone<PairingRow>(
      "pairing-in-the-way",
      `${selectPairing}
       where a.tenant_id = $1 and (a.unit_id = $2 or a.vehicle_id = $3) and a.kind = 'unit' and a.during && tstzrange($4, $5) and a.assignment_id <> $6
       order by lower(a.during) nulls first
       limit 1`,
      [tx.tenantId, unitId, vehicleId, from ?? null, to ?? null, assignmentId],
    );
    return row === undefined ? undefined : toPairing(row);
  }

  async add(tx: TenantTransaction, assignmentId: string, unitId: SourceId, vehicleId: VehicleId, from: Date): Promise<void> {
    await tx.count(
      "pairing-add",
      "insert into unit_assignment (tenant_id, assignment_id, unit_id, kind, vehicle_id, during) values ($1, $2, $3, 'unit', $4, tstzrange($5, null))",
      [tx.tenantId, assignmentId, unitId, vehicleId, from],
    );
  }

  async change(tx: TenantTransaction, { assignmentId, from, to }: Pick<Pairing, "assignmentId" | "from" | "to">): Promise<void> {
    await tx.count("pairing-change", "update unit_assignment set during = tstzrange($3, $4) where tenant_id = $1 and assignment_id = $2", [
      tx.tenantId,
      assignmentId,
      from ?? null,
      to ?? null,
    ]);
  }

  async remove(tx: TenantTransaction, assignmentId: string): Promise<void> {
    await tx.count("pairing-remove", "delete from unit_assignment where tenant_id = $1 and assignment_id = $2", [tx.tenantId, assignmentId]);
  }
}

function toUnit({ unit_id, device, enrolled_at, vehicle_id, call_sign }: UnitRow): Unit {
  return {
    unitId: parseSourceId(unit_id),
    device,
    enrolledAt: enrolled_at ?? undefined,
    vehicle: vehicle_id === null || call_sign === null ? undefined : { vehicleId: parseVehicleId(vehicle_id), callSign: call_sign },
  };
}

function toPairing(row: PairingRow): Pairing {
  return {
    assignmentId: row.assignment_id,
    unitId: parseSourceId(row.unit_id),
    device: row.device,
    vehicleId: parseVehicleId(row.vehicle_id),
    callSign: row.call_sign,
    from: row.from ?? undefined,
    to: row.to ?? undefined,
    revoked: toRevocation(row),
  };
}
