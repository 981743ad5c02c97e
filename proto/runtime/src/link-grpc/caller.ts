/** Who calls a hub, and whether it may. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import { peerOf } from "../tls/identity.ts";
import type { LinkCall } from "./link-service.ts";

export interface Caller {
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
  readonly kind: "unit" | "depot";
  /** Of the certificate that it showed: lower-case hex digits. */
  readonly serial: string;
}

export interface Admission {
  /** Peers of another tenant are refused. */
  readonly tenantId?: TenantId | undefined;
  readonly kinds: readonly ("unit" | "depot")[];
  /** Whether a certificate counts no more. @param serial lower-case hex digits. */
  readonly isRevoked?: ((serial: string) => boolean) | undefined;
}

/** What a device is told that may not link any more; its code is in docs/errors.md. */
export const revokedDetail = "DEVICE_REVOKED: this device was taken out of the fleet";

export type Admitted = { readonly kind: "admitted"; readonly caller: Caller } | { readonly kind: "refused"; readonly detail: string };

/** TLS has verified the certificate's chain up to our root; what is left to ask is whom it names. */
export function callerOf(call: Pick<LinkCall, "getAuthContext">, { tenantId, kinds, isRevoked }: Admission): Admitted {
  const certificate = call.getAuthContext().sslPeerCertificate;
  const peer = certificate === undefined ? undefined : peerOf(certificate);
  if (peer === undefined) return refused("the certificate names no device of a tenant");
  const { kind, sourceId } = peer;
  if (kind === "cloud" || !kinds.includes(kind)) return refused(`a ${kind} may not link to this hub`);
  if (tenantId !== undefined && peer.tenantId !== tenantId) return refused("the certificate is of another tenant than this hub");
  const serial = certificate?.serialNumber.toLowerCase() ?? "";
  if (isRevoked?.(serial) === true) return refused(revokedDetail);
  return { kind: "admitted", caller: { tenantId: peer.tenantId, sourceId, kind, serial } };
}

function refused(detail: string): Admitted {
  return { kind: "refused", detail };
}
