/** A peer's connection to one hub: mutual TLS 1.3, an Exchange call, and a Live call on a connection of its own. */
import { Client, type StatusObject } from "@grpc/grpc-js";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { cloudHub, type HubName } from "@drawbar/proto/link/holder-options.ts";
import { wireLimits } from "@drawbar/proto/wire/limits.ts";
import { traceConnect } from "../tracing/link-trace.ts";
import { peerOf, type Identity, type Peer } from "../tls/identity.ts";
import { connectError } from "./connect-error.ts";
import { linkGrpcLimits, type KeepaliveTimes } from "./limits.ts";
import { failLinkGrpc } from "./link-grpc-errors.ts";
import { asBuffer, asBytes, linkPaths } from "./link-service.ts";
import { LinkSession, type ByteCall } from "./link-session.ts";
import { LiveSide } from "./live-side.ts";
import { PeerCredentials } from "./peer-credentials.ts";

/** What `connect` returns. */
export type { LinkSession } from "./link-session.ts";

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
  const tracing = traceConnect({ "drawbar.source": identity.sourceId, "server.address": address });
  const call = client.makeBidiStreamRequest<Uint8Array, Uint8Array>(linkPaths.exchange, asBuffer, asBytes, tracing.metadata);
  call.on("error", () => undefined); // its status says the same, and is heard below
  try {
    await admitted(call, options);
    tracing.end();
  } catch (error) {
    tracing.end(error);
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

/** The name under which the link knows a hub, from its verified certificate. @returns `undefined` for what is no hub of ours. */
export function hubOf(peer: Peer | undefined, identity: Pick<Identity, "tenantId">): HubName | undefined {
  if (peer === undefined || peer.kind === "unit") return undefined;
  if (peer.kind === "cloud") return cloudHub;
  return peer.tenantId === identity.tenantId ? peer.sourceId : undefined;
}
