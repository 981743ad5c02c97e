/** Asks hubs for a new certificate: with a new key, and a proof by the old one that any depot can pass on. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { Client, status, type ServiceError } from "@grpc/grpc-js";
import { decodeEnrolReply, encodeRenewRequest, type EnrolReply, type RenewRequest } from "@drawbar/proto/wire/enrolment.ts";
import { enrolmentPaths } from "../link-grpc/enrolment-server.ts";
import { hubOf } from "../link-grpc/link-client.ts";
import { PeerCredentials } from "../link-grpc/peer-credentials.ts";
import { createSigningRequest, derToPem, hostsOf } from "../tls/authority.ts";
import { identityOf, peerOf, type Identity, type IdentityParts } from "../tls/identity.ts";
import { proveRenewal } from "../tls/renewal-proof.ts";
import { makeKeyPair, privateKeyToPem } from "../tls/x509.ts";

export interface AskRenewalOptions {
  /** May have ended, by up to a year. */
  readonly identity: Identity;
  /** `host:port` of enrolment ports, best first; each is asked until one renews. */
  readonly addresses: readonly string[];
  readonly timeoutMs?: number | undefined;
  /** Ends the attempt. */
  readonly signal?: AbortSignal | undefined;
}

export type RenewalAnswer =
  | { readonly kind: "renewed"; readonly identity: Identity; readonly address: string }
  /** `code` as in docs/errors.md; `isRefusal` when headquarters or a depot looked at the request and said no. */
  | { readonly kind: "not-renewed"; readonly code: string; readonly detail: string; readonly isRefusal: boolean };

type Failure = Extract<RenewalAnswer, { readonly kind: "not-renewed" }>;

/** @returns the new identity, kept nowhere yet, or the most telling of the failures. */
export async function askRenewal(options: AskRenewalOptions): Promise<RenewalAnswer> {
  let failure = notRenewed("HUB_UNREACHABLE", "no hub's enrolment port is known to this device", false);
  const { addresses, signal } = options;
  for (const address of addresses) {
    if (signal?.aborted === true) break;
    const answer = await askOne(address, options);
    if (answer.kind === "renewed") return answer;
    // What somebody said tells more than that somebody else does not answer.
    if (rank(answer) > rank(failure) || address === addresses[0]) failure = answer;
  }
  return failure;
}

function rank({ isRefusal, code }: Failure): number {
  return isRefusal ? 2 : code === "HUB_UNREACHABLE" ? 0 : 1;
}

async function askOne(address: string, options: AskRenewalOptions): Promise<RenewalAnswer> {
  const { identity } = options;
  // A key of its own for each attempt: headquarters certifies none twice, and an answer may be lost on its way.
  const keys = await makeKeyPair();
  const signingRequest = await createSigningRequest(keys, { device: identity.sourceId, hosts: hostsOf(identity.certificateChain) });
  const answer = await call(address, { signingRequest, proof: proveRenewal(identity, signingRequest) }, options);
  if ("kind" in answer && answer.kind === "not-renewed") return answer;
  const renewed = renewedIdentity(identity, await privateKeyToPem(keys), answer);
  if (renewed === undefined) return notRenewed("RENEWAL_ANSWER_WRONG", `${address} answered with a certificate that is not this device's`, false);
  return { kind: "renewed", identity: renewed, address };
}

function call(address: string, request: RenewRequest, { identity, signal, timeoutMs = 15_000 }: AskRenewalOptions): Promise<EnrolReply | Failure> {
  const client = new Client(address, new PeerCredentials(identity, (certificate) => hubOf(peerOf(certificate), identity) !== undefined), {
    "grpc.enable_retries": 0,
    "grpc.enable_http_proxy": 0,
    "grpc.use_local_subchannel_pool": 1,
    "grpc.ssl_target_name_override": "hub.drawbar",
  });
  return new Promise<EnrolReply | Failure>((resolve) => {
    const call = client.makeUnaryRequest(
      enrolmentPaths.renew,
      (message: RenewRequest) => Buffer.from(encodeRenewRequest(message)),
      (bytes: Buffer) => decodeEnrolReply(bytes),
      request,
      { deadline: Date.now() + timeoutMs },
      (error: ServiceError | null, reply?: EnrolReply) => resolve(error === null && reply !== undefined ? reply : failureOf(address, error)),
    );
    if (signal?.aborted === true) call.cancel();
    signal?.addEventListener("abort", () => call.cancel(), { once: true });
  }).finally(() => client.close());
}

const refusals: readonly status[] = [status.UNAUTHENTICATED, status.PERMISSION_DENIED, status.INVALID_ARGUMENT, status.NOT_FOUND, status.ALREADY_EXISTS];

function failureOf(address: string, error: ServiceError | null): Failure {
  if (error === null) return notRenewed("HUB_UNREACHABLE", `${address} closed without an answer`, false);
  const code = /^([A-Z][A-Z_]+): /.exec(error.details)?.[1];
  if (code === undefined) return notRenewed("HUB_UNREACHABLE", `${address} does not answer (${error.details})`, false);
  return notRenewed(code, `${address}: ${error.details}`, refusals.includes(error.code));
}

function notRenewed(code: string, detail: string, isRefusal: boolean): Failure {
  return { kind: "not-renewed", code, detail, isRefusal };
}

/** @returns `undefined` for an answer that is not a later certificate of this device and key, up to the root that it trusts. */
function renewedIdentity(before: Identity, key: string, reply: EnrolReply): Identity | undefined {
  const [leaf, authority] = reply.certificates;
  if (leaf === undefined || authority === undefined) return undefined;
  try {
    const chain = [new X509Certificate(leaf), new X509Certificate(authority), new X509Certificate(before.root)] as const;
    const isChained = isIssuedBy(chain[0], chain[1]) && isIssuedBy(chain[1], chain[2]);
    if (!isChained || !chain[0].checkPrivateKey(createPrivateKey(key))) return undefined;
    const parts: IdentityParts = {
      key,
      certificateChain: reply.certificates.map(derToPem).join("\n"),
      root: before.root,
      hubs: reply.hubs.length > 0 ? reply.hubs : before.hubs,
      enrolment: reply.enrolment.length > 0 ? reply.enrolment : before.enrolment,
    };
    const after = identityOf(parts);
    const isSame = after.sourceId === before.sourceId && after.tenantId === before.tenantId && after.kind === before.kind;
    return isSame && after.notAfterMs > before.notAfterMs ? after : undefined;
  } catch {
    return undefined; // no certificates at all
  }
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
