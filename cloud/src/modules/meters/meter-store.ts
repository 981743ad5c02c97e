import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { MeterKind, MeterReading, MeterWish } from "./meter-types.ts";

interface ReadingRow {
  readonly reading_id: string;
  readonly vehicle_id: string;
  readonly meter: MeterKind;
  readonly value: number;
  readonly read_at: Date;
  readonly note: string;
  readonly recorded_at: Date;
}

const columns = "reading_id, vehicle_id, meter, value, read_at, note, recorded_at";

/** Rows of `meter_reading`. */
export class MeterStore {
  /** All that a vehicle has, newest first. */
  async readings(tx: TenantTransaction, vehicleId: VehicleId): Promise<readonly MeterReading[]> {
    const rows = await tx.many<ReadingRow>(
      "meter-readings",
      `select ${columns} from meter_reading where tenant_id = $1 and vehicle_id = $2 order by read_at desc, reading_id desc`,
      [tx.tenantId, vehicleId],
    );
    return rows.map(toReading);
  }

  /** Nobody else adds one to the vehicle until the transaction ends. @returns how many it has; `undefined` when the fleet has no such vehicle. */
  async hold(tx: TenantTransaction, vehicleId: VehicleId): Promise<number | undefined> {
    const held = await tx.many("meter-hold", "select 1 from vehicle where tenant_id = $1 and vehicle_id = $2 for no key update", [tx.tenantId, vehicleId]);
    if (held.length === 0) return undefined;
    const { readings } = await tx.one<{ readings: number }>(
      "meter-count",
      "select count(*)::int as readings from meter_reading where tenant_id = $1 and vehicle_id = $2",
      [tx.tenantId, vehicleId],
    );
    return readings;
  }

  async add(tx: TenantTransaction, readingId: string, vehicleId: VehicleId, { meter, value, at, note }: MeterWish): Promise<MeterReading> {
    const row = await tx.one<ReadingRow>(
      "meter-add",
      `insert into meter_reading (tenant_id, reading_id, vehicle_id, meter, value, read_at, note) values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
      [tx.tenantId, readingId, vehicleId, meter, value, at, note],
    );
    return toReading(row);
  }

  async remove(tx: TenantTransaction, readingId: string): Promise<MeterReading | undefined> {
    const row = await tx.oneOrNone<ReadingRow>("meter-remove", `delete from meter_reading where tenant_id = $1 and reading_id = $2 returning ${columns}`, [
      tx.tenantId,
      readingId,
    ]);
    return row === undefined ? undefined : toReading(row);
  }
}

function toReading({ reading_id, vehicle_id, meter, value, read_at, note, recorded_at }: ReadingRow): MeterReading {
  return { readingId: reading_id, vehicleId: vehicle_id, meter, value, at: read_at, note, recordedAt: recorded_at };
}
