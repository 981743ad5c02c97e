/** New devices bring their claims to the depot that is near; only the cloud signs, so the depot passes them on. */
import { Client, credentials, status, type ServiceError } from "@grpc/grpc-js";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { decodeEnrolReply, encodeEnrolRequest, type EnrolReply, type EnrolRequest } from "@drawbar/proto/wire/enrolment.ts";
import { EnrolmentServer, enrolmentPaths, type EnrolmentHandlers } from "@drawbar/runtime/link-grpc/enrolment-server.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import { failDepot } from "../depot-errors.ts";

export interface EnrolmentRelayOptions {
  readonly identity: Identity;
  readonly listen: { readonly host: string; readonly port: number };
  /** `host:port` of the cloud's enrolment port. */
  readonly cloud: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Longest that a device waits for headquarters. */
const answerMs = 10_000;

export class EnrolmentRelay implements Part {
  readonly name = "enrolment-relay";
  readonly #client: Client;
  readonly #server: EnrolmentServer;

  constructor(options: EnrolmentRelayOptions) {
    const { identity, listen, clock, log } = options;
    this.#client = new Client(options.cloud, credentials.createSsl(Buffer.from(identity.root)), { "grpc.enable_retries": 0 });
    const handlers: EnrolmentHandlers = {
      enrol: (request) => this.#passOn(request),
      renew: () => Promise.reject(failDepot("RENEW_AT_CLOUD", "this depot cannot renew a certificate; renew it at the cloud's enrolment port")),
    };
    // The chain ends with the tenant's authority, which is what a depot knows of its tenant.
    const authority = identity.certificateChain.slice(identity.certificateChain.lastIndexOf("-----BEGIN CERTIFICATE-----"));
    this.#server = new EnrolmentServer({
      listen,
      tls: identity,
      handlers,
      tenantAuthority: (tenantId) => Promise.resolve(tenantId === identity.tenantId ? authority : undefined),
      clock,
      log,
    });
  }

  get port(): number {
    return this.#server.port;
  }

  start(): Promise<void> {
    return this.#server.start();
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    this.#client.close();
  }

  #passOn(request: EnrolRequest): Promise<EnrolReply> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        enrolmentPaths.enrol,
        (message: EnrolRequest) => Buffer.from(encodeEnrolRequest(message)),
        (bytes: Buffer) => decodeEnrolReply(bytes),
        request,
        { deadline: Date.now() + answerMs },
        (error: ServiceError | null, reply?: EnrolReply) => {
          if (error !== null) reject(passedOn(error));
          else if (reply === undefined) reject(failDepot("CLOUD_UNREACHABLE", "headquarters closed without an answer; try the claim again"));
          else resolve(reply);
        },
      );
    });
  }
}

/** Headquarters' own words reach the device; that it cannot be reached is ours to say. */
function passedOn(error: ServiceError): DrawbarError {
  const isAway = error.code === status.UNAVAILABLE || error.code === status.DEADLINE_EXCEEDED || error.code === status.CANCELLED;
  if (isAway) return failDepot("CLOUD_UNREACHABLE", "this depot cannot reach headquarters now; try the claim again when the link is back", { cause: error });
  const code = /^([A-Z][A-Z_]+): /.exec(error.details)?.[1] ?? "ENROLMENT_REFUSED";
  const kind =
    error.code === status.NOT_FOUND
      ? "not-found"
      : error.code === status.INVALID_ARGUMENT
        ? "invalid"
        : error.code === status.RESOURCE_EXHAUSTED
          ? "exhausted"
          : "unauthorized";
  return new DrawbarError(error.details, { code, kind, cause: error });
}
