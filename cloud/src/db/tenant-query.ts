/**
 * One statement of one tenant in one round trip: set_config, the statement and one Sync are one implicit transaction,
 * so the tenant is set for exactly this statement and is gone before the connection goes back to the pool. In the same
 * way the small statements of a transaction (begin, savepoints, notes of which only the effect is wanted) leave
 * together with the next one that is asked something.
 *
 * Four round trips (begin, set, statement, commit) reached 0.27-0.31x of a bare statement, this 0.92-0.96x
 * (docs/decisions/0010-one-round-trip-per-tenant-statement.md).
 */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import pg from "pg";

/** The part of pg's connection that a query writes to. */
interface Wire {
  stream: WireStream;
  /** By name: texts that the server has taken. */
  readonly parsedStatements: Readonly<Record<string, string>>;
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
  handleError(error: Error, connection: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
}

/** A statement under a name, which a connection keeps once it was parsed. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

type Done = (error: Error | undefined, result: pg.QueryResult) => void;
type WireQueryClass = new (config: pg.QueryConfig | NamedStatement, values: undefined, callback: Done) => WireQuery;

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

/** @returns the statement that sets the tenant until the transaction ends; ready once `prepareTenantContext` was called. */
export function tenantContext(tenantId: TenantId): NamedStatement {
  return { ...setTenant, values: [tenantId] };
}

/** Whether the statement can ride: only one that is parsed can, for the reason given at `prepareTenantContext`. */
export function canRide(client: pg.ClientBase, { name, text }: NamedStatement): boolean {
  const { connection } = client as unknown as { readonly connection: Wire }; // there, though not in the published types
  return connection.parsedStatements[name] === text;
}

/** First bytes of the messages that a rider sends: its rows, if any, are not wanted, and the Sync is that of who it rides with. */
const [bindMessage, executeMessage] = [0x42, 0x45];

/**
 * A statement whose messages leave in one write. pg hands them to the socket one by one, four to six a statement, and
 * lets it gather them; joined they take a sixth less of the processor (42-50 instead of 50-60 us a point read).
 *
 * Riders go ahead of it, in the same write: each must be one that `canRide`. What a rider fails with fails this one.
 */
export class OneWriteQuery extends PgQuery {
  readonly #riders: readonly NamedStatement[];
  #ahead: number;
  #failedRider: NamedStatement | undefined;

  constructor(config: pg.QueryConfig, callback: Done, riders: readonly NamedStatement[] = []) {
    super(config, undefined, callback);
    this.#riders = riders;
    this.#ahead = riders.length;
  }

  /** When it failed: the rider that failed, or the first that did not leave; `undefined` when all riders took effect. */
  get failedRider(): NamedStatement | undefined {
    return this.#failedRider;
  }

  override submit(connection: Wire): Error | null {
    const { stream } = connection;
    const messages: Buffer[] = [];
    let error: Error | null;
    try {
      for (const rider of this.#riders) messages.push(...messagesOf(rider, connection));
      connection.stream = capture(stream, (bytes) => messages.push(bytes));
      error = super.submit(connection);
    } catch (thrown) {
      error = thrown instanceof Error ? thrown : new Error(String(thrown));
    } finally {
      connection.stream = stream;
    }
    // One that was refused must leave nothing on the wire: without its last message the server would wait for ever.
    if (error === null && messages.length > 0) stream.write(Buffer.concat(messages));
    return error;
  }

  override handleDataRow(message: unknown): void {
    if (this.#ahead === 0) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.#ahead === 0) super.handleCommandComplete(message, connection);
    else this.#ahead--;
  }

  override handleError(error: Error, connection: Wire): void {
    if (this.#ahead > 0) this.#failedRider = this.#riders.at(-this.#ahead);
    super.handleError(error, connection);
  }
}

/** Leaves the connection's stream captured. @throws Error when a value cannot be sent. */
function messagesOf(rider: NamedStatement, connection: Wire): readonly Buffer[] {
  const { stream } = connection;
  const messages: Buffer[] = [];
  connection.stream = capture(stream, (bytes) => {
    if (bytes[0] === bindMessage || bytes[0] === executeMessage) messages.push(bytes);
  });
  let refusal: Error | undefined;
  const error = new PgQuery(rider, undefined, (failed) => (refusal = failed)).submit(connection);
  if (error !== null || refusal !== undefined) throw error ?? refusal;
  return messages;
}

function capture({ writable }: WireStream, take: (bytes: Buffer) => void): WireStream {
  return {
    writable,
    write: (bytes) => {
      take(bytes);
      return true;
    },
    cork: () => {},
    uncork: () => {},
  };
}
