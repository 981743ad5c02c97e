import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { openDatabase } from "./database.ts";
import { testDatabase, type TestDatabase } from "./testing/test-database.ts";
import type { Database, TenantTransaction } from "./tenant-transaction.ts";

let db: TestDatabase;
let one: Database;
let tenant: TenantId;
beforeAll(async () => {
  db = await testDatabase();
  one = openDatabase({ url: db.appUrl, applicationName: "test-later", connectionsMax: 1 });
});
beforeEach(async () => {
  tenant = await db.makeTenant();
});
afterAll(async () => {
  await one.close();
  await db.dispose();
});

const insert = "insert into vehicle (tenant_id, vehicle_id, call_sign) values ($1, $2, $3)";
const add = (tx: TenantTransaction, callSign: string): Promise<void> => tx.later("test-add", insert, [tx.tenantId, randomUUID(), callSign]);
const signs = async (tx: TenantTransaction = one.of(tenant)): Promise<readonly string[]> =>
  (await tx.many<{ call_sign: string }>("test-signs", "select call_sign from vehicle where tenant_id = $1 order by call_sign", [tx.tenantId])).map(
    (row) => row.call_sign,
  );
/** From the second time on the connection knows the statement, and it waits for the next. */
const warm = (): Promise<void> => one.transaction(tenant, (tx) => add(tx, "A"));

test("what was left for later is there for the next statement, in its order, and after the commit", async () => {
  await warm();
  const seen = await one.transaction(tenant, async (tx) => {
    await add(tx, "C");
    await add(tx, "B");
    const before = await signs(tx);
    await add(tx, "D");
    return before;
  });
  expect(seen).toEqual(["A", "B", "C"]);
  expect(await signs()).toEqual(["A", "B", "C", "D"]);
});

test("more of it than waits at once is there as well", async () => {
  const many = Array.from({ length: 100 }, (_, n) => `V ${String(n).padStart(3, "0")}`);
  await one.transaction(tenant, async (tx) => {
    for (const callSign of many) await add(tx, callSign);
  });
  expect(await signs()).toEqual(many);
});

test.each(["a statement", "the commit"])(
  "what fails with %s that it was left for takes the whole transaction along, even if that failure is not heard",
  async (next) => {
    await warm();
    const told = one.transaction(tenant, async (tx) => {
      await add(tx, "B");
      await signs(tx);
      await add(tx, "A"); // its call sign is taken
      if (next === "a statement") await signs(tx).catch(() => undefined);
    });
    await expect(told).rejects.toMatchObject({ code: "23505" });
    expect(await signs()).toEqual(["A"]);
  },
);

test("a savepoint does not bring back what an earlier part of the transaction believes in", async () => {
  await warm();
  const told = one.transaction(tenant, async (tx) => {
    await signs(tx);
    await tx.count("", "savepoint part", []);
    await add(tx, "A");
    await signs(tx).catch(() => undefined);
    await tx.count("", "rollback to savepoint part", []).catch(() => undefined);
  });
  await expect(told).rejects.toMatchObject({ code: "23505" });
});

test.each(["by its name", "by its value"])("a statement that is refused %s before it is sent does not lose what was left to it unheard", async (how) => {
  await warm();
  const refused = (tx: TenantTransaction): Promise<unknown> => {
    const unsendable = {
      toPostgres: () => {
        throw new Error("no such value");
      },
    };
    return how === "by its name" ? tx.many("test-signs", "select 1 where $1 = $1", [1]) : tx.many("", "select $1::text", [unsendable]);
  };
  await signs();
  const told = one.transaction(tenant, async (tx) => {
    await add(tx, "B");
    await refused(tx).catch(() => undefined);
  });
  await expect(told).rejects.toThrow(/must be unique|no such value/);
  expect(await signs()).toEqual(["A"]);
});

test("a transaction that the server has given up is not taken for committed", async () => {
  const told = one.transaction(tenant, async (tx) => {
    await add(tx, "B");
    await tx.count("", "select 1 / 0", []).catch(() => undefined);
  });
  await expect(told).rejects.toMatchObject({ code: "DATABASE_CONFLICT" });
  expect(await signs()).toEqual([]);
});

test("a transaction of nothing sends nothing, and its connection serves the next tenant", async () => {
  await one.transaction(tenant, () => Promise.resolve());
  await warm();
  tenant = await db.makeTenant();
  expect(await signs()).toEqual([]);
});

test("outside of a transaction it is done at once", async () => {
  await add(one.of(tenant), "E");
  expect(await signs()).toEqual(["E"]);
});
