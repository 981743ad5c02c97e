/** What happens at the enrolment port: a claim becomes a device with a certificate, an old certificate a new one. */
import { createHash, timingSafeEqual } from "node:crypto";
import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, type SourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { EnrolReply, EnrolRequest, RenewRequest } from "@drawbar/proto/wire/enrolment.ts";
import type { EnrolmentHandlers } from "@drawbar/runtime/link-grpc/enrolment-server.ts";
import { failLinkGrpc } from "@drawbar/runtime/link-grpc/link-grpc-errors.ts";
import type { RenewalParties } from "@drawbar/runtime/link-grpc/renewal-certificate.ts";
import { issueCertificate, pemToDer } from "@drawbar/runtime/tls/authority.ts";
import { x509 } from "@drawbar/runtime/tls/x509.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Quotas, TenantGate } from "../tenants/index.ts";
import { Act, type AuditEvent } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { addEvents } from "../../events/event-outbox.ts";
import { hashOfSecret } from "./claim-service.ts";
import { ClaimStore, type ClaimPurpose, type StoredClaim } from "./claim-store.ts";
import { DeviceStore } from "./device-store.ts";
import { failEnrolment } from "./enrolment-errors.ts";
import { enrolmentLimits } from "./limits.ts";
import type { PlatformAuthority } from "./platform-authority.ts";

export interface EnrolServiceOptions {
  readonly database: Database;
  readonly authority: PlatformAuthority;
  /** `host:port` of link ports, best first; what a device links to unless it is told otherwise. */
  readonly hubs: readonly string[];
  /** `host:port` of enrolment ports, at which devices renew; asked for each reply, since a port may be known late. */
  readonly enrolment?: (() => readonly string[]) | undefined;
  readonly clock: Clock;
  readonly quotas?: Quotas | undefined;
  /** Whether a fleet is served; absent where all are. */
  readonly gate?: TenantGate | undefined;
  /** Where claims that are used and certificates that are issued are recorded; absent where nobody reads it. */
  readonly audit?: AuditTrail | undefined;
}

interface Issue {
  readonly tenant: TenantId;
  readonly source: SourceId;
  readonly kind: "unit" | "depot";
  readonly signingRequest: Uint8Array;
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class EnrolService implements EnrolmentHandlers {
  readonly #options: EnrolServiceOptions;
  readonly #claims = new ClaimStore();
  readonly #devices: DeviceStore;

  constructor(options: EnrolServiceOptions) {
    this.#options = options;
    this.#devices = new DeviceStore(options);
  }

  /**
   * Consumes the claim exactly once: its end, the device, its place and its certificate are one transaction.
   *
   * @throws DrawbarError `CLAIM_WRONG`, `CLAIM_EXPIRED`, `CLAIM_USED`, `DEPOT_NAME_TAKEN`, `SIGNING_REQUEST_INVALID`, `QUOTA_EXCEEDED`, `TENANT_SUSPENDED`.
   */
  async enrol(request: EnrolRequest): Promise<EnrolReply> {
    const { database } = this.#options;
    const tenant = uuidForm.test(request.claimId) ? await this.#claims.tenantOf(database, request.claimId) : undefined;
    if (tenant === undefined) throw wrongClaim();
    await this.#options.gate?.check(tenant);
    return database.transaction(tenant, async (tx) => {
      const now = this.#now();
      const claim = provenClaim(await this.#claims.lock(tx, request.claimId), request.secret, now);
      const source = claim.purpose.kind === "run" ? claim.purpose.runId : parseSourceId(uuidV7());
      await this.#addDevice(tx, claim.purpose, source, request.device.slice(0, enrolmentLimits.deviceMax) || "unnamed device", now);
      await this.#claims.use(tx, claim.claimId, source, now);
      const kind = claim.purpose.kind === "depot" ? "depot" : "unit";
      const reply = await this.#issue(tx, { tenant, source, kind, signingRequest: request.signingRequest });
      await this.#record(tx, source, "claim.used", { kind: "claim", id: claim.claimId });
      await this.#record(tx, source, "certificate.issued", { kind, id: source });
      return reply;
    });
  }

  /**
   * With the old certificate, which its owner proved to have; it may have ended up to a year ago.
   *
   * @throws DrawbarError `DEVICE_REVOKED`, `SIGNING_REQUEST_INVALID`, `RENEWAL_REPLAYED`.
   */
  async renew(request: RenewRequest, { peer, carrier }: RenewalParties): Promise<EnrolReply> {
    const { tenantId: tenant, sourceId: source, kind } = peer;
    if (kind === "cloud") throw failLinkGrpc("DEVICE_REVOKED", "the cloud's own certificate is not renewed here");
    return this.#options.database.transaction(tenant, async (tx) => {
      for (const device of carrier === undefined ? [peer] : [carrier, peer])
        if (await this.#devices.isRevoked(tx, device.sourceId, device.serialNumber.toLowerCase()))
          throw failLinkGrpc("DEVICE_REVOKED", `${device.kind} ${device.sourceId} was taken out of the fleet`);
      const reply = await this.#issue(tx, { tenant, source, kind, signingRequest: request.signingRequest });
      await this.#record(tx, source, "certificate.renewed", { kind, id: source });
      return reply;
    });
  }

  /** The device acts itself. Without values: they are in the claim and the device, and a fleet may want none kept twice. */
  async #record(tx: TenantTransaction, source: SourceId, action: string, subject: AuditEvent["subject"]): Promise<void> {
    await this.#options.audit?.record(tx, new Act({ actor: { kind: "device", id: source } }), { action, subject });
  }

