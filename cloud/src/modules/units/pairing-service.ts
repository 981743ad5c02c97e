import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import type { NewEvent } from "../../events/event-types.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { DeviceStore } from "../enrolment/index.ts";
import { markVehicleFaults } from "../faults/index.ts";
import { markVehicles, type VehicleMark } from "../trips/index.ts";
import { failUnit } from "./unit-errors.ts";
import type { PairingListQuery, UnitListQuery } from "./unit-lists.ts";
import { UnitStore, type Page } from "./unit-store.ts";
import type { Pairing, PairingChange, PutWish, Unit } from "./unit-types.ts";

export interface PairingServiceOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  /** A unit sits elsewhere from now on; whoever shows what it says live must ask again whose it is. */
  readonly onMoved: (tenant: TenantId, unit: SourceId) => void;
}

/**
 * Which unit sits in which vehicle, now and in the past. Samples are a vehicle's by the time at which they were measured,
 * so its history follows what is said here; what was made of samples (trips, stops, crossings) is marked to be made again.
 */
export class PairingService {
  readonly #options: PairingServiceOptions;
  readonly #store = new UnitStore();
  readonly #devices = new DeviceStore();

  constructor(options: PairingServiceOptions) {
    this.#options = options;
  }

  units(tenant: TenantId, query: UnitListQuery): Promise<Page<Unit>> {
    return this.#store.units(this.#options.database.of(tenant), query);
  }

  /** Whether the vehicle is the tenant's is for the caller to check. */
  pairings(tenant: TenantId, vehicleId: VehicleId, query: PairingListQuery): Promise<Page<Pairing>> {
    return this.#store.pairings(this.#options.database.of(tenant), vehicleId, query);
  }

  /**
   * Puts a unit into a vehicle from then on. It leaves where it sat, and the unit that sat there goes out, or where this
   * one came from.
   *
   * @throws DrawbarError `UNIT_OF_PAIRING_UNKNOWN`, `UNIT_SITS_THERE`, `UNIT_PAIRING_OVERLAPS`, `UNIT_PAIRING_SPAN_INVALID`.
   */
  async put(tenant: TenantId, wish: PutWish, act: Act): Promise<Pairing> {
    const assignmentId = uuidV7();
    const { unitId, vehicleId, from } = wish;
    this.#checkPast(from);
    const moved = await this.#options.database.transaction(tenant, async (tx) => {
      if (!(await this.#store.holdUnit(tx, unitId))) throw failUnit("UNIT_OF_PAIRING_UNKNOWN", `the fleet has no unit ${unitId} that is in use`);
      const { left, replaced } = await this.#standing(tx, wish);
      for (const { assignmentId: cut, from: began } of [left, replaced].filter((each) => each !== undefined)) {
        await (began !== undefined && began >= from ? this.#store.remove(tx, cut) : this.#store.change(tx, { assignmentId: cut, from: began, to: from }));
      }
      await this.#store.add(tx, assignmentId, unitId, vehicleId, from);
      const other =
        wish.isExchange && left !== undefined && replaced !== undefined
          ? { assignmentId: uuidV7(), unitId: replaced.unitId, vehicleId: left.vehicleId }
          : undefined;
      if (other !== undefined) await this.#store.add(tx, other.assignmentId, other.unitId, other.vehicleId, from);
      await markHistory(
        tx,
        [vehicleId, ...(left === undefined ? [] : [left.vehicleId])].map((each) => markOf(each, from)),
      );
      await this.#devices.takeIntoService(tx, vehicleId);
      await this.#options.audit.record(tx, act, {
        action: "unit.assigned",
        subject: { kind: "unitAssignment", id: assignmentId },
        before: { unitIn: left?.vehicleId ?? null, vehicleHad: replaced?.unitId ?? null },
        after: { unitId, vehicleId, from: from.toISOString(), ...(other === undefined ? {} : { exchanged: other.unitId }) },
      });
      const pairings = await Promise.all([assignmentId, ...(other === undefined ? [] : [other.assignmentId])].map(async (id) => this.#store.find(tx, id)));
      await addEvents(
        tx,
        pairings.flatMap((pairing): readonly NewEvent[] => {
          if (pairing === undefined) return [];
          const body = { unitId: pairing.unitId, vehicleId: pairing.vehicleId, device: pairing.device, from: from.toISOString() };
          return [{ type: "unit.assigned", subject: pairing.vehicleId, body }];
        }),
      );
      return [unitId, ...(replaced === undefined ? [] : [replaced.unitId])];
    });
    for (const unit of moved) this.#options.onMoved(tenant, unit);
    return known(await this.#store.find(this.#options.database.of(tenant), assignmentId), assignmentId);
  }

  /** @throws DrawbarError `UNIT_ASSIGNMENT_UNKNOWN`, `UNIT_PAIRING_OVERLAPS`, `UNIT_PAIRING_SPAN_INVALID`. */
  async correct(tenant: TenantId, assignmentId: string, change: PairingChange, act: Act): Promise<Pairing> {
    const after = await this.#options.database.transaction(tenant, async (tx) => {
      const before = await this.#hold(tx, assignmentId);
      const corrected: Pairing = {
        ...before,
        from: change.from === undefined ? before.from : (change.from ?? undefined),
        to: change.to === undefined ? before.to : (change.to ?? undefined),
      };
      this.#checkPast(corrected.from, corrected.to);
      const other = await this.#store.inTheWay(tx, corrected);
      if (other !== undefined) throw overlaps(other);
      await this.#store.change(tx, corrected);
      await markHistory(tx, changedSpans(before, corrected));
      await this.#options.audit.record(tx, act, {
        action: "unit.assignmentCorrected",
        subject: { kind: "unitAssignment", id: assignmentId },
        before: factsOf(before),
        after: factsOf(corrected),
      });
      await addEvents(tx, [{ type: "unit.assignmentCorrected", subject: corrected.vehicleId, body: { assignmentId, ...factsOf(corrected) } }]);
      return corrected;
    });
    this.#options.onMoved(tenant, after.unitId);
    return after;
  }

  /** As if it had never been. @throws DrawbarError `UNIT_ASSIGNMENT_UNKNOWN`. */
  async remove(tenant: TenantId, assignmentId: string, act: Act): Promise<void> {
    const unitId = await this.#options.database.transaction(tenant, async (tx) => {
      const before = await this.#hold(tx, assignmentId);
      await this.#store.remove(tx, assignmentId);
      await markHistory(tx, [markOf(before.vehicleId, before.from, before.to)]);
      await this.#options.audit.record(tx, act, {
        action: "unit.assignmentRemoved",
        subject: { kind: "unitAssignment", id: assignmentId },
        before: factsOf(before),
      });
      const body = { assignmentId, unitId: before.unitId, vehicleId: before.vehicleId };
      await addEvents(tx, [{ type: "unit.assignmentRemoved", subject: before.vehicleId, body }]);
      return before.unitId;
    });
    this.#options.onMoved(tenant, unitId);
  }

  /** Where the unit, and which unit in the vehicle, sat at that time; both vehicles are held. */
  async #standing(
    tx: TenantTransaction,
    { unitId, vehicleId, from }: PutWish,
  ): Promise<{ readonly left: Pairing | undefined; readonly replaced: Pairing | undefined }> {
    const seen = await this.#store.since(tx, unitId, vehicleId, from);
    await this.#store.holdVehicles(tx, [vehicleId, ...seen.map((pairing) => pairing.vehicleId)]);
    // Again: the vehicle may have got another unit while it was waited for.
    const pairings = await this.#store.since(tx, unitId, vehicleId, from);
    const later = pairings.find((pairing) => pairing.from !== undefined && pairing.from > from);
    if (later !== undefined) throw overlaps(later);
    const left = pairings.find((pairing) => pairing.unitId === unitId);
    if (left?.vehicleId === vehicleId) throw failUnit("UNIT_SITS_THERE", `${left.device} sits in "${left.callSign}" then already`);
    return { left, replaced: pairings.find((pairing) => pairing.vehicleId === vehicleId) };
  }

  async #hold(tx: TenantTransaction, assignmentId: string): Promise<Pairing> {
    const { unitId, vehicleId } = known(await this.#store.find(tx, assignmentId), assignmentId);
    await this.#store.holdUnit(tx, unitId);
    await this.#store.holdVehicles(tx, [vehicleId]);
    return known(await this.#store.find(tx, assignmentId), assignmentId);
  }

  #checkPast(from: Date | undefined, to?: Date): void {
    const now = new Date(this.#options.clock.wallUs() / 1_000);
    if (from !== undefined && to !== undefined && to <= from)
      throw failUnit("UNIT_PAIRING_SPAN_INVALID", `it begins at ${from.toISOString()} and would end at ${to.toISOString()}`);
    for (const time of [from, to]) if (time !== undefined && time > now) throw failUnit("UNIT_PAIRING_SPAN_INVALID", `${time.toISOString()} is still to come`);
  }
}

