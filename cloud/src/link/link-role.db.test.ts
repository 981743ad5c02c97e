import { mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveUp, LiveDown } from "@drawbar/proto/link/live.ts";
import type { HubMessage, Mark, Welcome } from "@drawbar/proto/link/messages.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import { decodeRevocationsReply, encodeRevocationsRequest } from "@drawbar/proto/wire/revocations.ts";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import { LinkClient, type LinkSession } from "@drawbar/runtime/link-grpc/link-client.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { linkPaths } from "@drawbar/runtime/link-grpc/link-service.ts";
import { tenantAuthorityOf, type Identity } from "@drawbar/runtime/tls/identity.ts";
import { readRevocationList, type RevocationList } from "@drawbar/runtime/tls/revocation-list.ts";
import { x509 } from "@drawbar/runtime/tls/x509.ts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { copyFolder, testDatabase, testFolder, type TestDatabase } from "../db/testing/test-database.ts";
import { ClaimService, PlatformAuthority, ServerCertificate, type ClaimWish } from "../modules/enrolment/index.ts";
import { LocalExchange } from "../realtime/local-exchange.ts";
import { LinkRole } from "./link-role.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "./testing/scripted-source.ts";

const log = createLogger({ process: "test", level: "silent" });
const clock = systemClock;

/** A peer that says what it is told to, and keeps what it hears. */
class TestPeer {
  readonly heard: HubMessage[] = [];
  readonly watches: LiveDown[] = [];
  readonly session = 1 + Math.floor(Math.random() * 1e9);
  #waiting: (() => void)[] = [];
  readonly link: LinkSession;

  private constructor(link: LinkSession) {
    this.link = link;
    const wake = (): void => this.#waiting.splice(0).forEach((resume) => resume());
    link.serve({
      onMessage: (message) => {
        this.heard.push(message);
        wake();
      },
      onLive: (message) => {
        this.watches.push(message);
        wake();
      },
      onClosed: wake,
    });
  }

  static async connect(identity: Identity, port: number): Promise<TestPeer> {
    return new TestPeer(await LinkClient.connect({ address: `127.0.0.1:${port}`, identity, clock }));
  }

  async until<Found>(find: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (!this.link.isOpen) throw new Error("the session ended");
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async hello(source: ScriptedSource, streams = [{ stream: source.stream(), first: 1, last: 100 }], cloudSeen = { incarnation: 0, asOf: 0 }): Promise<Welcome> {
    const { session } = this;
    this.link.send({
      kind: "hello",
      session,
      source: source.source,
      epoch: source.epoch,
      boot: source.boot,
      protocols: [1],
      agent: "test 1",
      streams,
      cloudSeen,
    });
    return this.until(() => this.heard.find((message): message is Welcome => message.kind === "welcome"));
  }

  record(record: LinkRecord): void {
    this.link.send({ kind: "record", session: this.session, record });
  }

  catalogue(): void {
    this.link.send({ kind: "catalogue", session: this.session, hash: testCatalogueHash, bytes: testCatalogueBytes });
  }

  marks(record: LinkRecord): Promise<Mark> {
    return this.until(() =>
      this.heard.find(
        (message): message is Mark =>
          message.kind === "mark" && message.stream === record.stream && message.secured.some(([first, last]) => first <= record.seq && record.seq <= last),
      ),
    );
  }
}

interface Cloud {
  readonly role: LinkRole;
  readonly exchange: LocalExchange;
  enrol(wish: ClaimWish): Promise<Identity>;
}

let directory: string;
let authority: PlatformAuthority;
const running: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "drawbar-link-"));
  authority = await PlatformAuthority.open({ directory: path.join(directory, "authority"), clock });
});
afterAll(() => rmSync(directory, { recursive: true }));
afterEach(async () => {
  for (const part of running.splice(0).toReversed()) await part.stop();
});

async function startCloud(db: TestDatabase, tenant: TenantId, witness = mkdtempSync(path.join(directory, "witness-"))): Promise<Cloud> {
  const exchange = new LocalExchange();
  const role = new LinkRole({
    database: db.app,
    authority,
    exchange,
    clock,
    log,
    link: { host: "127.0.0.1", port: 0 },
    enrolment: { host: "127.0.0.1", port: 0 },
    certificate: await ServerCertificate.make({ authority, hosts: [], log }),
    hubsAt: (port) => [`127.0.0.1:${port}`],
    enrolmentAt: (port) => [`127.0.0.1:${port}`],
    directory: witness,
  });
  await role.start();
  running.push(role);
  const claims = new ClaimService({ database: db.app, addresses: [`127.0.0.1:${role.ports.enrolment}`], rootFingerprint: authority.rootFingerprint, clock });
  return {
    role,
    exchange,
    enrol: async (wish) =>
      enrol({ claim: (await claims.make(tenant, wish)).claim, identityDirectory: mkdtempSync(path.join(directory, "identity-")), device: "test" }),
  };
}

