import { createServer, type AddressInfo } from "node:net";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { LiveDown, LiveFrame, LiveUp } from "@drawbar/proto/link/live.ts";
import type { Hello, HubMessage, PeerMessage } from "@drawbar/proto/link/messages.ts";
import { streamKey, type CatalogueHash, type Epoch } from "@drawbar/proto/link/records.ts";
import { systemClock } from "../clock/system-clock.ts";
import { createLogger } from "../logging/logger.ts";
import type { Identity } from "../tls/identity.ts";
import { TestPlatform, type TestTenant } from "../tls/test-platform.ts";
import { keyPairFromPem, signingAlgorithm, x509 } from "../tls/x509.ts";
import { LinkClient, type LinkClientOptions } from "./link-client.ts";
import { LinkServer, type LinkServerOptions } from "./link-server.ts";
import type { LinkSession, SessionEnd } from "./link-session.ts";
import type { CloseReason, PeerConnection } from "./peer-connection.ts";

const log = createLogger({ process: "test", level: "silent" });
const catalogue = "ab".repeat(32) as CatalogueHash;
const open: (() => Promise<void> | void)[] = [];

let platform: TestPlatform;
let tenant: TestTenant;
let depot: Identity;
let unit: Identity;

beforeAll(async () => {
  platform = await TestPlatform.create();
  tenant = await platform.tenant();
  depot = await tenant.identity("depot");
  unit = await tenant.identity("unit");
});

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** What a hub heard, and its newest connection. */
class Heard {
  readonly messages: PeerMessage[] = [];
  readonly live: LiveUp[] = [];
  readonly closed: CloseReason[] = [];
  readonly connections: PeerConnection[] = [];
  onMessage: (message: PeerMessage) => void | Promise<void> = () => undefined;
}

async function serve(identity: Identity, options: Partial<LinkServerOptions> = {}): Promise<{ server: LinkServer; heard: Heard; address: string }> {
  const heard = new Heard();
  const server = new LinkServer({
    listen: { host: "127.0.0.1", port: 0 },
    tls: identity,
    tenantId: tenant.tenantId,
    kinds: ["unit"],
    log,
    onPeer: (connection) => {
      heard.connections.push(connection);
      return {
        onMessage: (message) => {
          heard.messages.push(message);
          return heard.onMessage(message);
        },
        onLive: (message) => heard.live.push(message),
        onClosed: (reason) => heard.closed.push(reason),
      };
    },
    ...options,
  });
  await server.start();
  open.push(() => server.stop());
  return { server, heard, address: `127.0.0.1:${server.port}` };
}

async function connect(
  address: string,
  options: Partial<LinkClientOptions> = {},
): Promise<{ session: LinkSession; messages: HubMessage[]; live: LiveDown[]; ended: Promise<SessionEnd> }> {
  const session = await LinkClient.connect({ address, identity: unit, clock: systemClock, ...options });
  open.push(() => session.close());
  const messages: HubMessage[] = [];
  const live: LiveDown[] = [];
  const ended = new Promise<SessionEnd>((resolve) => {
    session.serve({ onMessage: (message) => messages.push(message), onLive: (message) => live.push(message), onClosed: resolve });
  });
  return { session, messages, live, ended };
}

function hello(source = unit.sourceId): Hello {
  return {
    kind: "hello",
    session: 5,
    source,
    epoch: 1 as Epoch,
    boot: 1,
    protocols: [1],
    agent: "test",
    streams: [],
    cloudSeen: { incarnation: 0, asOf: 0 },
    doubted: undefined,
    cursor: undefined,
  };
}

function record(seq: number, bytes = new Uint8Array(1_000)): PeerMessage {
  const stream = streamKey(unit.sourceId, 1 as Epoch, 3);
  return {
    kind: "record",
    session: 5,
    record: { stream, seq, checksum: new Uint8Array(16), kind: "segment", producedBefore: 0, produced: 1, samples: 1, catalogue, replaces: undefined, bytes },
  };
}

function frame(...values: readonly [signal: number, value: number][]): LiveFrame {
  return { kind: "live", source: unit.sourceId, boot: 1, monoUs: 1, catalogue, values: values.map(([signal, value]) => ({ signal, atUs: 1, value })) };
}

async function code(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "connected",
    (error: { readonly code?: string; readonly message: string }) => error.code ?? error.message,
  );
}

const until = (check: () => void): Promise<void> =>
  expect
    .poll(
      () => {
        check();
        return true;
      },
      { interval: 5 },
    )
    .toBe(true);

