import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startVictoriaMetrics, victoriaMetricsMissing, type VictoriaMetrics } from "../../../test/peers/victoria-metrics.ts";
import { testDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { PostgresCloudStore } from "../link/store/postgres-cloud-store.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../link/testing/scripted-source.ts";
import { addVehicle, putUnit } from "../link/testing/test-fleet.ts";
import { CatalogueStore } from "../modules/telemetry/index.ts";
import { exportMinutes, type ExportTurn, type LineSink } from "./export-job.ts";
import { InfluxSink } from "./influx-sink.ts";
import { rollUp } from "./rollup-job.ts";

const second = 1_000_000;
const log = createLogger({ process: "test", level: "silent" });
const clock = new ManualClock({ wallUs: noonUs + 3_600 * second });

let db: TestDatabase;
let tenant: TenantId;
let vehicle: VehicleId;
let source: ScriptedSource;
let store: PostgresCloudStore;
let catalogues: CatalogueStore;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.dispose());
beforeEach(async () => {
  tenant = await db.makeTenant();
  vehicle = await addVehicle(db, tenant);
  source = new ScriptedSource();
  await putUnit(db, tenant, source.source, vehicle);
  store = new PostgresCloudStore({ database: db.app, catalogues: new CatalogueStore({ database: db.app }), clock });
  catalogues = new CatalogueStore({ database: db.worker });
  await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);
});

async function rollAllUp(): Promise<void> {
  while ((await rollUp(db.worker, { catalogues, clock, isExported: true }, tenant, { minutesMax: 100, restMs: 0 })) !== 0);
}

function exportTo(sink: LineSink): Promise<ExportTurn | undefined> {
  return exportMinutes(db.worker, { catalogues, clock, sink }, tenant);
}

/** Keeps the lines, each once, as a time-series database does. */
class MemorySink implements LineSink {
  readonly lines = new Set<string>();
  isDown = false;

  async write(lines: string): Promise<void> {
    if (this.isDown) throw new Error("down");
    for (const line of lines.split("\n")) if (line !== "") this.lines.add(line);
  }
}

describe("export to a sink", () => {
  it("sends every sample of a vehicle's unit once in effect, late ones and repeats included, and none of a recording", async () => {
    const run = new ScriptedSource();
    await putUnit(db, tenant, run.source, vehicle, { kind: "replay" });
    const [first, second_, late] = [source.segment(noonUs, 30), source.segment(noonUs + 70 * second, 30), source.segment(noonUs + 30 * second, 20)];
    await store.apply(tenant, [first, second_, run.segment(noonUs, 30)]);
    await rollAllUp();
    const sink = new MemorySink();
    expect(await exportTo(sink)).toEqual({ minutes: 3, samples: 60 });
    expect(await exportTo(sink)).toEqual({ minutes: 0, samples: 0 });
    await store.apply(tenant, [late, first]);
    await rollAllUp();
    expect(await exportTo(sink)).toMatchObject({ samples: 50 });
    expect(sink.lines.size).toBe(80);
    expect(sink.lines).toContain(
      `telemetry,signal=Vehicle.Speed,source=can0/SPEED/V,tenant=${tenant},unit=${source.source},vehicle=${vehicle} value=10.01 ${noonUs + second}000`,
    );
  });

  it("waits while the sink is down, and goes on where it was", async () => {
    await store.apply(tenant, [source.segment(noonUs, 30)]);
    await rollAllUp();
    const sink = new MemorySink();
    sink.isDown = true;
    await expect(exportTo(sink)).rejects.toThrow("down");
    await expect(exportTo(sink)).rejects.toThrow("down");
    sink.isDown = false;
    expect(await exportTo(sink)).toEqual({ minutes: 1, samples: 30 });
  });

  it("is done by one worker of a tenant at a time", async () => {
    await store.apply(tenant, [source.segment(noonUs, 30)]);
    await rollAllUp();
    const others: unknown[] = [];
    const sink = new MemorySink();
    await exportTo({
      write: async (lines) => {
        others.push(await exportTo(sink));
        await sink.write(lines);
      },
    });
    expect([others, sink.lines.size]).toEqual([[undefined], 30]);
  });
});

describe("a sink over HTTP", () => {
  let server: Server;
  let url: string;
  const answers: number[] = [];
  const seen: { readonly authorization: string | undefined; readonly path: string | undefined }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push({ authorization: request.headers.authorization, path: request.url });
      request.resume().on("end", () => response.writeHead(answers.shift() ?? 204, { location: "/elsewhere" }).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/write?db=fleet`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it("is tried again when it is busy, given up for now when it stays so, and never followed elsewhere", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "drawbar-sink-"));
    try {
      const tokenFile = path.join(folder, "token");
      await writeFile(tokenFile, "secret\n");
      const sink = new InfluxSink({ url, tokenFile, timeoutMs: 2_000, log });
      answers.push(503);
      await sink.write("a value=1 1\n");
      expect(seen).toEqual(Array.from({ length: 2 }, () => ({ authorization: "Token secret", path: "/write?db=fleet" })));
      answers.push(500, 503, 401);
      await expect(sink.write("a value=1 1\n")).rejects.toMatchObject({ code: "SINK_UNAVAILABLE" });
      answers.push(307, 307, 307);
      await expect(sink.write("a value=1 1\n")).rejects.toMatchObject({ code: "SINK_UNAVAILABLE" });
      expect(seen.some((request) => request.path === "/elsewhere")).toBe(false);
      answers.push(400); // lines that are wrong would be wrong for ever
      await sink.write("nonsense\n");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

const missing = victoriaMetricsMissing();

describe.skipIf(missing !== undefined)(`VictoriaMetrics${missing === undefined ? "" : ` (${missing})`}`, () => {
  let folder: string;
  let peer: VictoriaMetrics;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "drawbar-peer-"));
    peer = await startVictoriaMetrics(folder);
  });
  afterAll(async () => {
    await peer.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("gets samples with their very values and times, whatever the names hold", async () => {
    await store.apply(tenant, [source.segment(noonUs, 30), source.segment(noonUs + 60 * second, 30, { raw: 7_000 })]);
    await rollAllUp();
    const sink = new InfluxSink({ url: `${peer.url}/write`, timeoutMs: 2_000, log });
    expect(await exportTo(sink)).toEqual({ minutes: 2, samples: 60 });
    await sink.write(String.raw`telemetry,signal=a\ b\,c\=d,tenant=t value=1.5 1795608000000000000` + "\n");
    await peer.flush();
    const question = new URLSearchParams({ "match[]": `telemetry_value{vehicle="${vehicle}"}` });
    const answer = (await (await fetch(`${peer.url}/api/v1/export?${question}`)).json()) as { values: number[]; timestamps: number[]; metric: object };
    expect(answer.metric).toMatchObject({ signal: "Vehicle.Speed", source: "can0/SPEED/V", unit: source.source, tenant });
    expect([answer.values.length, answer.values[1], answer.values[59], answer.timestamps[59]]).toEqual([60, 10.01, 70.29, noonUs / 1_000 + 89_000]);
    const odd = await (await fetch(`${peer.url}/api/v1/export?${new URLSearchParams({ "match[]": 'telemetry_value{tenant="t"}' })}`)).json();
    expect(odd).toMatchObject({ metric: { signal: "a b,c=d" }, values: [1.5] });
  });
});
