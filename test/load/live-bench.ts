/** B14: from a frame on the bus to the WebSocket message at the console's end, while an hour of backlog drains on the same link. */
import path from "node:path";
import { openSimulatedVehicle, vehicleTraffic } from "@drawbar/edge-agent/acquisition/simulated-bus.ts";
import { edgeConfig } from "@drawbar/edge-agent/config.ts";
import { startEdgeAgent } from "@drawbar/edge-agent/edge-agent.ts";
import { LiveClient, liveAddress, type LiveMessage } from "@drawbar/api-client/live-client.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { loadIdentity } from "@drawbar/runtime/tls/identity-files.ts";
import { FlakyProxy } from "../faults/flaky-proxy.ts";
import { installationOf } from "../faults/kill/cloud-truth.ts";
import { drawbar, lastJson, RunningUp } from "../installation/command.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { syntheticCatalogue, syntheticDrive } from "./synthetic-telemetry.ts";

const backlogSeconds = 3_600;
const segmentSeconds = 10;
/** Of the link, so that the hour takes about a minute; a truck's link at the depot's far end. */
const bytesPerSecond = 12_000;
const measureMs = 40_000;
const warmMs = 3_000;

export const benches: readonly Bench[] = [
  { id: "B14", title: "frame on the bus to WebSocket message, P99, while an hour of backlog drains on the same link", run: measure },
];

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const folder = context.scratchFolder();
  const up = await RunningUp.start(path.join(folder, "installation"), ["--port", "0", "--no-fleet"]);
  const { ports } = installationOf(up.data);
  const proxy = new FlakyProxy({ target: { host: "localhost", port: ports.depotLink }, seed: 1, bytesPerSecond });
  const log = createLogger({ process: "bench", level: "error" });
  const linkThread = new LinkThread({ log });
  linkThread.start();
  await proxy.start();
  try {
    const { vehicleId, token } = await enrolVehicle(up, path.join(folder, "identity"));
    const outboxFile = path.join(folder, "outbox.sqlite");
    const backlogBytes = await fillOutbox(linkThread, path.join(folder, "identity"), outboxFile);
    context.say(`an hour of backlog, ${Math.round(backlogBytes / 1_000)} kB, through ${bytesPerSecond / 1_000} kB/s`);
    const { vehicle, buses } = openSimulatedVehicle({ kind: "car", seed: 1, name: "can0", clock: systemClock });
    const config = readConfig(edgeConfig, {
      env: {},
      overrides: { identityDirectory: path.join(folder, "identity"), "outbox.file": outboxFile, hubs: [proxy.address.replace("127.0.0.1", "localhost")] },
    });
    const agent = await startEdgeAgent({ config, clock: systemClock, log, buses, linkThread });
    const traffic = vehicleTraffic([vehicle], systemClock);
    await traffic.start();
    const delays = await watchVehicle(up.ready.console, token, vehicleId);
    await agent.refreshOutboxReport();
    const left = agent.report().outbox?.unsecuredSamples ?? 0;
    await traffic.stop();
    await agent.stop();
    context.say(
      `${delays.length} values; backlog at the end of the measurement: ${left} samples${left === 0 ? " (it drained too early; the figure is too good)" : ""}`,
    );
    const at = (share: number): number => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? Number.NaN;
    context.say(`P50 ${at(0.5).toFixed(0)} ms, P95 ${at(0.95).toFixed(0)} ms, P99 ${at(0.99).toFixed(0)} ms, longest ${at(1).toFixed(0)} ms`);
    return [{ value: left === 0 ? undefined : at(0.99), unit: "ms", direction: "at-most", must: 1_000, moonshot: 250 }];
  } finally {
    await linkThread.stop();
    await proxy.stop();
    await up.stop();
  }
}

/** @returns delays of all values that came while measuring, sorted, milliseconds. Sender and receiver share one clock. */
async function watchVehicle(origin: string, token: string, vehicleId: string): Promise<readonly number[]> {
  const delays: number[] = [];
  let isMeasuring = false;
  const client = new LiveClient({
    // Node's WebSocket takes headers, which the browser's does not.
    open: () => new WebSocket(liveAddress(origin), { headers: { authorization: `Bearer ${token}` } } as unknown as string[]),
    onMessage: (message: LiveMessage) => {
      if (!isMeasuring || message.topic !== "vehicle" || message.kind !== "delta") return;
      const nowMs = performance.timeOrigin + performance.now();
      for (const { at } of message.values) delays.push(nowMs - at);
    },
  });
  client.followVehicle(vehicleId);
  await sleep(warmMs);
  isMeasuring = true;
  await sleep(measureMs);
  client.close();
  return delays.toSorted((left, right) => left - right);
}

async function fillOutbox(thread: LinkThread, identityDirectory: string, file: string): Promise<number> {
  const box = await thread.openUnit({ file, source: loadIdentity(identityDirectory).sourceId, agent: "bench" });
  const bytes = encodeCatalogue({ version: 1, signals: syntheticCatalogue });
  await box.addCatalogue(bytes);
  const startUs = Math.floor(systemClock.wallUs() / 1_000 - backlogSeconds * 1_000) * 1_000;
  for (let second = 0; second < backlogSeconds; second += segmentSeconds) {
    const columns = syntheticDrive(second + 1, segmentSeconds, startUs + second * 1_000_000);
    await box.sealSegment(3, {
      catalogue: catalogueHash(bytes),
      firstMonoUs: second * 1_000_000,
      lastMonoUs: (second + segmentSeconds) * 1_000_000,
      clockQuality: "gnss",
      columns,
    });
  }
  const { unsecured } = await box.report();
  await box.stop();
  return unsecured[3].bytes;
}

async function enrolVehicle(up: RunningUp, identityDirectory: string): Promise<{ readonly vehicleId: string; readonly token: string }> {
  const { token } = lastJson<{ readonly token: string }>(await drawbar(["token", "--data", up.data, "--json"]));
  const { claim } = lastJson<{ readonly claim: string }>(await drawbar(["claim", "create", "unit", "--vehicle", "LIVE 1", "--data", up.data, "--json"]));
  await enrol({ claim, identityDirectory, device: "bench", kind: "unit" });
  const response = await fetch(`${up.ready.api}/vehicles/by-call-sign/LIVE%201`, { headers: { authorization: `Bearer ${token}` } });
  const { vehicleId } = (await response.json()) as { readonly vehicleId: string }; // the OpenAPI document
  return { vehicleId, token };
}

function sleep(elapsedMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, elapsedMs));
}
