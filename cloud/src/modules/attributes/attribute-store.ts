import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { AttributeField, Attributes, AttributeSchema } from "./attribute-types.ts";
import { attributeLimits } from "./limits.ts";

interface SchemaRow {
  readonly version: number;
  readonly fields: readonly AttributeField[];
}

/** Rows of `attribute_schema`, and the values on vehicles. */
export class AttributeStore {
  /** @param version the newest when absent. */
  async schema(tx: TenantTransaction, version?: number): Promise<AttributeSchema | undefined> {
    const select = "select version, fields from attribute_schema where tenant_id = $1";
    return version === undefined
      ? tx.oneOrNone<SchemaRow>("attribute-schema-newest", `${select} order by version desc limit 1`, [tx.tenantId])
      : tx.oneOrNone<SchemaRow>("attribute-schema", `${select} and version = $2`, [tx.tenantId, version]);
  }

  async addSchema(tx: TenantTransaction, { version, fields }: AttributeSchema): Promise<void> {
    await tx.count("attribute-schema-add", "insert into attribute_schema (tenant_id, version, fields) values ($1, $2, $3)", [
      tx.tenantId,
      version,
      JSON.stringify(fields),
    ]);
    await tx.count("attribute-schema-old", "delete from attribute_schema where tenant_id = $1 and version <= $2", [
      tx.tenantId,
      version - attributeLimits.versionsKept,
    ]);
  }

  /** Takes values without a field off every vehicle. */
  async dropValues(tx: TenantTransaction, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await tx.count("attribute-values-drop", "update vehicle set attributes = attributes - $2::text[] where tenant_id = $1 and attributes ?| $2::text[]", [
      tx.tenantId,
      keys,
    ]);
  }

  /** Nobody else changes them until the transaction ends. */
  async lockValues(tx: TenantTransaction, vehicleId: VehicleId): Promise<Attributes | undefined> {
    const row = await tx.oneOrNone<{ attributes: Attributes }>(
      "attribute-values-lock",
      "select attributes from vehicle where tenant_id = $1 and vehicle_id = $2 for no key update",
      [tx.tenantId, vehicleId],
    );
    return row?.attributes;
  }

  async putValues(tx: TenantTransaction, vehicleId: VehicleId, values: Attributes): Promise<void> {
    await tx.count("attribute-values-put", "update vehicle set attributes = $3 where tenant_id = $1 and vehicle_id = $2", [
      tx.tenantId,
      vehicleId,
      JSON.stringify(values),
    ]);
  }
}
