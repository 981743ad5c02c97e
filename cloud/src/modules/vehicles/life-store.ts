import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
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
    const { rows, ...end } = await readPage<StepRow>(tx, {
      name: "life-page",
      select: "select step_id, before, after, note, at, (extract(epoch from at) * 1000000)::bigint as at_us from vehicle_life_step",
      where: (bind) => ["tenant_id = $1", `vehicle_id = ${bind(vehicleId)}`],
      order: [
        { column: "at", type: "microseconds", of: (row) => row.at_us },
        { column: "step_id", type: "uuid", of: (row) => row.step_id },
      ],
      isDescending,
      limit,
      position,
    });
    return { steps: rows.map(({ step_id: stepId, before, after, note, at }) => ({ stepId, before, after, note, at })), ...end };
  }
}
