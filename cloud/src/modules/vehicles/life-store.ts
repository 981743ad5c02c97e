import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import type { LifeListQuery } from "./vehicle-list.ts";
import type { LifeStep, LifeStepTaken, VehicleLife } from "./vehicle-life.ts";

interface StepRow {
  readonly step_id: string;
  readonly before: VehicleLife;
  readonly after: VehicleLife;
  readonly note: string;
  readonly at: Date;
  readonly at_us: string;
}

export interface LifePage {
  readonly steps: readonly LifeStepTaken[];
  /** Where it ended; absent on the last page. */
  readonly end?: Position;
}

/** Rows of `vehicle_life_step`, and where the vehicle stands. */
export class LifeStore {
  /** @returns where the vehicle stands; nobody else takes a step until the transaction ends. */
  async lock(tx: TenantTransaction, vehicleId: VehicleId): Promise<{ readonly life: VehicleLife; readonly callSign: string } | undefined> {
    const row = await tx.oneOrNone<{ life: VehicleLife; call_sign: string }>(
      "life-lock",
      "select life, call_sign from vehicle where tenant_id = $1 and vehicle_id = $2 for update",
      [tx.tenantId, vehicleId],
    );
    return row === undefined ? undefined : { life: row.life, callSign: row.call_sign };
  }

  async take(
    tx: TenantTransaction,
    vehicleId: VehicleId,
    step: { readonly stepId: string; readonly before: VehicleLife; readonly after: LifeStep; readonly note: string },
  ): Promise<Date> {
    const { at } = await tx.one<{ at: Date }>(
      "life-step",
      `insert into vehicle_life_step (tenant_id, vehicle_id, step_id, before, after, note)
       values ($1, $2, $3, $4, $5, $6)
       returning at`,
      [tx.tenantId, vehicleId, step.stepId, step.before, step.after, step.note],
    );
    await tx.count("life-stand", "update vehicle set life = $3, life_since = now() where tenant_id = $1 and vehicle_id = $2", [
      tx.tenantId,
      vehicleId,
      step.after,
    ]);
    return at;
  }

  async page(tx: TenantTransaction, vehicleId: VehicleId, { isDescending, limit, position }: LifeListQuery): Promise<LifePage> {
    const [direction, comparison] = isDescending ? (["desc", "<"] as const) : (["asc", ">"] as const);
    const isAfter = position === undefined ? "" : `and (at, step_id) ${comparison} (timestamptz 'epoch' + $4::bigint * interval '1 microsecond', $5::uuid)`;
    const rows = await tx.many<StepRow>(
      `life-page-${direction}${position === undefined ? "-first" : ""}`,
      `select step_id, before, after, note, at, (extract(epoch from at) * 1000000)::bigint as at_us
       from vehicle_life_step
       where tenant_id = $1 and vehicle_id = $2 ${isAfter}
       order by at ${direction}, step_id ${direction}
       limit $3`,
      [tx.tenantId, vehicleId, limit + 1, ...(position ?? [])],
    );
    const steps = rows.slice(0, limit).map(({ step_id: stepId, before, after, note, at }) => ({ stepId, before, after, note, at }));
    const last = rows[limit - 1];
    return rows.length > limit && last !== undefined ? { steps, end: [last.at_us, last.step_id] } : { steps };
  }
}
