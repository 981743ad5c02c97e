/** Makes claims: what a person carries to a new device. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { encodeClaim } from "@drawbar/proto/enrolment/claim.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseCallSign, type SourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { ClaimStore, type ClaimPurpose } from "./claim-store.ts";
import { failEnrolment } from "./enrolment-errors.ts";
import { enrolmentLimits } from "./limits.ts";

export interface NewClaim {
  /** The text that begins with `dbc1.`; shown once. */
  readonly claim: string;
  readonly claimId: string;
  readonly expiresAt: Date;
}

export interface ClaimWish {
  readonly kind: "unit" | "depot";
  /** Of the vehicle that the unit goes into; registered when the claim is used. */
  readonly callSign?: string | undefined;
  readonly depotName?: string | undefined;
  /** Marks a vehicle that is made for a demonstration. */
  readonly simulated?: boolean | undefined;
  readonly expiresInMs?: number | undefined;
}

export interface ClaimServiceOptions {
  readonly database: Database;
  /** `host:port` of enrolment ports, 1 to 8, best first. */
  readonly addresses: readonly string[];
  readonly rootFingerprint: string;
  readonly clock: Clock;
}

export class ClaimService {
  readonly #options: ClaimServiceOptions;
  readonly #store = new ClaimStore();

  constructor(options: ClaimServiceOptions) {
    this.#options = options;
  }

  /** @throws DrawbarError `CLAIM_INVALID`, `ID_MALFORMED`, `DEPOT_NAME_TAKEN`, `CLAIMS_TOO_MANY`. */
  async make(tenant: TenantId, wish: ClaimWish): Promise<NewClaim> {
    const purpose = purposeOf(wish);
    return this.#options.database.transaction(tenant, async (tx) => {
      if (purpose.kind === "depot") {
        const taken = await tx.many("depot-name-taken", "select 1 from depot where tenant_id = $1 and name = $2 and revoked_at is null", [
          tenant,
          purpose.depotName,
        ]);
        if (taken.length > 0) throw failEnrolment("DEPOT_NAME_TAKEN", `the fleet has a depot "${purpose.depotName}" already`);
      }
      return this.#make(tx, purpose, wish.expiresInMs);
    });
  }

  /** For the replay unit of a run; in the transaction that makes the run. */
  makeForRun(tx: TenantTransaction, runId: SourceId): Promise<NewClaim> {
    return this.#make(tx, { kind: "run", runId }, undefined);
  }

  async #make(tx: TenantTransaction, purpose: ClaimPurpose, expiresInMs: number = enrolmentLimits.claimLifeMs): Promise<NewClaim> {
    const { addresses, rootFingerprint, clock } = this.#options;
    const { claimLifeMsMin, claimLifeMsMax, openClaimsMax } = enrolmentLimits;
    if (!(expiresInMs >= claimLifeMsMin && expiresInMs <= claimLifeMsMax)) {
      throw failEnrolment("CLAIM_INVALID", `a claim lives ${claimLifeMsMin} to ${claimLifeMsMax} ms, not ${expiresInMs}`);
    }
    const now = new Date(clock.wallUs() / 1_000);
    const open = await this.#store.countOpen(tx, now);
    if (open >= openClaimsMax) throw failEnrolment("CLAIMS_TOO_MANY", `${open} claims wait to be used (limit ${openClaimsMax})`);
    const claimId = randomUUID();
    const secret = randomBytes(32);
    const expiresAt = new Date(now.getTime() + expiresInMs);
    await this.#store.add(tx, { claimId, purpose, secretHash: hashOfSecret(secret), expiresAt });
    const kind = purpose.kind === "depot" ? "depot" : "unit";
    return { claimId, expiresAt, claim: encodeClaim({ claimId, secret, addresses, rootFingerprint, kind, expiresAtMs: expiresAt.getTime() }) };
  }
}

/** 256 random bits need no salt and no slowness. */
export function hashOfSecret(secret: Uint8Array): Buffer {
  return createHash("sha256").update(secret).digest();
}

function purposeOf({ kind, callSign, depotName, simulated }: ClaimWish): ClaimPurpose {
  if (kind === "unit") {
    if (callSign === undefined || depotName !== undefined)
      throw failEnrolment("CLAIM_INVALID", "a claim for a unit names the vehicle that it goes into (callSign), and no depot");
    return { kind: "vehicle", callSign: parseCallSign(callSign), simulated: simulated ?? false };
  }
  const name = depotName?.trim() ?? "";
  if (name === "" || name.length > enrolmentLimits.depotNameMax || callSign !== undefined) {
    throw failEnrolment("CLAIM_INVALID", `a claim for a depot names the depot (depotName, 1 to ${enrolmentLimits.depotNameMax} characters), and no vehicle`);
  }
  return { kind: "depot", depotName: name };
}
