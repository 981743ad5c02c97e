/** R9 beside the routes: sockets, the link's calls, the worker's jobs, and connections that were left in the middle of something. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@drawbar/cloud/db/tenant-transaction.ts";
import type { TestApi } from "@drawbar/cloud/http/testing/test-api.ts";
import { LinkRole } from "@drawbar/cloud/link/link-role.ts";
import { noonUs, ScriptedSource, testCatalogueHash } from "@drawbar/cloud/link/testing/scripted-source.ts";
import { ClaimService, PlatformAuthority, ServerCertificate } from "@drawbar/cloud/modules/enrolment/index.ts";
import { LocalExchange } from "@drawbar/cloud/realtime/local-exchange.ts";
import { WorkerRole } from "@drawbar/cloud/worker/worker-role.ts";
import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import { LinkClient } from "@drawbar/runtime/link-grpc/link-client.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { Victim } from "./victim.ts";

export interface ChannelReport {
  readonly asked: number;
  readonly leaks: readonly string[];
}

const log = createLogger({ process: "isolation", level: "silent" });

/** The WebSocket as another tenant with every id of the victim, while the victim's units speak. */
export async function socketMatrix(api: TestApi): Promise<ChannelReport> {
  const victim = await Victim.make(api);
  const attacker = await api.makeFleet("attacker");
  // Node's WebSocket takes headers, which the browser's does not.
  const socket = new WebSocket(`ws://127.0.0.1:${api.server.port}/api/v1/live`, { headers: await attacker.headers("read") } as unknown as string[]);
  const heard: string[] = [];
  socket.addEventListener("message", ({ data }) => heard.push(String(data)));
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const said = [
    { subscribe: "fleet" },
    ...(victim.values.get("vehicle_id") ?? []).map((vehicleId) => ({ subscribe: "vehicle", vehicleId })),
    ...(victim.values.get("depot_id") ?? []).map((depotId) => ({ subscribe: "depot", depotId })),
  ];
  for (const message of said) socket.send(JSON.stringify(message));
  const units = victim.values.get("unit_id") ?? [];
  for (let monoUs = 1; monoUs <= 10; monoUs++) {
    for (const unit of units) {
      const values = [{ signal: 0, atUs: Date.now() * 1_000, value: 654_321.5 }];
      api.exchange.receive(victim.fleet.tenantId, { kind: "live", source: parseSourceId(unit), boot: 1, monoUs, catalogue: testCatalogueHash, values });
    }
    await sleep(60);
  }
  socket.close();
  const text = heard.join("\n");
  const leaks = [
    ...victim.secretsIn(text, JSON.stringify(said)).map((secret) => `a WebSocket shows ${secret}`),
    ...(text.includes("654321") ? ["a WebSocket shows another tenant's live value"] : []),
    ...(heard.length < said.length ? [`a WebSocket answered ${heard.length} of ${said.length} subscriptions`] : []),
  ];
  return { asked: said.length, leaks };
}

