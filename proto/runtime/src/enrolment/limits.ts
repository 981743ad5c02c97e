/** When certificates are renewed, and how hard a device tries. */
export const renewalLimits = {
  /** Share of its life after which a certificate is renewed, and over which share more a fleet's renewals are spread: 60 to 65 days of 90. */
  dueShare: 2 / 3,
  spreadShare: 1 / 18,
  /** Whether it is due is looked at this often, by the clock of that moment: clocks are set, and machines sleep. */
  checkMs: 60_000,
  /** Wait after an attempt in vain: doubled by each up to the maximum, of which between a half and all is waited. */
  retryMs: 60_000,
  retryMsMax: 3_600_000,
  /** A certificate that is new and yet due is one for a clock that runs wrong: no second one within this. */
  againMsMin: 86_400_000,
  /** Enrolment ports that are asked. At the bound the rest is ignored. */
  addressesMax: 16,
} as const;
