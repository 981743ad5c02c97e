/** What a failed attempt to connect means, as far as it can be told. */
import { status, type StatusObject } from "@grpc/grpc-js";
import { failLinkGrpc } from "./link-grpc-errors.ts";

const untrusted = /NOT_A_HUB|self.signed|unable to (?:get|verify)|SELF_SIGNED|UNABLE_TO|CERT_|certificate|ERR_TLS_CERT/i;
/** The hub checks our certificate after the handshake, as we see it; what we notice is an alert, or that it hangs up. */
const hungUp = /alert|Failed to connect|ECONNRESET|socket hang up|Socket closed|EPIPE|disconnected before secure|was reset/i;

/** @returns the error of a call that ended before its hub let us in. */
export function connectError(address: string, end: StatusObject): Error {
  const details = { details: { address, status: status[end.code] } };
  if (end.code === status.PERMISSION_DENIED || end.code === status.UNAUTHENTICATED)
    return failLinkGrpc("LINK_HUB_REFUSED", `${address} does not let this device in: ${end.details}`, details);
  const isAlert = /alert/i.test(end.details);
  if (!isAlert && untrusted.test(end.details)) return failLinkGrpc("LINK_HUB_UNTRUSTED", `${address} cannot be trusted (${end.details})`, details);
  if (end.code === status.UNAVAILABLE && hungUp.test(end.details)) {
    return failLinkGrpc(
      "LINK_HUB_REFUSED",
      `${address} hung up at the handshake: it does not accept this device's certificate (expired, revoked or of another platform), or something in between closed the connection (${end.details})`,
      details,
    );
  }
  return failLinkGrpc("LINK_HUB_UNREACHABLE", `${address} does not answer (${end.details})`, details);
}
