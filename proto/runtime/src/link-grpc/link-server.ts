/**
 * A hub's server: mutual TLS 1.3, `Exchange` for numbered records and `Live` beside it (proto/drawbar/v1/link.proto).
 * Who a peer is comes from its verified certificate; calls of one peer are matched by it.
 */
import { Metadata, Server } from "@grpc/grpc-js";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveDown } from "@drawbar/proto/link/live.ts";
import { wireLimits } from "@drawbar/proto/wire/limits.ts";
import { decodeLiveUp, encodeLiveDown } from "@drawbar/proto/wire/live-message.ts";
import { decodePeerMessage } from "@drawbar/proto/wire/peer-message.ts";
import { checkLiveSpeaker, checkSpeaker } from "@drawbar/proto/wire/speaker.ts";
import type { Part } from "../lifecycle/start-all.ts";
import type { Logger } from "../logging/logger.ts";
import { peerOf } from "../tls/identity.ts";
import { tuneHttp2 } from "./http2-tuning.ts";
import { HubCredentials, type HubTls } from "./hub-credentials.ts";
import { linkGrpcLimits, type KeepaliveTimes } from "./limits.ts";
import { failLinkGrpc } from "./link-grpc-errors.ts";
import { linkService, type LinkCall } from "./link-service.ts";
import { NewestWriter, newestWatch } from "./newest-writer.ts";
import { endCall, ExchangeConnection, type CloseReason, type PeerConnection, type PeerHandler } from "./peer-connection.ts";

export interface LinkServerOptions {
  /** Port 0 takes a free one; see `port`. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly tls: HubTls;
  /** A depot's tenant: peers of another are refused. The cloud leaves it out. */
  readonly tenantId?: TenantId | undefined;
  /** Kinds of peers that may connect: units at a depot, both at the cloud. */
  readonly kinds: readonly ("unit" | "depot")[];
  /** Called for each Exchange call, before anything is read from it. `undefined` refuses the peer, such as a retired one. */
  readonly onPeer: (connection: PeerConnection) => PeerHandler | undefined | Promise<PeerHandler | undefined>;
  /** As a client's: by default a dead peer is noticed within 28 s. */
  readonly keepalive?: KeepaliveTimes | undefined;
  readonly log: Logger;
}

export interface LinkServerReport {
  readonly peers: number;
  readonly exchanges: number;
  readonly lives: number;
}

interface Exchange {
  readonly connection: ExchangeConnection;
  handler: PeerHandler | undefined;
}

interface LiveCall {
  readonly call: LinkCall;
  readonly writer: NewestWriter<LiveDown>;
}

/** All calls of one certificate, oldest first. */
interface Peer {
  readonly exchanges: Exchange[];
  readonly lives: LiveCall[];
}

interface Caller {
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
  readonly kind: "unit" | "depot";
}

