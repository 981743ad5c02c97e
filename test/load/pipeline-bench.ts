/** B6: durable vehicle -> depot -> cloud, over the usual chain of JSON, MQTT and rows, on one machine in one run. */
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import pg from "pg";
import { drawbar, lastJson, RunningUp } from "../installation/command.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { medianRatio } from "./harness/statistics.ts";
import { MemoryUnit } from "./pipeline/memory-unit.ts";
import { loadNaive, naiveFleet, type NaiveFleet } from "./pipeline/naive-load.ts";
import { syntheticCatalogue, syntheticDrive, syntheticSignals, type ScaledColumn } from "./synthetic-telemetry.ts";

const units = 50;
const segmentsPerUnit = 100;
const segmentSeconds = 10;
const naiveVehicles = 100;
const naiveSeconds = 40;
/** 2026-11-01T00:00Z: within what the cloud keeps. */
const startUs = 1_793_491_200_000_000;

export const benches: readonly Bench[] = [
  { id: "B6", title: "durable samples a second, vehicle to depot to cloud (mutual TLS, fsync, commit), over JSON/MQTT/rows", run: measure },
];

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const folder = context.scratchFolder();
  const data = path.join(folder, "installation");
  context.say(`starting an installation, ${units} units enrol`);
  const up = await RunningUp.start(data, ["--port", "0", "--no-fleet"]);
  const installation = JSON.parse(readFileSync(path.join(data, "installation.json"), "utf8")) as InstallationFile; // written by "drawbar up"
  const naive = await startNaive(installation);
  try {
    const identities = await enrolUnits(up, folder);
    context.say("making telemetry");
    const naiveRows = naiveTelemetry();
    const drives = Array.from({ length: units }, (_, unit) =>
      Array.from({ length: segmentsPerUnit }, (_segment, segment) =>
        syntheticDrive(unit * 1_000 + segment + 1, segmentSeconds, startUs + segment * segmentSeconds * 1_000_000),
      ),
    );
    const hub = `localhost:${installation.ports.depotLink}`;
    // Both are warm before anything counts.
    await loadNaive(naiveRows, naive.port, naive.database);
    await loadOurs(identities.slice(0, 10), drives, hub);
    const { ours, peer } = await context.rounds(async () => ({
      peer: await loadNaive(naiveRows, naive.port, naive.database),
      ours: await loadOurs(identities, drives, hub),
    }));
    return [{ value: medianRatio(ours, peer), unit: "x", direction: "at-least", must: 20, moonshot: 100 }];
  } finally {
    naive.child.kill("SIGTERM");
    await naive.database.end();
    await up.stop();
  }
}

/** @returns samples a second, from the first connection until the last mark says secured. */
async function loadOurs(identities: readonly Identity[], drives: readonly (readonly (readonly ScaledColumn[])[])[], hub: string): Promise<number> {
  const log = createLogger({ process: "bench", level: "error" });
  const catalogueBytes = encodeCatalogue({ version: 1, signals: syntheticCatalogue });
  let total = 0;
  const loads = identities.map((identity, index) => {
    const unit = new MemoryUnit({ identity, hub, log });
    const catalogue = unit.addCatalogue(catalogueBytes);
    let samples = 0;
    for (const columns of drives[index] ?? []) {
      const produced = columns.reduce((sum, { times }) => sum + times.length, 0);
      const first = columns[0]?.times[0] ?? startUs;
      unit.seal({
        produced,
        catalogue,
        encode: (numbering) =>
          encodeSegment(
            { ...numbering, catalogue, clockQuality: "gnss", firstMonoUs: first - startUs, lastMonoUs: first - startUs + segmentSeconds * 1_000_000 },
            columns,
          ),
      });
      samples += produced;
    }
    total += samples;
    return { unit, samples };
  });
  const startedAt = performance.now();
  await Promise.all(loads.map(({ unit, samples }) => unit.send(samples)));
  const elapsedMs = performance.now() - startedAt;
  for (const { unit } of loads) unit.stop();
  return total / (elapsedMs / 1_000);
}

async function enrolUnits(up: RunningUp, folder: string): Promise<readonly Identity[]> {
  const { token } = lastJson<{ readonly token: string }>(
    await drawbar(["token", "--data", up.data, "--scope", "read", "--scope", "write", "--scope", "admin", "--json"]),
  );
  const identities: Identity[] = [];
  for (let unit = 0; unit < units; unit += 1) {
    const response = await fetch(`${up.ready.api}/claims`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ kind: "unit", callSign: `B ${unit}`, simulated: true }),
    });
    const { claim } = (await response.json()) as { readonly claim: string }; // the OpenAPI document
    identities.push(await enrol({ claim, identityDirectory: path.join(folder, `unit-${unit}`), device: `bench ${unit}`, kind: "unit" }));
  }
  return identities;
}

function naiveTelemetry(): NaiveFleet {
  return naiveFleet(
    Array.from({ length: naiveVehicles }, (_, vehicle) =>
      syntheticDrive(vehicle + 1, naiveSeconds)
        .flatMap(({ signal, times, raw }) =>
          Array.from(times, (at, index) => ({ signal, atMs: at / 1_000, value: (raw[index] ?? 0) * (syntheticSignals[signal]?.factor ?? 1) })),
        )
        .toSorted((left, right) => left.atMs - right.atMs),
    ),
  );
}

interface InstallationFile {
  readonly ports: { readonly depotLink: number; readonly postgres: number };
  readonly database: { readonly admin: string };
}

async function startNaive(installation: InstallationFile): Promise<{ readonly child: ChildProcess; readonly port: number; readonly database: pg.Client }> {
  const url = (database: string): string =>
    `postgres://postgres:${encodeURIComponent(installation.database.admin)}@127.0.0.1:${installation.ports.postgres}/${database}?sslmode=disable`;
  const admin = new pg.Client({ connectionString: url("postgres") });
  await admin.connect();
  await admin.query("create database naive");
  await admin.end();
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "pipeline/naive-server.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NAIVE_DATABASE_URL: url("naive") },
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^listening (\d+)$/.exec(line)?.[1];
    if (port === undefined) continue;
    const database = new pg.Client({ connectionString: url("naive") });
    await database.connect();
    return { child, port: Number(port), database };
  }
  throw new Error("the naive chain did not start");
}
