import type { DiagnosticList } from "./dbc-diagnostics.ts";
import type { Token } from "./dbc-lexer.ts";

/** Thrown inside the parser only: the statement at hand has not its form. */
export class StatementProblem extends Error {
  readonly token: Token;

  constructor(token: Token, expected: string) {
    super(`expected ${expected}, found ${token.kind === "end" ? "the end of the file" : JSON.stringify(token.text.slice(0, 60))}`);
    this.token = token;
  }
}

const identifier = /^[A-Za-z_]\w*$/;

/** Walks over the tokens of a file; each `expect` takes a token or throws a `StatementProblem`. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  readonly #diagnostics: DiagnosticList;
  #at = 0;

  /** @param tokens ended by an `end` token. */
  constructor(tokens: readonly Token[], diagnostics: DiagnosticList) {
    this.#tokens = tokens;
    this.#diagnostics = diagnostics;
  }

  get current(): Token {
    return this.#tokens[this.#at] as Token; // never past the end token
  }

  get next(): Token {
    return this.#tokens[Math.min(this.#at + 1, this.#tokens.length - 1)] as Token; // never past the end token
  }

  take(): Token {
    const token = this.current;
    if (token.kind !== "end") this.#at++;
    return token;
  }

  /** Takes the current token if it is this punctuation or word. */
  accept(text: string): boolean {
    const { kind, text: found } = this.current;
    if (found !== text || (kind !== "punctuation" && kind !== "word")) return false;
    this.#at++;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw new StatementProblem(this.current, `"${text}"`);
  }

  /** Takes the current token if it is a word. */
  acceptWord(): Token | undefined {
    return this.current.kind === "word" ? this.take() : undefined;
  }

  /** A C identifier; others are reported and taken all the same. */
  expectName(what: string): string {
    const token = this.current;
    if (token.kind !== "word" && token.kind !== "number") throw new StatementProblem(token, what);
    this.#at++;
    if (!identifier.test(token.text)) this.#diagnostics.add("name-not-identifier", token, `${JSON.stringify(token.text)} is no identifier`);
    return token.text;
  }

  expectString(what: string): string {
    if (this.current.kind !== "string") throw new StatementProblem(this.current, what);
    return this.take().text;
  }

  expectNumber(what: string): number {
    const token = this.current;
    if (token.kind === "word" && /^(?:nan|inf(?:inity)?)$/i.test(token.text)) {
      this.#at++;
      return /^nan$/i.test(token.text) ? Number.NaN : Number.POSITIVE_INFINITY;
    }
    if (token.kind !== "number") throw new StatementProblem(token, what);
    this.#at++;
    return Number(token.text);
  }

  expectCount(what: string): number {
    const token = this.current;
    const count = this.expectNumber(what);
    if (!Number.isInteger(count) || count < 0) throw new StatementProblem(token, what);
    return count === 0 ? 0 : count; // a file may write -0
  }

  /** Names, with or without commas between them, up to the end of the line. */
  namesOnLine(): string[] {
    const names: string[] = [];
    while (!this.current.isFirstOnLine && (this.current.kind === "word" || this.current.kind === "number" || this.current.text === ",")) {
      const token = this.take();
      if (token.text !== ",") names.push(token.text);
    }
    return names;
  }

  /** Names over any number of lines, with or without commas between them; the semicolon stays. */
  namesUpToSemicolon(isStatementStart: (token: Token) => boolean): string[] {
    const names: string[] = [];
    while ((this.current.kind === "word" || this.current.kind === "number" || this.current.text === ",") && !isStatementStart(this.current)) {
      const token = this.take();
      if (token.text !== ",") names.push(token.text);
    }
    return names;
  }

  skipPastSemicolon(isStatementStart: (token: Token) => boolean): void {
    while (this.current.kind !== "end") {
      if (isStatementStart(this.current)) return;
      if (this.take().text === ";") return;
    }
  }
}
