/**
 * A hub's server: mutual TLS 1.3, `Exchange` for numbered records and `Live` beside it (proto/drawbar/v1/link.proto).
 * Who a peer is comes from its verified certificate; calls of one peer are matched by it.
 */
import { Metadata, Server, type sendUnaryData } from "@grpc/grpc-js";
import { traceAdmission } from "../tracing/link-trace.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveDown } from "@drawbar/proto/link/live.ts";
import { wireLimits } from "@drawbar/proto/wire/limits.ts";
import { decodeLiveUp, encodeLiveDown } from "@drawbar/proto/wire/live-message.ts";
import { decodeRevocationsRequest, encodeRevocationsReply } from "@drawbar/proto/wire/revocations.ts";
import { checkLiveSpeaker } from "@drawbar/proto/wire/speaker.ts";
import type { Part } from "../lifecycle/start-all.ts";
import type { Logger } from "../logging/logger.ts";
import { callerOf, revokedDetail, type Admission, type Caller } from "./caller.ts";
import { faultOf } from "./grpc-status.ts";
import { tuneHttp2 } from "./http2-tuning.ts";
import { HubCredentials, type HubTls } from "./hub-credentials.ts";
import { linkGrpcLimits, type KeepaliveTimes } from "./limits.ts";
import { failLinkGrpc } from "./link-grpc-errors.ts";
import { linkService, type AskCall, type LinkCall } from "./link-service.ts";
import { MessageIntake } from "./message-intake.ts";
import { NewestWriter, newestWatch } from "./newest-writer.ts";
import { PeerCalls, type Exchange, type LiveCall } from "./peer-calls.ts";
import { endCall, ExchangeConnection, type CloseReason, type PeerConnection, type PeerHandler } from "./peer-connection.ts";

/** `tenantId` is a depot's own tenant; the cloud leaves it out. `kinds`: units at a depot, both at the cloud. */
export interface LinkServerOptions extends Admission {
  /** Port 0 takes a free one; see `port`. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly tls: HubTls;
  /** Called for each Exchange call, before anything is read from it. `undefined` refuses the peer, such as a retired one. */
  readonly onPeer: (connection: PeerConnection) => PeerHandler | undefined | Promise<PeerHandler | undefined>;
  /** Answers a depot which certificates of its tenant count no more; the cloud's only. @param held hash of what the depot knows. */
  readonly revocations?: ((caller: Caller, held: Uint8Array) => Promise<Uint8Array | undefined>) | undefined;
  /** As a client's: by default a dead peer is noticed within 28 s. */
  readonly keepalive?: KeepaliveTimes | undefined;
  readonly log: Logger;
}

export interface LinkServerReport {
  readonly peers: number;
  readonly exchanges: number;
  readonly lives: number;
}

