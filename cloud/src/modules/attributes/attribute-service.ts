import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { sqlStateOf } from "../../db/database-errors.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { failAttribute } from "./attribute-errors.ts";
import { changedType, faultOfFields, faultOfValues } from "./attribute-rules.ts";
import { AttributeStore } from "./attribute-store.ts";
import type { Attributes, AttributeSchema } from "./attribute-types.ts";

export interface AttributeServiceOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
}

const none: AttributeSchema = { version: 0, fields: [] };

/** The fleet's own fields of vehicles, in versions, and their values. */
export class AttributeService {
  readonly #options: AttributeServiceOptions;
  readonly #store = new AttributeStore();

  constructor(options: AttributeServiceOptions) {
    this.#options = options;
  }

  /** @param version the newest when absent. @throws DrawbarError `ATTRIBUTE_FIELDS_UNKNOWN`. */
  async schema(tenant: TenantId, version?: number): Promise<AttributeSchema> {
    const found = await this.#store.schema(this.#options.database.of(tenant), version);
    if (found === undefined && version !== undefined && version !== 0)
      throw failAttribute("ATTRIBUTE_FIELDS_UNKNOWN", `there is no version ${version} of the fields`);
    return found ?? none;
  }

  /**
   * Puts other fields in place of those that there were. Values of a field that is left out go from every vehicle.
   *
   * @param wish.version of the fields that the change was decided on.
   * @throws DrawbarError `ATTRIBUTE_FIELDS_INVALID`, `ATTRIBUTE_TYPE_FIXED`, `ATTRIBUTE_FIELDS_CHANGED`.
   */
  async define(tenant: TenantId, wish: AttributeSchema, act: Act): Promise<AttributeSchema> {
    const fault = faultOfFields(wish.fields);
    if (fault !== undefined) throw failAttribute("ATTRIBUTE_FIELDS_INVALID", fault);
    const after: AttributeSchema = { version: wish.version + 1, fields: wish.fields };
    const changed = failAttribute("ATTRIBUTE_FIELDS_CHANGED", `version ${wish.version} of the fields is not the newest`);
    try {
      await this.#options.database.transaction(tenant, async (tx) => {
        const before = (await this.#store.schema(tx)) ?? none;
        if (before.version !== wish.version) throw changed;
        const other = changedType(before.fields, after.fields);
        if (other !== undefined) throw failAttribute("ATTRIBUTE_TYPE_FIXED", `"${other.label}" cannot become ${other.type}`);
        await this.#store.addSchema(tx, after);
        const kept = new Set(after.fields.map(({ key }) => key));
        await this.#store.dropValues(
          tx,
          before.fields.map(({ key }) => key).filter((key) => !kept.has(key)),
        );
        await this.#options.audit.record(tx, act, { action: "attributes.defined", subject: { kind: "fleet" }, before, after });
      });
    } catch (error) {
      // Two who begin with the same version: its number is one's only.
      throw sqlStateOf(error) === "23505" ? changed : error;
    }
    return after;
  }

  /** All values of one vehicle. Whether it is the tenant's is for the caller to check. @throws DrawbarError `ATTRIBUTE_VALUE_INVALID`. */
  async set(tenant: TenantId, vehicleId: VehicleId, values: Attributes, act: Act): Promise<void> {
    await this.#options.database.transaction(tenant, async (tx) => {
      const before = await this.#store.lockValues(tx, vehicleId);
      const { fields } = (await this.#store.schema(tx)) ?? none;
      const fault = faultOfValues(fields, values);
      if (fault !== undefined) throw failAttribute("ATTRIBUTE_VALUE_INVALID", fault);
      await this.#store.putValues(tx, vehicleId, values);
      await this.#options.audit.record(tx, act, {
        action: "vehicle.attributesSet",
        subject: { kind: "vehicle", id: vehicleId },
        before: { attributes: before },
        after: { attributes: values },
      });
    });
  }
}