/** A unit and a depot of another tenant that claim to speak for the victim's sources. */
export async function linkMatrix(api: TestApi): Promise<ChannelReport> {
  const victim = await Victim.make(api);
  const attacker = await api.makeFleet("attacker");
  const folder = mkdtempSync(path.join(tmpdir(), "drawbar-isolation-"));
  const authority = await PlatformAuthority.open({ directory: path.join(folder, "authority"), clock: systemClock });
  const exchange = new LocalExchange();
  const shown: string[] = [];
  exchange.onReceive((tenant, up) => void shown.push(`${tenant} ${up.source}`));
  const role = new LinkRole({
    database: api.db.app,
    authority,
    exchange,
    clock: systemClock,
    log,
    link: { host: "127.0.0.1", port: 0 },
    enrolment: { host: "127.0.0.1", port: 0 },
    certificate: await ServerCertificate.make({ authority, hosts: [], log }),
    hubsAt: (port) => [`127.0.0.1:${port}`],
    enrolmentAt: (port) => [`127.0.0.1:${port}`],
    directory: mkdtempSync(path.join(folder, "witness-")),
  });
  await role.start();
  const leaks: string[] = [];
  let asked = 0;
  try {
    const before = await victim.digest();
    const claims = new ClaimService({
      database: api.db.app,
      addresses: [`127.0.0.1:${role.ports.enrolment}`],
      rootFingerprint: authority.rootFingerprint,
      clock: systemClock,
    });
    for (const wish of [
      { kind: "unit", callSign: "ATTACKER 1" },
      { kind: "depot", depotName: "attacker" },
    ] as const) {
      const { claim } = await claims.make(attacker.tenantId, wish);
      const identity = await enrol({ claim, identityDirectory: mkdtempSync(path.join(folder, "identity-")), device: "test" });
      for (const id of victim.values.get("unit_id") ?? []) {
        const source = new ScriptedSource({ source: parseSourceId(id) });
        const heard = await speakFor(
          source,
          new ScriptedSource({ source: identity.sourceId }),
          await LinkClient.connect({ address: `127.0.0.1:${role.ports.link}`, identity, clock: systemClock }),
        );
        asked += 3;
        leaks.push(...victim.secretsIn(heard, id).map((secret) => `the link tells a ${wish.kind} of another tenant ${secret}`));
      }
    }
    if (shown.some((line) => line.startsWith(victim.fleet.tenantId))) leaks.push("a live value of another tenant's device was shown to the victim");
    if ((await victim.digest()) !== before) leaks.push("the link changes rows of another tenant");
  } finally {
    await role.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return { asked, leaks };
}

/** Greets as itself, then hands over records and live values of the other source. @returns all that was heard. */
async function speakFor(other: ScriptedSource, own: ScriptedSource, link: LinkClientSession): Promise<string> {
  const heard: unknown[] = [];
  link.serve({ onMessage: (message) => void heard.push(message), onLive: (message) => void heard.push(message), onClosed: () => undefined });
  const session = 7;
  link.send({
    kind: "hello",
    session,
    source: own.source,
    epoch: own.epoch,
    boot: 1,
    protocols: [1],
    agent: "test 1",
    streams: [{ stream: other.stream(), first: 1, last: 5 }],
    cloudSeen: { incarnation: 0, asOf: 0 },
  });
  await sleep(100);
  if (link.isOpen) link.send({ kind: "record", session, record: other.segment(noonUs, 5) });
  for (let monoUs = 1; monoUs <= 5 && link.isOpen; monoUs++) {
    link.sendLive({ kind: "live", source: other.source, boot: 1, monoUs, catalogue: testCatalogueHash, values: [{ signal: 0, atUs: noonUs, value: 1 }] });
    await sleep(40);
  }
  if (link.isOpen) link.close();
  return JSON.stringify(heard, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

type LinkClientSession = Awaited<ReturnType<typeof LinkClient.connect>>;

/** Whatever the worker does, done for one tenant: it must not ask for, or touch, another. */
export async function workerMatrix(api: TestApi): Promise<ChannelReport> {
  const victim = await Victim.make(api);
  const attacker = await api.makeFleet("attacker");
  const before = await victim.digest();
  const asked = new Set<string>();
  const { worker } = api.db;
  const only: Database = {
    of: (tenant) => (asked.add(tenant), worker.of(tenant)),
    transaction: (tenant, work, options) => (asked.add(tenant), worker.transaction(tenant, work, options)),
    directory: {
      one: (...statement) => worker.directory.one(...statement),
      oneOrNone: (...statement) => worker.directory.oneOrNone(...statement),
      count: (...statement) => worker.directory.count(...statement),
      many: async <Row>(name: string, sql: string, values: readonly unknown[]) => {
        const rows = await worker.directory.many<Row>(name, sql, values);
        return rows.filter((row) => (row as { readonly tenant_id?: string }).tenant_id === attacker.tenantId); // whatever a list of tenants is
      },
    },
    connections: () => worker.connections(),
    close: async () => undefined,
  };
  const role = new WorkerRole({ database: only, clock: systemClock, log, marksRestMs: 0 });
  role.start();
  await sleep(1_500);
  await role.stop();
  const leaks = [
    ...([...asked].some((tenant) => tenant !== attacker.tenantId) ? ["the worker asks for another tenant than the one it works for"] : []),
    ...((await victim.digest()) === before ? [] : ["the worker changes rows of another tenant"]),
    ...(asked.size === 0 ? ["the worker did nothing"] : []),
  ];
  return { asked: asked.size, leaks };
}

/** Two tenants on the same few connections, some of which are cut in the middle: each answer is the asker's own, or a failure. */
export async function poolMatrix(api: TestApi, requests: number): Promise<ChannelReport> {
  const fleets = await Promise.all(
    ["red", "blue", "green"].map(async (name) => {
      const fleet = await api.makeFleet(name);
      for (let index = 0; index < 5; index++) await fleet.addVehicle(`${name} ${index}`);
      return { name, headers: await fleet.headers() };
    }),
  );
  const leaks: string[] = [];
  const state = { isOver: false };
  const cutting = (async () => {
    while (!state.isOver) {
      await sleep(25);
      await api.db.admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'drawbar_app' and (state like '%transaction%' or random() < 0.15) order by random() limit 2",
      );
    }
  })();
  const one = async (index: number): Promise<void> => {
    const { name, headers } = fleets[index % fleets.length] ?? { name: "", headers: {} };
    const isWrite = index % 5 === 0;
    const answer = await api.app.inject(
      isWrite
        ? {
            method: "POST",
            url: "/api/v1/vehicles",
            headers: { ...headers, "idempotency-key": `pool-matrix-request-${index}` },
            payload: { callSign: `${name} ${index % 7}` },
          }
        : { url: `/api/v1/vehicles?limit=${(index % 3) + 1}`, headers },
    );
    const others = fleets.filter((other) => other.name !== name).filter((other) => answer.body.includes(`"${other.name} `));
    if (others.length > 0) leaks.push(`${name} was shown vehicles of ${others.map((other) => other.name).join(", ")}`);
    if (answer.statusCode >= 500 && answer.statusCode !== 503) leaks.push(`${name} got ${answer.statusCode}: ${answer.body.slice(0, 200)}`);
  };
  const turns = Array.from({ length: 24 }, async (_, worker) => {
    for (let index = worker; index < requests; index += 24) await one(index);
  });
  await Promise.all(turns);
  state.isOver = true;
  await cutting;
  return { asked: requests, leaks };
}
