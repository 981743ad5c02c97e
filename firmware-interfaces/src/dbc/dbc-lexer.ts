/** Characters of a DBC file to tokens with their place. C comments are no part of the format, but of real files. */
import type { DiagnosticList } from "./dbc-diagnostics.ts";

export interface Token {
  readonly kind: "word" | "number" | "string" | "punctuation" | "end";
  /** Of a string: without quotes, escapes resolved. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** The first token on its line: where a statement can begin. */
  readonly isFirstOnLine: boolean;
}

const punctuation = new Set(":;,|@+-()[]");

/** The whole file at once, ended by one `end` token. Wrong characters are reported and skipped. */
export function tokenize(text: string, diagnostics: DiagnosticList): Token[] {
  return new Lexer(text, diagnostics).run();
}

class Lexer {
  readonly #text: string;
  readonly #diagnostics: DiagnosticList;
  readonly #tokens: Token[] = [];
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #lastTokenLine = 0;

  constructor(text: string, diagnostics: DiagnosticList) {
    this.#text = text;
    this.#diagnostics = diagnostics;
  }

  run(): Token[] {
    const text = this.#text;
    while (this.#at < text.length) {
      const character = text[this.#at] as string; // at < length
      if (character === "\n") this.#newLine();
      else if (character === " " || character === "\t" || character === "\r" || character === "\uFEFF") this.#at++;
      else if (character === "/" && text[this.#at + 1] === "/") this.#skipTo("\n");
      else if (character === "/" && text[this.#at + 1] === "*") this.#skipBlockComment();
      else if (character === '"') this.#string();
      else if (this.#isNumberStart(character)) this.#number();
      else if (isWordCharacter(character)) this.#word();
      else if (punctuation.has(character)) this.#push("punctuation", character, this.#at, this.#at + 1);
      else this.#unexpected(character);
    }
    this.#push("end", "", this.#at, this.#at);
    return this.#tokens;
  }

  #push(kind: Token["kind"], text: string, start: number, end: number): void {
    this.#tokens.push({ kind, text, line: this.#line, column: start - this.#lineStart + 1, isFirstOnLine: this.#lastTokenLine !== this.#line });
    this.#lastTokenLine = this.#line;
    this.#at = end;
  }

  /** A sign belongs to a number only at its beginning: in `1-8` and `@1+` it does not. */
  #isNumberStart(character: string): boolean {
    if (isDigit(character)) return true;
    const next = this.#text[this.#at + 1] ?? "";
    if (character === ".") return isDigit(next);
    if (character !== "-" && character !== "+") return false;
    const previous = this.#text[this.#at - 1] ?? "";
    return (isDigit(next) || (next === "." && isDigit(this.#text[this.#at + 2] ?? ""))) && !isWordCharacter(previous);
  }

  #number(): void {
    const match = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
    match.lastIndex = this.#at;
    const end = this.#at + (match.exec(this.#text)?.[0].length ?? 1);
    // Names that begin with a digit are against the rules and in real files: `BO_ 1275 2017_5: 8 XXX`.
    if (isWordCharacter(this.#text[end] ?? "")) this.#word();
    else this.#push("number", this.#text.slice(this.#at, end), this.#at, end);
  }

  #word(): void {
    let end = this.#at + 1;
    while (end < this.#text.length && isWordCharacter(this.#text[end] as string)) end++; // end < length
    this.#push("word", this.#text.slice(this.#at, end), this.#at, end);
  }

  #string(): void {
    const text = this.#text;
    const start = this.#at;
    const [line, lineStart] = [this.#line, this.#lineStart];
    let value = "";
    let from = start + 1;
    let at = from;
    while (at < text.length && text[at] !== '"') {
      if (text[at] === "\n") {
        this.#line++;
        this.#lineStart = at + 1;
      }
      if (text[at] === "\\" && text[at + 1] === '"') {
        value += text.slice(from, at);
        from = ++at;
      }
      at++;
    }
    value += text.slice(from, Math.min(at, text.length));
    if (at >= text.length) this.#diagnostics.add("string-unterminated", { line, column: start - lineStart + 1 }, "this text has no closing quote");
    this.#tokens.push({ kind: "string", text: value, line, column: start - lineStart + 1, isFirstOnLine: this.#lastTokenLine !== line });
    this.#lastTokenLine = this.#line;
    this.#at = at + 1;
  }

  #newLine(): void {
    this.#at++;
    this.#line++;
    this.#lineStart = this.#at;
  }

  #skipTo(mark: string): void {
    const end = this.#text.indexOf(mark, this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #skipBlockComment(): void {
    const end = this.#text.indexOf("*/", this.#at + 2);
    const stop = end < 0 ? this.#text.length : end + 2;
    while (this.#at < stop) {
      if (this.#text[this.#at] === "\n") this.#newLine();
      else this.#at++;
    }
  }

  #unexpected(character: string): void {
    const position = { line: this.#line, column: this.#at - this.#lineStart + 1 };
    this.#diagnostics.add("character-unexpected", position, `${JSON.stringify(character)} has no meaning here`);
    this.#at++;
  }
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

/** Letters beyond ASCII count, so that a name with an umlaut is one (reported) name. */
function isWordCharacter(character: string): boolean {
  return isDigit(character) || (character >= "a" && character <= "z") || (character >= "A" && character <= "Z") || character === "_" || character > "\u007f";
}
