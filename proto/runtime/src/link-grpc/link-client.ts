/** A peer's connection to one hub: mutual TLS 1.3, an Exchange call, and a Live call on a connection of its own. */
import { Client, status, type ClientDuplexStream, type StatusObject } from "@grpc/grpc-js";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { cloudHub, type HubName } from "@drawbar/proto/link/holder-options.ts";
import type { LiveDown, LiveUp } from "@drawbar/proto/link/live.ts";
import type { HubMessage, PeerMessage } from "@drawbar/proto/link/messages.ts";
import { decodeHubMessage } from "@drawbar/proto/wire/hub-message.ts";
import { wireLimits } from "@drawbar/proto/wire/limits.ts";
import { encodePeerMessage } from "@drawbar/proto/wire/peer-message.ts";
import { peerOf, type Identity, type Peer } from "../tls/identity.ts";
import { BoundedWriter } from "./bounded-writer.ts";
import { linkGrpcLimits, type KeepaliveTimes } from "./limits.ts";
import { LiveSide } from "./live-side.ts";
import { failLinkGrpc } from "./link-grpc-errors.ts";
import { asBuffer, asBytes, linkPaths } from "./link-service.ts";
import { PeerCredentials } from "./peer-credentials.ts";
import { ReadingGate } from "./reading-gate.ts";

export interface LinkClientOptions {
  /** `host:port`; IPv6 addresses in brackets. */
  readonly address: string;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly connectTimeoutMs?: number | undefined;
  /** Whether to open a Live call; true by default. */
  readonly hasLive?: boolean | undefined;
  /** How long a hub may be silent, and take to answer a ping; by default a dead hub is noticed within 28 s. */
  readonly keepalive?: KeepaliveTimes | undefined;
  /** Ends the attempt. */
  readonly signal?: AbortSignal | undefined;
}

export interface SessionHandlers {
  /** One of both: decoded messages, or their bytes for another thread to decode (copy them to hand them over). */
  readonly onMessage?: ((message: HubMessage) => void) | undefined;
  readonly onBytes?: ((bytes: Uint8Array) => void) | undefined;
  readonly onLive?: ((message: LiveDown) => void) | undefined;
  /** Once, whoever ended the session. */
  readonly onClosed: (reason: SessionEnd) => void;
}

/** `closed`: by our own `close`. `lost`: the connection broke or the hub left. `refused`: the hub did not want us. `malformed`: the hub broke the protocol. */
export interface SessionEnd {
  readonly kind: "closed" | "lost" | "refused" | "malformed" | "overflow";
  readonly detail: string;
}

type ByteCall = ClientDuplexStream<Uint8Array, Uint8Array>;

/** An open session with a hub. */
export class LinkSession {
  /** As the hub's certificate says. */
  readonly hub: HubName;
  readonly address: string;
  readonly #client: Client;
  readonly #call: ByteCall;
  readonly #writer: BoundedWriter;
  readonly #live: LiveSide | undefined;
  readonly #gate: ReadingGate<"handler">;
  readonly #early: Uint8Array[] = [];
  #handlers: SessionHandlers | undefined;
  #end: SessionEnd | undefined;

