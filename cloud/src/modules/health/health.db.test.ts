import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { HealthService, type SystemFigures } from "./index.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => db.dispose());

const figures = (isArchiving: boolean, isArchiveFailing: boolean): SystemFigures => ({
  newest: { serverVersion: "18.4", isArchiving, isArchiveFailing, archivedAt: new Date(0), disk: { freeBytes: 254, bytes: 1_000 } },
});

test("what waits, and for how long, is said of one fleet and never of another", async () => {
  const [mine, other] = [await db.makeTenant(), await db.makeTenant()];
  const source = "0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11";
  await db.admin.query(
    "insert into drawbar.rollup_mark (tenant_id, source_id, minute, marked_at) values ($1, $2, 1, now() - interval '5 minutes'), ($1, $2, 2, now())",
    [other, source],
  );
  await db.admin.query("insert into drawbar.outbox_entry (tenant_id, topic, body) values ($1, 'x', '')", [other]);
  await db.admin.query("insert into drawbar.source_presence (tenant_id, source_id, agent) values ($1, $2, 'drawbar-edge 0.1.0')", [other, source]);
  const health = new HealthService({ database: db.app, figures: { newest: undefined } });
  const theirs = await health.read(other);
  expect(theirs.jobs.map(({ job, waiting }) => [job, waiting])).toEqual([
    ["rollup", 2],
    ["sequencer", 1],
  ]);
  expect(Date.now() - (theirs.jobs[0]?.oldestAt?.getTime() ?? 0)).toBeGreaterThan(299_000);
  expect(theirs.agents).toEqual([{ agent: "drawbar-edge 0.1.0", devices: 1 }]);
  expect(await health.read(mine)).toEqual({
    database: undefined,
    jobs: [
      { job: "rollup", waiting: 0, oldestAt: undefined },
      { job: "sequencer", waiting: 0, oldestAt: undefined },
    ],
    agents: [],
  });
});

test("a log that is not archived is told apart from one that cannot be", async () => {
  const tenant = await db.makeTenant();
  const read = async (newest: SystemFigures) => (await new HealthService({ database: db.app, figures: newest }).read(tenant)).database;
  expect(await read(figures(false, true))).toMatchObject({ logArchive: "off", archivedAt: undefined, diskFreePercent: 25 });
  expect(await read(figures(true, true))).toMatchObject({ logArchive: "failing", archivedAt: new Date(0) });
  expect(await read(figures(true, false))).toMatchObject({ logArchive: "working" });
});
