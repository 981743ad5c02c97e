/** Bounds of claims and certificates, with what happens at each. */
export const enrolmentLimits = {
  /** Life of a claim unless its maker says otherwise. At the end it is refused as `CLAIM_EXPIRED`. */
  claimLifeMs: 86_400_000,
  claimLifeMsMin: 60_000,
  claimLifeMsMax: 30 * 86_400_000,
  /** Claims of a tenant that wait to be used. At the bound: `CLAIMS_TOO_MANY`. */
  openClaimsMax: 10_000,
  depotNameMax: 64,
  /** Characters of a device's name that are kept. At the bound: cut. */
  deviceMax: 128,
} as const;