  async #addDevice(tx: TenantTransaction, purpose: ClaimPurpose, source: SourceId, device: string, now: Date): Promise<void> {
    switch (purpose.kind) {
      case "run":
        return this.#devices.markReplayEnrolled(tx, source, device, now);
      case "vehicle": {
        const vehicle = await this.#devices.findOrAddVehicle(tx, purpose.callSign, purpose.simulated);
        await this.#devices.addUnit(tx, source, "unit", device, now);
        await this.#devices.assign(tx, source, vehicle, now);
        await addEvents(tx, [{ type: "unit.assigned", subject: vehicle, body: { unitId: source, vehicleId: vehicle, device } }]);
        return this.#devices.takeIntoService(tx, vehicle);
      }
      case "depot":
        if (await this.#devices.addDepot(tx, source, purpose.depotName, device, now))
          return addEvents(tx, [{ type: "depot.enrolled", subject: source, body: { depotId: source, name: purpose.depotName } }]);
        throw failEnrolment("DEPOT_NAME_TAKEN", `the fleet has a depot "${purpose.depotName}" already; make a claim with another name`);
    }
  }

  async #issue(tx: TenantTransaction, { tenant, source, kind, signingRequest }: Issue): Promise<EnrolReply> {
    const { authority, hubs, enrolment } = this.#options;
    const issuer = await authority.tenantAuthority(tenant);
    const leaf = await issueCertificate(issuer, signingRequest, { sourceId: source, tenantId: tenant, kind, nowMs: this.#now().getTime() });
    const { serialNumber, notBefore, notAfter, publicKey } = new x509.X509Certificate(leaf);
    const keyHash = createHash("sha256").update(new Uint8Array(publicKey.rawData)).digest();
    if (!(await this.#devices.noteCertificate(tx, { serial: serialNumber.toLowerCase(), source, kind, notBefore, notAfter, keyHash })))
      throw failEnrolment("RENEWAL_REPLAYED", "the key in the signing request has a certificate already; ask with a new key");
    const certificates = [pemToDer(leaf), pemToDer(issuer.certificate)];
    return { source, tenant, kind, certificates, root: pemToDer(authority.root), hubs, enrolment: enrolment?.() ?? [] };
  }

  #now(): Date {
    return new Date(this.#options.clock.wallUs() / 1_000);
  }
}

/** Whoever does not know the secret learns nothing, not even whether there is such a claim. */
function provenClaim(claim: StoredClaim | undefined, secret: Uint8Array, now: Date): StoredClaim {
  if (claim === undefined || !timingSafeEqual(hashOfSecret(secret), claim.secretHash)) throw wrongClaim();
  if (claim.usedAt !== undefined)
    throw failEnrolment("CLAIM_USED", `the claim was used at ${claim.usedAt.toISOString()}; make a new one with "drawbar claim create"`);
  if (claim.expiresAt <= now)
    throw failEnrolment("CLAIM_EXPIRED", `the claim ended at ${claim.expiresAt.toISOString()}; make a new one with "drawbar claim create"`);
  return claim;
}

function wrongClaim(): Error {
  return failEnrolment("CLAIM_WRONG", 'there is no such claim, or its secret is another one; copy it whole, or make a new one with "drawbar claim create"');
}
