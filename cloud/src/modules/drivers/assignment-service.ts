import { v7 as uuidV7 } from "uuid";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { AssignmentStore, type AssignmentScope, type AssignmentsPage } from "./assignment-store.ts";
import { failDriver } from "./driver-errors.ts";
import type { AssignmentListQuery } from "./driver-lists.ts";
import type { Assignment, AssignmentWish } from "./driver-types.ts";

export interface AssignmentServiceOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
}

/** What an assignment is corrected to; `null`: it goes on. */
export interface AssignmentChange {
  readonly from?: Date | undefined;
  readonly to?: Date | null | undefined;
}

/** Who drove what when. What is wrong is corrected or taken out; the audit trail keeps what stood there before. */
export class AssignmentService {
  readonly #options: AssignmentServiceOptions;
  readonly #store = new AssignmentStore();

  constructor(options: AssignmentServiceOptions) {
    this.#options = options;
  }

  /** Whether the scope is the tenant's is for the caller to check. */
  page(tenant: TenantId, scope: AssignmentScope, query: AssignmentListQuery): Promise<AssignmentsPage> {
    return this.#store.page(this.#options.database.of(tenant), scope, query);
  }

  /** @throws DrawbarError `ASSIGNMENT_OVERLAPS`, `ASSIGNMENT_SPAN_INVALID`, `ASSIGNMENT_OF_NOBODY`. */
  async add(tenant: TenantId, wish: AssignmentWish, act: Act): Promise<Assignment> {
    const assignmentId = uuidV7();
    await this.#options.database.transaction(tenant, async (tx) => {
      if (!(await this.#store.hold(tx, wish))) throw failDriver("ASSIGNMENT_OF_NOBODY", "the fleet has no such driver, or no such vehicle");
      await this.#check(tx, wish, assignmentId);
      await this.#store.add(tx, assignmentId, wish);
      await this.#options.audit.record(tx, act, { action: "driver.assigned", subject: { kind: "assignment", id: assignmentId }, after: factsOf(wish) });
      await addEvents(tx, [{ type: "driver.assigned", subject: wish.vehicleId, body: { assignmentId, ...factsOf(wish) } }]);
    });
    return known(await this.#store.find(this.#options.database.of(tenant), assignmentId), assignmentId);
  }

  /** @throws DrawbarError `ASSIGNMENT_UNKNOWN`, `ASSIGNMENT_OVERLAPS`, `ASSIGNMENT_SPAN_INVALID`. */
  async change(tenant: TenantId, assignmentId: string, { from, to }: AssignmentChange, act: Act): Promise<Assignment> {
    return this.#options.database.transaction(tenant, async (tx) => {
      await this.#store.hold(tx, known(await this.#store.find(tx, assignmentId), assignmentId));
      const before = known(await this.#store.lock(tx, assignmentId), assignmentId);
      const after: Assignment = { ...before, from: from ?? before.from, to: to === undefined ? before.to : (to ?? undefined) };
      await this.#check(tx, after, assignmentId);
      await this.#store.change(tx, assignmentId, after);
      await this.#options.audit.record(tx, act, {
        action: "driver.assignmentCorrected",
        subject: { kind: "assignment", id: assignmentId },
        before: factsOf(before),
        after: factsOf(after),
      });
      await addEvents(tx, [{ type: "driver.assignmentCorrected", subject: after.vehicleId, body: { assignmentId, ...factsOf(after) } }]);
      return after;
    });
  }

  /** As if it had never been. @throws DrawbarError `ASSIGNMENT_UNKNOWN`. */
  async remove(tenant: TenantId, assignmentId: string, act: Act): Promise<void> {
    await this.#options.database.transaction(tenant, async (tx) => {
      const before = known(await this.#store.lock(tx, assignmentId), assignmentId);
      await this.#store.remove(tx, assignmentId);
      const { driverId, vehicleId } = before;
      await this.#options.audit.record(tx, act, {
        action: "driver.assignmentRemoved",
        subject: { kind: "assignment", id: assignmentId },
        before: factsOf(before),
      });
      await addEvents(tx, [{ type: "driver.assignmentRemoved", subject: vehicleId, body: { assignmentId, driverId, vehicleId } }]);
    });
  }

  async #check(tx: TenantTransaction, wish: AssignmentWish, assignmentId: string): Promise<void> {
    if (wish.to !== undefined && wish.to <= wish.from) {
      throw failDriver("ASSIGNMENT_SPAN_INVALID", `it begins at ${wish.from.toISOString()} and would end at ${wish.to.toISOString()}`);
    }
    const other = await this.#store.inTheWay(tx, wish, assignmentId);
    if (other === undefined) return;
    const span = `from ${other.from.toISOString()} ${other.to === undefined ? "on" : `to ${other.to.toISOString()}`}`;
    throw failDriver("ASSIGNMENT_OVERLAPS", `${other.driverName} drives "${other.callSign}" ${span}`, { details: { assignmentId: other.assignmentId } });
  }
}

/** By ids: who they are is for those who may read drivers. */
function factsOf({ driverId, vehicleId, from, to }: AssignmentWish): {
  readonly driverId: string;
  readonly vehicleId: string;
  readonly from: string;
  readonly to?: string;
} {
  return { driverId, vehicleId, from: from.toISOString(), ...(to === undefined ? {} : { to: to.toISOString() }) };
}

function known(assignment: Assignment | undefined, assignmentId: string): Assignment {
  if (assignment === undefined) throw failDriver("ASSIGNMENT_UNKNOWN", `the fleet has no assignment ${assignmentId}`);
  return assignment;
}
