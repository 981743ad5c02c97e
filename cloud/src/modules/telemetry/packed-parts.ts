/** Bodies for one statement, one after the other: an array of bytea would travel as hexadecimal text. */
export interface PackedParts {
  /** As PostgreSQL counts them, from 1. */
  readonly starts: readonly number[];
  /** -1 where there is none. */
  readonly sizes: readonly number[];
  readonly bytes: Buffer;
}

export function inOneBuffer(parts: readonly (Uint8Array | null)[]): PackedParts {
  let next = 1;
  const starts = parts.map((part) => {
    const start = next;
    next += part?.length ?? 0;
    return start;
  });
  return { starts, sizes: parts.map((part) => part?.length ?? -1), bytes: Buffer.concat(parts.filter((part) => part !== null)) };
}
