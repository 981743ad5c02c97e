import { v7 as uuidV7 } from "uuid";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { sqlStateOf } from "../../db/database-errors.ts";
import { failDb } from "../../db/db-errors.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { failVehicle } from "./vehicle-errors.ts";
import { vehicleLimits } from "./vehicle-types.ts";

/** Vehicles that belong together: a branch, a contract, a kind of work. A vehicle is in one at most. */
export interface VehicleGroup {
  readonly groupId: string;
  readonly name: string;
  readonly note: string;
  /** Vehicles in it, the decommissioned ones included. */
  readonly vehicles: number;
}

export type GroupWish = Pick<VehicleGroup, "name" | "note">;

export interface GroupServiceOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
}

export class GroupService {
  readonly #options: GroupServiceOptions;

  constructor(options: GroupServiceOptions) {
    this.#options = options;
  }

  async list(tenant: TenantId): Promise<readonly VehicleGroup[]> {
    const rows = await this.#options.database.of(tenant).many<{ group_id: string; name: string; note: string; vehicles: string }>(
      "groups",
      `select g.group_id, g.name, g.note, (select count(*) from vehicle v where v.tenant_id = $1 and v.group_id = g.group_id) as vehicles
       from vehicle_group g
       where g.tenant_id = $1
       order by g.name
       limit ${vehicleLimits.groupsMax}`,
      [tenant],
    );
    return rows.map(({ group_id: groupId, name, note, vehicles }) => ({ groupId, name, note, vehicles: Number(vehicles) }));
  }

  /** @throws DrawbarError `GROUP_NAME_TAKEN`, `GROUPS_TOO_MANY`. */
  async add(tenant: TenantId, wish: GroupWish, act: Act): Promise<VehicleGroup> {
    const groupId = uuidV7();
    await this.#transaction(tenant, async (tx) => {
      const { groups, taken } = await tx.one<{ groups: string; taken: boolean }>(
        "group-room",
        "select count(*) as groups, coalesce(bool_or(name = $2), false) as taken from vehicle_group where tenant_id = $1",
        [tx.tenantId, wish.name],
      );
      if (taken) throw takenError(wish.name);
      if (Number(groups) >= vehicleLimits.groupsMax)
        throw failVehicle("GROUPS_TOO_MANY", `the fleet has ${vehicleLimits.groupsMax} groups, which is the limit`);
      await tx.count("group-add", "insert into vehicle_group (tenant_id, group_id, name, note) values ($1, $2, $3, $4)", [
        tx.tenantId,
        groupId,
        wish.name,
        wish.note,
      ]);
      await this.#options.audit.record(tx, act, { action: "group.added", subject: { kind: "group", id: groupId }, after: wish });
    });
    return { groupId, ...wish, vehicles: 0 };
  }

  /** @throws DrawbarError `GROUP_UNKNOWN`, `GROUP_NAME_TAKEN`. */
  async change(tenant: TenantId, groupId: string, change: Partial<GroupWish>, act: Act): Promise<VehicleGroup> {
    return this.#transaction(tenant, async (tx) => {
      const { vehicles, ...before } = await this.#lock(tx, groupId);
      const after = { ...before, ...change };
      const holders = await tx.many("group-name-taken", "select 1 from vehicle_group where tenant_id = $1 and name = $2 and group_id <> $3", [
        tx.tenantId,
        after.name,
        groupId,
      ]);
      if (holders.length > 0) throw takenError(after.name);
      await tx.count("group-change", "update vehicle_group set name = $3, note = $4 where tenant_id = $1 and group_id = $2", [
        tx.tenantId,
        groupId,
        after.name,
        after.note,
      ]);
      await this.#options.audit.record(tx, act, { action: "group.changed", subject: { kind: "group", id: groupId }, before, after });
      return { ...after, vehicles };
    });
  }

  /** Its vehicles stay, in no group. @throws DrawbarError `GROUP_UNKNOWN`. */
  async remove(tenant: TenantId, groupId: string, act: Act): Promise<void> {
    await this.#options.database.transaction(tenant, async (tx) => {
      const before = await this.#lock(tx, groupId);
      await tx.count("group-remove", "delete from vehicle_group where tenant_id = $1 and group_id = $2", [tx.tenantId, groupId]);
      await this.#options.audit.record(tx, act, { action: "group.removed", subject: { kind: "group", id: groupId }, before });
    });
  }

  async #lock(tx: TenantTransaction, groupId: string): Promise<VehicleGroup> {
    const row = await tx.oneOrNone<{ name: string; note: string; vehicles: string }>(
      "group-lock",
      `select g.name, g.note, (select count(*) from vehicle v where v.tenant_id = $1 and v.group_id = g.group_id) as vehicles
       from vehicle_group g
       where g.tenant_id = $1 and g.group_id = $2
       for update of g`,
      [tx.tenantId, groupId],
    );
    if (row === undefined) throw failVehicle("GROUP_UNKNOWN", `the fleet has no group ${groupId}`);
    return { groupId, name: row.name, note: row.note, vehicles: Number(row.vehicles) };
  }

  async #transaction<Result>(tenant: TenantId, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    try {
      return await this.#options.database.transaction(tenant, work);
    } catch (error) {
      // Somebody took the name between the look and the change.
      if (sqlStateOf(error) === "23505") throw failDb("DATABASE_CONFLICT", "another group took the name at this moment", { cause: error });
      throw error;
    }
  }
}

function takenError(name: string): Error {
  return failVehicle("GROUP_NAME_TAKEN", `another group is called "${name}"`);
}
