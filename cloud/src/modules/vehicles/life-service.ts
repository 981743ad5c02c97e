import { v7 as uuidV7 } from "uuid";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { LifeStore, type LifePage } from "./life-store.ts";
import { failVehicle } from "./vehicle-errors.ts";
import type { LifeListQuery } from "./vehicle-list.ts";
import { mayFollow, type LifeStep } from "./vehicle-life.ts";

export interface LifeServiceOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
}

/** Steps in the life of vehicles, each told as an event in its own transaction. */
export class LifeService {
  readonly #options: LifeServiceOptions;
  readonly #store = new LifeStore();

  constructor(options: LifeServiceOptions) {
    this.#options = options;
  }

  /** @throws DrawbarError `VEHICLE_UNKNOWN`, `LIFE_STEP_REFUSED`. */
  async step(tenant: TenantId, vehicleId: VehicleId, wish: { readonly to: LifeStep; readonly note: string }, act: Act): Promise<void> {
    await this.#options.database.transaction(tenant, async (tx) => {
      const vehicle = await this.#store.lock(tx, vehicleId);
      if (vehicle === undefined) throw failVehicle("VEHICLE_UNKNOWN", `the fleet has no vehicle ${vehicleId}`);
      const { life: before, callSign } = vehicle;
      const { to: after, note } = wish;
      if (!mayFollow(before, after)) throw failVehicle("LIFE_STEP_REFUSED", `"${callSign}" is ${before}; ${after} does not follow that`);
      const at = await this.#store.take(tx, vehicleId, { stepId: uuidV7(), before, after, note });
      await this.#options.audit.record(tx, act, {
        action: "vehicle.lifeChanged",
        subject: { kind: "vehicle", id: vehicleId },
        before: { life: before },
        after: { life: after, note },
      });
      await addEvents(tx, [{ type: "vehicle.lifeChanged", subject: vehicleId, body: { vehicleId, callSign, from: before, to: after, at: at.toISOString() } }]);
    });
  }

  /** Whether the vehicle is the tenant's is for the caller to check. */
  page(tenant: TenantId, vehicleId: VehicleId, query: LifeListQuery): Promise<LifePage> {
    return this.#store.page(this.#options.database.of(tenant), vehicleId, query);
  }
}
