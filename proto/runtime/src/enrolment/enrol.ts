/** A device's way to its certificate: it makes a key, proves a claim, and keeps what comes back. */
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import { credentials, Client, status, type ServiceError } from "@grpc/grpc-js";
import { parseClaim } from "@drawbar/proto/enrolment/claim.ts";
import { decodeEnrolReply, encodeEnrolRequest, type EnrolReply, type EnrolRequest } from "@drawbar/proto/wire/enrolment.ts";
import { hostOf } from "../net/public-address.ts";
import { createSigningRequest, derToPem } from "../tls/authority.ts";
import { saveIdentity } from "../tls/identity-files.ts";
import { identityOf, peerOf, type Identity } from "../tls/identity.ts";
import { makeKeyPair, privateKeyToPem } from "../tls/x509.ts";
import { failEnrolment } from "./enrolment-errors.ts";
import { pinnedRoot } from "./pinned-root.ts";

export const enrolmentPath = "/drawbar.v1.Enrolment/Enrol";

export interface EnrolOptions {
  /** The text that begins with `dbc1.`. */
  readonly claim: string;
  /** Where key, certificates and hubs are kept. */
  readonly identityDirectory: string;
  /** Serial number or host name, for people. */
  readonly device: string;
  /** Refused when the claim is for the other kind, before anything is sent. */
  readonly kind?: "unit" | "depot" | undefined;
  /** Host names and addresses under which a depot will be reached. */
  readonly hosts?: readonly string[] | undefined;
  readonly timeoutMs?: number | undefined;
}

/**
 * Tries the claim's addresses in order.
 *
 * @returns the identity, already saved.
 * @throws DrawbarError `CLAIM_MALFORMED`, `CLAIM_OF_OTHER_KIND`, `HUB_UNREACHABLE`, `ROOT_UNKNOWN`, `ENROLMENT_REFUSED`.
 */
export async function enrol(options: EnrolOptions): Promise<Identity> {
  const claim = parseClaim(options.claim);
  if (options.kind !== undefined && options.kind !== claim.kind) {
    throw failEnrolment(
      "CLAIM_OF_OTHER_KIND",
      `this claim is for a ${claim.kind} and this is a ${options.kind}; make one with "drawbar claim create ${options.kind}"`,
    );
  }
  const keys = await makeKeyPair();
  const signingRequest = await createSigningRequest(keys, { device: options.device, hosts: options.hosts });
  const request: EnrolRequest = { claimId: claim.claimId, secret: claim.secret, signingRequest, device: options.device };
  const { reply, root } = await askAny(claim.addresses, claim.rootFingerprint, request, options.timeoutMs ?? 10_000);
  const parts = {
    key: await privateKeyToPem(keys),
    certificateChain: reply.certificates.map(derToPem).join("\n"),
    root,
    hubs: reply.hubs,
    // What the claim named works; headquarters may name more.
    enrolment: [...new Set([...claim.addresses, ...reply.enrolment])],
  };
  const identity = identityOf(parts);
  saveIdentity(options.identityDirectory, parts);
  return identity;
}

async function askAny(
  addresses: readonly string[],
  rootFingerprint: string,
  request: EnrolRequest,
  timeoutMs: number,
): Promise<{ readonly reply: EnrolReply; readonly root: string }> {
  let problem: unknown;
  for (const address of addresses) {
    try {
      const root = await pinnedRoot({ address, rootFingerprint, timeoutMs });
      return { reply: await ask(address, root, request, timeoutMs), root };
    } catch (error) {
      // The next address may be of a hub that is up; a refusal is final, since every hub asks the same headquarters.
      if ((error as { readonly code?: unknown }).code === "ENROLMENT_REFUSED") throw error;
      problem ??= error;
    }
  }
  throw problem;
}

function ask(address: string, root: string, request: EnrolRequest, timeoutMs: number): Promise<EnrolReply> {
  // Against the address that was asked, since the name said in the handshake is the same for all hubs.
  const identityOfHub = (_name: string, certificate: PeerCertificate): Error | undefined =>
    isHub(certificate) ? checkServerIdentity(hostOf(address), certificate) : new Error("its certificate is no hub's");
  const client = new Client(address, credentials.createSsl(Buffer.from(root), null, null, { checkServerIdentity: identityOfHub }), {
    "grpc.enable_retries": 0,
    // A server name must not be an address (RFC 6066, 3), and hubs do not look at it; `identityOfHub` looks at the address.
    "grpc.ssl_target_name_override": "hub.drawbar",
  });
  return new Promise<EnrolReply>((resolve, reject) => {
    client.makeUnaryRequest(
      enrolmentPath,
      (message: EnrolRequest) => Buffer.from(encodeEnrolRequest(message)),
      (bytes: Buffer) => decodeEnrolReply(bytes),
      request,
      { deadline: Date.now() + timeoutMs },
      (error: ServiceError | null, reply?: EnrolReply) => {
        if (error !== null) reject(refusal(address, error));
        else if (reply === undefined) reject(failEnrolment("HUB_UNREACHABLE", `${address} closed without an answer`));
        else resolve(reply);
      },
    );
  }).finally(() => client.close());
}

function isHub(certificate: PeerCertificate): boolean {
  const kind = peerOf(certificate)?.kind;
  return kind === "cloud" || kind === "depot";
}

function refusal(address: string, error: ServiceError): Error {
  const isAnswer = [
    status.UNAUTHENTICATED,
    status.PERMISSION_DENIED,
    status.INVALID_ARGUMENT,
    status.NOT_FOUND,
    status.ALREADY_EXISTS,
    status.FAILED_PRECONDITION,
  ].includes(error.code);
  if (isAnswer) return failEnrolment("ENROLMENT_REFUSED", error.details || "headquarters refused the claim", { cause: error });
  return failEnrolment("HUB_UNREACHABLE", `${address} does not answer (${error.details})`, { cause: error });
}
