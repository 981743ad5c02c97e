import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database, TenantTransaction } from "../db/tenant-transaction.ts";
import { startTestApi, type TestApi, type TestFleet } from "../http/testing/test-api.ts";
import { ScriptedSource } from "../link/testing/scripted-source.ts";
import { driveCatalogueBytes, driveCatalogueHash, driveColumns, driveSamples } from "../modules/trips/testing/simulated-drive.ts";
import { TrackRole } from "./track-role.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

const log = createLogger({ process: "test", level: "silent" });
const waitMaxMs = 10_000;

/** A drive that has just ended, in segments of a minute. */
async function drivenFleet(): Promise<{ readonly fleet: TestFleet; readonly store: () => Promise<void> }> {
  const fleet = await api.makeFleet();
  const source = new ScriptedSource({ source: await fleet.addUnit(await fleet.addVehicle("TR 1")), catalogue: driveCatalogueHash });
  await api.store.addCatalogue(fleet.tenantId, driveCatalogueHash, driveCatalogueBytes);
  const startUs = Math.floor(systemClock.wallUs() / 1e6) * 1e6 - 1_800_000_000;
  const samples = driveSamples([{ seconds: 300, kmh: 0 }, { seconds: 600, kmh: 60 }, { seconds: 600, kmh: 0 }], { startUs, from: [6, 51] }); // prettier-ignore
  const store = async (): Promise<void> => {
    for (let begin = 0; begin < samples.length; begin += 60)
      await api.store.apply(fleet.tenantId, [source.segment(0, 0, { columns: driveColumns(samples.slice(begin, begin + 60)) })]);
  };
  return { fleet, store };
}

async function legsOf({ tenantId }: TestFleet): Promise<readonly string[]> {
  const { rows } = await api.db.admin.query<{ leg: string }>(
    "select kind || ' ' || (ended_us is not null) as leg from drawbar.vehicle_leg where tenant_id = $1 order by started_us",
    [tenantId],
  );
  return rows.map(({ leg }) => leg);
}

async function untilFolded(fleet: TestFleet): Promise<void> {
  for (let waited = 0; waited < waitMaxMs; waited += 50) {
    const { rows } = await api.db.admin.query("select 1 from drawbar.track_mark where tenant_id = $1", [fleet.tenantId]);
    if (rows.length === 0) return;
    await sleep(50);
  }
}

const driven = ["stop true", "trip true", "stop false"];

describe("the loop that follows vehicles", () => {
  it("makes trips of what is stored, and two of them no other ones", async () => {
    const { fleet, store } = await drivenFleet();
    const roles = [1, 2].map(() => new TrackRole({ database: api.db.worker, clock: systemClock, log }));
    for (const role of roles) role.start();
    await store();
    await untilFolded(fleet);
    await Promise.all(roles.map(async (role) => role.stop()));
    expect(await legsOf(fleet)).toEqual(driven);
  });

  it("has done nothing when it is cut off in the middle, and does it all the next time", async () => {
    const { fleet, store } = await drivenFleet();
    await store();
    const cut: Database = {
      ...api.db.worker,
      of: (tenant) => api.db.worker.of(tenant),
      directory: api.db.worker.directory,
      transaction: async (tenant, work) =>
        api.db.worker.transaction(tenant, async (tx: TenantTransaction) => {
          await work(tx);
          throw new Error("cut off");
        }),
    };
    const broken = new TrackRole({ database: cut, clock: systemClock, log });
    broken.start();
    await sleep(300);
    await broken.stop();
    expect(await legsOf(fleet)).toEqual([]);
    const role = new TrackRole({ database: api.db.worker, clock: systemClock, log });
    role.start();
    await untilFolded(fleet);
    await role.stop();
    expect(await legsOf(fleet)).toEqual(driven);
  });
});
