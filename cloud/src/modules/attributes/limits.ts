/** Bounds of attributes, with what happens at each. */
export const attributeLimits = {
  /** Fields of a fleet. More are malformed. */
  fieldsMax: 40,
  /** Choices of one field. More are malformed. */
  choicesMax: 50,
  /** Characters of a text, unless its field says less. */
  textMax: 200,
  /** Versions that are kept; older ones go when a new one is made. */
  versionsKept: 100,
} as const;
