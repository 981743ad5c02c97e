/** A depot's question who was revoked, as bytes (proto/drawbar/v1/link.proto). */
import { drawbar } from "../generated/drawbar.js";
import { decodeWith, readBytes } from "./fields.ts";
import { wireLimits } from "./limits.ts";
import { WireWriter } from "./wire-buffer.ts";

const { RevocationsRequest: WireRequest, RevocationsReply: WireReply } = drawbar.v1;

export interface RevocationsRequest {
  /** SHA-256 of the serials that the depot knows; empty when it has no list. */
  readonly hash: Uint8Array;
}

export interface RevocationsReply {
  /** CertificateList in DER; empty when the depot's says the same. */
  readonly list: Uint8Array;
}

export function encodeRevocationsRequest(request: RevocationsRequest): Uint8Array {
  return WireRequest.encode(request, new WireWriter(64)).finish();
}

/** @throws DrawbarError `WIRE_MALFORMED`, naming the field. */
export function decodeRevocationsRequest(bytes: Uint8Array): RevocationsRequest {
  return { hash: readBytes(decodeWith(WireRequest, bytes, wireLimits.enrolmentMessageBytesMax).hash, "revocations.hash", 0, 32) };
}

export function encodeRevocationsReply(reply: RevocationsReply): Uint8Array {
  return WireReply.encode(reply, new WireWriter(reply.list.length + 16)).finish();
}

/** @throws DrawbarError `WIRE_MALFORMED`, naming the field. */
export function decodeRevocationsReply(bytes: Uint8Array): RevocationsReply {
  return { list: readBytes(decodeWith(WireReply, bytes, wireLimits.messageBytesMax).list, "revocations.list", 0, wireLimits.bodyBytesMax) };
}
