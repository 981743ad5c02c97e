import { randomUUID } from "node:crypto";
import { parseSourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import type { MinuteValues } from "./minute-builder.ts";
import { joinMinutes, packMinute, unpackMinute } from "./packed-minute.ts";
import { storeMinutes } from "./rollup.ts";

const noon = 29_000_040; // a minute with which an hour begins
const sources = [parseSourceId(randomUUID()), parseSourceId(randomUUID())] as const;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.dispose());

describe("hours", () => {
  it.each([1, 2, 3])("are their minutes in order to the last bit, whatever order these are made in, seed %i", async (seed) => {
    const tenant = await db.makeTenant();
    const random = new SeededRandom(seed);
    let next = noon;
    for (let turn = 0; turn < 25; turn += 1) {
      const minutes = new Set<number>();
      // Mostly the minutes that follow; now and then late ones, ones made again, and ones whose samples are gone.
      for (let count = 1 + random.below(8); count > 0; count -= 1) minutes.add(random.chance(0.8) ? next++ : noon + random.below(next - noon + 1));
      const wanted = [...minutes].flatMap((minute) => sources.filter(() => random.chance(0.8)).map((source) => ({ source, minute })));
      const computed = wanted.map(() => ({ values: random.chance(0.1) ? new Map() : someValues(random), isClosed: false }));
      await db.worker.transaction(tenant, async (tx) => storeMinutes(tx, wanted, computed));
      expect(await hoursOf(tenant)).toEqual(await hoursFromMinutes(tenant));
    }
  });

  it("of an earlier release, which do not say how far they have come, are made whole", async () => {
    const tenant = await db.makeTenant();
    const [source] = sources;
    const make = async (minute: number): Promise<void> =>
      db.worker.transaction(tenant, async (tx) => storeMinutes(tx, [{ source, minute }], [{ values: someValues(new SeededRandom(minute)), isClosed: false }]));
    await make(noon);
    await db.admin.query("update rollup_hour set through = null, packed = $2 where tenant_id = $1", [tenant, Buffer.from(packMinute(new Map()))]);
    await make(noon + 1);
    expect(await hoursOf(tenant)).toEqual(await hoursFromMinutes(tenant));
  });
});

/** Thirds, whose sums depend on their order. */
function someValues(random: SeededRandom): MinuteValues {
  const values: MinuteValues = new Map();
  for (let signalId = 1; signalId <= 4; signalId += 1) {
    if (random.chance(0.3)) continue;
    const [low, high] = [random.next() / 3, 1 + random.next() / 3];
    values.set(signalId, { count: 1 + random.below(60), sum: random.next() * 17, min: low, max: high, last: low });
  }
  return values;
}

async function hoursOf(tenant: TenantId): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.admin.query<{ key: string; packed: Buffer }>(
    "select source_id || '/' || hour as key, packed from rollup_hour where tenant_id = $1 order by key",
    [tenant],
  );
  return new Map(rows.map(({ key, packed }) => [key, packed.toString("hex")]));
}

async function hoursFromMinutes(tenant: TenantId): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.admin.query<{ key: string; packed: Buffer }>(
    "select source_id || '/' || minute / 60 as key, packed from rollup_minute where tenant_id = $1 order by key, minute",
    [tenant],
  );
  const hours = [...Map.groupBy(rows, ({ key }) => key)].map(([key, minutes]): readonly [string, string] => {
    const hour: MinuteValues = new Map();
    for (const { packed } of minutes) {
      for (const [signalId, minute] of unpackMinute(packed)) {
        const held = hour.get(signalId);
        hour.set(signalId, held === undefined ? minute : joinMinutes(held, minute));
      }
    }
    return [key, Buffer.from(packMinute(hour)).toString("hex")];
  });
  return new Map(hours);
}
