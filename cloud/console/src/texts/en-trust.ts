/** Words of devices that are taken out of trust. */
export const trustTexts = {
  "trust.out": "Take out of trust",
  "trust.outOf": "Take {name} out of trust",
  "trust.unit":
    "It falls silent: headquarters ends its connection at once, linked depots turn it away within half a minute. What it has not delivered stays on it; what depots took from it before is delivered.",
  "trust.depot":
    "It falls silent: headquarters ends its connection at once. What it has not delivered stays on it; its vehicles keep what headquarters has not confirmed.",
  "trust.forGood": "This cannot be taken back. A new claim enrols it, or another one, as a new device.",
  "trust.reason": "Why",
  "trust.reasonHint": "Such as: stolen in Venlo. It stands here and in the audit trail.",
  "trust.reasonMissing": "Say why.",
  "trust.reasonLong": "500 characters at most.",
  "trust.isOut": "Out of trust since {when}",
  "trust.byFor": "by {by}: {reason}",
  "trust.depots": "Out of trust",
} as const;
