import { v7 as uuidV7 } from "uuid";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { sqlStateOf } from "../../db/database-errors.ts";
import { failDb } from "../../db/db-errors.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { failDriver } from "./driver-errors.ts";
import type { DriverListQuery } from "./driver-lists.ts";
import { DriverStore, type DriversPage } from "./driver-store.ts";
import { driverLimits, type Driver, type DriverWish } from "./driver-types.ts";

export interface DriverServiceOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
}

/** People who drive for the fleet. Their names stand in no entry of the audit trail and in no event: there they are ids. */
export class DriverService {
  readonly #options: DriverServiceOptions;
  readonly #store = new DriverStore();

  constructor(options: DriverServiceOptions) {
    this.#options = options;
  }

  page(tenant: TenantId, query: DriverListQuery): Promise<DriversPage> {
    return this.#store.page(this.#options.database.of(tenant), query);
  }

  /** @throws DrawbarError `DRIVER_UNKNOWN`. */
  async find(tenant: TenantId, driverId: string): Promise<Driver> {
    return known(await this.#store.find(this.#options.database.of(tenant), driverId), driverId);
  }

  /** @throws DrawbarError `DRIVER_NUMBER_TAKEN`, `DRIVERS_TOO_MANY`. */
  async add(tenant: TenantId, wish: DriverWish, act: Act): Promise<Driver> {
    const driverId = uuidV7();
    await this.#transaction(tenant, async (tx) => {
      await this.#check(tx, driverId, wish);
      const { driversMax } = driverLimits;
      if ((await this.#store.count(tx)) >= driversMax) throw failDriver("DRIVERS_TOO_MANY", `the fleet has ${driversMax} drivers, which is the limit`);
      await this.#store.add(tx, driverId, wish);
      await this.#options.audit.record(tx, act, { action: "driver.added", subject: { kind: "driver", id: driverId } });
    });
    return this.find(tenant, driverId);
  }

  /** @throws DrawbarError `DRIVER_UNKNOWN`, `DRIVER_NUMBER_TAKEN`. */
  async change(tenant: TenantId, driverId: string, change: Partial<DriverWish>, act: Act): Promise<Driver> {
    await this.#transaction(tenant, async (tx) => {
      const before = known(await this.#store.lock(tx, driverId), driverId);
      const after: Driver = { ...before, ...change };
      await this.#check(tx, driverId, after);
      await this.#store.change(tx, driverId, after);
      await this.#options.audit.record(tx, act, {
        action: "driver.changed",
        subject: { kind: "driver", id: driverId },
        before: { isActive: before.isActive },
        after: { isActive: after.isActive, changed: Object.keys(change) },
      });
    });
    return this.find(tenant, driverId);
  }

  /** With all that they drove. @throws DrawbarError `DRIVER_UNKNOWN`. */
  async remove(tenant: TenantId, driverId: string, act: Act): Promise<void> {
    await this.#options.database.transaction(tenant, async (tx) => {
      known(await this.#store.lock(tx, driverId), driverId);
      await this.#store.remove(tx, driverId);
      await this.#options.audit.record(tx, act, { action: "driver.removed", subject: { kind: "driver", id: driverId } });
    });
  }

  async #check(tx: TenantTransaction, driverId: string, { number }: DriverWish): Promise<void> {
    const holder = number === undefined ? undefined : await this.#store.holderOf(tx, number, driverId);
    if (holder !== undefined) throw failDriver("DRIVER_NUMBER_TAKEN", `${holder} has the number ${number} already`);
  }

  async #transaction(tenant: TenantId, work: (tx: TenantTransaction) => Promise<void>): Promise<void> {
    try {
      await this.#options.database.transaction(tenant, work);
    } catch (error) {
      // Somebody took the number between the look and the change.
      if (sqlStateOf(error) === "23505") throw failDb("DATABASE_CONFLICT", "another driver took the number at this moment", { cause: error });
      throw error;
    }
  }
}

function known(driver: Driver | undefined, driverId: string): Driver {
  if (driver === undefined) throw failDriver("DRIVER_UNKNOWN", `the fleet has no driver ${driverId}`);
  return driver;
}
