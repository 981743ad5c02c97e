/** The cloud's numbers for Prometheus besides HTTP's own. Read when somebody asks; nothing is counted twice. docs/operations/metrics.md lists all. */
import { traceWork } from "@drawbar/runtime/tracing/link-trace.ts";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Database, DatabaseObserver } from "../db/tenant-transaction.ts";
import type { LinkReport } from "../link/link-role.ts";
import type { JobObserver } from "../worker/worker-role.ts";
import type { DatabaseFigures } from "./database-figures.ts";

/** Upper bounds in seconds; the database's target is 20 ms at the 99th percentile. */
const transactionBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 60];
const jobBuckets = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

const linkGauges = {
  peers: "Units and depots that are linked now.",
  sessions: "Sessions of the link that are open.",
  gathered: "Records gathered for the next commit.",
} as const;
const linkCounters = {
  commits: "Batches committed.",
  records: "Records stored, each number once.",
  samples: "Samples stored.",
  conflicts: "Records refused because their number was taken by another.",
  corrupt: "Records refused because their checksum was wrong.",
} as const;

export function addLinkMetrics(registry: Registry, report: () => LinkReport): void {
  for (const [name, help] of entriesOf(linkGauges)) addGauge(registry, `drawbar_link_${name}`, help, () => report()[name]);
  for (const [name, help] of entriesOf(linkCounters)) addCounter(registry, `drawbar_link_${name}_total`, help, () => report()[name]);
  addGauge(registry, "drawbar_link_last_commit_seconds", "How long the last commit took.", () => report().lastCommitMs / 1_000);
}

/** Measures the transactions of all pools of a process; `observerOf` goes into the options of each. */
export function createDatabaseMetrics(registry: Registry): {
  readonly observerOf: (pool: string) => DatabaseObserver;
  readonly addPool: (pool: string, database: Database) => void;
} {
  const seconds = new Histogram({
    name: "drawbar_database_transaction_seconds",
    help: "Time of a transaction, a single statement included, without the wait for a connection.",
    labelNames: ["pool"] as const,
    buckets: transactionBuckets,
    registers: [registry],
  });
  const failures = new Counter({
    name: "drawbar_database_failures_total",
    help: "Transactions that failed.",
    labelNames: ["pool"] as const,
    registers: [registry],
  });
  const pools = new Map<string, Database>();
  const connections = { open: "Connections of a pool.", idle: "Connections that nobody uses now.", waiting: "Callers that wait for a connection." } as const;
  for (const [name, help] of entriesOf(connections)) {
    registry.registerMetric(
      new Gauge({
        name: `drawbar_database_connections_${name}`,
        help,
        labelNames: ["pool"],
        registers: [],
        collect() {
          for (const [pool, database] of pools) this.set({ pool }, database.connections()[name]);
        },
      }),
    );
  }
  return {
    observerOf: (pool) => ({
      transactionEnded: (name, elapsedMs, hasFailed) => {
        traceWork(`sql ${name === "" ? "unnamed" : name}`, elapsedMs, { hasFailed, attributes: { "db.system.name": "postgresql" } });
        seconds.observe({ pool }, elapsedMs / 1_000);
        if (hasFailed) failures.inc({ pool });
      },
    }),
    addPool: (pool, database) => {
      pools.set(pool, database);
      failures.inc({ pool }, 0);
    },
  };
}

export function addServerMetrics(registry: Registry, figures: DatabaseFigures, answers: () => boolean): void {
  addGauge(registry, "drawbar_database_up", "1 while the database answers.", () => (answers() ? 1 : 0));
  addGauge(registry, "drawbar_database_bytes", "Size of the database.", () => figures.newest?.bytes);
  addGauge(registry, "drawbar_database_log_archive_failing", "1 while the server's log cannot be archived; it waits on the server's disk.", () =>
    figures.newest === undefined ? undefined : figures.newest.isArchiveFailing ? 1 : 0,
  );
  addGauge(registry, "drawbar_database_log_archived_timestamp_seconds", "When a file of the server's log was archived last; absent: never.", () =>
    figures.newest?.archivedAt === undefined ? undefined : figures.newest.archivedAt.getTime() / 1_000,
  );
  addGauge(registry, "drawbar_disk_free_bytes", "Room on the disk that the process keeps its files on.", () => figures.newest?.disk?.freeBytes);
  addGauge(registry, "drawbar_disk_bytes", "Size of that disk.", () => figures.newest?.disk?.bytes);
}

export function createJobMetrics(registry: Registry): JobObserver {
  const seconds = new Histogram({
    name: "drawbar_job_seconds",
    help: "Time of a job's turn for one tenant.",
    labelNames: ["job"] as const,
    buckets: jobBuckets,
    registers: [registry],
  });
  const failures = new Counter({
    name: "drawbar_job_failures_total",
    help: "Turns that failed; the next one tries again.",
    labelNames: ["job"] as const,
    registers: [registry],
  });
  const round = new Gauge({ name: "drawbar_job_round_timestamp_seconds", help: "When the worker had gone through all tenants last.", registers: [registry] });
  return {
    turnEnded: (job, elapsedMs, hasFailed) => {
      seconds.observe({ job }, elapsedMs / 1_000);
      failures.inc({ job }, hasFailed ? 1 : 0);
    },
    roundEnded: () => round.setToCurrentTime(),
  };
}

/** @param value `undefined` while it is not known: the metric is then absent, which differs from 0. */
function addGauge(registry: Registry, name: string, help: string, value: () => number | undefined): void {
  registry.registerMetric(
    new Gauge({
      name,
      help,
      registers: [],
      collect() {
        const now = value();
        if (now === undefined) this.remove();
        else this.set(now);
      },
    }),
  );
}

function addCounter(registry: Registry, name: string, help: string, value: () => number): void {
  registry.registerMetric(
    new Counter({
      name,
      help,
      registers: [],
      collect() {
        this.reset();
        this.inc(value());
      },
    }),
  );
}

function entriesOf<Key extends string>(table: Readonly<Record<Key, string>>): readonly (readonly [Key, string])[] {
  return Object.entries(table) as [Key, string][]; // Object.entries widens the key
}
