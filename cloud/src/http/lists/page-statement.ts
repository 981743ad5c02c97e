/** Reads a page of a list by a statement whose text says only what is asked for. */
import { hash } from "node:crypto";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "./cursor.ts";

/** What a parameter that holds a part of a position is compared as. */
const casts = {
  text: (name: string) => `${name}::text`,
  uuid: (name: string) => `${name}::uuid`,
  bigint: (name: string) => `${name}::bigint`,
  int: (name: string) => `${name}::int`,
  date: (name: string) => `${name}::date`,
  timestamptz: (name: string) => `${name}::timestamptz`,
  /** Of a timestamptz: a Date would lose digits. */
  microseconds: (name: string) => `timestamptz 'epoch' + ${name}::bigint * interval '1 microsecond'`,
} as const;

/** By what a list is sorted: a column of an index, and the value that a cursor keeps of it. */
export interface OrderColumn<Row> {
  readonly column: string;
  readonly type: keyof typeof casts;
  readonly of: (row: Row) => string | number;
}

/** Gives a value a parameter. @returns its name, for the text. */
export type Bind = (value: unknown) => string;

export interface PageQuestion<Row> {
  /** Of the list, at most 40 characters. */
  readonly name: string;
  /** Up to the conditions; `$1` is the tenant. */
  readonly select: string;
  /** What is asked for, the tenant first; `undefined` where a filter is not. */
  readonly where: (bind: Bind) => readonly (string | undefined)[];
  /** Together they tell any two rows apart. */
  readonly order: readonly OrderColumn<Row>[];
  readonly isDescending: boolean;
  /** 1 to 5,000. */
  readonly limit: number;
  /** Where the page before ended. */
  readonly position?: Position | undefined;
}

export interface PageOfRows<Row> {
  readonly rows: readonly Row[];
  /** Where it ended; absent on the last page. */
  readonly end?: Position;
}

/**
 * Rows that a text asks for: a limit that is a parameter would be planned for a tenth of the list. A page takes the next
 * larger one, so that there are few texts.
 */
const rowsRead = [51, 201, 1_001, 5_001] as const;

/**
 * A condition on whether a filter is there would keep a kept plan from every index: PostgreSQL then plans each call anew
 * (2.8 ms with 100,000 vehicles), or reads the whole list.
 */
export async function readPage<Row>(tx: TenantTransaction, question: PageQuestion<Row>): Promise<PageOfRows<Row>> {
  const { limit, order } = question;
  const { name, text, values } = pageStatement(tx, question);
  const found = await tx.many<Row>(name, text, values);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return found.length > limit && last !== undefined ? { rows, end: order.map(({ of }) => of(last)) } : { rows };
}

function pageStatement<Row>({ tenantId }: TenantTransaction, { name, select, where, order, isDescending, limit, position }: PageQuestion<Row>) {
  const [direction, comparison] = isDescending ? (["desc", "<"] as const) : (["asc", ">"] as const);
  const values: unknown[] = [tenantId];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const conditions = where(bind).filter((condition) => condition !== undefined);
  if (position !== undefined) {
    const places = order.map(({ type }, index) => casts[type](bind(position[index])));
    conditions.push(`(${order.map(({ column }) => column).join(", ")}) ${comparison} (${places.join(", ")})`);
  }
  const text = `${select}
    where ${conditions.join(" and ")}
    order by ${order.map(({ column }) => `${column} ${direction}`).join(", ")}
    limit ${rowsRead.find((rows) => rows > limit) ?? limit + 1}`;
  // One name a text, whatever was asked for.
  return { name: `${name}-${hash("sha256", text).slice(0, 12)}`, text, values };
}
