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
  stream: WireStream;
  bind(config: { readonly statement: string; readonly values: readonly string[] }): void;
  execute(config: { readonly portal: string; readonly rows: number }): void;
}

interface WireStream {
  readonly writable: boolean;
  write(bytes: Buffer): boolean;
  cork(): void;
  uncork(): void;
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

/**
 * A statement whose messages leave in one write. pg hands them to the socket one by one, four to six a statement, and
 * lets it gather them; joined they take a sixth less of the processor (42-50 instead of 50-60 us a point read).
 */
export class OneWriteQuery extends PgQuery {
  constructor(config: pg.QueryConfig, callback: Done) {
    super(config, undefined, callback);
  }

  override submit(connection: Wire): Error | null {
    const { stream } = connection;
    const messages: Buffer[] = [];
    connection.stream = {
      writable: stream.writable,
      write: (bytes) => messages.push(bytes) > 0,
      cork: () => {},
      uncork: () => {},
    };
    let error: Error | null;
    try {
      error = this.prepareAll(connection);
    } finally {
      connection.stream = stream;
    }
    // One that was refused must leave nothing on the wire: without its last message the server would wait for ever.
    if (error === null && messages.length > 0) stream.write(Buffer.concat(messages));
    return error;
  }

  protected prepareAll(connection: Wire): Error | null {
    return super.submit(connection);
  }
}

export class TenantQuery extends OneWriteQuery {
  readonly #tenantId: TenantId;
  #isContextSet = false;

  constructor(tenantId: TenantId, config: pg.QueryConfig, callback: Done) {
    super(config, callback);
    this.#tenantId = tenantId;
  }

  protected override prepareAll(connection: Wire): Error | null {
    connection.bind({ statement: setTenant.name, values: [this.#tenantId] });
    connection.execute({ portal: "", rows: 0 });
    return super.prepareAll(connection);
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
