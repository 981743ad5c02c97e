/** Devices bring their claims, and certificates to renew, to the depot that is near; only the cloud signs, so the depot passes them on. */
import { Client, credentials, status, type ServiceError } from "@grpc/grpc-js";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError, type ErrorKind } from "@drawbar/proto/kernel/errors.ts";
import { decodeEnrolReply, encodeEnrolRequest, encodeRenewRequest, type EnrolReply } from "@drawbar/proto/wire/enrolment.ts";
import { EnrolmentServer, enrolmentPaths, type EnrolmentHandlers } from "@drawbar/runtime/link-grpc/enrolment-server.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { tenantAuthorityOf, type Identity } from "@drawbar/runtime/tls/identity.ts";
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
  readonly #cloud: string;
  readonly #server: EnrolmentServer;
  #client: Client;

  constructor(options: EnrolmentRelayOptions) {
    const { identity, listen, clock, log } = options;
    this.#cloud = options.cloud;
    this.#client = clientOf(options.cloud, identity);
    const handlers: EnrolmentHandlers = {
      enrol: (request) =>
        this.#passOn(enrolmentPaths.enrol, encodeEnrolRequest(request), "this depot cannot reach headquarters now; try the claim again when the link is back"),
      renew: async (request, { carrier }) => {
        if (request.proof === undefined || carrier !== undefined)
          throw failDepot(
            "RENEW_AT_CLOUD",
            "this depot passes on what a device proved with the key of its own certificate; renew at the cloud's enrolment port",
          );
        return this.#passOn(enrolmentPaths.renew, encodeRenewRequest(request), "this depot cannot reach headquarters now; it is tried again");
      },
    };
    const authority = tenantAuthorityOf(identity); // all that a depot knows of tenants
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

  /** A renewed certificate: to devices from the next handshake on, to headquarters from the next request on. */
  show(identity: Identity): void {
    this.#server.updateTls(identity);
    // Calls under way finish on the old channel; one that waits for it to connect ends, and its device asks again.
    this.#client.close();
    this.#client = clientOf(this.#cloud, identity);
  }

  #passOn(path: string, request: Uint8Array, whenAway: string): Promise<EnrolReply> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        path,
        (message: Uint8Array) => Buffer.from(message),
        (bytes: Buffer) => decodeEnrolReply(bytes),
        request,
        { deadline: Date.now() + answerMs },
        (error: ServiceError | null, reply?: EnrolReply) => {
          if (error !== null) reject(passedOn(error, whenAway));
          else if (reply === undefined) reject(failDepot("CLOUD_UNREACHABLE", whenAway));
          else resolve(reply);
        },
      );
    });
  }
}

/** Under the depot's own certificate: headquarters lets a depot ask for devices of its tenant only. */
function clientOf(cloud: string, { certificateChain, key, root }: Identity): Client {
  return new Client(cloud, credentials.createSsl(Buffer.from(root), Buffer.from(key), Buffer.from(certificateChain)), { "grpc.enable_retries": 0 });
}

/** Headquarters' own words reach the device; that it cannot be reached is ours to say. */
function passedOn(error: ServiceError, whenAway: string): DrawbarError {
  const isAway = error.code === status.UNAVAILABLE || error.code === status.DEADLINE_EXCEEDED || error.code === status.CANCELLED;
  if (isAway) return failDepot("CLOUD_UNREACHABLE", whenAway, { cause: error });
  const code = /^([A-Z][A-Z_]+): /.exec(error.details)?.[1] ?? "ENROLMENT_REFUSED";
  return new DrawbarError(error.details, { code, kind: kinds.get(error.code) ?? "unauthorized", cause: error });
}

const kinds: ReadonlyMap<status, ErrorKind> = new Map([
  [status.NOT_FOUND, "not-found"],
  [status.INVALID_ARGUMENT, "invalid"],
  [status.RESOURCE_EXHAUSTED, "exhausted"],
  [status.PERMISSION_DENIED, "forbidden"],
]);
