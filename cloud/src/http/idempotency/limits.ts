/** Bounds of idempotency keys, with what happens at each. */
export const idempotencyLimits = {
  /** Shorter ones could be guessed or met twice; refused with `IDEMPOTENCY_KEY_MALFORMED`, as longer ones are. */
  keyLengthMin: 16,
  keyLengthMax: 128,
  /** Of the answer that is kept, as text. A larger one is not: asked for again, `IDEMPOTENCY_ANSWER_LOST` says that it was given. */
  answerCharactersMax: 65_536,
  /** How long a request outside one transaction is believed to be at work. After it: `IDEMPOTENCY_OUTCOME_UNKNOWN`. */
  heldMs: 120_000,
  /** At least 30 are promised; how many keys there are is bounded by the requests a minute of a caller. */
  keptDays: 31,
  /** Removed in one statement; the rest goes in the next turn. */
  removedPerTurn: 1_000,
  /** Between looks for old keys of one tenant. */
  removalMs: 600_000,
} as const;