describe("the link role", () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.dispose());

  it("stores what an enrolled unit delivers, and asks for the catalogue first", async () => {
    const tenant = await db.makeTenant();
    const cloud = await startCloud(db, tenant);
    const identity = await cloud.enrol({ kind: "unit", callSign: "TR 1" });
    expect(identity.hubs).toEqual([`127.0.0.1:${cloud.role.ports.link}`]);
    const source = new ScriptedSource({ source: identity.sourceId });
    const peer = await TestPeer.connect(identity, cloud.role.ports.link);
    const welcome = await peer.hello(source);
    expect(welcome.streams).toMatchObject([{ have: [], secured: [] }]);
    const record = source.segment(noonUs, 10);
    peer.record(record);
    await peer.until(() => peer.heard.find(({ kind }) => kind === "need"));
    peer.catalogue();
    peer.record(record);
    expect((await peer.marks(record)).cloud.incarnation).toBe(welcome.cloud.incarnation);
    const burst = Array.from({ length: 500 }, (_, index) => source.segment(noonUs + (index + 1) * 10_000_000, 10));
    for (const one of burst) peer.record(one);
    for (const one of burst) await peer.marks(one);
    expect(cloud.role.report()).toMatchObject({ peers: 1, sessions: 1, records: 501, samples: 5_010, conflicts: 0, corrupt: 0 });
    // Far fewer commits than records: they gather while the commit before runs.
    expect(cloud.role.report().commits).toBeLessThan(250);
    peer.link.close();
  });

  it("relays a depot's units, shows their live values, and sends watches down the way they came up", async () => {
    const tenant = await db.makeTenant();
    const cloud = await startCloud(db, tenant);
    const unit = await cloud.enrol({ kind: "unit", callSign: "TR 2" });
    const depot = await cloud.enrol({ kind: "depot", depotName: "North" });
    const shown: LiveUp[] = [];
    cloud.exchange.onReceive((of, up) => void (of === tenant && shown.push(up)));
    const source = new ScriptedSource({ source: unit.sourceId });
    const own = new ScriptedSource({ source: depot.sourceId });
    const peer = await TestPeer.connect(depot, cloud.role.ports.link);
    await peer.hello(own, [{ stream: source.stream(), first: 1, last: 1 }]);
    peer.catalogue();
    const record = source.segment(noonUs, 10);
    peer.record(record);
    await peer.marks(record);
    // Dropped until the live call is open: live values are never kept.
    const frame = {
      kind: "live",
      source: unit.sourceId,
      boot: 1,
      monoUs: 1,
      catalogue: testCatalogueHash,
      values: [{ signal: 0, atUs: noonUs, value: 12.5 }],
    } as const;
    const isShown = (): boolean => {
      peer.link.sendLive(frame);
      return shown.length > 0;
    };
    await expect.poll(isShown).toBe(true);
    expect(shown[0]).toMatchObject({ source: unit.sourceId, values: [{ signal: 0, value: 12.5 }] });
    cloud.exchange.watch(tenant, { kind: "watch", source: unit.sourceId, signals: [], forMs: 30_000 });
    expect(await peer.until(() => peer.watches[0])).toMatchObject({ kind: "watch", source: unit.sourceId });
    peer.link.sendLive({ kind: "asleep", source: unit.sourceId, boot: 1, monoUs: 2, atUs: noonUs + 5 });
    await expect
      .poll(async () => (await db.admin.query("select at_us from source_sleep where tenant_id = $1", [tenant])).rows)
      .toEqual([{ at_us: String(noonUs + 5) }]);
    const heard = async (): Promise<unknown[]> =>
      (await db.admin.query("select source_id, through_id from source_presence where tenant_id = $1 order by through_id nulls first", [tenant])).rows;
    // While the role runs, well before its regular round of 20 s.
    await expect.poll(heard).toEqual([
      { source_id: depot.sourceId, through_id: null },
      { source_id: unit.sourceId, through_id: depot.sourceId },
    ]);
    await cloud.role.stop();
  });

  it("refuses what a device says that was taken out of the fleet, directly and through a depot", async () => {
    const tenant = await db.makeTenant();
    const cloud = await startCloud(db, tenant);
    const unit = await cloud.enrol({ kind: "unit", callSign: "TR 3" });
    const depot = await cloud.enrol({ kind: "depot", depotName: "South" });
    await db.admin.query("update unit set revoked_at = now() where unit_id = $1", [unit.sourceId]);
    await expect(TestPeer.connect(unit, cloud.role.ports.link)).rejects.toMatchObject({ code: "LINK_HUB_REFUSED" });
    const peer = await TestPeer.connect(depot, cloud.role.ports.link);
    const source = new ScriptedSource({ source: unit.sourceId });
    await peer.hello(new ScriptedSource({ source: depot.sourceId }), [{ stream: source.stream(), first: 1, last: 1 }]);
    peer.catalogue();
    peer.record(source.segment(noonUs, 5));
    expect(await peer.until(() => peer.heard.find(({ kind }) => kind === "refused"))).toMatchObject({ reason: "corrupt" });
    peer.link.close();
  });

  it("tells a depot which certificates of its own fleet count no more, once for each change, and nobody else", async () => {
    const tenant = await db.makeTenant();
    const cloud = await startCloud(db, tenant);
    const depot = await cloud.enrol({ kind: "depot", depotName: "West" });
    const [stolen, other] = [await cloud.enrol({ kind: "unit", callSign: "TR 7" }), await cloud.enrol({ kind: "unit", callSign: "TR 8" })];
    const strangers = await db.makeTenant();
    const away = await (await startCloud(db, strangers)).enrol({ kind: "unit", callSign: "TR 7" });
    const ask = async ({ link }: TestPeer, hash: Uint8Array): Promise<Uint8Array> =>
      decodeRevocationsReply(await link.ask(linkPaths.revocations, encodeRevocationsRequest({ hash }))).list;
    const listOf = async (bytes: Uint8Array): Promise<RevocationList> => {
      const read = await readRevocationList(bytes, tenantAuthorityOf(depot));
      if (read.kind !== "list") throw new Error(read.kind);
      return read.list;
    };
    const before = await TestPeer.connect(depot, cloud.role.ports.link);
    const first = await listOf(await ask(before, new Uint8Array(0)));
    expect(first.serials.size).toBe(0);
    expect(await ask(before, first.hash)).toHaveLength(0);
    await db.admin.query("update unit set revoked_at = now() where unit_id = any($1)", [[stolen.sourceId, away.sourceId]]);
    // Another cloud: this one still believes what it asked a moment ago.
    const fresh = await startCloud(db, tenant);
    const after = await TestPeer.connect(depot, fresh.role.ports.link);
    const second = await listOf(await ask(after, first.hash));
    expect([...second.serials]).toEqual([new x509.X509Certificate(stolen.certificateChain).serialNumber]);
    expect(second.number).toBeGreaterThan(first.number);
    expect(await ask(after, second.hash)).toHaveLength(0);
    await expect(ask(await TestPeer.connect(other, fresh.role.ports.link), first.hash)).rejects.toThrow("LINK_METHOD_UNKNOWN");
    await db.admin.query("update depot set revoked_at = now() where depot_id = $1", [depot.sourceId]);
    const late = await startCloud(db, tenant);
    await expect(TestPeer.connect(depot, late.role.ports.link)).rejects.toMatchObject({ code: "LINK_HUB_REFUSED" });
  });

  it("refuses the devices of a suspended fleet, and those that enrol, with the reason", async () => {
    const tenant = await db.makeTenant();
    const cloud = await startCloud(db, tenant);
    const unit = await cloud.enrol({ kind: "unit", callSign: "TR 5" });
    await db.admin.query("update drawbar.tenant set suspended_at = now(), suspension_reason = 'the invoice' where tenant_id = $1", [tenant]);
    // Another cloud: this one still believes what it asked a moment ago.
    const fresh = await startCloud(db, tenant);
    const refused = { code: "LINK_HUB_REFUSED", message: expect.stringMatching(/TENANT_SUSPENDED: the fleet is suspended since 20.*: the invoice/) };
    await expect(TestPeer.connect(unit, fresh.role.ports.link)).rejects.toMatchObject(refused);
    await expect(fresh.enrol({ kind: "unit", callSign: "TR 6" })).rejects.toThrow("the invoice");
    expect((await db.admin.query("select 1 from vehicle where tenant_id = $1", [tenant])).rowCount).toBe(1);
  });

  it("uses no claim beyond a quota, so that the claim works once there is room", async () => {
    const tenant = await db.makeTenant();
    const cloud = await startCloud(db, tenant);
    await db.admin.query("insert into drawbar.tenant_quota values ($1, 'depots', 1), ($1, 'vehicles', 0)", [tenant]);
    await cloud.enrol({ kind: "depot", depotName: "North" });
    await expect(cloud.enrol({ kind: "depot", depotName: "South" })).rejects.toThrow(/may have 1 \(quota depots\)/);
    await expect(cloud.enrol({ kind: "unit", callSign: "TR 7" })).rejects.toThrow(/may have 0 \(quota vehicles\)/);
    expect((await db.admin.query("select 1 from claim where tenant_id = $1 and used_at is not null", [tenant])).rowCount).toBe(1);
  });

  it("takes what a device delivers whose enrolment a restore has undone", async () => {
    const tenant = await db.makeTenant();
    const cloud = await startCloud(db, tenant);
    const unit = await cloud.enrol({ kind: "unit", callSign: "TR 4" });
    await db.admin.query("delete from unit where unit_id = $1", [unit.sourceId]);
    const source = new ScriptedSource({ source: unit.sourceId });
    const peer = await TestPeer.connect(unit, cloud.role.ports.link);
    await peer.hello(source);
    peer.catalogue();
    const record = source.segment(noonUs, 5);
    peer.record(record);
    await peer.marks(record);
    expect((await db.admin.query("select kind, device from unit where tenant_id = $1", [tenant])).rows).toEqual([
      { kind: "unit", device: "not enrolled here" },
    ]);
    peer.link.close();
  });

  it("closes a unit that speaks for another one", async () => {
    const tenant = await db.makeTenant();
    const cloud = await startCloud(db, tenant);
    const unit = await cloud.enrol({ kind: "unit", callSign: "TR 5" });
    const peer = await TestPeer.connect(unit, cloud.role.ports.link);
    await peer.hello(new ScriptedSource({ source: unit.sourceId }));
    peer.record(new ScriptedSource().segment(noonUs, 5));
    await expect(peer.until(() => undefined)).rejects.toThrow("the session ended");
  });

  it("ends every session when a peer has seen a younger cloud, and speaks above it", async () => {
    const tenant = await db.makeTenant();
    const cloud = await startCloud(db, tenant);
    const unit = await cloud.enrol({ kind: "unit", callSign: "TR 6" });
    const source = new ScriptedSource({ source: unit.sourceId });
    const seen = Date.now() + 60_000;
    const peer = await TestPeer.connect(unit, cloud.role.ports.link);
    const welcome = await peer.hello(source, [], { incarnation: seen, asOf: seen });
    expect(welcome.cloud.incarnation).toBeGreaterThan(seen);
    expect((await db.admin.query("select kind from alarm where tenant_id = $1", [tenant])).rows).toEqual([{ kind: "restored" }]);
    peer.link.close();
  });
});