export class LinkServer implements Part {
  readonly name = "link-server";
  readonly #options: LinkServerOptions;
  readonly #log: Logger;
  readonly #credentials: HubCredentials;
  readonly #server: Server;
  readonly #calls = new PeerCalls();
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
    this.#server.addService(linkService, {
      exchange: (call: LinkCall) => this.#exchange(call),
      live: (call: LinkCall) => this.#live(call),
      revocations: (call: AskCall, answer: sendUnaryData<Uint8Array>) => {
        this.#revocations(call)
          .then((reply) => answer(null, reply))
          .catch((error: unknown) => answer(faultOf(error)));
      },
    });
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
    const { exchanges, lives } = this.#calls.of(sourceId);
    for (const { call } of lives) endCall(call, reason, detail);
    for (const { connection } of exchanges) connection.close(reason, detail);
    return exchanges.length + lives.length;
  }

  /** Ends the calls that were opened with a certificate which counts no more by now. @returns how many. */
  closeRevoked(): number {
    const { isRevoked } = this.#options;
    if (isRevoked === undefined) return 0;
    let closed = 0;
    for (const sourceId of this.#calls.peers) {
      const { exchanges, lives } = this.#calls.of(sourceId);
      if (![...exchanges, ...lives].some(({ serial }) => isRevoked(serial))) continue;
      this.#log.warn({ source: sourceId }, "the certificate of a connected device was revoked");
      // Those with another certificate come back by it.
      closed += this.closePeer(sourceId, "refused", revokedDetail);
    }
    return closed;
  }

  report(): LinkServerReport {
    return this.#calls.count();
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
    for (const sourceId of this.#calls.peers) this.closePeer(sourceId, "stopping", "this hub is stopping");
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
    const { sourceId } = caller;
    const tracing = traceAdmission(call.metadata, { "drawbar.source": sourceId, "drawbar.kind": caller.kind });
    const connection = new ExchangeConnection({
      call,
      trace: tracing.session,
      id: `x${this.#nextConnection++}`,
      ...caller,
      remote: call.getPeer(),
      sendLive: (message) => this.#calls.newestLive(sourceId)?.writer.send(message),
      onClosed: (reason, detail) => this.#closed(exchange, reason, detail),
    });
    const exchange: Exchange = { connection, handler: undefined, serial: caller.serial };
    const { exchanges } = this.#calls.of(sourceId);
    this.#calls.addExchange(sourceId, exchange);
    if (exchanges.length >= linkGrpcLimits.exchangesPerPeerMax) exchanges[0]?.connection.close("replaced", "too many parallel calls of one peer");
    call.once("cancelled", () => connection.close("left"));
    call.once("close", () => connection.close("left"));
    void this.#welcome(call, exchange).finally(() => tracing.end());
  }

  async #welcome(call: LinkCall, exchange: Exchange): Promise<void> {
    const { connection } = exchange;
    const { id, kind, remote, sourceId } = connection;
    try {
      exchange.handler = await this.#options.onPeer(connection);
    } catch (error) {
      this.#log.error({ error, source: sourceId }, "peer could not be admitted");
      return connection.close("failed", "this hub cannot admit peers now");
    }
    const { handler } = exchange;
    if (connection.isClosed) return handler?.onClosed?.("left");
    if (handler === undefined) return connection.close("refused", "this hub does not know this device");
    this.#log.info({ connection: id, source: sourceId, kind, remote }, "peer connected");
    call.sendMetadata(new Metadata()); // the client's sign that it was let in
    call.on("data", this.#intakeOf(connection, handler));
    call.once("end", () => connection.close("left"));
  }

  #intakeOf(connection: ExchangeConnection, handler: PeerHandler): (bytes: Uint8Array) => void {
    if ("onBytes" in handler) return handler.onBytes;
    const intake = new MessageIntake({ connection, onMessage: handler.onMessage, log: this.#log });
    return (bytes) => intake.take(bytes);
  }

  #closed(exchange: Exchange, reason: CloseReason, detail: string | undefined): void {
    const { connection, handler } = exchange;
    this.#calls.remove(connection.sourceId, exchange);
    if (handler === undefined) return;
    this.#log.info({ connection: connection.id, source: connection.sourceId, reason, detail }, "peer disconnected");
    handler.onClosed?.(reason);
  }

  #live(call: LinkCall): void {
    call.on("error", () => undefined); // as for exchange
    const caller = this.#admit(call);
    if (caller === undefined) return;
    const { sourceId } = caller;
    const writer = new NewestWriter<LiveDown>({ call, encode: encodeLiveDown, merge: newestWatch, waitingMax: linkGrpcLimits.liveWaitingMax });
    const live: LiveCall = { call, writer, serial: caller.serial };
    const { lives } = this.#calls.of(sourceId);
    this.#calls.addLive(sourceId, live);
    if (lives.length >= linkGrpcLimits.exchangesPerPeerMax) endCall((lives[0] ?? live).call, "replaced", "too many parallel calls of one peer");
    const ended = (): void => {
      writer.close();
      this.#calls.remove(sourceId, live);
    };
    call.once("cancelled", ended);
    call.once("close", ended);
    call.once("end", () => endCall(call, "left"));
    call.sendMetadata(new Metadata());
    call.on("data", (bytes: Uint8Array) => this.#hearLive(call, caller, bytes));
  }

  async #revocations(call: AskCall): Promise<Uint8Array> {
    const { revocations } = this.#options;
    const admitted = callerOf(call, this.#options);
    if (revocations === undefined || admitted.kind === "refused" || admitted.caller.kind !== "depot")
      throw failLinkGrpc("LINK_METHOD_UNKNOWN", "this hub tells nobody of revocations, or not this device");
    const { hash } = decodeRevocationsRequest(call.request);
    return encodeRevocationsReply({ list: (await revocations(admitted.caller, hash)) ?? new Uint8Array(0) });
  }

  #hearLive(call: LinkCall, caller: Caller, bytes: Uint8Array): void {
    try {
      const message = decodeLiveUp(bytes);
      checkLiveSpeaker(caller, message);
      // Before there is a connection nobody looks.
      this.#calls.newestExchange(caller.sourceId)?.handler?.onLive?.(message);
    } catch (error) {
      this.#log.warn({ error, source: caller.sourceId }, "live message of a peer was refused");
      endCall(call, "malformed", error instanceof DrawbarError ? error.message : "a live message could not be handled");
    }
  }

  /** Who is calling; ends the call of whoever may not. */
  #admit(call: LinkCall): Caller | undefined {
    const admitted = callerOf(call, this.#options);
    if (admitted.kind === "refused") {
      this.#log.warn({ remote: call.getPeer(), detail: admitted.detail }, "peer refused");
      endCall(call, "refused", admitted.detail);
      return undefined;
    }
    if (!this.#calls.has(admitted.caller.sourceId) && this.#calls.size >= linkGrpcLimits.peersMax) {
      endCall(call, "overflow", `LINK_QUEUE_FULL: this hub serves ${linkGrpcLimits.peersMax} peers already`);
      return undefined;
    }
    return admitted.caller;
  }
}
