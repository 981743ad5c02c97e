/** Enrolment as bytes (proto/drawbar/v1/enrolment.proto), and its messages as types. */
import { drawbar } from "../generated/drawbar.js";
import type { SourceId, TenantId } from "../kernel/ids.ts";
import { decodeWith, malformed, readBytes, readList, readSource, readTenant, readText, writeSource } from "./fields.ts";
import { wireLimits } from "./limits.ts";
import { WireWriter } from "./wire-buffer.ts";

const { EnrolRequest: WireEnrolRequest, RenewRequest: WireRenewRequest, EnrolReply: WireEnrolReply } = drawbar.v1;

export interface EnrolRequest {
  readonly claimId: string;
  /** 32 bytes; works once. */
  readonly secret: Uint8Array;
  /** PKCS #10 in DER. */
  readonly signingRequest: Uint8Array;
  /** Serial number or host name, for people. */
  readonly device: string;
}

export interface RenewRequest {
  /** PKCS #10 in DER. */
  readonly signingRequest: Uint8Array;
  readonly proof?: RenewalProof | undefined;
}

/** That whoever asks has the key of the certificate that is to be renewed, whoever carries the request. */
export interface RenewalProof {
  /** DER of the certificate that is to be renewed. */
  readonly certificate: Uint8Array;
  /** ECDSA with SHA-256 in DER, over what enrolment.proto says. */
  readonly signature: Uint8Array;
}

export interface EnrolReply {
  readonly source: SourceId;
  readonly tenant: TenantId;
  /** DER: the leaf, then the tenant's authority. */
  readonly certificates: readonly Uint8Array[];
  /** DER. */
  readonly root: Uint8Array;
  readonly kind: "unit" | "depot";
  /** `host:port`, best first. */
  readonly hubs: readonly string[];
  /** `host:port` of enrolment ports, at which the certificate is renewed; none from a headquarters of an earlier release. */
  readonly enrolment: readonly string[];
}

export function encodeEnrolRequest(request: EnrolRequest): Uint8Array {
  return WireEnrolRequest.encode(request, new WireWriter(1_024)).finish();
}

/** @throws DrawbarError `WIRE_MALFORMED`, naming the field. */
export function decodeEnrolRequest(bytes: Uint8Array): EnrolRequest {
  const wire = decodeWith(WireEnrolRequest, bytes, wireLimits.enrolmentMessageBytesMax);
  return {
    claimId: readText(wire.claimId, "enrol.claim_id", 1, wireLimits.claimIdCharactersMax),
    secret: readBytes(wire.secret, "enrol.secret", wireLimits.claimSecretBytes, wireLimits.claimSecretBytes),
    signingRequest: readBytes(wire.signingRequest, "enrol.signing_request", 1, wireLimits.certificateBytesMax),
    device: readText(wire.device, "enrol.device", 0, wireLimits.deviceCharactersMax),
  };
}

export function encodeRenewRequest(request: RenewRequest): Uint8Array {
  const { signingRequest, proof = null } = request;
  return WireRenewRequest.encode({ signingRequest, proof }, new WireWriter(2_048)).finish();
}

/** @throws DrawbarError `WIRE_MALFORMED`, naming the field. */
export function decodeRenewRequest(bytes: Uint8Array): RenewRequest {
  const wire = decodeWith(WireRenewRequest, bytes, wireLimits.enrolmentMessageBytesMax);
  const signingRequest = readBytes(wire.signingRequest, "renew.signing_request", 1, wireLimits.certificateBytesMax);
  const { proof } = wire;
  if (proof === null || proof === undefined) return { signingRequest };
  return {
    signingRequest,
    proof: {
      certificate: readBytes(proof.certificate, "renew.proof.certificate", 1, wireLimits.certificateBytesMax),
      signature: readBytes(proof.signature, "renew.proof.signature", 1, wireLimits.signatureBytesMax),
    },
  };
}

export function encodeEnrolReply(reply: EnrolReply): Uint8Array {
  const wire = {
    source: writeSource(reply.source),
    tenant: writeSource(reply.tenant),
    certificates: [...reply.certificates],
    root: reply.root,
    kind: reply.kind,
    hubs: [...reply.hubs],
    enrolment: [...reply.enrolment],
  };
  return WireEnrolReply.encode(wire, new WireWriter(4_096)).finish();
}

/** @throws DrawbarError `WIRE_MALFORMED`, naming the field. */
export function decodeEnrolReply(bytes: Uint8Array): EnrolReply {
  const wire = decodeWith(WireEnrolReply, bytes, wireLimits.enrolmentMessageBytesMax);
  const { kind } = wire;
  if (kind !== "unit" && kind !== "depot") throw malformed("reply.kind", kind ?? "", "unit or depot");
  const certificates = readList(wire.certificates, "reply.certificates", 1, wireLimits.certificatesMax);
  return {
    source: readSource(wire.source, "reply.source"),
    tenant: readTenant(wire.tenant, "reply.tenant"),
    certificates: certificates.map((certificate, index) => readBytes(certificate, `reply.certificates[${index}]`, 1, wireLimits.certificateBytesMax)),
    root: readBytes(wire.root, "reply.root", 1, wireLimits.certificateBytesMax),
    kind,
    hubs: readAddresses(wire.hubs, "reply.hubs"),
    enrolment: readAddresses(wire.enrolment, "reply.enrolment"),
  };
}

function readAddresses(addresses: readonly string[] | null | undefined, field: string): readonly string[] {
  return readList(addresses, field, 0, wireLimits.hubsMax).map((address, index) => readText(address, `${field}[${index}]`, 1, wireLimits.hubCharactersMax));
}
