/** A pool of connections of one database role, and statements on it that cannot forget their tenant. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import pg from "pg";
import { translateSqlError } from "./database-errors.ts";
import type { dbErrors } from "./db-errors.ts";
import type { DiskRoom } from "./disk-room.ts";
import { dbLimits } from "./limits.ts";
import { OpenStatements, SentStatements, TenantStatements, sendOn, type Send } from "./sent-statements.ts";
import { prepareTenantContext, tenantContext } from "./tenant-query.ts";
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
    return new SentStatements((name, sql, values) => this.#withClient(name, (client) => sendOn(client, { name, text: sql, values })));
  }

  of(tenant: TenantId): TenantTransaction {
    const sendAlone: Send = (name, sql, values) =>
      this.#withClient(name, async (client) => {
        await this.#prepare(client);
        return sendOn(client, { name, text: sql, values }, [tenantContext(tenant)]);
      });
    return new TenantStatements(tenant, sendAlone);
  }

  async transaction<Result>(
    tenant: TenantId,
    work: (tx: TenantTransaction) => Promise<Result>,
    options: { readonly repeatable?: boolean } = {},
  ): Promise<Result> {
    return this.#withClient("transaction", async (client) => {
      await this.#prepare(client);
      const tx = new OpenStatements(tenant, client, this.#room);
      try {
        await tx.begin(options.repeatable === true);
        const result = await work(tx);
        await tx.commit();
        return result;
      } catch (error) {
        await tx.rollback();
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

  async #prepare(client: pg.PoolClient): Promise<void> {
    if (this.#prepared.has(client)) return;
    await prepareTenantContext(client);
    this.#prepared.add(client);
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
