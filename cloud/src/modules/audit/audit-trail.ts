/** Writes entries. They are chained by the worker, so that writers of one tenant do not wait for each other. */
import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { Act, type AuditEvent, type AuditSink } from "../../http/audit.ts";
import { boundedText, detailsOf } from "./audit-details.ts";

export interface AuditTrailOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Whether a tenant's entries keep the values that changed, or only what was changed. Absent: they do. */
  readonly keepsValues?: ((tx: TenantTransaction) => Promise<boolean>) | undefined;
}

/** Whoever holds the installation's files acts; the fleet reads it in its own trail. */
export function actOfCommand(): Act {
  return new Act({ actor: { kind: "command" } });
}

export class AuditTrail implements AuditSink {
  readonly #options: AuditTrailOptions;

  constructor(options: AuditTrailOptions) {
    this.#options = options;
  }

  /**
   * In the transaction of the change, as its last statement: the entry stands if and only if the change does.
   *
   * @param act absent where nobody acts for the fleet, such as in a test; then nothing is recorded.
   */
  async record(tx: TenantTransaction, act: Act | undefined, event: AuditEvent): Promise<void> {
    if (act === undefined) return;
    await this.#insert(tx, act, event);
    act.isRecorded = true;
  }

  /** As `record`, of many things that one act changed, by one statement. */
  async recordMany(tx: TenantTransaction, act: Act, events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { clock, keepsValues } = this.#options;
    const keeps = (await keepsValues?.(tx)) ?? true;
    await tx.count(
      "audit-record-many",
      `insert into audit_pending
         (tenant_id, entry_id, recorded_at, actor_kind, actor_id, action, subject_kind, subject_id, outcome, address, request_id, details)
       select $1, e.entry_id, $2, $3, $4, e.action, e.subject_kind, e.subject_id, e.outcome, $5, $6, e.details
       from unnest($7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[]) with ordinality
         as e (entry_id, action, subject_kind, subject_id, outcome, details, n)
       order by e.n`,
      [
        tx.tenantId,
        new Date(clock.wallUs() / 1_000),
        act.actor.kind,
        boundedText(act.actor.id),
        boundedText(act.address),
        boundedText(act.requestId),
        events.map(() => uuidV7()),
        events.map(({ action }) => boundedText(action)),
        events.map(({ subject }) => boundedText(subject.kind)),
        events.map(({ subject }) => boundedText(subject.id)),
        events.map(({ outcome }) => outcome ?? "done"),
        events.map((event) => (keeps ? detailsOf(event) : null)),
      ],
    );
    act.isRecorded = true;
  }

  async recordAlone(tenant: TenantId, act: Act, event: AuditEvent): Promise<void> {
    await this.#insert(this.#options.database.of(tenant), act, event);
  }

  async #insert(tx: TenantTransaction, act: Act, event: AuditEvent): Promise<void> {
    const { clock, keepsValues } = this.#options;
    const hasValues = event.before !== undefined || event.after !== undefined;
    const keeps = hasValues && ((await keepsValues?.(tx)) ?? true);
    await tx.later(
      "audit-record",
      `insert into audit_pending
         (tenant_id, entry_id, recorded_at, actor_kind, actor_id, action, subject_kind, subject_id, outcome, address, request_id, details)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        tx.tenantId,
        uuidV7(),
        new Date(clock.wallUs() / 1_000),
        act.actor.kind,
        boundedText(act.actor.id),
        boundedText(event.action),
        boundedText(event.subject.kind),
        boundedText(event.subject.id),
        event.outcome ?? "done",
        boundedText(act.address),
        boundedText(act.requestId),
        keeps ? detailsOf(event) : null,
      ],
    );
  }
}
