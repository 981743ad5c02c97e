/**
 * One statement of one tenant in one round trip: set_config, the statement and one Sync are one implicit transaction,
 * so the tenant is set for exactly this statement and is gone before the connection goes back to the pool.
 *
 * Four round trips (begin, set, statement, commit) reached 0.27-0.31x of a bare statement, this 0.92-0.96x
 * (docs/decisions/0010-one-round-trip-per-tenant-statement.md).
 */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import pg from "pg";

/** The part of pg's connection that a query writes to; the published types lack optional arguments. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  bind(config: { readonly statement: string; readonly values: readonly string[] }): void;
  execute(config: { readonly portal: string; readonly rows: number }): void;
  readonly parsedStatements: Record<string, string | undefined>;
}

interface WireQuery {
  readonly name: string | undefined;
  submit(connection: Wire): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
}

type Done = (error: Error | undefined, result: pg.QueryResult) => void;
type WireQueryClass = new (config: pg.QueryConfig, values: undefined, callback: Done) => WireQuery;

/** pg.Query as it is; its types publish only what applications call. */
const PgQuery = pg.Query as unknown as WireQueryClass;

/** Prepared once per connection by `prepareTenantContext`, before the first query of a tenant. */
const setTenant = { name: "set_tenant", text: "select set_config('drawbar.tenant_id', $1, true)" };

/**
 * Parses the statement that sets the tenant, in a round trip of its own. In the same packet as a tenant's statement,
 * pg would take its ParseComplete for that of the other one and believe in a statement that was never parsed.
 */
export async function prepareTenantContext(client: pg.ClientBase): Promise<void> {
  await client.query({ ...setTenant, values: [""] });
}

export class TenantQuery extends PgQuery {
  readonly #tenantId: TenantId;
  #isContextSet = false;

  constructor(tenantId: TenantId, config: pg.QueryConfig, callback: Done) {
    super(config, undefined, callback);
    this.#tenantId = tenantId;
  }

  override submit(connection: Wire): Error | null {
    connection.stream.cork();
    try {
      connection.bind({ statement: setTenant.name, values: [this.#tenantId] });
      connection.execute({ portal: "", rows: 0 });
      return super.submit(connection);
    } finally {
      connection.stream.uncork();
    }
  }

  /** The first result on the wire is set_config's. */
  override handleDataRow(message: unknown): void {
    if (this.#isContextSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.#isContextSet) super.handleCommandComplete(message, connection);
    else this.#isContextSet = true;
  }
}
