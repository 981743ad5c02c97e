import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import type { TelemetryQueries } from "../telemetry/index.ts";
import { drivenSince } from "../trips/index.ts";
import { meterLimits, meterRules } from "./limits.ts";
import { failMeter } from "./meter-errors.ts";
import { readingsOfSignals } from "./meter-signals.ts";
import { MeterStore } from "./meter-store.ts";
import { meterKinds, type MeterKind, type MeterReading, type MeterStatement, type MeterWish } from "./meter-types.ts";
import { reconcile } from "./reconcile.ts";

export interface MeterServiceOptions {
  readonly database: Database;
  readonly telemetry: Pick<TelemetryQueries, "latest" | "alignedHistory">;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

export interface Meter extends MeterStatement {
  readonly meter: MeterKind;
  /** By people, newest first. */
  readonly readings: readonly MeterReading[];
}

/** Odometers and hour meters: made from what signals, trips and people say each time that somebody asks. */
export class MeterService {
  readonly #options: MeterServiceOptions;
  readonly #store = new MeterStore();

  constructor(options: MeterServiceOptions) {
    this.#options = options;
  }

  /** Whether the vehicle is the tenant's is for the caller to check. */
  async meters(tenant: TenantId, vehicleId: VehicleId): Promise<readonly Meter[]> {
    const { database, telemetry, clock } = this.#options;
    const tx = database.of(tenant);
    const nowUs = clock.wallUs();
    const [signals, written] = await Promise.all([readingsOfSignals(telemetry, tenant, vehicleId, nowUs), this.#store.readings(tx, vehicleId)]);
    const oldestUs = written.reduce((oldest, { at }) => Math.min(oldest, at.getTime() * 1_000), nowUs - meterLimits.lookBackUs);
    const driven = await drivenSince(tx, vehicleId, oldestUs, meterLimits.tripsMax);
    return meterKinds.map((meter) => {
      const readings = written.filter((each) => each.meter === meter);
      const people = readings.map(({ readingId, value, at }) => ({ readingId, value, atUs: at.getTime() * 1_000, untilUs: at.getTime() * 1_000 }));
      const sources = [...(signals.get(meter) ?? []), ...(people.length === 0 ? [] : [{ source: { kind: "people" } as const, readings: people }])];
      return { ...reconcile(meter, sources, meter === "odometer" ? driven : []), meter, readings };
    });
  }

  /** @throws DrawbarError `METER_OF_NO_VEHICLE`, `METER_READING_INVALID`, `METER_READINGS_TOO_MANY`. */
  async add(tenant: TenantId, vehicleId: VehicleId, wish: MeterWish, act: Act): Promise<MeterReading> {
    const { database, audit, clock } = this.#options;
    const { valueMax } = meterRules[wish.meter];
    if (wish.value > valueMax) throw failMeter("METER_READING_INVALID", `${wish.value} is more than such a meter shows, which is ${valueMax}`);
    if (wish.at.getTime() > clock.wallUs() / 1_000 + 60_000) throw failMeter("METER_READING_INVALID", `${wish.at.toISOString()} lies in the future`);
    const readingId = uuidV7();
    return database.transaction(tenant, async (tx) => {
      const readings = await this.#store.hold(tx, vehicleId);
      if (readings === undefined) throw failMeter("METER_OF_NO_VEHICLE", `the fleet has no vehicle ${vehicleId}`);
      const { readingsMax } = meterLimits;
      if (readings >= readingsMax) throw failMeter("METER_READINGS_TOO_MANY", `the vehicle has ${readingsMax} readings, which is the limit`);
      const added = await this.#store.add(tx, readingId, vehicleId, wish);
      await audit.record(tx, act, { action: "meter.read", subject: { kind: "reading", id: readingId }, after: factsOf(added) });
      return added;
    });
  }

  /** As if it had never been. @throws DrawbarError `METER_READING_UNKNOWN`. */
  async remove(tenant: TenantId, readingId: string, act: Act): Promise<void> {
    const { database, audit } = this.#options;
    await database.transaction(tenant, async (tx) => {
      const before = await this.#store.remove(tx, readingId);
      if (before === undefined) throw failMeter("METER_READING_UNKNOWN", `the fleet has no reading ${readingId}`);
      await audit.record(tx, act, { action: "meter.readingRemoved", subject: { kind: "reading", id: readingId }, before: factsOf(before) });
    });
  }
}

function factsOf({ vehicleId, meter, value, at, note }: MeterReading): object {
  return { vehicleId, meter, value, at: at.toISOString(), note };
}
