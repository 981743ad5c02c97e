/** Takes a device out of trust at the wish of a person: it may not link, nor renew its certificate, from then on. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { failEnrolment } from "./enrolment-errors.ts";
import { revocationSelect, toRevocation, type Revocation, type RevocationRow } from "./revocation.ts";

export interface RevocationServiceOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
}

export interface RevocationWish {
  readonly kind: "unit" | "depot";
  readonly source: SourceId;
  readonly reason: string;
}

interface Taken extends RevocationRow {
  /** The unit's device, or the depot's name. */
  readonly name: string;
}

/**
 * A unit keeps its place in its vehicle, and a depot its vehicles: what they said stays what it was, and a new claim puts
 * another device there. Nothing makes a device trusted again: whoever has it may have its key.
 */
export class RevocationService {
  readonly #options: RevocationServiceOptions;

  constructor(options: RevocationServiceOptions) {
    this.#options = options;
  }

  /** @throws DrawbarError `UNIT_UNKNOWN`, `DEPOT_UNKNOWN`, `DEVICE_OUT_ALREADY`. */
  async revoke(tenant: TenantId, wish: RevocationWish, act: Act): Promise<Revocation> {
    const { kind, source, reason } = wish;
    return this.#options.database.transaction(tenant, async (tx) => {
      const taken = await takeOut(tx, wish, act);
      if (taken === undefined) throw await whyNot(tx, wish);
      const revocation = toRevocation(taken);
      if (revocation === undefined) throw new Error(`${kind} ${source} was revoked without its reason`);
      const at = revocation.at.toISOString();
      await this.#options.audit.record(tx, act, { action: `${kind}.revoked`, subject: { kind, id: source }, after: { reason } });
      await addEvents(
        tx,
        kind === "unit"
          ? [{ type: "unit.revoked", subject: source, body: { unitId: source, device: taken.name, at } }]
          : [{ type: "depot.revoked", subject: source, body: { depotId: source, name: taken.name, at } }],
      );
      return revocation;
    });
  }
}

async function takeOut(tx: TenantTransaction, { kind, source, reason }: RevocationWish, { actor }: Act): Promise<Taken | undefined> {
  const values = [tx.tenantId, source, actor.kind, actor.id ?? null, reason];
  if (kind === "unit")
    return tx.oneOrNone<Taken>(
      "revoke-unit",
      `update unit u set revoked_at = now(), held_counts = true, revoked_by_kind = $3, revoked_by_id = $4, revoked_reason = $5
       where u.tenant_id = $1 and u.unit_id = $2 and u.kind = 'unit' and u.revoked_at is null
       returning u.device as name, ${revocationSelect("u")}`,
      values,
    );
  return tx.oneOrNone<Taken>(
    "revoke-depot",
    `update depot d set revoked_at = now(), revoked_by_kind = $3, revoked_by_id = $4, revoked_reason = $5
     where d.tenant_id = $1 and d.depot_id = $2 and d.revoked_at is null
     returning d.name, ${revocationSelect("d")}`,
    values,
  );
}

async function whyNot(tx: TenantTransaction, { kind, source }: RevocationWish): Promise<Error> {
  const rows = await tx.many(
    "revoke-why-not",
    `select 1 from unit where tenant_id = $1 and unit_id = $2 and kind = 'unit' and $3::text = 'unit'
     union all
     select 1 from depot where tenant_id = $1 and depot_id = $2 and $3::text = 'depot'`,
    [tx.tenantId, source, kind],
  );
  if (rows.length > 0) return failEnrolment("DEVICE_OUT_ALREADY", `${kind} ${source} is out of trust already`);
  return failEnrolment(kind === "unit" ? "UNIT_UNKNOWN" : "DEPOT_UNKNOWN", `the fleet has no ${kind} ${source}`);
}
