/** A real VictoriaMetrics (Debian package `victoria-metrics`) with its own folder and port, for tests and benchmarks. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@drawbar/runtime/net/free-port.ts";

const program = "/usr/bin/victoria-metrics";
const startMaxMs = 20_000;
const stopMaxMs = 10_000;

/** Why it cannot be started here; `undefined` when it can. Where CI is set it has to be there. */
export function victoriaMetricsMissing(): string | undefined {
  if (existsSync(program) || process.env["CI"] === "true") return undefined;
  return "not here: install the Debian package victoria-metrics";
}

export interface VictoriaMetrics {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Holds everything that it stores. */
  readonly dataDirectory: string;
  /** What was written is found by the next query, and on the disk. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** @param folder empty, and the caller's to remove. */
export async function startVictoriaMetrics(folder: string): Promise<VictoriaMetrics> {
  const port = await freePort();
  const dataDirectory = path.join(folder, "data");
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(program, [`-httpListenAddr=127.0.0.1:${port}`, `-storageDataPath=${dataDirectory}`, "-retentionPeriod=100y", "-loggerLevel=ERROR"], {
    stdio: "ignore",
  });
  // A run that ends in the middle, such as a benchmark past its time, leaves nothing behind.
  const end = (): void => void child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  await Promise.race([answering(url, child), failed]);
  return {
    url,
    dataDirectory,
    flush: async () => {
      await fetch(`${url}/internal/force_flush`);
    },
    stop: () => ended(child),
  };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  const giveUpAt = performance.now() + startMaxMs;
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`VictoriaMetrics ended with ${child.exitCode} before it answered`);
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(50);
  }
  child.kill("SIGKILL");
  throw new Error(`VictoriaMetrics did not answer within ${startMaxMs} ms`);
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const timer = setTimeout(() => child.kill("SIGKILL"), stopMaxMs);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