describe("a link over gRPC", () => {
  it("carries messages both ways, and names both ends by their certificates", async () => {
    const { heard, address } = await serve(depot);
    const { session, messages } = await connect(address);
    session.send(hello());
    session.send(record(1));
    await until(() => expect(heard.messages).toEqual([hello(), record(1)]));
    const [connection] = heard.connections;
    expect(connection).toMatchObject({ sourceId: unit.sourceId, tenantId: tenant.tenantId, kind: "unit" });
    expect(session.hub).toBe(depot.sourceId);
    const bye: HubMessage = { kind: "bye", session: 5, reason: "stopping" };
    connection?.send(bye);
    await until(() => expect(messages).toEqual([bye]));
  });

  it("calls the cloud `cloud`, whoever asks", async () => {
    const cloud = await tenant.identity("cloud");
    const other = await platform.tenant();
    const { address } = await serve(cloud, { tenantId: undefined, kinds: ["unit", "depot"] });
    const { session } = await connect(address, { identity: await other.identity("depot") });
    expect(session.hub).toBe("cloud");
  });

  it("carries live values beside records, and watches back", async () => {
    const { heard, address } = await serve(depot);
    const { session, live } = await connect(address);
    await until(() => {
      session.sendLive(frame([1, 20.5]));
      expect(heard.live.length).toBeGreaterThan(0);
    });
    expect(heard.live[0]).toEqual(frame([1, 20.5]));
    const watch: LiveDown = { kind: "watch", source: unit.sourceId, signals: [1], catalogue, forMs: 30_000 };
    heard.connections[0]?.sendLive(watch);
    await until(() => expect(live).toEqual([watch]));
  });

  it("lets several calls of one peer stand side by side", async () => {
    const { server, heard, address } = await serve(depot);
    const one = await connect(address, { hasLive: false });
    const two = await connect(address, { hasLive: false });
    one.session.send(record(1));
    two.session.send(record(2));
    await until(() => expect(heard.messages).toHaveLength(2));
    expect(server.report()).toEqual({ peers: 1, exchanges: 2, lives: 0 });
    one.session.close();
    await until(() => expect(heard.closed).toEqual(["left"]));
    two.session.send(record(3));
    await until(() => expect(heard.messages).toHaveLength(3));
  });

  it("closes with a reason when a peer speaks for another", async () => {
    const { heard, address } = await serve(depot);
    const { session, ended } = await connect(address);
    session.send(hello(depot.sourceId));
    expect(await ended).toMatchObject({ kind: "refused", detail: expect.stringContaining("WIRE_FOREIGN_SOURCE") });
    expect(heard.messages).toEqual([]);
    expect(heard.closed).toEqual(["foreign"]);
  });

  it("closes with a reason when a peer sends what is no message", async () => {
    const { heard, address } = await serve(depot);
    const { session, ended } = await connect(address);
    session.sendBytes(Uint8Array.of(8, 0), true);
    expect(await ended).toMatchObject({ kind: "refused", detail: expect.stringContaining("WIRE_MALFORMED: session is 0") });
    expect(heard.closed).toEqual(["malformed"]);
  });

  it("stops reading while a handler is busy, and loses nothing", async () => {
    const { heard, address } = await serve(depot);
    let release: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    heard.onMessage = () => gate;
    const { session } = await connect(address);
    for (let seq = 1; seq <= 2_000; seq++) session.send(record(seq));
    await until(() => expect(heard.messages.length).toBeGreaterThanOrEqual(64));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard.messages.length).toBeLessThan(200);
    expect(session.queuedBytes).toBeGreaterThan(0);
    release?.();
    await until(() => expect(heard.messages).toHaveLength(2_000));
  });

  it("lets urgent messages overtake what waits", async () => {
    const { heard, address } = await serve(depot);
    let release: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    heard.onMessage = () => gate;
    const { session } = await connect(address);
    for (let seq = 1; seq <= 3_000; seq++) session.send(record(seq));
    session.send(hello());
    release?.();
    await until(() => expect(heard.messages).toHaveLength(3_001));
    // One window of the call and what HTTP/2 had taken.
    expect(heard.messages.findIndex((message) => message.kind === "hello")).toBeLessThan(450);
  });

  it("ends the sessions of a hub that stops", async () => {
    const { server, address } = await serve(depot);
    const { ended } = await connect(address);
    await server.stop();
    expect(await ended).toEqual({ kind: "lost", detail: "this hub is stopping" });
  });
});

