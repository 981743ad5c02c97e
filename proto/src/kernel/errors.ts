/** What went wrong, seen by whoever must react. HTTP and gRPC status follow from it, in one place each. */
export type ErrorKind = "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "exhausted" | "unavailable" | "corrupt" | "internal";

/** One row of a package's table of errors: what a code means, for docs/errors.md, and how a caller should react. */
export interface ErrorDefinition {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  /** One sentence: what happened and what the reader can do. */
  readonly meaning: string;
}

export type ErrorTable = Readonly<Record<string, ErrorDefinition>>;

/** Every code of this package. A code is never reused; docs/errors.md is generated from the tables. */
export const kernelErrors = {
  ID_MALFORMED: { kind: "invalid", retryable: false, meaning: "An identifier does not have its form. Check the value that the message quotes." },
  VALUE_OUT_OF_RANGE: { kind: "invalid", retryable: false, meaning: "A value lies outside the range that the message names." },
  LIMIT_REACHED: { kind: "exhausted", retryable: true, meaning: "A limit was reached; the message names it and what happens there." },
  CHECKSUM_MISMATCH: {
    kind: "corrupt",
    retryable: false,
    meaning: "Bytes are not what was written: a damaged file or message. They are refused, never guessed at.",
  },
} as const satisfies ErrorTable;

export interface DrawbarErrorOptions {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly retryable?: boolean;
  /** What a program needs to react. No secrets, no personal data: it is logged and sent to the caller. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * The one error that crosses package and process borders.
 *
 * `message` says what failed, the value, and what the reader can do next; it begins with the code.
 */
export class DrawbarError extends Error {
  override readonly name = "DrawbarError";
  readonly code: string;
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(message: string, options: DrawbarErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.kind = options.kind;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }
}

/**
 * Makes a package's error constructor from its table, so that kind and retryability are written once.
 *
 * @example const fail = errorsOf(spoolErrors); throw fail("SPOOL_FULL", "the spool holds 2 000 000 segments (limit spool.segmentsMax)");
 */
export function errorsOf<Table extends ErrorTable>(
  table: Table,
): (code: keyof Table & string, text: string, more?: Pick<DrawbarErrorOptions, "details" | "cause">) => DrawbarError {
  return (code, text, more) => {
    const { kind, retryable } = table[code] as ErrorDefinition; // `code` is a key of the table
    return new DrawbarError(`${code}: ${text}`, { code, kind, retryable, ...more });
  };
}