describe("a database that was put back", () => {
  it("is noticed by the witness, and gets back what it lacks under a new incarnation", async () => {
    const folder = await testFolder();
    const backup = `${folder}/backup`;
    const witness = mkdtempSync(path.join(directory, "witness-"));
    const before = await testDatabase(folder);
    const tenant = await before.makeTenant();
    const cloud = await startCloud(before, tenant, witness);
    const unit = await cloud.enrol({ kind: "unit", callSign: "TR 7" });
    const source = new ScriptedSource({ source: unit.sourceId });
    const early = source.segment(noonUs, 5);
    const late = source.segment(noonUs + 10_000_000, 5);
    const deliver = async (to: Cloud, ...records: LinkRecord[]): Promise<Welcome> => {
      const peer = await TestPeer.connect(unit, to.role.ports.link);
      const welcome = await peer.hello(source);
      peer.catalogue();
      for (const record of records) peer.record(record);
      for (const record of records) await peer.marks(record);
      peer.link.close();
      return welcome;
    };
    const first = await deliver(cloud, early);
    await cloud.role.stop();
    await before.dispose();
    await copyFolder(`${folder}/postgres`, backup);

    // The same database again: nothing has happened.
    const same = await testDatabase(folder);
    const again = await startCloud(same, tenant, witness);
    expect((await deliver(again, late)).cloud.incarnation).toBe(first.cloud.incarnation);
    await again.role.stop();
    await same.dispose();

    await rm(`${folder}/postgres`, { recursive: true });
    await copyFolder(backup, `${folder}/postgres`);
    const restored = await testDatabase(folder);
    const anew = await startCloud(restored, tenant, witness);
    const welcome = await deliver(anew, late);
    expect(welcome.cloud.incarnation).toBeGreaterThan(first.cloud.incarnation);
    expect(welcome.streams[0]?.have).toEqual([[1, 1]]);
    expect((await restored.admin.query("select kind from alarm where tenant_id = $1", [tenant])).rows).toEqual([{ kind: "restored" }]);
    await anew.role.stop();
    await restored.dispose();
    await rm(folder, { recursive: true });
  });
});