describe("who gets in", () => {
  it("refuses a unit whose certificate another platform issued, and says so", async () => {
    const { address, heard } = await serve(depot);
    const stranger = await (await TestPlatform.create()).tenant(tenant.tenantId);
    const imposter = await stranger.identity("unit");
    expect(await code(LinkClient.connect({ address, clock: systemClock, identity: { ...imposter, root: platform.root.certificate } }))).toBe(
      "LINK_HUB_REFUSED",
    );
    expect(heard.connections).toEqual([]);
  });

  it("does not talk to a hub of another platform", async () => {
    const stranger = await (await TestPlatform.create()).tenant(tenant.tenantId);
    const { address } = await serve(await stranger.identity("depot"));
    await expect(LinkClient.connect({ address, clock: systemClock, identity: unit })).rejects.toMatchObject({ code: "LINK_HUB_UNTRUSTED" });
  });

  it("does not talk to a depot of another tenant, nor to a unit that plays the hub", async () => {
    const other = await platform.tenant();
    const { address } = await serve(await other.identity("depot"), { tenantId: other.tenantId });
    expect(await code(LinkClient.connect({ address, clock: systemClock, identity: unit }))).toBe("LINK_HUB_UNTRUSTED");
    const played = await serve(await tenant.identity("unit"));
    expect(await code(LinkClient.connect({ address: played.address, clock: systemClock, identity: unit }))).toBe("LINK_HUB_UNTRUSTED");
  });

  it("refuses a unit of another tenant", async () => {
    const { address, heard } = await serve(depot);
    const other = await platform.tenant();
    const foreign = await other.identity("unit");
    // It would not talk to this depot either; here it is made to.
    const made = { ...foreign, tenantId: tenant.tenantId };
    await expect(LinkClient.connect({ address, clock: systemClock, identity: made })).rejects.toMatchObject({
      code: "LINK_HUB_REFUSED",
      message: expect.stringContaining("another tenant"),
    });
    expect(heard.connections).toEqual([]);
  });

  it("refuses an expired certificate, at both ends", async () => {
    const { address, heard } = await serve(depot);
    const expired = await tenant.identity("unit", { issuedDaysAgo: 100, days: 90 });
    expect(await code(LinkClient.connect({ address, clock: systemClock, identity: expired }))).toBe("LINK_CERTIFICATE_EXPIRED");
    expect(await code(LinkClient.connect({ address, clock: systemClock, identity: { ...expired, notAfterMs: Number.MAX_SAFE_INTEGER } }))).toBe(
      "LINK_HUB_REFUSED",
    );
    expect(heard.connections).toEqual([]);
    const old = await serve(await tenant.identity("depot", { issuedDaysAgo: 100, days: 90 }));
    expect(await code(LinkClient.connect({ address: old.address, clock: systemClock, identity: unit }))).toBe("LINK_HUB_UNTRUSTED");
  });

  it("refuses a depot where only units may connect, and who has no place at this hub", async () => {
    const { address } = await serve(depot);
    expect(await code(LinkClient.connect({ address, clock: systemClock, identity: await tenant.identity("depot") }))).toBe("LINK_HUB_REFUSED");
    const choosy = await serve(depot, { onPeer: () => undefined });
    expect(await code(LinkClient.connect({ address: choosy.address, clock: systemClock, identity: unit }))).toBe("LINK_HUB_REFUSED");
  });

  it("refuses a revoked unit from the next handshake on, and lets others in", async () => {
    const { server, address } = await serve(depot);
    const stolen = await tenant.identity("unit");
    const before = await connect(address, { identity: stolen });
    server.updateTls({ ...depot, revocations: [await revocationList(platform.root), await revocationList(tenant.authority, stolen)] });
    expect(server.closePeer(stolen.sourceId, "refused", "revoked")).toBeGreaterThan(0);
    expect(await before.ended).toEqual({ kind: "refused", detail: "revoked" });
    expect(await code(LinkClient.connect({ address, clock: systemClock, identity: stolen }))).toBe("LINK_HUB_REFUSED");
    const { session } = await connect(address);
    expect(session.isOpen).toBe(true);
  });

  it("takes a new certificate while it runs", async () => {
    const { server, address } = await serve(depot);
    const renewed = await tenant.identity("depot");
    server.updateTls(renewed);
    const { session } = await connect(address);
    expect(session.hub).toBe(renewed.sourceId);
  });

  it("says that nobody answers when nobody does", async () => {
    const { server, address } = await serve(depot);
    await server.stop();
    expect(await code(LinkClient.connect({ address, clock: systemClock, identity: unit }))).toBe("LINK_HUB_UNREACHABLE");
  });

  it("gives up on a machine that accepts and says nothing", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    open.push(() => void silent.close());
    const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`; // it listens on TCP
    const started = performance.now();
    expect(await code(LinkClient.connect({ address, clock: systemClock, identity: unit, connectTimeoutMs: 100 }))).toBe("LINK_HUB_UNREACHABLE");
    expect(await code(LinkClient.connect({ address, clock: systemClock, identity: unit, signal: AbortSignal.timeout(50) }))).toBe("LINK_HUB_UNREACHABLE");
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("says that a port is taken", async () => {
    const { server } = await serve(depot);
    const second = new LinkServer({ listen: { host: "127.0.0.1", port: server.port }, tls: depot, kinds: ["unit"], onPeer: () => undefined, log });
    expect(await code(second.start())).toBe("LINK_LISTEN_FAILED");
    await second.stop();
  });
});

async function revocationList(authority: { readonly key: string; readonly certificate: string }, revoked?: Identity): Promise<string> {
  const { privateKey } = await keyPairFromPem(authority.key);
  const entries = revoked === undefined ? [] : [{ serialNumber: new x509.X509Certificate(revoked.certificateChain).serialNumber, revocationDate: new Date() }];
  const list = await x509.X509CrlGenerator.create({
    issuer: new x509.X509Certificate(authority.certificate).subject,
    thisUpdate: new Date(Date.now() - 60_000),
    nextUpdate: new Date(Date.now() + 86_400_000),
    signingAlgorithm,
    signingKey: privateKey,
    entries,
  });
  return x509.PemConverter.encode(list.rawData, "X509 CRL");
}
