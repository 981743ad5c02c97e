/** What a fleet may use at most, unless whoever runs the headquarters says otherwise for it. */
export const quotaKinds = {
  vehicles: { standard: 100_000, meaning: "Vehicles that are registered. At the bound none is added; a claim for a further one cannot be used." },
  depots: { standard: 2_000, meaning: "Depots that are enrolled. At the bound a claim for a further one cannot be used." },
  users: { standard: 5_000, meaning: "People who may sign in. At the bound none is added." },
  requestsPerMinute: { standard: 600_000, meaning: "API requests in a minute, all callers together. More are refused until the minute ends." },
  samplesPerDay: {
    standard: 100_000_000_000,
    meaning: "Samples stored in a day (UTC). At the bound links are refused until the next day; vehicles and depots keep what they have.",
  },
  storageBytes: {
    standard: 10_000_000_000_000,
    meaning: "Bytes of stored segments. At the bound links are refused; vehicles and depots keep what they have.",
  },
} as const;

export type QuotaKind = keyof typeof quotaKinds;

export const quotaKindNames = Object.keys(quotaKinds) as readonly QuotaKind[]; // keys of a constant

export function isQuotaKind(text: string): text is QuotaKind {
  return Object.hasOwn(quotaKinds, text);
}
