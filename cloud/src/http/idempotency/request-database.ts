/** Lets everything that one request writes be one transaction, without the services knowing. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, Statements, TenantTransaction } from "../../db/tenant-transaction.ts";

const current = new AsyncLocalStorage<OpenTransaction>();

/**
 * A database whose statements join the transaction of the request that sends them, where there is one (`asOne`): those
 * of its tenant, and those of `directory`, which would otherwise wait for a second connection while they hold the first.
 * Without one, and for repeatable reads, it is the database beneath.
 */
export class RequestDatabase implements Database {
  readonly #inner: Database;

  constructor(inner: Database) {
    this.#inner = inner;
  }

  get directory(): Statements {
    const open = this.#open();
    return open === undefined ? this.#inner.directory : new StepStatements(open.tenantId, open);
  }

  of(tenant: TenantId): TenantTransaction {
    const open = this.#openFor(tenant);
    return open === undefined ? this.#inner.of(tenant) : new StepStatements(tenant, open);
  }

  transaction<Result>(tenant: TenantId, work: (tx: TenantTransaction) => Promise<Result>, options: { readonly repeatable?: boolean } = {}): Promise<Result> {
    const open = options.repeatable === true ? undefined : this.#openFor(tenant);
    return open === undefined ? this.#inner.transaction(tenant, work, options) : open.step(work);
  }

  /**
   * Makes one transaction of all that is written from within `work`, in whatever it calls or starts, until it ends.
   * A change that fails inside undoes only itself, as it would alone; a read that fails ends the transaction.
   */
  asOne<Result>(tenant: TenantId, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return this.#inner.transaction(tenant, async (tx) => {
      const open = new OpenTransaction(this, tx);
      try {
        return await open.run(work);
      } finally {
        open.end();
      }
    });
  }

  connections(): { readonly open: number; readonly idle: number; readonly waiting: number } {
    return this.#inner.connections();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #openFor(tenant: TenantId): OpenTransaction | undefined {
    const open = this.#open();
    return open?.tenantId === tenant ? open : undefined;
  }

  #open(): OpenTransaction | undefined {
    const open = current.getStore();
    return open !== undefined && open.isOpen && open.owner === this ? open : undefined;
  }
}

/** A transaction that takes steps one after the other: a connection does one thing at a time. */
class OpenTransaction {
  readonly owner: RequestDatabase;
  readonly #tx: TenantTransaction;
  #last: Promise<unknown> = Promise.resolve();
  #isOpen = true;

  constructor(owner: RequestDatabase, tx: TenantTransaction) {
    this.owner = owner;
    this.#tx = tx;
  }

  get tenantId(): TenantId {
    return this.#tx.tenantId;
  }

  /** False once it has ended: what was left running then works outside of it. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  run<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return current.run(this, () => work(this.#tx));
  }

  step<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#stepNow(work));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** A step that changes nothing, and so needs no savepoint. */
  read<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => work(this.#tx));
    this.#last = result.catch(() => undefined);
    return result;
  }

  end(): void {
    this.#isOpen = false;
  }

  /** A failing statement would otherwise take the whole transaction with it, which services do not expect of each other. */
  async #stepNow<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    const tx = this.#tx;
    const inner = new OpenTransaction(this.owner, tx);
    await tx.later("step-savepoint", "savepoint step", []);
    try {
      const result = await inner.run(work);
      await tx.later("step-release", "release savepoint step", []);
      return result;
    } catch (error) {
      // When the connection is gone, so is the transaction: the error that told so is the one to report.
      await tx.count("step-rollback", "rollback to savepoint step", []).catch(() => undefined);
      throw error;
    } finally {
      inner.end();
    }
  }
}

/** Of a tenant; functions of the directory are called by `select` as well. */
const readForm = /^\s*select\b(?!.*\b(?:directory\.|for (?:(?:no key )?update|(?:key )?share)\b))/is;

class StepStatements implements TenantTransaction {
  readonly tenantId: TenantId;
  readonly #open: OpenTransaction;

  constructor(tenantId: TenantId, open: OpenTransaction) {
    this.tenantId = tenantId;
    this.#open = open;
  }

  one<Row>(name: string, sql: string, values: readonly unknown[]): Promise<Row> {
    return this.#take(sql, (tx) => tx.one<Row>(name, sql, values));
  }

  oneOrNone<Row>(name: string, sql: string, values: readonly unknown[]): Promise<Row | undefined> {
    return this.#take(sql, (tx) => tx.oneOrNone<Row>(name, sql, values));
  }

  many<Row>(name: string, sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.#take(sql, (tx) => tx.many<Row>(name, sql, values));
  }

  count(name: string, sql: string, values: readonly unknown[]): Promise<number> {
    return this.#open.step((tx) => tx.count(name, sql, values));
  }

  later(name: string, sql: string, values: readonly unknown[]): Promise<void> {
    return this.#open.step((tx) => tx.later(name, sql, values));
  }

  #take<Result>(sql: string, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return readForm.test(sql) ? this.#open.read(work) : this.#open.step(work);
  }
}
