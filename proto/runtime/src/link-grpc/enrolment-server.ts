/**
 * The port at which devices get and renew their certificates (proto/drawbar/v1/enrolment.proto).
 *
 * Anybody may reach it: TLS shows the server only, messages are small, and each address may ask a bounded number of times.
 */
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import {
  decodeEnrolRequest,
  decodeRenewRequest,
  encodeEnrolReply,
  type EnrolReply,
  type EnrolRequest,
  type RenewRequest,
} from "@drawbar/proto/wire/enrolment.ts";
import { wireLimits } from "@drawbar/proto/wire/limits.ts";
import type { Part } from "../lifecycle/start-all.ts";
import type { Logger } from "../logging/logger.ts";
import type { HubTls } from "./hub-credentials.ts";
import { enrolmentLimits } from "./limits.ts";
import { failLinkGrpc } from "./link-grpc-errors.ts";
import { RateLimit } from "./rate-limit.ts";
import { renewalParties, type RenewalParties } from "./renewal-certificate.ts";
import { answerUnary, type UnaryCall } from "./unary-server.ts";

export const enrolmentPaths = { enrol: "/drawbar.v1.Enrolment/Enrol", renew: "/drawbar.v1.Enrolment/Renew" } as const;

/** What they throw becomes the call's status; only a `DrawbarError`'s text reaches the caller. */
export interface EnrolmentHandlers {
  enrol(request: EnrolRequest, from: { readonly address: string }): Promise<EnrolReply>;
  /** The certificate is ours, and ended less than a year ago. Whether it or its carrier was revoked is for the handler to check. */
  renew(request: RenewRequest, from: { readonly address: string } & RenewalParties): Promise<EnrolReply>;
}

export interface EnrolmentServerOptions {
  /** Port 0 takes a free one; see `port`. */
  readonly listen: { readonly host: string; readonly port: number };
  /** The root is sent with the chain, since a device knows no more of it than its fingerprint. */
  readonly tls: HubTls;
  readonly handlers: EnrolmentHandlers;
  /** PEM of a tenant's authority, to check a certificate that is to be renewed. A depot knows its own tenant's. */
  readonly tenantAuthority: (tenantId: TenantId) => Promise<string | undefined>;
  readonly clock: Clock;
  readonly log: Logger;
}

export class EnrolmentServer implements Part {
  readonly name = "enrolment-server";
  readonly #options: EnrolmentServerOptions;
  readonly #server: Http2SecureServer;
  readonly #sessions = new Set<ServerHttp2Session>();
  readonly #rate = new RateLimit({
    requestsMax: enrolmentLimits.requestsPerAddressMax,
    windowMs: enrolmentLimits.addressWindowMs,
    addressesMax: enrolmentLimits.addressesMax,
  });
  #port = 0;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: EnrolmentServerOptions) {
    this.#options = options;
    const { requestTimeoutMs } = enrolmentLimits;
    // A certificate is asked for, and one that does not verify is no reason to hang up: it may be one to renew.
    this.#server = createSecureServer({
      ...contextOf(options.tls),
      requestCert: true,
      rejectUnauthorized: false,
      handshakeTimeout: requestTimeoutMs,
      settings: { maxConcurrentStreams: 4 },
    });
    this.#server.maxConnections = enrolmentLimits.connectionsMax;
    this.#server.setTimeout(requestTimeoutMs * 2);
    this.#server.on("session", (session) => {
      this.#sessions.add(session);
      session.once("close", () => this.#sessions.delete(session));
    });
    this.#server.on("tlsClientError", (error) => options.log.debug({ error }, "enrolment handshake failed"));
    this.#server.on("sessionError", (error) => options.log.debug({ error }, "enrolment connection failed"));
    this.#server.on("stream", (stream, headers) => {
      void answerUnary(stream, headers, {
        requestBytesMax: wireLimits.enrolmentMessageBytesMax,
        timeoutMs: requestTimeoutMs,
        admits: (address) => this.#rate.allows(address, this.#options.clock.monoUs() / 1_000),
        handle: (call) => this.#handle(call),
      });
    });
  }

  get port(): number {
    return this.#port;
  }

  /** @throws DrawbarError `LINK_LISTEN_FAILED`. */
  start(): Promise<void> {
    return (this.#starting ??= this.#listen());
  }

  stop(): Promise<void> {
    return (this.#stopping ??= this.#shutDown());
  }

  updateTls(tls: HubTls): void {
    this.#server.setSecureContext(contextOf(tls));
  }

  async #listen(): Promise<void> {
    const { host, port } = this.#options.listen;
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", (cause) => reject(failLinkGrpc("LINK_LISTEN_FAILED", `cannot listen on ${host}:${port} (${cause.message})`, { cause })));
      this.#server.listen(port, host, resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port; // it listens on TCP
    this.#options.log.info({ host, port: this.#port }, "enrolment server listens");
  }

  async #shutDown(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      for (const session of this.#sessions) session.destroy();
    });
  }

  async #handle(call: UnaryCall): Promise<Uint8Array> {
    const { log } = this.#options;
    try {
      const reply = await this.#reply(call);
      log.info({ path: call.path, address: call.address, source: reply.source, kind: reply.kind }, "certificate issued");
      return encodeEnrolReply(reply);
    } catch (error) {
      const isOurs = error instanceof DrawbarError && error.kind !== "internal";
      log[isOurs ? "warn" : "error"]({ error, path: call.path, address: call.address }, "enrolment refused");
      throw error;
    }
  }

  async #reply(call: UnaryCall): Promise<EnrolReply> {
    const { handlers, clock, tenantAuthority } = this.#options;
    const { address } = call;
    switch (call.path) {
      case enrolmentPaths.enrol:
        return handlers.enrol(decodeEnrolRequest(call.request), { address });
      case enrolmentPaths.renew: {
        const request = decodeRenewRequest(call.request);
        const nowMs = clock.wallUs() / 1_000;
        const parties = await renewalParties(call.socket, request, { tenantAuthority, nowMs, graceMs: enrolmentLimits.renewalGraceMs });
        return handlers.renew(request, { address, ...parties });
      }
      default:
        throw failLinkGrpc("LINK_METHOD_UNKNOWN", `this port has no method ${call.path.slice(0, 80)}`);
    }
  }
}

function contextOf(tls: HubTls): { readonly key: string; readonly cert: string; readonly ca: string; readonly minVersion: "TLSv1.3" } {
  return { key: tls.key, cert: `${tls.certificateChain}\n${tls.root}`, ca: tls.root, minVersion: "TLSv1.3" };
}