  constructor(options: {
    readonly hub: HubName;
    readonly address: string;
    readonly client: Client;
    readonly call: ByteCall;
    readonly live: LiveSide | undefined;
  }) {
    this.hub = options.hub;
    this.address = options.address;
    this.#client = options.client;
    this.#call = options.call;
    this.#live = options.live;
    this.#gate = new ReadingGate(options.call);
    const { peerQueueBytesMax, inFlightBytesMax } = linkGrpcLimits;
    this.#writer = new BoundedWriter({
      call: this.#call,
      inFlightBytesMax,
      queueBytesMax: peerQueueBytesMax,
      onOverflow: () => this.#finish({ kind: "overflow", detail: `LINK_QUEUE_FULL: more than ${peerQueueBytesMax} bytes wait for the hub` }),
    });
    this.#call.on("data", (bytes: Uint8Array) => this.#take(bytes));
    this.#call.once("status", (ended: StatusObject) => this.#finish(endOf(ended)));
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  get queuedBytes(): number {
    return this.#writer.queuedBytes;
  }

  /** Says who hears of messages; those that came before are handed over now. Once. */
  serve(handlers: SessionHandlers): void {
    this.#handlers = handlers;
    if (this.#end !== undefined) return handlers.onClosed(this.#end);
    this.#live?.serve((message) => handlers.onLive?.(message));
    for (const bytes of this.#early.splice(0)) this.#take(bytes);
  }

  /** @param isUrgent overtakes what waits; order does not matter to the link. */
  send(message: PeerMessage, isUrgent = message.kind !== "record"): void {
    this.sendBytes(encodePeerMessage(message), isUrgent);
  }

  /** @param bytes an encoded `PeerMessage`; not written to afterwards. */
  sendBytes(bytes: Uint8Array, isUrgent: boolean): void {
    this.#writer.send(bytes, isUrgent);
  }

  /** Dropped while there is no live call; merged with what waits while its socket is slow. */
  sendLive(message: LiveUp): void {
    this.#live?.send(message);
  }

  pause(): void {
    this.#gate.pause("handler");
  }

  resume(): void {
    this.#gate.resume("handler");
  }

  /** Ends the session, by default of our own accord. What waits is dropped: the link sends it again elsewhere. */
  close(end: SessionEnd = { kind: "closed", detail: "closed here" }): void {
    this.#finish(end);
  }

  #take(bytes: Uint8Array): void {
    const handlers = this.#handlers;
    if (handlers === undefined) return void this.#early.push(bytes);
    if (this.#end !== undefined) return;
    if (handlers.onBytes !== undefined) return handlers.onBytes(bytes);
    let message: HubMessage;
    try {
      message = decodeHubMessage(bytes);
    } catch (error) {
      return this.#finish({ kind: "malformed", detail: error instanceof Error ? error.message : String(error) });
    }
    handlers.onMessage?.(message);
  }

  #finish(end: SessionEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#writer.close();
    this.#live?.close();
    this.#call.cancel();
    this.#client.close();
    this.#handlers?.onClosed(end);
  }
}

/**
 * @returns a session whose hub has let us in; call `serve` on it.
 * @throws DrawbarError `LINK_HUB_UNREACHABLE`, `LINK_HUB_UNTRUSTED`, `LINK_HUB_REFUSED`, `LINK_CERTIFICATE_EXPIRED`.
 */
async function connect(options: LinkClientOptions): Promise<LinkSession> {
  const { address, identity, clock } = options;
  const nowMs = clock.wallUs() / 1_000;
  if (nowMs > identity.notAfterMs) {
    const end = new Date(identity.notAfterMs).toISOString();
    throw failLinkGrpc("LINK_CERTIFICATE_EXPIRED", `the certificate of ${identity.kind} ${identity.sourceId} ended at ${end}; renew it`, {
      details: { address },
    });
  }
  const channel = channelTo(options);
  const client = channel(address);
  const call = client.makeBidiStreamRequest<Uint8Array, Uint8Array>(linkPaths.exchange, asBuffer, asBytes);
  call.on("error", () => undefined); // its status says the same, and is heard below
  try {
    await admitted(call, options);
  } catch (error) {
    call.cancel();
    client.close();
    throw error;
  }
  const certificate = call.getAuthContext()?.sslPeerCertificate;
  const hub = certificate === undefined ? undefined : hubOf(peerOf(certificate), identity);
  if (hub === undefined) throw failLinkGrpc("LINK_HUB_UNTRUSTED", `${address} shows a certificate of no hub`); // checkServerIdentity did this before
  const live = options.hasLive === false ? undefined : new LiveSide({ open: () => channel(address) });
  return new LinkSession({ hub, address, client, call, live });
}

export const LinkClient = { connect } as const;

/** Waits for the hub's initial metadata. */
function admitted(call: ByteCall, options: LinkClientOptions): Promise<void> {
  const { address, connectTimeoutMs = linkGrpcLimits.connectTimeoutMs, signal } = options;
  return new Promise<void>((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", aborted);
      call.off("status", ended);
      act();
    };
    const ended = (end: StatusObject): void => settle(() => reject(connectError(address, end)));
    const aborted = (): void => settle(() => reject(failLinkGrpc("LINK_HUB_UNREACHABLE", `the attempt to reach ${address} was given up`)));
    const timer = setTimeout(
      () => settle(() => reject(failLinkGrpc("LINK_HUB_UNREACHABLE", `${address} did not answer within ${connectTimeoutMs} ms`))),
      connectTimeoutMs,
    );
    call.once("status", ended);
    call.once("metadata", () => settle(resolve));
    if (signal?.aborted === true) aborted();
    else signal?.addEventListener("abort", aborted, { once: true });
  });
}