/** What is told of a vehicle by its units' samples is told anew. */
async function markHistory(tx: TenantTransaction, marks: readonly VehicleMark[]): Promise<void> {
  await markVehicles(tx, marks);
  await markVehicleFaults(tx, marks);
}

function overlaps({ assignmentId, device, callSign, from, to }: Pairing): Error {
  const span = `${from === undefined ? "since ever" : `from ${from.toISOString()}`} ${to === undefined ? "on" : `to ${to.toISOString()}`}`;
  return failUnit("UNIT_PAIRING_OVERLAPS", `${device} sits in "${callSign}" ${span}`, { details: { assignmentId } });
}

/** Times at which the vehicle had the unit before or has it now, and not both. */
function changedSpans(before: Pairing, after: Pairing): readonly VehicleMark[] {
  const { vehicleId } = before;
  const marks: VehicleMark[] = [];
  if (before.from?.getTime() !== after.from?.getTime()) marks.push(between(vehicleId, microseconds(before.from, 0), microseconds(after.from, 0)));
  const end = Number.MAX_SAFE_INTEGER;
  if (before.to?.getTime() !== after.to?.getTime()) marks.push(between(vehicleId, microseconds(before.to, end), microseconds(after.to, end)));
  return marks;
}

function between(vehicleId: VehicleId, oneUs: number, otherUs: number): VehicleMark {
  return { vehicleId, firstUs: Math.min(oneUs, otherUs), lastUs: Math.max(oneUs, otherUs) };
}

function markOf(vehicleId: VehicleId, from: Date | undefined, to?: Date): VehicleMark {
  return { vehicleId, firstUs: microseconds(from, 0), lastUs: microseconds(to, Number.MAX_SAFE_INTEGER) };
}

function microseconds(time: Date | undefined, absent: number): number {
  return time === undefined ? absent : time.getTime() * 1_000;
}

function factsOf({ unitId, vehicleId, from, to }: Pairing): {
  readonly unitId: string;
  readonly vehicleId: string;
  readonly from?: string;
  readonly to?: string;
} {
  return { unitId, vehicleId, ...(from === undefined ? {} : { from: from.toISOString() }), ...(to === undefined ? {} : { to: to.toISOString() }) };
}

function known(pairing: Pairing | undefined, assignmentId: string): Pairing {
  if (pairing === undefined) throw failUnit("UNIT_ASSIGNMENT_UNKNOWN", `the fleet has no assignment ${assignmentId} of a unit`);
  return pairing;
}
