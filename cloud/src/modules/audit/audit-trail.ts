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
