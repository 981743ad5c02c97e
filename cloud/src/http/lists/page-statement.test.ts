import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { expect, test } from "vitest";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { readPage, type PageQuestion } from "./page-statement.ts";

interface Row {
  readonly name: string;
  readonly id: number;
}

const tenantId = parseTenantId("01890a5d-ac96-774b-bcce-b302099a8057");

/** Keeps what it was asked and answers with the same rows. */
function askedOf(rows: readonly Row[]) {
  const asked: { name: string; text: string; values: readonly unknown[] }[] = [];
  const tx = {
    tenantId,
    many: async (name: string, text: string, values: readonly unknown[]) => {
      asked.push({ name, text: text.replaceAll(/\s+/g, " "), values });
      return rows;
    },
  } as unknown as TenantTransaction; // reading a page calls nothing else
  return { asked, tx };
}

function question(over: Partial<PageQuestion<Row>> = {}): PageQuestion<Row> {
  return {
    name: "things",
    select: "select name, id from thing",
    where: () => ["tenant_id = $1"],
    order: [
      { column: "name", type: "text", of: ({ name }) => name },
      { column: "id", type: "int", of: ({ id }) => id },
    ],
    isDescending: false,
    limit: 2,
    ...over,
  };
}

test("a statement says only what is asked for, and its limit stands in the text", async () => {
  const { asked, tx } = askedOf([]);
  await readPage(tx, question());
  await readPage(tx, question({ where: (bind) => ["tenant_id = $1", undefined, `kind = ${bind("van")}`], isDescending: true, limit: 200, position: ["b", 7] }));
  expect(asked.map(({ text, values }) => ({ text, values }))).toEqual([
    { text: "select name, id from thing where tenant_id = $1 order by name asc, id asc limit 51", values: [tenantId] },
    {
      text: "select name, id from thing where tenant_id = $1 and kind = $2 and (name, id) < ($3::text, $4::int) order by name desc, id desc limit 201",
      values: [tenantId, "van", "b", 7],
    },
  ]);
});

test("another value has the same statement's name, another text has another", async () => {
  const { asked, tx } = askedOf([]);
  const kinds = (kind: string) => question({ where: (bind) => ["tenant_id = $1", `kind = ${bind(kind)}`] });
  for (const each of [kinds("van"), kinds("bus"), question(), question({ limit: 100 }), question({ isDescending: true }), question({ position: ["b", 7] })])
    await readPage(tx, each);
  const [van, bus, ...others] = asked.map(({ name }) => name);
  expect(van).toBe(bus);
  expect(new Set([van, ...others]).size).toBe(5);
  expect(Math.max(...asked.map(({ name }) => name.length))).toBeLessThanOrEqual(63);
});

test("a page has no more than its limit and ends at its last row; the last page has no end", async () => {
  const rows = [1, 2, 3].map((id) => ({ name: `n${id}`, id }));
  expect(await readPage(askedOf(rows).tx, question())).toEqual({ rows: rows.slice(0, 2), end: ["n2", 2] });
  expect(await readPage(askedOf(rows).tx, question({ limit: 3 }))).toEqual({ rows });
  expect(await readPage(askedOf([]).tx, question())).toEqual({ rows: [] });
});
