/** Everything that can be said about a DBC file, as data. Strict reading refuses a file with an `error`; tolerant reading reports it and goes on. */
export const dbcDiagnostics = {
  syntax: { severity: "error", meaning: "The statement does not have its form; it was left out." },
  "string-unterminated": { severity: "error", meaning: "A quoted text has no end; the rest of the file is inside it." },
  "character-unexpected": { severity: "error", meaning: "A character has no meaning at this place." },
  "name-not-identifier": { severity: "error", meaning: "A name begins with a digit or holds characters that C identifiers have not; it is used as it is." },
  "id-out-of-range": { severity: "error", meaning: "An identifier has more than 29 bits; the message is listed but never matched." },
  "id-needs-extended-flag": { severity: "error", meaning: "An identifier above 11 bits lacks bit 31; it is taken as a 29-bit identifier." },
  "message-duplicate-id": { severity: "error", meaning: "Two messages have one identifier; the first is used." },
  "message-duplicate-name": { severity: "warning", meaning: "Two messages have one name." },
  "message-length-impossible": { severity: "warning", meaning: "No CAN frame and no transport message has this length." },
  "message-signals-too-many": { severity: "error", meaning: "A message has more signals than are read; the further ones were left out." },
  "signal-outside-message": { severity: "error", meaning: "A signal stands before any message, or behind one that was left out." },
  "signal-duplicate": {
    severity: "error",
    meaning: "A message has two signals of one name; the second is listed, with a number behind its name, and not decoded.",
  },
  "signal-length-impossible": { severity: "error", meaning: "A signal has no bits, or reaches beyond any message; it was left out." },
  "signal-longer-than-64-bits": { severity: "error", meaning: "A signal has more than 64 bits, such as a text; it is listed but not decoded." },
  "signal-does-not-fit": { severity: "error", meaning: "A signal reaches beyond the end of its message; it is decoded only from longer frames." },
  "signal-overlap": { severity: "error", meaning: "Two signals that can be active together share bits; both are decoded." },
  "signal-float-length": { severity: "error", meaning: "A floating-point signal does not have 32 or 64 bits; it is decoded as an integer." },
  "signal-factor-zero": { severity: "warning", meaning: "A factor of 0 makes every value the same." },
  "multiplexer-missing": { severity: "error", meaning: "A multiplexed signal has no multiplexer; it is decoded as if it were always active." },
  "multiplexer-several": {
    severity: "error",
    meaning: "A message has several multiplexers and no SG_MUL_VAL_ says which one selects this signal; the first is taken.",
  },
  "multiplexer-cycle": { severity: "error", meaning: "Multiplexers select each other, or too deep; the signal is never active." },
  "reference-unknown": { severity: "warning", meaning: "A statement names a message, signal, node or table that the file does not have; it was left out." },
  "attribute-undefined": { severity: "warning", meaning: "An attribute is set but not defined; it is kept as it is." },
  "attribute-value": { severity: "warning", meaning: "An attribute's value does not fit its definition; it is kept as it is." },
  "statement-unknown": { severity: "warning", meaning: "A statement begins with a word that the format does not have; it was skipped." },
  "statement-unsupported": { severity: "warning", meaning: "The statement is valid and has no effect here." },
  "diagnostics-too-many": { severity: "warning", meaning: "There is more to say than is kept." },
} as const satisfies Record<string, { readonly severity: "error" | "warning"; readonly meaning: string }>;

export type DbcDiagnosticCode = keyof typeof dbcDiagnostics;

/** Lines and columns count from 1; a column is a UTF-16 unit of the decoded text. */
export interface DbcPosition {
  readonly line: number;
  readonly column: number;
}

export interface DbcDiagnostic extends DbcPosition {
  readonly severity: "error" | "warning";
  readonly code: DbcDiagnosticCode;
  readonly message: string;
}

/** Whether messages or signals are lost by it: their definition could not be read, or a text without an end swallowed what follows. */
export function costsSignals({ code, message }: Pick<DbcDiagnostic, "code" | "message">): boolean {
  return code === "string-unterminated" || (code === "syntax" && /^(?:BO_|SG_|SG_MUL_VAL_|SIG_VALTYPE_)(?![A-Z_])/.test(message));
}

export class DiagnosticList {
  readonly #items: DbcDiagnostic[] = [];
  readonly #max: number;
  #hidden = 0;
  #firstError: DbcDiagnostic | undefined;

  constructor(max: number) {
    this.#max = max;
  }

  add(code: DbcDiagnosticCode, position: DbcPosition, message: string): void {
    const { severity } = dbcDiagnostics[code];
    const diagnostic = { line: position.line, column: position.column, severity, code, message };
    if (severity === "error") this.#firstError ??= diagnostic;
    if (this.#items.length < this.#max) this.#items.push(diagnostic);
    else this.#hidden++;
  }

  get firstError(): DbcDiagnostic | undefined {
    return this.#firstError;
  }

  /** In file order; the last one counts those that were not kept. */
  toArray(): readonly DbcDiagnostic[] {
    const sorted = this.#items.toSorted((a, b) => a.line - b.line || a.column - b.column);
    const last = sorted.at(-1);
    if (this.#hidden === 0 || last === undefined) return sorted;
    return [
      ...sorted,
      { line: last.line, column: last.column, severity: "warning", code: "diagnostics-too-many", message: `${this.#hidden} more are not shown` },
    ];
  }
}
