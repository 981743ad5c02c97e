/** Statements on their way to the server: alone, or within a transaction that is open on a connection. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type pg from "pg";
import { translateSqlError } from "./database-errors.ts";
import { failDb } from "./db-errors.ts";
import type { DiskRoom } from "./disk-room.ts";
import { OneWriteQuery, canRide, tenantContext, type NamedStatement } from "./tenant-query.ts";
import type { Statements, TenantTransaction } from "./tenant-transaction.ts";

export type Send = (name: string, sql: string, values: readonly unknown[]) => Promise<pg.QueryResult>;

/**
 * @param riders that leave with it, ahead of it.
 * @param onLost told of the rider that failed, or of the first that did not leave, before the error is thrown.
 * @throws Error of the server, whichever of them it is about.
 */
export function sendOn(
  client: pg.PoolClient,
  { name, text, values }: NamedStatement,
  riders: readonly NamedStatement[] = [],
  onLost?: (rider: NamedStatement) => void,
): Promise<pg.QueryResult> {
  const config = name === "" ? { text, values: [...values] } : { name, text, values: [...values] };
  return new Promise((resolve, reject) => {
    const query = new OneWriteQuery(
      config,
      (error, result) => {
        if (!error) return resolve(result);
        if (query.failedRider !== undefined) onLost?.(query.failedRider);
        reject(error);
      },
      riders,
    );
    // `query` takes anything with `submit`; the overload for it returns the query itself.
    client.query(query as unknown as pg.Submittable);
  });
}

export class SentStatements implements Statements {
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

/** Of a tenant, each a transaction of its own. */
export class TenantStatements extends SentStatements implements TenantTransaction {
  readonly tenantId: TenantId;

  constructor(tenantId: TenantId, send: Send) {
    super(send);
    this.tenantId = tenantId;
  }

  async later(name: string, sql: string, values: readonly unknown[]): Promise<void> {
    await this.count(name, sql, values);
  }
}

/** Begin, and the tenant. */
const openingStatements = 2;
/** So many statements wait at most for the next one; then they leave without one. */
const waitingMax = 32;

/** Of one transaction on one connection. Nothing is sent before the first statement that is asked something. */
export class OpenStatements extends SentStatements implements TenantTransaction {
  readonly tenantId: TenantId;
  readonly #client: pg.PoolClient;
  readonly #room: DiskRoom | undefined;
  #waiting: NamedStatement[] = [];
  #hasSent = false;
  /** Set when a statement was lost whose caller believes in it: nothing may be committed then. */
  #lost: Error | undefined;

  constructor(tenantId: TenantId, client: pg.PoolClient, room: DiskRoom | undefined) {
    super((name, sql, values) => this.#send({ name, text: sql, values }));
    this.tenantId = tenantId;
    this.#client = client;
    this.#room = room;
  }

  async begin(isRepeatable: boolean): Promise<void> {
    const name = isRepeatable ? "begin-repeatable" : "begin";
    await this.later(name, isRepeatable ? "begin isolation level repeatable read" : "begin", []);
    await this.#wait(tenantContext(this.tenantId));
  }

  async later(name: string, sql: string, values: readonly unknown[]): Promise<void> {
    await this.#wait({ name, text: sql, values });
  }

  /** @throws DrawbarError of what was left to be sent, or `DATABASE_CONFLICT` when the server rolled back instead. */
  async commit(): Promise<void> {
    const isEmpty = !this.#hasSent && this.#waiting.length <= openingStatements;
    if (isEmpty && this.#lost === undefined) return;
    const { command } = await this.#send({ name: "commit", text: "commit", values: [] });
    if (command !== "COMMIT") throw failDb("DATABASE_CONFLICT", "the transaction was not committed, since a statement of it had failed");
  }

  async rollback(): Promise<void> {
    this.#waiting = [];
    if (this.#hasSent) await this.#client.query("rollback");
  }

  async #wait(statement: NamedStatement): Promise<void> {
    if (this.#lost !== undefined) throw this.#lost;
    if (canRide(this.#client, statement) && this.#waiting.length < waitingMax) this.#waiting.push(statement);
    else await this.#send(statement);
  }

  async #send(statement: NamedStatement): Promise<pg.QueryResult> {
    if (this.#lost !== undefined) throw this.#lost;
    const riders = this.#waiting;
    this.#waiting = [];
    this.#hasSent = true;
    let lost: NamedStatement | undefined;
    try {
      return await sendOn(this.#client, statement, riders, (rider) => (lost = rider));
    } catch (error) {
      const translated = translateSqlError(error, lost?.name ?? statement.name, this.#room);
      if (lost !== undefined) this.#lost ??= asError(translated);
      throw translated;
    }
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
