import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import type { DriverListQuery } from "./driver-lists.ts";
import type { Driver, DriverWish } from "./driver-types.ts";

interface DriverRow {
  readonly driver_id: string;
  readonly name: string;
  readonly number: string | null;
  readonly note: string;
  readonly is_active: boolean;
  readonly vehicle_id: string | null;
  readonly call_sign: string | null;
}

export interface DriversPage {
  readonly drivers: readonly Driver[];
  /** Where it ended; absent on the last page. */
  readonly end?: Position;
}

const selectDriver = `
  select d.driver_id, d.name, d.number, d.note, d.is_active, a.vehicle_id, v.call_sign
  from driver d
  left join driver_assignment a on a.tenant_id = $1 and a.driver_id = d.driver_id and a.during @> now()
  left join vehicle v on v.tenant_id = $1 and v.vehicle_id = a.vehicle_id`;

/** Rows of `driver`. Every statement names its tenant; row-level security is the second lock. */
export class DriverStore {
  async find(tx: TenantTransaction, driverId: string): Promise<Driver | undefined> {
    const row = await tx.oneOrNone<DriverRow>("driver-find", `${selectDriver} where d.tenant_id = $1 and d.driver_id = $2`, [tx.tenantId, driverId]);
    return row === undefined ? undefined : toDriver(row);
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async lock(tx: TenantTransaction, driverId: string): Promise<Driver | undefined> {
    const row = await tx.oneOrNone<DriverRow>("driver-lock", `${selectDriver} where d.tenant_id = $1 and d.driver_id = $2 for update of d`, [
      tx.tenantId,
      driverId,
    ]);
    return row === undefined ? undefined : toDriver(row);
  }

  async page(tx: TenantTransaction, { isDescending, limit, filters, position }: DriverListQuery): Promise<DriversPage> {
    const { rows, ...end } = await readPage<DriverRow>(tx, {
      name: "driver-page",
      select: selectDriver,
      where: () => ["d.tenant_id = $1", filters.isActive === undefined ? undefined : filters.isActive ? "d.is_active" : "not d.is_active"],
      order: [
        { column: "d.name", type: "text", of: ({ name }) => name },
        { column: "d.driver_id", type: "uuid", of: (row) => row.driver_id },
      ],
      isDescending,
      limit,
      position,
    });
    return { drivers: rows.map(toDriver), ...end };
  }

  async count(tx: TenantTransaction): Promise<number> {
    const { drivers } = await tx.one<{ drivers: string }>("driver-count", "select count(*) as drivers from driver where tenant_id = $1", [tx.tenantId]);
    return Number(drivers);
  }

  /** @returns the name of who has the number. */
  async holderOf(tx: TenantTransaction, number: string, butBy: string): Promise<string | undefined> {
    const row = await tx.oneOrNone<{ name: string }>(
      "driver-number-holder",
      "select name from driver where tenant_id = $1 and number = $2 and driver_id <> $3",
      [tx.tenantId, number, butBy],
    );
    return row?.name;
  }

  async add(tx: TenantTransaction, driverId: string, wish: DriverWish): Promise<void> {
    await tx.count("driver-add", "insert into driver (tenant_id, driver_id, name, number, note, is_active) values ($1, $2, $3, $4, $5, $6)", [
      tx.tenantId,
      driverId,
      wish.name,
      wish.number ?? null,
      wish.note,
      wish.isActive,
    ]);
  }

  async change(tx: TenantTransaction, driverId: string, wish: DriverWish): Promise<void> {
    await tx.count("driver-change", "update driver set name = $3, number = $4, note = $5, is_active = $6 where tenant_id = $1 and driver_id = $2", [
      tx.tenantId,
      driverId,
      wish.name,
      wish.number ?? null,
      wish.note,
      wish.isActive,
    ]);
  }

  /** What they drove goes with them. */
  async remove(tx: TenantTransaction, driverId: string): Promise<void> {
    await tx.count("driver-remove", "delete from driver where tenant_id = $1 and driver_id = $2", [tx.tenantId, driverId]);
  }
}

function toDriver({ driver_id: driverId, name, number, note, is_active: isActive, vehicle_id: vehicleId, call_sign: callSign }: DriverRow): Driver {
  return {
    driverId,
    name,
    number: number ?? undefined,
    note,
    isActive,
    vehicle: vehicleId === null || callSign === null ? undefined : { vehicleId, callSign },
  };
}
