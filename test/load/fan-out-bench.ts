/** B13: from a live frame at the api role to every socket that follows its vehicle. */
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { startTestApi } from "@drawbar/cloud/http/testing/test-api.ts";
import { testCatalogueBytes, testCatalogueHash } from "@drawbar/cloud/link/testing/scripted-source.ts";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import type { FanOutReport, FanOutTask } from "./fan-out-client.ts";
import { median } from "./harness/statistics.ts";

const sockets = 2_000;
const vehicles = 100;
const messagesPerSecond = 10;
const warmMs = 2_000;
const measureMs = 5_000;

export const benches: readonly Bench[] = [
  { id: "B13", title: `live fan-out, ${sockets} sockets at ${messagesPerSecond} messages a second each, P99`, run: measure },
];

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const api = await startTestApi({ level: "silent" });
  try {
    const fleet = await api.makeFleet();
    await api.store.addCatalogue(fleet.tenantId, testCatalogueHash, testCatalogueBytes);
    const units: { readonly vehicleId: string; readonly source: SourceId }[] = [];
    for (let index = 0; index < vehicles; index++) {
      const vehicleId = await fleet.addVehicle(`LIVE ${index}`);
      units.push({ vehicleId, source: await fleet.addUnit(vehicleId) });
    }
    const vehicleIds = Array.from({ length: sockets }, (_, index) => units[index % vehicles]?.vehicleId ?? "");
    const { authorization } = await fleet.headers("read");
    const task: FanOutTask = { port: api.server.port, authorization, vehicleIds };
    const client = new Worker(path.join(import.meta.dirname, "fan-out-client.ts"), { workerData: task });
    await once(client, "message"); // all follow
    context.say(`${api.hub.sockets} sockets follow ${vehicles} vehicles`);
    let monoUs = 0;
    let next = 0;
    let spoken = 0;
    // Spread over time, as vehicles are: each speaks ten times a second.
    // By the clock, not by the tick: a timer that comes late catches up, so that the load is what the title says.
    const speak = (sinceMs: number): void => {
      const due = ((performance.now() - sinceMs) / 1_000) * vehicles * messagesPerSecond;
      for (; spoken < due; spoken++) {
        const { source } = units[next++ % vehicles] ?? {};
        if (source === undefined) continue;
        const nowMs = performance.timeOrigin + performance.now();
        monoUs += 1;
        api.exchange.receive(fleet.tenantId, {
          kind: "live",
          source,
          boot: 1,
          monoUs,
          catalogue: testCatalogueHash,
          values: [{ signal: 2, atUs: nowMs * 1_000, value: nowMs }],
        });
      }
    };
    try {
      const { p99 } = await context.rounds(async () => {
        const sinceMs = performance.now();
        spoken = 0;
        const speaking = setInterval(() => speak(sinceMs), 5);
        await sleep(warmMs);
        client.postMessage("start");
        await sleep(measureMs);
        const answer = once(client, "message");
        client.postMessage("report");
        const [report] = (await answer) as [FanOutReport];
        clearInterval(speaking);
        const delays = (report.kind === "timed" ? report.delaysMs : []).toSorted((left, right) => left - right);
        const at = (share: number): number => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? Number.NaN;
        return { messagesPerSecond: delays.length / (measureMs / 1_000), p50: at(0.5), p99: at(0.99), longest: at(1) };
      });
      return [{ value: median(p99), unit: "ms", direction: "at-most", must: 100, moonshot: 30 }];
    } finally {
      client.postMessage("end");
      await client.terminate();
    }
  } finally {
    await api.dispose();
  }
}
