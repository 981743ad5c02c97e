import type { TenantId } from "@drawbar/proto/kernel/ids.ts";

/** Statements that name themselves: each text is parsed once per connection under its name. */
export interface Statements {
  /**
   * @param name of the prepared statement: stable, one per SQL text, at most 63 characters. The empty name means
   *   "plan anew each time", for statements whose plan depends on the values, such as a look into partitions.
   * @throws DrawbarError `DATABASE_ROW_MISSING` unless there is exactly one row.
   */
  one<Row>(name: string, sql: string, values: readonly unknown[]): Promise<Row>;
  oneOrNone<Row>(name: string, sql: string, values: readonly unknown[]): Promise<Row | undefined>;
  many<Row>(name: string, sql: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** @returns the number of rows written. */
  count(name: string, sql: string, values: readonly unknown[]): Promise<number>;
}

/** A transaction whose tenant is set in the database and cannot be changed until it ends. */
export interface TenantTransaction extends Statements {
  readonly tenantId: TenantId;
  /**
   * A statement of which only the effect is wanted, such as an entry that is written at the end of a change. It leaves
   * together with the next statement, or with the commit, which saves a round trip; what it fails with fails that one,
   * and the whole transaction with it. Outside of a transaction it is like `count`.
   */
  later(name: string, sql: string, values: readonly unknown[]): Promise<void>;
}

/** The database as the program sees it: statements of one tenant, and the few that come before a tenant is known. */
export interface Database {
  /** Each statement is a transaction of its own, in one round trip. */
  of(tenant: TenantId): TenantTransaction;
  /**
   * Several statements in one transaction: committed when `work` returns, rolled back when it throws.
   *
   * @param options.repeatable sees one state of the database throughout; may throw `DATABASE_CONFLICT`, then start again.
   */
  transaction<Result>(tenant: TenantId, work: (tx: TenantTransaction) => Promise<Result>, options?: { readonly repeatable?: boolean }): Promise<Result>;
  /** Functions of the schema `directory` and tables without a tenant. A tenant's table raises here. */
  readonly directory: Statements;
  /** Of the pool, now. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}

/** Hears of every transaction of a pool, a statement of its own included. Must not throw. */
export interface DatabaseObserver {
  /** @param name of the statement, or `transaction` where there were several; the time is without the wait for a connection. */
  transactionEnded(name: string, elapsedMs: number, hasFailed: boolean): void;
}
