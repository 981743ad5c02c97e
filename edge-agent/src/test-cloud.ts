/** A cloud for tests: the shipped link over real gRPC and mutual TLS, with its store in memory. */
import { saveIdentity } from "@drawbar/runtime/tls/identity-files.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import { CloudLink } from "@drawbar/proto/link/cloud-link.ts";
import type { LiveUp, Watch } from "@drawbar/proto/link/live.ts";
import { MemoryCloudStore } from "@drawbar/proto/link/memory-cloud-store.ts";
import type { HubMessage, Outgoing } from "@drawbar/proto/link/messages.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import { parseCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import { columnValues } from "@drawbar/proto/segment/column-values.ts";
import { decodeSegment } from "@drawbar/proto/segment/decode-segment.ts";
import type { SegmentHeader } from "@drawbar/proto/segment/segment-types.ts";
import { LinkServer } from "@drawbar/runtime/link-grpc/link-server.ts";
import type { PeerConnection } from "@drawbar/runtime/link-grpc/peer-connection.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { TestPlatform, type TestTenant } from "@drawbar/runtime/tls/test-platform.ts";

const commitMs = 5;

/** One sample as a reader of the cloud sees it. */
export interface ReadSample {
  readonly source: string;
  readonly name: string;
  readonly atUs: number;
  readonly value: number;
}

export class TestCloud {
  readonly tenant: TestTenant;
  readonly store: MemoryCloudStore;
  readonly live: LiveUp[] = [];
  readonly #identity: Identity;
  readonly #log: Logger;
  readonly #connections = new Map<string, PeerConnection>();
  #link: CloudLink;
  #server: LinkServer | undefined;
  #port = 0;
  #ticker: NodeJS.Timeout | undefined;

  private constructor(options: { readonly tenant: TestTenant; readonly identity: Identity; readonly log: Logger }) {
    this.tenant = options.tenant;
    this.#identity = options.identity;
    this.#log = options.log;
    this.store = new MemoryCloudStore(1);
    this.#link = new CloudLink({ store: this.store });
  }

  static async create(log: Logger): Promise<TestCloud> {
    const tenant = await (await TestPlatform.create()).tenant();
    const cloud = new TestCloud({ tenant, identity: await tenant.identity("cloud", { hosts: ["127.0.0.1"] }), log });
    await cloud.start();
    return cloud;
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Enrols a unit: a new identity in the folder, whose hub is this cloud. */
  async enrol(directory: string): Promise<Identity> {
    const identity = { ...(await this.tenant.identity("unit")), hubs: [this.address] };
    saveIdentity(directory, identity);
    return identity;
  }

  /** On the port that it had before. */
  async start(): Promise<void> {
    const server = new LinkServer({
      listen: { host: "127.0.0.1", port: this.#port },
      tls: this.#identity,
      kinds: ["unit"],
      log: this.#log,
      onPeer: (connection) => {
        this.#connections.set(connection.id, connection);
        this.#link.connected(connection.id, { tenant: connection.tenantId, source: connection.sourceId, kind: connection.kind });
        return {
          onMessage: async (message) => this.#send(await this.#link.receive(connection.id, message, Date.now())),
          onLive: (message) => void this.live.push(message),
          onClosed: () => {
            this.#connections.delete(connection.id);
            this.#link.disconnected(connection.id);
          },
        };
      },
    });
    await server.start();
    this.#port = server.port;
    this.#server = server;
    this.#ticker = setInterval(() => void this.#commit(), commitMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticker);
    await this.#server?.stop();
    this.#server = undefined;
    this.#link = new CloudLink({ store: this.store });
  }

  watch(watch: Watch): void {
    for (const connection of this.#connections.values()) connection.sendLive(watch);
  }

  records(): readonly LinkRecord[] {
    return [...this.store.state(this.tenant.tenantId).records.values()].flatMap((stream) => [...stream.values()]);
  }

  headers(): readonly SegmentHeader[] {
    return this.records()
      .filter(({ kind }) => kind === "segment")
      .map(({ bytes }) => decodeSegment(bytes).header);
  }

  /** Every sample of every segment, in order of source and time. */
  samples(): readonly ReadSample[] {
    const { catalogues } = this.store.state(this.tenant.tenantId);
    const samples: ReadSample[] = [];
    for (const record of this.records()) {
      if (record.kind !== "segment" && record.kind !== "thinned") continue;
      const { header, columns } = decodeSegment(record.bytes);
      const bytes = catalogues.get(header.catalogue);
      if (bytes === undefined) throw new Error(`catalogue ${header.catalogue} is not here`);
      const { signals } = parseCatalogue(bytes);
      for (const column of columns) {
        const signal = signals[column.signal];
        if (signal === undefined) throw new Error(`signal ${column.signal} is not in its catalogue`);
        const values = column.kind === "text" ? undefined : columnValues(column, signal);
        for (const [index, atUs] of column.times.entries())
          samples.push({ source: signal.source, name: signal.name, atUs, value: values?.[index] ?? Number.NaN });
      }
    }
    return samples.toSorted((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : a.atUs - b.atUs));
  }

  async #commit(): Promise<void> {
    if (this.#link.gathered > 0) this.#send(await this.#link.commit(Date.now()));
  }

  #send(outgoing: readonly Outgoing<HubMessage>[]): void {
    for (const { to, message } of outgoing) this.#connections.get(to)?.send(message);
  }
}
