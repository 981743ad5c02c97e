/** The cloud's api role as a process of its own, and what its metrics say. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { startCommand, type GoingCommand } from "../../installation/command.ts";

/** Times of the database's transactions: per upper bound in seconds, how many were at most so long. */
export type TransactionTimes = ReadonlyMap<number, number>;

export class ApiProcess {
  readonly url: string;
  readonly #operations: string;
  readonly #process: GoingCommand;

  private constructor(ports: { readonly http: number; readonly operations: number }, process: GoingCommand) {
    this.url = `http://127.0.0.1:${ports.http}`;
    this.#operations = `http://127.0.0.1:${ports.operations}`;
    this.#process = process;
  }

  /** @param options.folder for its settings and authorities. */
  static async start(options: { readonly databaseUrl: string; readonly folder: string; readonly env?: NodeJS.ProcessEnv }): Promise<ApiProcess> {
    const authorityDirectory = path.join(options.folder, "authority");
    mkdirSync(authorityDirectory, { mode: 0o700 });
    const file = path.join(options.folder, "api.yaml");
    const settings = {
      http: { port: 0, requestsPerMinuteMax: 10_000_000 },
      operations: { port: 0 },
      database: { appUrl: options.databaseUrl },
      authorityDirectory,
      log: { level: "info" },
    };
    writeFileSync(file, stringify(settings), { mode: 0o600 });
    const process = startCommand(["cloud", "api", "--config", file], options.env);
    try {
      const ports = JSON.parse(await process.said(/"ports":(\{[^}]*\}).*"cloud is up"/)) as { http: number; operations: number }; // as main.ts logs them
      return new ApiProcess(ports, process);
    } catch (error) {
      await process.stop();
      throw error;
    }
  }

  async transactionTimes(): Promise<TransactionTimes> {
    const text = await this.#metrics();
    const buckets = text.matchAll(/^drawbar_database_transaction_seconds_bucket\{le="([^"]+)",pool="cloud"\} (\d+)$/gm);
    return new Map([...buckets].map(([, bound = "", count = ""]) => [bound === "+Inf" ? Number.POSITIVE_INFINITY : Number(bound), Number(count)]));
  }

  /** Seconds of processor that it has used since its start. */
  async processorSeconds(): Promise<number> {
    const text = await this.#metrics();
    return Number(/^drawbar_process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]);
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }

  async #metrics(): Promise<string> {
    return (await fetch(`${this.#operations}/metrics`)).text();
  }
}

/** @returns seconds, between the bounds of a bucket by straight line. */
export function quantileBetween(before: TransactionTimes, after: TransactionTimes, share: number): number {
  const buckets = [...after].map(([bound, count]) => ({ bound, count: count - (before.get(bound) ?? 0) })).toSorted((left, right) => left.bound - right.bound);
  const wanted = (buckets.at(-1)?.count ?? 0) * share;
  let [bound, count] = [0, 0];
  for (const bucket of buckets) {
    if (bucket.count >= wanted && bucket.count > count) {
      return Number.isFinite(bucket.bound) ? bound + ((bucket.bound - bound) * (wanted - count)) / (bucket.count - count) : bound;
    }
    ({ bound, count } = bucket);
  }
  return Number.NaN;
}