export class LinkServer implements Part {
  readonly name = "link-server";
  readonly #options: LinkServerOptions;
  readonly #log: Logger;
  readonly #credentials: HubCredentials;
  readonly #server: Server;
  readonly #peers = new Map<SourceId, Peer>();
  #port = 0;
  #nextConnection = 1;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: LinkServerOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#credentials = new HubCredentials(options.tls);
    this.#server = new Server({
      "grpc.max_receive_message_length": wireLimits.messageBytesMax,
      "grpc.max_send_message_length": wireLimits.messageBytesMax,
      "grpc.keepalive_time_ms": options.keepalive?.silenceMs ?? linkGrpcLimits.keepaliveMs,
      "grpc.keepalive_timeout_ms": options.keepalive?.answerMs ?? linkGrpcLimits.keepaliveTimeoutMs,
      "grpc.max_connection_idle_ms": linkGrpcLimits.idleConnectionMs,
      "grpc.enable_channelz": 0,
    });
    this.#server.addService(linkService, { exchange: (call: LinkCall) => this.#exchange(call), live: (call: LinkCall) => this.#live(call) });
  }

  /** Where it listens, once started. */
  get port(): number {
    return this.#port;
  }

  /** @throws DrawbarError `LINK_LISTEN_FAILED`. */
  start(): Promise<void> {
    return (this.#starting ??= this.#listen());
  }

  /** Calls end with UNAVAILABLE, so that peers try the next hub. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#shutDown());
  }

  /** New key, certificate or revocations, from the next handshake on. */
  updateTls(tls: HubTls): void {
    this.#credentials.update(tls);
  }

  /** Ends all calls of a peer, such as one whose certificate was revoked. @returns how many. */
  closePeer(sourceId: SourceId, reason: CloseReason, detail?: string): number {
    const peer = this.#peers.get(sourceId);
    if (peer === undefined) return 0;
    const { exchanges, lives } = peer;
    const calls = exchanges.length + lives.length;
    for (const { call } of lives.slice()) endCall(call, reason, detail);
    for (const { connection } of exchanges.slice()) connection.close(reason, detail);
    return calls;
  }

  report(): LinkServerReport {
    let exchanges = 0;
    let lives = 0;
    for (const peer of this.#peers.values()) {
      exchanges += peer.exchanges.length;
      lives += peer.lives.length;
    }
    return { peers: this.#peers.size, exchanges, lives };
  }

  async #listen(): Promise<void> {
    const { host, port } = this.#options.listen;
    const address = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
    this.#port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(address, this.#credentials, (error, bound) => {
        if (error === null) resolve(bound);
        else reject(failLinkGrpc("LINK_LISTEN_FAILED", `cannot listen on ${address} (${error.message})`, { cause: error }));
      });
    });
    tuneHttp2(this.#server, {
      connectionWindowBytes: linkGrpcLimits.connectionWindowBytes,
      onHandshakeFailed: (failure) => this.#log.warn(failure, "peer refused at its handshake"),
    });
    this.#log.info({ host, port: this.#port }, "link server listens");
  }

  async #shutDown(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    for (const sourceId of Array.from(this.#peers.keys())) this.closePeer(sourceId, "stopping", "this hub is stopping");
    await new Promise<void>((resolve) => {
      // A connection that broke may leave tryShutdown waiting for it.
      const timer = setTimeout(() => {
        this.#server.forceShutdown();
        resolve();
      }, linkGrpcLimits.stopGraceMs);
      this.#server.tryShutdown(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #exchange(call: LinkCall): void {
    call.on("error", () => undefined); // grpc-js turns it into the call's status; without a listener it would end the process
    const caller = this.#admit(call);
    if (caller === undefined) return;
    const peer = this.#peer(caller.sourceId);
    const connection = new ExchangeConnection({
      call,
      id: `x${this.#nextConnection++}`,
      ...caller,
      remote: call.getPeer(),
      sendLive: (message) => peer.lives.at(-1)?.writer.send(message),
      onClosed: (reason, detail) => this.#closed(caller.sourceId, exchange, reason, detail),
    });
    const exchange: Exchange = { connection, handler: undefined };
    peer.exchanges.push(exchange);
    if (peer.exchanges.length > linkGrpcLimits.exchangesPerPeerMax) peer.exchanges[0]?.connection.close("replaced", "too many parallel calls of one peer");
    call.once("cancelled", () => connection.close("left"));
    call.once("close", () => connection.close("left"));
    void this.#welcome(call, exchange, caller);
  }

  async #welcome(call: LinkCall, exchange: Exchange, caller: Caller): Promise<void> {
    const { connection } = exchange;
    try {
      exchange.handler = await this.#options.onPeer(connection);
    } catch (error) {
      this.#log.error({ error, source: caller.sourceId }, "peer could not be admitted");
      return connection.close("failed", "this hub cannot admit peers now");
    }
    const { handler } = exchange;
    if (connection.isClosed) return handler?.onClosed?.("left");
    if (handler === undefined) return connection.close("refused", "this hub does not know this device");
    const { remote } = connection;
    this.#log.info({ connection: connection.id, source: caller.sourceId, kind: caller.kind, remote }, "peer connected");
    call.sendMetadata(new Metadata()); // the client's sign that it was let in
    call.on("data", "onBytes" in handler ? handler.onBytes : (bytes: Uint8Array) => this.#deliver(exchange, caller, handler.onMessage, bytes));
    call.once("end", () => connection.close("left"));
  }

  #handling = new WeakMap<ExchangeConnection, number>();

  #deliver(exchange: Exchange, caller: Caller, onMessage: (message: ReturnType<typeof decodePeerMessage>) => void | Promise<void>, bytes: Uint8Array): void {
    const { connection } = exchange;
    if (connection.isClosed) return;
    let handled: void | Promise<void>;
    try {
      const message = decodePeerMessage(bytes);
      checkSpeaker(caller, message);
      handled = onMessage(message);
    } catch (error) {
      return this.#fault(connection, error);
    }
    if (handled === undefined) return;
    const handling = (this.#handling.get(connection) ?? 0) + 1;
    this.#handling.set(connection, handling);
    if (handling >= linkGrpcLimits.handlingMax) connection.gate.pause("handling");
    handled.then(
      () => this.#handled(connection),
      (error: unknown) => this.#fault(connection, error),
    );
  }

  #handled(connection: ExchangeConnection): void {
    const handling = (this.#handling.get(connection) ?? 1) - 1;
    this.#handling.set(connection, handling);
    if (handling <= linkGrpcLimits.handlingMax / 2) connection.gate.resume("handling");
  }

  /** What a peer did wrong is its error; anything else is ours. */
  #fault(connection: ExchangeConnection, error: unknown): void {
    const code = error instanceof DrawbarError ? error.code : undefined;
    if (code === "WIRE_MALFORMED" || code === "WIRE_FOREIGN_SOURCE") {
      this.#log.warn({ error, connection: connection.id, source: connection.sourceId }, "peer broke the protocol");
      return connection.close(code === "WIRE_MALFORMED" ? "malformed" : "foreign", (error as DrawbarError).message);
    }
    this.#log.error({ error, connection: connection.id, source: connection.sourceId }, "message of a peer could not be handled");
    connection.close("failed", "this hub could not handle a message");
  }

  #closed(sourceId: SourceId, exchange: Exchange, reason: CloseReason, detail: string | undefined): void {
    const peer = this.#peer(sourceId);
    peer.exchanges.splice(peer.exchanges.indexOf(exchange), 1);
    this.#forgetIdle(sourceId, peer);
    if (exchange.handler === undefined) return;
    this.#log.info({ connection: exchange.connection.id, source: sourceId, reason, detail }, "peer disconnected");
    exchange.handler.onClosed?.(reason);
  }

  #live(call: LinkCall): void {
    call.on("error", () => undefined); // as for exchange
    const caller = this.#admit(call);
    if (caller === undefined) return;
    const peer = this.#peer(caller.sourceId);
    const writer = new NewestWriter<LiveDown>({ call, encode: encodeLiveDown, merge: newestWatch, waitingMax: linkGrpcLimits.liveWaitingMax });
    const live: LiveCall = { call, writer };
    peer.lives.push(live);
    if (peer.lives.length > linkGrpcLimits.exchangesPerPeerMax) endCall((peer.lives[0] ?? live).call, "replaced", "too many parallel calls of one peer");
    const ended = (): void => {
      writer.close();
      const index = peer.lives.indexOf(live);
      if (index >= 0) peer.lives.splice(index, 1);
      this.#forgetIdle(caller.sourceId, peer);
    };
    call.once("cancelled", ended);
    call.once("close", ended);
    call.once("end", () => endCall(call, "left"));
    call.sendMetadata(new Metadata());
    call.on("data", (bytes: Uint8Array) => {
      try {
        const message = decodeLiveUp(bytes);
        checkLiveSpeaker(caller, message);
        // Whoever serves the peer's newest connection shows its live values; before there is one nobody looks.
        peer.exchanges.at(-1)?.handler?.onLive?.(message);
      } catch (error) {
        this.#log.warn({ error, source: caller.sourceId }, "live message of a peer was refused");
        endCall(call, "malformed", error instanceof DrawbarError ? error.message : "a live message could not be handled");
      }
    });
  }

  /** Who is calling; ends the call of whoever may not. */
  #admit(call: LinkCall): Caller | undefined {
    const { tenantId, kinds } = this.#options;
    const certificate = call.getAuthContext().sslPeerCertificate;
    const peer = certificate === undefined ? undefined : peerOf(certificate);
    const refuse = (detail: string): undefined => {
      this.#log.warn({ remote: call.getPeer(), source: peer?.sourceId, kind: peer?.kind, detail }, "peer refused");
      endCall(call, "refused", detail);
      return undefined;
    };
    if (peer === undefined) return refuse("the certificate names no device of a tenant");
    const { kind } = peer;
    if (kind === "cloud" || !kinds.includes(kind)) return refuse(`a ${kind} may not link to this hub`);
    if (tenantId !== undefined && peer.tenantId !== tenantId) return refuse("the certificate is of another tenant than this hub");
    if (!this.#peers.has(peer.sourceId) && this.#peers.size >= linkGrpcLimits.peersMax) {
      endCall(call, "overflow", `LINK_QUEUE_FULL: this hub serves ${linkGrpcLimits.peersMax} peers already`);
      return undefined;
    }
    return { tenantId: peer.tenantId, sourceId: peer.sourceId, kind };
  }

  #peer(sourceId: SourceId): Peer {
    const known = this.#peers.get(sourceId);
    if (known !== undefined) return known;
    const peer: Peer = { exchanges: [], lives: [] };
    this.#peers.set(sourceId, peer);
    return peer;
  }

  #forgetIdle(sourceId: SourceId, peer: Peer): void {
    if (peer.exchanges.length + peer.lives.length === 0) this.#peers.delete(sourceId);
  }
}