function channelTo({ identity, keepalive }: LinkClientOptions): (address: string) => Client {
  // Hubs move and have no fixed names: what counts is that the root vouches for a hub of our tenant, not under which name it was found.
  const secure = new PeerCredentials(identity, (certificate) => hubOf(peerOf(certificate), identity) !== undefined);
  return (address) =>
    new Client(address, secure, {
      "grpc.max_receive_message_length": wireLimits.messageBytesMax,
      "grpc.max_send_message_length": wireLimits.messageBytesMax,
      "grpc.keepalive_time_ms": keepalive?.silenceMs ?? linkGrpcLimits.keepaliveMs,
      "grpc.keepalive_timeout_ms": keepalive?.answerMs ?? linkGrpcLimits.keepaliveTimeoutMs,
      "grpc-node.flow_control_window": linkGrpcLimits.connectionWindowBytes,
      // A name of its own, so that IP addresses need no place in the handshake, where they are not allowed (RFC 6066, 3).
      "grpc.ssl_target_name_override": "hub.drawbar",
      // Live has a connection of its own: in a shared one it would wait behind records in the socket's buffer.
      "grpc.use_local_subchannel_pool": 1,
      "grpc.enable_retries": 0,
      // grpc-js calls a message written once it is in its buffer for retries, even without retries: up to 1 MiB that
      // nothing can overtake. Without the buffer a write is done when HTTP/2 has taken it; it needs a call that stands.
      "grpc.per_rpc_retry_buffer_size": 0,
      "grpc.enable_channelz": 0,
      "grpc.enable_http_proxy": 0,
      "grpc.service_config_disable_resolution": 1,
    });
}

/** The name under which the link knows a hub. @returns `undefined` for what is no hub of ours. */
function hubOf(peer: Peer | undefined, identity: Identity): HubName | undefined {
  if (peer === undefined || peer.kind === "unit") return undefined;
  if (peer.kind === "cloud") return cloudHub;
  return peer.tenantId === identity.tenantId ? peer.sourceId : undefined;
}

const untrusted = /NOT_A_HUB|self.signed|unable to (?:get|verify)|SELF_SIGNED|UNABLE_TO|CERT_|certificate|ERR_TLS_CERT/i;
/** The hub checks our certificate after the handshake, from our side; all that we see is that it hangs up. */
const hungUp = /Failed to connect|ECONNRESET|socket hang up|Socket closed|EPIPE|disconnected before secure|alert/i;

function connectError(address: string, end: StatusObject): Error {
  const details = { details: { address, status: status[end.code] } };
  if (end.code === status.PERMISSION_DENIED || end.code === status.UNAUTHENTICATED)
    return failLinkGrpc("LINK_HUB_REFUSED", `${address} does not let this device in: ${end.details}`, details);
  if (untrusted.test(end.details)) return failLinkGrpc("LINK_HUB_UNTRUSTED", `${address} cannot be trusted (${end.details})`, details);
  if (end.code === status.UNAVAILABLE && hungUp.test(end.details)) {
    return failLinkGrpc(
      "LINK_HUB_REFUSED",
      `${address} hung up at the handshake: it does not accept this device's certificate (expired, revoked or of another platform), or something in between closed the connection (${end.details})`,
      details,
    );
  }
  return failLinkGrpc("LINK_HUB_UNREACHABLE", `${address} does not answer (${end.details})`, details);
}

function endOf(ended: StatusObject): SessionEnd {
  const detail = ended.details === "" ? (status[ended.code] ?? "") : ended.details;
  switch (ended.code) {
    case status.PERMISSION_DENIED:
    case status.UNAUTHENTICATED:
    case status.INVALID_ARGUMENT:
      return { kind: "refused", detail };
    default:
      return { kind: "lost", detail };
  }
}
