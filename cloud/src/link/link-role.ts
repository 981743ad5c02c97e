/** The link role: hears units and depots, stores what they deliver, and lets new devices in. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import { CloudLink } from "@drawbar/proto/link/cloud-link.ts";
import type { LinkLimits } from "@drawbar/proto/link/limits.ts";
import type { HubMessage, Outgoing, PeerMessage } from "@drawbar/proto/link/messages.ts";
import { streamName } from "@drawbar/proto/link/records.ts";
import { revokedDetail } from "@drawbar/runtime/link-grpc/caller.ts";
import { EnrolmentServer } from "@drawbar/runtime/link-grpc/enrolment-server.ts";
import { failLinkGrpc } from "@drawbar/runtime/link-grpc/link-grpc-errors.ts";
import { LinkServer } from "@drawbar/runtime/link-grpc/link-server.ts";
import type { PeerConnection, PeerHandler } from "@drawbar/runtime/link-grpc/peer-connection.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { AuditTrail } from "../modules/audit/index.ts";
import { EnrolService, RevocationPublisher, type PlatformAuthority, type ServerCertificate } from "../modules/enrolment/index.ts";
import { CatalogueStore, type SegmentSealer } from "../modules/telemetry/index.ts";
import { IngestMeter, Quotas, TenantGate } from "../modules/tenants/index.ts";
import type { LiveExchange } from "../realtime/live-exchange.ts";
import { CommitTrace } from "../observability/commit-trace.ts";
import { CommitLoop } from "./commit-loop.ts";
import { linkRoleLimits } from "./limits.ts";
import { LiveRelay } from "./live-relay.ts";
import { Presence } from "./presence.ts";
import { SourceRegistry } from "./source-registry.ts";
import { IncarnationStore } from "./store/incarnation-store.ts";
import { ensurePartitions } from "./store/partitions.ts";
import { PostgresCloudStore } from "./store/postgres-cloud-store.ts";
import { Timers } from "./timers.ts";
import { Witness } from "./witness.ts";

export interface LinkRoleOptions {
  /** As the role drawbar_app. */
  readonly database: Database;
  readonly authority: PlatformAuthority;
  /** Encrypts what is stored of segments; absent: they are stored as they come. */
  readonly sealer?: SegmentSealer | undefined;
  readonly exchange: LiveExchange;
  readonly clock: Clock;
  readonly log: Logger;
  /** Port 0 takes a free one; see `ports`. */
  readonly link: { readonly host: string; readonly port: number };
  readonly enrolment: { readonly host: string; readonly port: number };
  readonly certificate: ServerCertificate;
  /** `host:port` under which devices reach the link port, best first, now that its number is known. */
  readonly hubsAt: (port: number) => readonly string[];
  /** `host:port` under which devices reach the enrolment port, or a depot's, best first, now that its number is known. */
  readonly enrolmentAt: (port: number) => readonly string[];
  /** Of the witness; no restore of the database may touch it. */
  readonly directory: string;
  readonly limits?: LinkLimits | undefined;
}

export interface LinkReport {
  readonly peers: number;
  readonly sessions: number;
  /** Records gathered for the next commit. */
  readonly gathered: number;
  readonly commits: number;
  readonly records: number;
  readonly samples: number;
  readonly conflicts: number;
  readonly corrupt: number;
  readonly lastCommitMs: number;
}

