/** A pool of connections of one database role, and statements on it that cannot forget their tenant. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import pg from "pg";
import { translateSqlError } from "./database-errors.ts";
import { failDb, type dbErrors } from "./db-errors.ts";
import type { DiskRoom } from "./disk-room.ts";
import { dbLimits } from "./limits.ts";
import { OneWriteQuery, TenantQuery, prepareTenantContext } from "./tenant-query.ts";
import type { Database, DatabaseObserver, Statements, TenantTransaction } from "./tenant-transaction.ts";

export interface DatabaseOptions {
  /** `postgres://role:password@host:port/database`; the role must not be able to bypass row-level security. */
  readonly url: string;
  /** Shown in pg_stat_activity, such as `drawbar-api`. */
  readonly applicationName: string;
  readonly connectionsMax?: number | undefined;
  readonly log?: Logger | undefined;
  readonly observer?: DatabaseObserver | undefined;
  /** Told when the server has no room on its disk. */
  readonly room?: DiskRoom | undefined;
}

type Send = (name: string, sql: string, values: readonly unknown[]) => Promise<pg.QueryResult>;

/** Connects when the first statement comes; so a database that is not up yet fails that statement, not the start. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.connectionsMax ?? dbLimits.connectionsMax,
    connectionTimeoutMillis: dbLimits.connectTimeoutMs,
    idleTimeoutMillis: 60_000,
    statement_timeout: dbLimits.statementTimeoutMs,
    idle_in_transaction_session_timeout: dbLimits.idleInTransactionMs,
    keepAlive: true,
  });
  // A connection that breaks while idle is replaced; without a listener Node would end the process.
  pool.on("error", (error) => options.log?.warn({ error }, "idle database connection broke"));
  // Between the pool's own listener and that of who took it, a connection has none for a moment: one that is cut right
  // then would end the process. Who took it finds out with the first statement.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new PooledDatabase(pool, options);
}

class PooledDatabase implements Database {
  readonly #pool: pg.Pool;
  readonly #observer: DatabaseObserver | undefined;
  readonly #room: DiskRoom | undefined;
  readonly #prepared = new WeakSet<pg.PoolClient>();
  #closing: Promise<void> | undefined;

  constructor(pool: pg.Pool, { observer, room }: Pick<DatabaseOptions, "observer" | "room">) {
    this.#pool = pool;
    this.#observer = observer;
    this.#room = room;
  }

  get directory(): Statements {
    return new SentStatements((name, sql, values) => this.#withClient(name, (client) => send(client, config(name, sql, values))));
  }

  of(tenant: TenantId): TenantTransaction {
    return new TenantStatements(tenant, (name, sql, values) =>
      this.#withClient(name, async (client) => {
        if (!this.#prepared.has(client)) {
          await prepareTenantContext(client);
          this.#prepared.add(client);
        }
        return sendInTenant(client, tenant, config(name, sql, values));
      }),
    );
  }

  async transaction<Result>(
    tenant: TenantId,
    work: (tx: TenantTransaction) => Promise<Result>,
    options: { readonly repeatable?: boolean } = {},
  ): Promise<Result> {
    return this.#withClient("transaction", async (client) => {
      // The id goes into the text, since a text of two statements takes no parameters.
      await client.query(
        `begin${options.repeatable === true ? " isolation level repeatable read" : ""}; select set_config('drawbar.tenant_id', ${pg.escapeLiteral(tenant)}, true)`,
      );
      try {
        const tx = new TenantStatements(tenant, async (name, sql, values) => {
          try {
            return await send(client, config(name, sql, values));
          } catch (error) {
            throw translateSqlError(error, name, this.#room);
          }
        });
        const result = await work(tx);
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback");
        throw error;
      }
    });
  }

  connections(): { readonly open: number; readonly idle: number; readonly waiting: number } {
    return { open: this.#pool.totalCount, idle: this.#pool.idleCount, waiting: this.#pool.waitingCount };
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }

  async #withClient<Result>(name: string, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    let client: pg.PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      throw translateSqlError(error, name, this.#room);
    }
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on("error", onError);
    const startedAt = performance.now();
    let hasFailed = false;
    try {
      return await work(client);
    } catch (error) {
      hasFailed = true;
      const translated = translateSqlError(error, name, this.#room);
      if (hasCode(translated, "DATABASE_UNAVAILABLE")) broken ??= translated;
      if (hasCode(translated, "DATABASE_FULL")) this.#room?.ranOut(translated.message);
      throw translated;
    } finally {
      this.#observer?.transactionEnded(name, performance.now() - startedAt, hasFailed);
      client.off("error", onError);
      // A connection in an unknown state is thrown away; the next caller gets a fresh one.
      client.release(broken);
    }
  }
}

function hasCode(error: unknown, code: keyof typeof dbErrors): error is Error {
  return error instanceof Error && "code" in error && error.code === code;
}

function config(name: string, sql: string, values: readonly unknown[]): pg.QueryConfig {
  const base = { text: sql, values: [...values] };
  return name === "" ? base : { ...base, name };
}

type Settled = (error: Error | undefined, result: pg.QueryResult) => void;

function send(client: pg.PoolClient, query: pg.QueryConfig): Promise<pg.QueryResult> {
  return submit(client, (settled) => new OneWriteQuery(query, settled));
}

function sendInTenant(client: pg.PoolClient, tenant: TenantId, query: pg.QueryConfig): Promise<pg.QueryResult> {
  return submit(client, (settled) => new TenantQuery(tenant, query, settled));
}

function submit(client: pg.PoolClient, make: (settled: Settled) => OneWriteQuery): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    // `query` takes anything with `submit`; the overload for it returns the query itself.
    client.query(make((error, result) => (error ? reject(error) : resolve(result))) as unknown as pg.Submittable);
  });
}

class SentStatements implements Statements {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  async one<Row>(name: string, sql: string, values: readonly unknown[]): Promise<Row> {
    const rows = await this.many<Row>(name, sql, values);
    const [row] = rows;
    if (row === undefined || rows.length > 1) throw failDb("DATABASE_ROW_MISSING", `statement ${name} gave ${rows.length} rows instead of one`);
    return row;
  }

  async oneOrNone<Row>(name: string, sql: string, values: readonly unknown[]): Promise<Row | undefined> {
    const rows = await this.many<Row>(name, sql, values);
    if (rows.length > 1) throw failDb("DATABASE_ROW_MISSING", `statement ${name} gave ${rows.length} rows instead of at most one`);
    return rows[0];
  }

  async many<Row>(name: string, sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    const { rows } = await this.#send(name, sql, values);
    return rows as Row[]; // the caller's SQL names the columns
  }

  async count(name: string, sql: string, values: readonly unknown[]): Promise<number> {
    const { rowCount } = await this.#send(name, sql, values);
    return rowCount ?? 0;
  }
}

class TenantStatements extends SentStatements implements TenantTransaction {
  readonly tenantId: TenantId;

  constructor(tenantId: TenantId, send: Send) {
    super(send);
    this.tenantId = tenantId;
  }
}
