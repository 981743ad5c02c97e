import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";

/** What a claim is for. */
export type ClaimPurpose =
  | { readonly kind: "vehicle"; readonly callSign: string; readonly simulated: boolean }
  | { readonly kind: "depot"; readonly depotName: string }
  | { readonly kind: "run"; readonly runId: SourceId };

export interface StoredClaim {
  readonly claimId: string;
  readonly purpose: ClaimPurpose;
  readonly secretHash: Buffer;
  readonly expiresAt: Date;
  readonly usedAt?: Date | undefined;
}

interface ClaimRow {
  readonly claim_id: string;
  readonly secret_hash: Buffer;
  readonly call_sign: string | null;
  readonly simulated: boolean;
  readonly depot_name: string | null;
  readonly run_id: SourceId | null;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

export class ClaimStore {
  /** Before the tenant is known. */
  async tenantOf(database: Database, claimId: string): Promise<TenantId | undefined> {
    const row = await database.directory.oneOrNone<{ tenant_id: TenantId }>("claim-tenant", "select tenant_id from directory.tenant_of_claim($1)", [claimId]);
    return row?.tenant_id;
  }

  async add(tx: TenantTransaction, claim: StoredClaim): Promise<void> {
    const { purpose } = claim;
    await tx.count(
      "claim-add",
      `insert into claim (tenant_id, claim_id, kind, secret_hash, call_sign, simulated, depot_name, run_id, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        tx.tenantId,
        claim.claimId,
        purpose.kind === "depot" ? "depot" : "unit",
        claim.secretHash,
        purpose.kind === "vehicle" ? purpose.callSign : null,
        purpose.kind === "vehicle" && purpose.simulated,
        purpose.kind === "depot" ? purpose.depotName : null,
        purpose.kind === "run" ? purpose.runId : null,
        claim.expiresAt,
      ],
    );
  }

  async countOpen(tx: TenantTransaction, now: Date): Promise<number> {
    const row = await tx.one<{ open: string }>(
      "claim-count",
      "select count(*) as open from claim where tenant_id = $1 and used_at is null and expires_at > $2",
      [tx.tenantId, now],
    );
    return Number(row.open);
  }

  /** Held until the transaction ends: of two devices with one claim the second waits and finds it used. */
  async lock(tx: TenantTransaction, claimId: string): Promise<StoredClaim | undefined> {
    const row = await tx.oneOrNone<ClaimRow>(
      "claim-lock",
      "select claim_id, secret_hash, call_sign, simulated, depot_name, run_id, expires_at, used_at from claim where tenant_id = $1 and claim_id = $2 for update",
      [tx.tenantId, claimId],
    );
    return row === undefined ? undefined : toClaim(row);
  }

  async use(tx: TenantTransaction, claimId: string, source: SourceId, now: Date): Promise<void> {
    await tx.count("claim-use", "update claim set used_at = $3, used_by = $4 where tenant_id = $1 and claim_id = $2", [tx.tenantId, claimId, now, source]);
  }
}

function toClaim(row: ClaimRow): StoredClaim {
  return { claimId: row.claim_id, purpose: purposeOf(row), secretHash: row.secret_hash, expiresAt: row.expires_at, usedAt: row.used_at ?? undefined };
}

/** The table's check holds that exactly one of them is there. */
function purposeOf(row: ClaimRow): ClaimPurpose {
  if (row.run_id !== null) return { kind: "run", runId: row.run_id };
  if (row.depot_name !== null) return { kind: "depot", depotName: row.depot_name };
  return { kind: "vehicle", callSign: row.call_sign ?? "", simulated: row.simulated };
}