export class LinkRole implements Part {
  readonly name = "link";
  readonly #options: LinkRoleOptions;
  readonly #log: Logger;
  readonly #store: PostgresCloudStore;
  readonly #incarnations: IncarnationStore;
  readonly #registry: SourceRegistry;
  readonly #gate: TenantGate;
  readonly #usage: IngestMeter;
  readonly #presence: Presence;
  readonly #live: LiveRelay;
  readonly #link: CloudLink;
  readonly #commits: CommitLoop;
  readonly #timers: Timers;
  readonly #connections = new Map<string, PeerConnection>();
  readonly #counts = { commits: 0, conflicts: 0, corrupt: 0, lastCommitMs: 0 };
  readonly #trace = new CommitTrace();
  #witness: Witness | undefined;
  #witnessedAtUs = Number.NEGATIVE_INFINITY;
  #server: LinkServer | undefined;
  #enrolment: EnrolmentServer | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: LinkRoleOptions) {
    this.#options = options;
    this.#log = options.log;
    const { database, clock, exchange, log } = options;
    this.#registry = new SourceRegistry(options);
    this.#gate = new TenantGate(options);
    this.#usage = new IngestMeter(options);
    this.#presence = new Presence(options);
    this.#incarnations = new IncarnationStore(options);
    this.#store = new PostgresCloudStore({
      database,
      clock,
      catalogues: new CatalogueStore(options),
      registry: this.#registry,
      sealer: options.sealer,
      isTrusted: true,
      onStored: (tenant, samples, bytes) => this.#usage.add(tenant, samples, bytes),
    });
    this.#live = new LiveRelay({ database, exchange, registry: this.#registry, presence: this.#presence, wayFound: () => this.#writePresenceSoon(), log });
    this.#timers = new Timers({ log });
    this.#link = new CloudLink({
      store: this.#store,
      limits: options.limits,
      observer: {
        violated: (connection, what) => {
          log.warn({ connection, what }, "peer broke the link's rules");
          this.#connections.get(connection)?.close("foreign", what);
        },
        greeted: (_connection, peer, agent) => this.#presence.hear(peer.tenant, peer.source, undefined, agent),
        refused: (_connection, name, reason) => {
          this.#counts[reason === "conflict" ? "conflicts" : "corrupt"] += 1;
          log.warn({ ...name, reason }, "record refused");
        },
        failed: (tenant, error) => log.error({ tenant, error }, "batch not committed; its peers send it again"),
        rose: (incarnation) => log.warn({ incarnation }, "a peer has seen more than this database has: new incarnation"),
      },
    });
    this.#commits = new CommitLoop({
      link: this.#link,
      clock,
      send: (outgoing) => this.#send(outgoing),
      onCommitted: (elapsedMs) => this.#committed(elapsedMs),
      onFailed: (error) => log.error({ error }, "commit failed"),
    });
  }

  /** Where it listens, once started. */
  get ports(): { readonly link: number; readonly enrolment: number } {
    return { link: this.#server?.port ?? 0, enrolment: this.#enrolment?.port ?? 0 };
  }

  /** @throws DrawbarError `LINK_LISTEN_FAILED`, and of the database. */
  start(): Promise<void> {
    this.#starting ??= this.#start().catch(async (error: unknown) => {
      await this.#server?.stop();
      throw error;
    });
    return this.#starting;
  }

  /** Peers are told to go elsewhere; what was taken is committed before. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  report(): LinkReport {
    const { records, samples } = this.#store.counts;
    return { peers: this.#server?.report().peers ?? 0, sessions: this.#link.sessionCount, gathered: this.#link.gathered, records, samples, ...this.#counts };
  }

  async #start(): Promise<void> {
    const { database, authority, certificate, clock, directory, link, enrolment, hubsAt, enrolmentAt } = this.#options;
    this.#witness = await Witness.open(directory);
    await this.#recogniseDatabase(this.#witness);
    await ensurePartitions(database, clock.wallUs() / 1_000);
    const tls = certificate.current;
    const revocations = new RevocationPublisher({ database, authority, clock });
    this.#options.exchange.onRevoked((tenant, source) => {
      revocations.forget(tenant);
      this.#registry.forget(tenant, source);
      // What fails is made good by the regular round.
      this.#endRevoked(tenant, [source]).catch((error: unknown) => this.#log.warn({ error, source }, "link of a revoked device not ended yet"));
    });
    const server = new LinkServer({
      listen: link,
      tls,
      kinds: ["unit", "depot"],
      onPeer: (connection) => this.#admit(connection),
      revocations: async ({ sourceId, tenantId }, held) => {
        if ((await this.#registry.revoked(tenantId, [sourceId], "depot")).has(sourceId))
          throw failLinkGrpc("DEVICE_REVOKED", `depot ${sourceId} was taken out of the fleet`);
        return revocations.newerThan(tenantId, held);
      },
      log: this.#log,
    });
    this.#server = server;
    await server.start();
    const gate: EnrolmentServer = new EnrolmentServer({
      listen: enrolment,
      tls,
      handlers: new EnrolService({
        database,
        authority,
        hubs: hubsAt(server.port),
        enrolment: () => enrolmentAt(gate.port),
        clock,
        gate: this.#gate,
        quotas: new Quotas({ database, clock }),
        audit: new AuditTrail({ database, clock }),
      }),
      tenantAuthority: (tenantId) => authority.findTenantCertificate(tenantId),
      clock,
      log: this.#log,
    });
    this.#enrolment = gate;
    await gate.start();
    this.#timers.every("heartbeat", linkRoleLimits.heartbeatMs, () => this.#heartbeat());
    this.#timers.every("presence", linkRoleLimits.presenceMs, () => this.#writePresence());
    this.#timers.every("partitions", linkRoleLimits.partitionsMs, async () => void (await ensurePartitions(database, clock.wallUs() / 1_000)));
    certificate.onRenewed((renewed) => {
      server.updateTls(renewed);
      gate.updateTls(renewed);
    });
  }

  async #stop(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    this.#timers.stop();
    await this.#enrolment?.stop();
    await Promise.race([this.#commits.drain(), new Promise((resolve) => setTimeout(resolve, linkRoleLimits.stopCommitMs).unref())]);
    await this.#server?.stop();
    await this.#presence.write().catch((error: unknown) => this.#log.warn({ error }, "presence not written"));
    await this.#usage.write().catch((error: unknown) => this.#log.warn({ error }, "use not written"));
    await this.#beat().catch((error: unknown) => this.#log.warn({ error }, "witness not written"));
  }

  /** Rule R2: a database that has not come as far as it had speaks under a new incarnation. */
  async #recogniseDatabase(witness: Witness): Promise<void> {
    const nowMs = Math.floor(this.#options.clock.wallUs() / 1_000);
    const state = await this.#incarnations.read(nowMs);
    const restored = witness.compare(state);
    if (restored !== undefined) {
      const incarnation = await this.#incarnations.raise(Math.max(nowMs, state.incarnation + 1, witness.incarnation + 1));
      this.#log.warn({ restored, incarnation }, "the database is not as far as it was: new incarnation, peers send again what is missing");
      await this.#alarmTenants();
    }
    await witness.note(await this.#incarnations.beat());
  }

  async #alarmTenants(): Promise<void> {
    for (const tenant of await this.#store.tenants()) await this.#store.alarm(tenant, { kind: "restored" });
  }

  #writePresenceSoon(): void {
    this.#timers.soon("presence", linkRoleLimits.presenceSoonMs, () => this.#presence.write());
  }

  async #admit(connection: PeerConnection): Promise<PeerHandler | undefined> {
    const { tenantId: tenant, sourceId: source, kind } = connection;
    const barred = await this.#gate.barred(tenant);
    if (barred !== undefined) {
      this.#log.warn({ tenant, source, kind, barred }, "a device of a fleet that is not served wants in");
      connection.close("refused", barred);
      return undefined;
    }
    const revoked = await this.#registry.revoked(tenant, [source], kind);
    if (revoked.has(source)) {
      this.#log.warn({ source, kind }, "a device that was taken out of the fleet wants in");
      connection.close("refused", revokedDetail);
      return undefined;
    }
    this.#connections.set(connection.id, connection);
    this.#link.connected(connection.id, { tenant, source, kind });
    this.#live.found(connection, source);
    let before: Promise<void> = Promise.resolve();
    return {
      // In order, each after the one before: the link counts on it.
      onMessage: (message) => {
        before = before.then(() => this.#receive(connection, message));
        return before;
      },
      onLive: (message) => this.#live.receive(connection, message),
      onClosed: () => {
        this.#connections.delete(connection.id);
        this.#link.disconnected(connection.id);
        this.#live.closed(connection);
      },
    };
  }

  async #receive(connection: PeerConnection, message: PeerMessage): Promise<void> {
    if (!this.#connections.has(connection.id)) return;
    if (message.kind === "record" && connection.kind === "depot") this.#live.found(connection, streamName(message.record.stream).source);
    this.#send(await this.#link.receive(connection.id, message, this.#options.clock.wallUs() / 1_000));
    if (message.kind === "record") this.#trace.gathered(connection.trace);
    if (this.#link.gathered > 0) this.#commits.kick();
  }

  #send(outgoing: readonly Outgoing<HubMessage>[]): void {
    for (const { to, message } of outgoing) this.#connections.get(to)?.send(message);
  }

  #committed(elapsedMs: number): void {
    this.#trace.committed(elapsedMs);
    this.#counts.commits += 1;
    this.#counts.lastCommitMs = elapsedMs;
    const nowUs = this.#options.clock.monoUs();
    if (nowUs - this.#witnessedAtUs < linkRoleLimits.witnessMs * 1_000) return;
    this.#witnessedAtUs = nowUs;
    this.#note().catch((error: unknown) => this.#log.warn({ error }, "witness not written"));
  }

  async #note(): Promise<void> {
    await this.#witness?.note(await this.#incarnations.read(this.#options.clock.wallUs() / 1_000));
  }

  async #beat(): Promise<void> {
    await this.#witness?.note(await this.#incarnations.beat());
  }

  async #heartbeat(): Promise<void> {
    this.#send(await this.#link.heartbeat(this.#options.clock.wallUs() / 1_000));
    await this.#beat();
  }

  /** Also ends the links of devices, and of fleets, that are not served any more. */
  async #writePresence(): Promise<void> {
    for (const connection of this.#connections.values()) this.#presence.hear(connection.tenantId, connection.sourceId, undefined);
    await this.#presence.write();
    await this.#usage.write();
    for (const [tenant, connections] of Map.groupBy(this.#connections.values(), (connection) => connection.tenantId)) {
      const barred = await this.#gate.barred(tenant);
      if (barred !== undefined) for (const connection of connections) connection.close("refused", barred);
      await this.#endRevoked(
        tenant,
        connections.map(({ sourceId }) => sourceId),
      );
    }
  }

  async #endRevoked(tenant: TenantId, sources: readonly SourceId[]): Promise<void> {
    for (const source of await this.#registry.revoked(tenant, sources)) this.#server?.closePeer(source, "refused", revokedDetail);
  }
}
