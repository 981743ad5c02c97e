/** The way of a business event: told in a transaction, moved into the log by the relay, handed to a consumer of a group. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Database } from "@drawbar/cloud/db/tenant-transaction.ts";
import type { EventLog } from "@drawbar/cloud/events/event-log.ts";
import { EventRelay } from "@drawbar/cloud/events/event-relay.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { secondsOfFamily } from "../scale/process-times.ts";
import type { FromWriter, ToWriter, WriterTask } from "./business-writer.ts";

export interface PathOptions {
  /** As drawbar_worker. */
  readonly database: Database;
  readonly eventLog: EventLog;
  readonly task: WriterTask;
  readonly postmaster: number;
  readonly warmMs: number;
  readonly forMs: number;
  readonly log: Logger;
}

export interface PathFigures {
  /** Consumed events a second, after the warm-up. */
  readonly perSecond: number;
  /** Committed and not consumed, at the end of the warm-up and at the end. */
  readonly behindBefore: number;
  readonly behindAfter: number;
  /** Cores that were used. */
  readonly postgresCores: number;
  readonly ourCores: number;
}

export async function carryEvents({ database, eventLog, task, postmaster, warmMs, forMs, log }: PathOptions): Promise<PathFigures> {
  const wanted = new Set<TenantId>(task.tenants);
  let [written, consumed] = [0, 0];
  const writer = new Worker(path.join(import.meta.dirname, "business-writer.ts"), { workerData: task });
  writer.on("message", (message: FromWriter) => (written = message.written));
  const relay = new EventRelay({ database, eventLog, keepDays: 7, log });
  relay.start();
  const consumption = await eventLog.consume({
    group: randomUUID(),
    topics: ["inventory-movements"],
    handle: async (tenant, batch) => {
      if (!wanted.has(tenant)) return;
      consumed += batch.length;
      writer.postMessage({ consumed } satisfies ToWriter);
    },
  });
  try {
    await elapsed(warmMs);
    const begin = { at: performance.now(), consumed, behind: written - consumed, postgres: secondsOfFamily(postmaster), ours: process.cpuUsage() };
    await elapsed(forMs);
    const seconds = (performance.now() - begin.at) / 1_000;
    const { user, system } = process.cpuUsage(begin.ours);
    return {
      perSecond: (consumed - begin.consumed) / seconds,
      behindBefore: begin.behind,
      behindAfter: written - consumed,
      postgresCores: (secondsOfFamily(postmaster) - begin.postgres) / seconds,
      ourCores: (user + system) / 1e6 / seconds,
    };
  } finally {
    writer.postMessage("end" satisfies ToWriter);
    await once(writer, "exit");
    await relay.stop();
    await consumption.stop();
  }
}

function elapsed(forMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, forMs));
}
