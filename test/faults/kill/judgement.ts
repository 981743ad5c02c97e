/** What both kinds of drill end with: the fleet stops, its outboxes empty, and everything is counted. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { drawbar, lastJson, startCommand, type RunningUp } from "../../installation/command.ts";
import type { DrillContext, DrillOutcome } from "../drill.ts";
import { CloudTruth, installationOf } from "./cloud-truth.ts";
import { producedOf, recordsOf } from "./holder-truth.ts";

const readyMs = 30_000;
const drainMs = 120_000;

interface StreamAccount {
  readonly stream: string;
  readonly produced: number;
  readonly received: number;
  readonly lost: number;
  readonly entrusted: number;
  readonly open: number;
}

/** Milliseconds until any vehicle hears of something newly stored or secured. */
export async function resumedAfter(data: string): Promise<number> {
  const before = await securedOrStored(data);
  const startedAt = performance.now();
  await until(async () => (await securedOrStored(data)) > before, 20_000, "nothing was acknowledged again");
  return performance.now() - startedAt;
}

async function securedOrStored(data: string): Promise<number> {
  const report = (await ask(fleetPort(data), "/healthz")) as
    | { readonly vehicles: readonly { readonly report: { readonly outbox?: { readonly secured: number } } }[] }
    | undefined; // docs: the fleet's own report
  return report?.vehicles.reduce((sum, vehicle) => sum + (vehicle.report.outbox?.secured ?? 0), 0) ?? 0;
}

/** As "drawbar demo remove" ends it: cleanly, with nothing removed. */
export async function endFleet(data: string): Promise<void> {
  const control = path.join(data, "fleet", "control");
  writeFileSync(control, "stop\n");
  await until(() => !readdirSync(path.join(data, "fleet")).includes("control"), readyMs, "the fleet did not stop");
}

/** Every vehicle's agent once more, without a bus, until its outbox is empty. */
export async function drain(data: string, { print }: DrillContext): Promise<void> {
  for (const vehicle of vehicleFolders(data)) {
    const config = path.join(vehicle, "drain.yaml");
    writeFileSync(
      config,
      stringify({
        identityDirectory: path.join(vehicle, "identity"),
        outbox: { file: path.join(vehicle, "outbox.sqlite") },
        hubs: [`localhost:${installationOf(data).ports.depotLink}`],
        buses: [],
        health: { port: 0 },
        logLevel: "info",
      }),
    );
    const agent = startCommand(["edge", "--config", config]);
    try {
      const port = await agent.said(/"port":(\d+).*"operations port is open"/);
      await until(async () => unsecuredOf(await ask(Number(port), "/healthz")) === 0, drainMs, `${path.basename(vehicle)} did not drain`);
    } finally {
      await agent.stop();
    }
  }
  print("all outboxes are drained");
}

function unsecuredOf(report: unknown): number {
  const { agents } = (report ?? { agents: [] }) as { readonly agents: readonly { readonly outbox?: { readonly unsecuredRecords: number } }[] }; // the process' own report
  return agents[0]?.outbox?.unsecuredRecords ?? -1;
}

export async function judge(up: RunningUp, data: string, { print }: DrillContext): Promise<DrillOutcome> {
  const truth = await CloudTruth.connect(data);
  const { token } = lastJson<{ readonly token: string }>(await drawbar(["token", "--data", data, "--json"]));
  const segments = await truth.segments();
  let lost = 0;
  let doubled = 0;
  for (const { copies, samples } of segments.values()) if (copies > 1) doubled += Math.max(1, samples);

  let acknowledged = 0;
  const produced = new Map<string, number>();
  for (const file of vehicleFolders(data).map((folder) => path.join(folder, "outbox.sqlite"))) {
    for (const record of recordsOf(file)) {
      if (!record.isSegment || !record.isSecured) continue;
      acknowledged += record.samples;
      const stored = segments.get(record.name);
      if (stored?.checksum !== record.checksum) lost += record.samples;
    }
    for (const [stream, count] of producedOf(file)) produced.set(stream, count);
  }

  let unbalanced = 0;
  let unexplained = 0;
  let received = 0;
  for (const source of await truth.sources()) {
    const response = await fetch(`${up.ready.api}/sources/${source}/account`, { headers: { authorization: `Bearer ${token}` } });
    const { streams } = (await response.json()) as { readonly streams: readonly StreamAccount[] }; // the OpenAPI document
    for (const account of streams) {
      received += account.received;
      if (account.received + account.lost + account.entrusted + account.open !== account.produced) unbalanced += 1;
      unexplained += account.open + account.lost + account.entrusted;
      const said = produced.get(account.stream);
      if (said !== undefined && said !== account.produced) unbalanced += 1;
    }
  }
  await truth.close();
  const stored = [...segments.values()].reduce((sum, { samples }) => sum + samples, 0);
  print(`acknowledged ${acknowledged} samples; lost ${lost}, doubled ${doubled}`);
  print(`in the cloud ${stored}, counted as received ${received}; open, lost or entrusted ${unexplained}; streams that do not add up ${unbalanced}`);
  const value = lost + doubled + unbalanced + unexplained + Math.abs(stored - received);
  return { value, unit: "samples lost, doubled or unaccounted for", must: "must<=0", holds: value === 0 && acknowledged > 0 };
}

function vehicleFolders(data: string): readonly string[] {
  const fleet = path.join(data, "fleet");
  return readdirSync(fleet, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(fleet, entry.name));
}

export function fleetPort(data: string): number {
  const { health } = parse(readFileSync(path.join(data, "fleet", "fleet.yaml"), "utf8")) as { readonly health: { readonly port: number } }; // written by "drawbar up"
  return health.port;
}

export async function ask(port: number, where: string): Promise<unknown> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${where}`, { signal: AbortSignal.timeout(1_000) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

export async function until(condition: () => boolean | Promise<boolean>, timeoutMs: number, complaint: string): Promise<void> {
  const endsAt = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > endsAt) throw new Error(`${complaint} within ${timeoutMs / 1_000} s`);
    await sleep(20);
  }
}

export function sleep(elapsedMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, elapsedMs));
}
