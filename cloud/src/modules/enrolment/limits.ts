/** Bounds of claims and certificates, with what happens at each. */
export const enrolmentLimits = {
  /** Life of a claim unless its maker says otherwise. At the end it is refused as `CLAIM_EXPIRED`. */
  claimLifeMs: 86_400_000,
  claimLifeMsMin: 60_000,
  claimLifeMsMax: 30 * 86_400_000,
  /** Claims of a tenant that wait to be used. At the bound: `CLAIMS_TOO_MANY`. */
  openClaimsMax: 10_000,
  /** Who was revoked is asked of the database this often for a tenant, however many depots ask; with their own pace the effect comes within half a minute. */
  revocationsBelievedMs: 10_000,
  /** A list is signed anew, with a later number, when it is asked for after this, though it says the same. */
  revocationListMs: 600_000,
  /** Certificates in a list, 2 MB of them. At the bound those that were revoked first are left out. */
  revocationsMax: 50_000,
  /** Tenants whose list is kept. At the bound: all are forgotten and made again. */
  revocationListsMax: 2_000,
  depotNameMax: 64,
  /** Characters of why a device was taken out of trust. At the bound: refused. */
  reasonMax: 500,
  /** Characters of a device's name that are kept. At the bound: cut. */
  deviceMax: 128,
} as const;
