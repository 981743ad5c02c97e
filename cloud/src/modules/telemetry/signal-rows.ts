import type { TenantTransaction } from "../../db/tenant-transaction.ts";

/** One row of the tenant's signals. */
export interface SignalRow {
  readonly signalId: number;
  readonly source: string;
  readonly name: string;
  readonly unit: string;
  readonly kind: "scaled" | "float" | "integer" | "text";
  readonly decimals: number;
}

/** A row of `signalsNamedQuery`. */
export interface SignalDatabaseRow extends Omit<SignalRow, "signalId"> {
  readonly signal_id: number;
}

const columns = "signal_id, source, name, unit, kind, decimals";

/** Rows of the tenant $1 that have one of the names or sources $2. */
export const signalsNamedQuery = `select ${columns} from signal where tenant_id = $1 and (source = any($2::text[]) or name = any($2::text[])) order by source, signal_id`;

export async function signalsById(tx: TenantTransaction, signalIds: readonly number[]): Promise<ReadonlyMap<number, SignalRow>> {
  if (signalIds.length === 0) return new Map();
  const rows = await tx.many<SignalDatabaseRow>("signals-by-id", `select ${columns} from signal where tenant_id = $1 and signal_id = any($2::int[])`, [
    tx.tenantId,
    signalIds,
  ]);
  return new Map(rows.map((row) => [row.signal_id, toSignal(row)]));
}

/** @param names catalogue names or sources. */
export async function signalsNamed(tx: TenantTransaction, names: readonly string[]): Promise<readonly SignalRow[]> {
  const rows = await tx.many<SignalDatabaseRow>("signals-named", signalsNamedQuery, [tx.tenantId, names]);
  return rows.map(toSignal);
}

export function toSignal({ signal_id: signalId, source, name, unit, kind, decimals }: SignalDatabaseRow): SignalRow {
  return { signalId, source, name, unit, kind, decimals };
}
