/** API: a large fleet's requests, mixed, at 60 % of what one api process can, arriving when they want (Poisson). */
import { once } from "node:events";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { startTestApi } from "@drawbar/cloud/http/testing/test-api.ts";
import { ApiProcess, quantileBetween, type TransactionTimes } from "./api/api-process.ts";
import { loadFleet } from "./api/loaded-fleet.ts";
import type { HttpLoadTask, OpenLoadOrder, OpenLoadReport } from "./api/open-load.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { median, shortNumber } from "./harness/statistics.ts";

const size = { vehicles: 100_000, driven: 40, auditEntries: 700_000, events: 300_000 } as const;
const callers = 32;
const warmMs = 5_000;
const saturateMs = 5_000;
const openMs = 10_000;
const openLongMs = 120_000;
const share = 0.6;
/** As a busy fleet asks: much reading of single things, some lists and courses, one request in ten changes something. */
const weights: HttpLoadTask["weights"] = {
  vehicle: 26,
  byCallSign: 10,
  latest: 20,
  page: 5,
  pageAfter: 6,
  pageSorted: 4,
  history: 8,
  audit: 6,
  change: 10,
  register: 5,
};

export const benches: readonly Bench[] = [
  { id: "API", title: `mixed requests at 60 % of saturation, ${size.vehicles} vehicles and ${size.auditEntries + size.events} rows beside them`, run: measure },
];

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const api = await startTestApi({ level: "silent" });
  const { db } = api;
  let measured: ApiProcess | undefined;
  let worker: Worker | undefined;
  try {
    const owner = await api.makeFleet();
    const fleet = await loadFleet(api, owner, size);
    measured = await ApiProcess.start({ databaseUrl: db.appUrl, folder: context.scratchFolder() });
    const task: HttpLoadTask = { kind: "http", url: measured.url, ...(await owner.headers()), fleet, weights };
    worker = new Worker(path.join(import.meta.dirname, "api/open-load.ts"), { workerData: task });
    await order(worker, { kind: "saturate", callers, forMs: warmMs });
    const rounds = await context.rounds(async () => at60(context, worker as Worker, measured as ApiProcess)); // both are there by now
    return [
      { name: "p99", value: median(rounds.p99), unit: "ms", direction: "at-most", must: 50, moonshot: 20 },
      { name: "database", value: median(rounds.databaseP99), unit: "ms", direction: "at-most", must: 20, moonshot: 5 },
    ];
  } finally {
    await worker?.terminate();
    await measured?.stop();
    await api.dispose();
  }
}

async function at60(context: BenchContext, worker: Worker, measured: ApiProcess) {
  const { perSecond: most } = await order(worker, { kind: "saturate", callers, forMs: saturateMs });
  const [before, processorBefore] = [await measured.transactionTimes(), await measured.processorSeconds()];
  const report = await order(worker, { kind: "open", perSecond: most * share, forMs: context.isLong ? openLongMs : openMs });
  const [after, processorAfter] = [await measured.transactionTimes(), await measured.processorSeconds()];
  for (const [kind, delays] of Object.entries(report.delaysByKind)) {
    context.say(
      `  ${kind.padEnd(12)} ${String(delays.length).padStart(6)} times, P50 ${shortNumber(quantile(delays, 0.5))} ms, P99 ${shortNumber(quantile(delays, 0.99))} ms`,
    );
  }
  const ofDatabase = (of: number): number => quantileBetween(before, after, of) * 1_000;
  return {
    saturation: most,
    perSecond: report.perSecond,
    transactions: (countOf(after) - countOf(before)) / report.delaysMs.length,
    processorMs: ((processorAfter - processorBefore) * 1_000) / report.delaysMs.length,
    p50: quantile(report.delaysMs, 0.5),
    p99: quantile(report.delaysMs, 0.99),
    p999: quantile(report.delaysMs, 0.999),
    databaseP50: ofDatabase(0.5),
    databaseP99: ofDatabase(0.99),
    databaseP999: ofDatabase(0.999),
  };
}

function countOf(times: TransactionTimes): number {
  return times.get(Number.POSITIVE_INFINITY) ?? 0;
}

async function order(worker: Worker, what: OpenLoadOrder): Promise<OpenLoadReport> {
  const answer = once(worker, "message");
  worker.postMessage(what);
  const [report] = (await answer) as [OpenLoadReport]; // what open-load.ts answers
  if (report.failed > 0) throw new Error(`${report.failed} requests failed, the first: ${report.failure}`);
  return report;
}

function quantile(sorted: readonly number[], of: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Number.NaN;
}
