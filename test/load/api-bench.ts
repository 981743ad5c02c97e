/** B10: what the API adds to the database. One vehicle is read over HTTP, and its statements alone over a bare pool; each at 60 % of what it can. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { startTestApi } from "@drawbar/cloud/http/testing/test-api.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { medianRatio } from "./harness/statistics.ts";
import type { HttpLoadTask, OpenLoadOrder, OpenLoadReport, PoolLoadTask } from "./api/open-load.ts";

const vehicles = 100_000;
const callers = 24;
const warmMs = 6_000;
const saturateMs = 2_000;
const openMs = 5_000;
const share = 0.6;

export const benches: readonly Bench[] = [
  { id: "B10", title: `API P99 over the bare pool's P99, each at 60 % of its saturation, ${vehicles} vehicles`, run: measure },
];

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const api = await startTestApi({ level: "silent" });
  const workers: Worker[] = [];
  try {
    const fleet = await api.makeFleet();
    const { rows } = await api.db.admin.query<{ vehicle_id: string }>(
      `insert into drawbar.vehicle (tenant_id, vehicle_id, call_sign) select $1, gen_random_uuid(), 'TR ' || n from generate_series(1, $2) n returning vehicle_id`,
      [fleet.tenantId, vehicles],
    );
    await api.db.admin.query("analyze drawbar.vehicle");
    const { authorization } = await fleet.headers("read");
    const tokenHash = createHash("sha256").update(authorization.replace("Bearer ", "")).digest("hex");
    const vehicleIds = rows.map((row) => row.vehicle_id);
    const start = (task: HttpLoadTask | PoolLoadTask): Worker => {
      const worker = new Worker(path.join(import.meta.dirname, "api/open-load.ts"), { workerData: task });
      workers.push(worker);
      return worker;
    };
    const asked = { vehicleIds, callSigns: [], driven: [], historyQuery: "", auditActions: [] };
    const http = start({ kind: "http", url: `http://127.0.0.1:${api.server.port}`, authorization, fleet: asked, weights: { vehicle: 1 } });
    const pool = start({ kind: "pool", url: api.db.adminUrl, tenantId: fleet.tenantId, vehicleIds, statements: statementsOf(tokenHash) });
    for (const worker of [http, pool]) await order(worker, { kind: "saturate", callers, forMs: warmMs });
    const figures = await context.rounds(async () => {
      const ours = await at60(http);
      const bare = await at60(pool);
      return { apiPerSecond: ours.perSecond, apiP50: ours.p50, apiP99: ours.p99, poolPerSecond: bare.perSecond, poolP50: bare.p50, poolP99: bare.p99 };
    });
    return [{ value: medianRatio(figures.apiP99, figures.poolP99), unit: "x", direction: "at-most", must: 2, moonshot: 1.3 }];
  } finally {
    for (const worker of workers) await worker.terminate();
    await api.dispose();
  }
}

async function at60(worker: Worker): Promise<{ readonly perSecond: number; readonly p50: number; readonly p99: number }> {
  const { perSecond: most } = await order(worker, { kind: "saturate", callers, forMs: saturateMs });
  const { perSecond, failed, failure, delaysMs } = await order(worker, { kind: "open", perSecond: most * share, forMs: openMs });
  if (failed > 0) throw new Error(`${failed} requests failed, the first: ${failure}`);
  const quantile = (of: number): number => delaysMs[Math.min(delaysMs.length - 1, Math.floor(delaysMs.length * of))] ?? Number.NaN;
  return { perSecond, p50: quantile(0.5), p99: quantile(0.99) };
}

async function order(worker: Worker, what: OpenLoadOrder): Promise<OpenLoadReport> {
  const answer = once(worker, "message");
  worker.postMessage(what);
  const [report] = (await answer) as [OpenLoadReport];
  return report;
}

/** What reading one vehicle asks of the database: who asks, and the vehicle with its unit. Without isolation, as a superuser. */
function statementsOf(tokenHash: string): readonly string[] {
  return [
    `select tenant_id, token_id, scopes, expires_at from drawbar.api_token
     where token_hash = '\\x${tokenHash}' and revoked_at is null and expires_at > now() and $1::uuid is not null and $2::uuid is not null`,
    `select v.vehicle_id, v.call_sign, v.vin, v.description, v.simulated, u.unit_id, u.device, d.depot_id, d.name, l.at_us
     from drawbar.vehicle v
     left join drawbar.unit_assignment a on a.tenant_id = $1 and a.vehicle_id = v.vehicle_id and a.kind = 'unit' and upper_inf(a.during)
     left join drawbar.unit u on u.tenant_id = $1 and u.unit_id = a.unit_id
     left join drawbar.source_presence p on p.tenant_id = $1 and p.source_id = a.unit_id
     left join drawbar.depot d on d.tenant_id = $1 and d.depot_id = p.through_id
     left join drawbar.source_latest l on l.tenant_id = $1 and l.source_id = a.unit_id
     where v.tenant_id = $1 and v.vehicle_id = $2`,
  ];
}
