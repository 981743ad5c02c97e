/**
 * Reads DBC files, the database format of CAN networks.
 *
 * @see Vector, DBC File Format Documentation 1.0.5; files in the wild differ, and each difference that this reader
 *   bears has a row in dbc-diagnostics.ts.
 */
import { parseAttributeStatement } from "./dbc-attribute-statements.ts";
import { DiagnosticList } from "./dbc-diagnostics.ts";
import { FileDraft, type MessageDraft, type ObjectDraft, type SignalDraft } from "./dbc-drafts.ts";
import { parseEnvironmentData, parseEnvironmentVariable } from "./dbc-environment-statements.ts";
import { dbcFail } from "./dbc-errors.ts";
import { finishDbc } from "./dbc-finish.ts";
import { tokenize, type Token } from "./dbc-lexer.ts";
import { parseSignalStatement, unknown, valuePairs } from "./dbc-signal-statements.ts";
import { decodeDbcText } from "./dbc-text.ts";
import type { DbcFile } from "./dbc-types.ts";
import { dbcLimits } from "./limits.ts";
import { StatementProblem, TokenCursor } from "./token-cursor.ts";

export interface ParseDbcOptions {
  /** For messages and mappings, such as `toyota.dbc`. */
  readonly name: string;
  /** `tolerant` (default) reports and goes on; `strict` throws at the first error, as most other readers do. */
  readonly mode?: "tolerant" | "strict";
}

/**
 * @param bytes the file as it is, UTF-8 or Windows-1252.
 * @throws DrawbarError `DBC_TOO_LARGE`; `DBC_NOT_A_DBC` when nothing in it is DBC; `DBC_REJECTED` in strict mode.
 */
export function parseDbc(bytes: Uint8Array, options: ParseDbcOptions): DbcFile {
  if (bytes.length > dbcLimits.fileBytesMax) {
    throw dbcFail("DBC_TOO_LARGE", `${options.name} has ${bytes.length} bytes, more than ${dbcLimits.fileBytesMax} (dbcLimits.fileBytesMax)`);
  }
  const { text, encoding } = decodeDbcText(bytes);
  const diagnostics = new DiagnosticList(dbcLimits.diagnosticsMax);
  const parser = new DbcParser(new TokenCursor(tokenize(text, diagnostics), diagnostics), diagnostics);
  parser.run();
  if (parser.statements === 0) {
    throw dbcFail("DBC_NOT_A_DBC", `${options.name} has no DBC statement; its first characters are ${JSON.stringify(text.slice(0, 40))}`);
  }
  const file = finishDbc(parser.draft, { name: options.name, encoding }, diagnostics);
  const { firstError } = diagnostics;
  if (options.mode === "strict" && firstError !== undefined) {
    const { line, column, code, message } = firstError;
    throw dbcFail("DBC_REJECTED", `${options.name}:${line}:${column}: ${message} (${code})`, { details: { line, column, diagnostic: code } });
  }
  return file;
}

/** Statements with a value for somebody, none of it for decoding. */
const unsupportedStatements = new Set([
  "SGTYPE_",
  "SGTYPE_VAL_",
  "SIGTYPE_VALTYPE_",
  "SIG_TYPE_REF_",
  "EV_DATA_",
  "BA_DEF_SGTYPE_",
  "BA_SGTYPE_",
  "CAT_DEF_",
  "CAT_",
  "FILTER",
]);
const structureStatements = ["VERSION", "NS_", "BS_", "BU_", "VAL_TABLE_", "BO_", "SG_", "BO_TX_BU_", "EV_", "ENVVAR_DATA_", "CM_"];
const attributeStatements = ["BA_DEF_", "BA_DEF_REL_", "BA_DEF_DEF_", "BA_DEF_DEF_REL_", "BA_", "BA_REL_"];
const addingStatements = ["VAL_", "SIG_GROUP_", "SIG_VALTYPE_", "SG_MUL_VAL_"];
const statements = new Set([...structureStatements, ...attributeStatements, ...addingStatements, ...unsupportedStatements]);

function isStatementStart(token: Token): boolean {
  return token.isFirstOnLine && token.kind === "word" && statements.has(token.text);
}

class DbcParser {
  readonly draft = new FileDraft();
  statements = 0;
  readonly #cursor: TokenCursor;
  readonly #diagnostics: DiagnosticList;
  #message: MessageDraft | undefined;
  /** Of the message at hand: the last number that was given to a name. */
  #doubles = new Map<string, number>();

  constructor(cursor: TokenCursor, diagnostics: DiagnosticList) {
    this.#cursor = cursor;
    this.#diagnostics = diagnostics;
  }

  run(): void {
    const cursor = this.#cursor;
    while (cursor.current.kind !== "end") {
      const keyword = cursor.take();
      if (keyword.text === ";") continue; // some tools end statements twice
      try {
        this.#statement(keyword);
      } catch (error) {
        if (!(error instanceof StatementProblem)) throw error;
        this.#diagnostics.add("syntax", error.token, `${keyword.text}: ${error.message}`);
        if (keyword.text === "BO_") this.#message = undefined;
        if (!isStatementStart(cursor.current)) cursor.skipPastSemicolon(isStatementStart);
      }
    }
  }

  #statement(keyword: Token): void {
    if (keyword.kind !== "word" || !statements.has(keyword.text)) {
      this.#diagnostics.add("statement-unknown", keyword, `${JSON.stringify(keyword.text.slice(0, 60))} begins no statement`);
      this.#cursor.skipPastSemicolon(isStatementStart);
      return;
    }
    this.statements++;
    if (unsupportedStatements.has(keyword.text)) {
      this.#diagnostics.add("statement-unsupported", keyword, `${keyword.text} has no effect here`);
      return this.#cursor.skipPastSemicolon(isStatementStart);
    }
    switch (keyword.text) {
      case "VERSION":
        this.draft.version = this.#cursor.expectString("the version in quotes");
        break;
      case "NS_":
        return this.#newSymbols();
      case "BS_":
        this.#cursor.expect(":");
        while (!this.#cursor.current.isFirstOnLine && this.#cursor.current.kind !== "end") this.#cursor.take();
        return;
      case "BU_":
        return this.#nodes();
      case "VAL_TABLE_":
        this.draft.valueTables.set(this.#cursor.expectName("the name of a value table"), valuePairs(this.#cursor));
        break;
      case "BO_":
        return this.#messageHead(keyword);
      case "SG_":
        return this.#signal(keyword);
      case "BO_TX_BU_":
        this.#senders(keyword);
        break;
      case "EV_":
        parseEnvironmentVariable(this.#cursor, this.draft);
        break;
      case "ENVVAR_DATA_":
        parseEnvironmentData(keyword, this.#cursor, this.draft, this.#diagnostics);
        break;
      case "CM_":
        this.#comment(keyword);
        break;
      case "VAL_":
      case "SIG_GROUP_":
      case "SIG_VALTYPE_":
      case "SG_MUL_VAL_":
        parseSignalStatement(keyword, { cursor: this.#cursor, draft: this.draft, diagnostics: this.#diagnostics, isStatementStart });
        break;
      default:
        parseAttributeStatement(keyword, this.#cursor, this.draft, this.#diagnostics);
    }
    // VERSION has no semicolon; others may lack one at the end of the line without harm.
    this.#cursor.accept(";");
  }

  /** The list of words that a tool may use. Each stands alone on its line, which tells it from a statement. */
  #newSymbols(): void {
    const cursor = this.#cursor;
    cursor.expect(":");
    while (cursor.current.kind === "word" && (!cursor.current.isFirstOnLine || cursor.next.isFirstOnLine || cursor.next.kind === "end")) cursor.take();
  }

  #nodes(): void {
    const cursor = this.#cursor;
    cursor.expect(":");
    while ((cursor.current.kind === "word" || cursor.current.kind === "number") && !isStatementStart(cursor.current)) {
      const name = cursor.expectName("the name of a node");
      if (!this.draft.nodes.has(name)) this.draft.nodes.set(name, { name, comment: undefined, attributes: new Map() });
      cursor.accept(",");
    }
  }

  #messageHead(keyword: Token): void {
    const cursor = this.#cursor;
    this.#message = undefined;
    const fileId = cursor.expectCount("the identifier of a message");
    const name = cursor.expectName("the name of a message");
    cursor.expect(":");
    const lengthBytes = cursor.expectCount("the length in bytes");
    const senders = [...new Set(cursor.namesOnLine())];
    const message = {
      fileId,
      name,
      lengthBytes,
      senders,
      signals: new Map(),
      signalGroups: [],
      comment: undefined,
      attributes: new Map(),
      line: keyword.line,
      column: keyword.column,
    };
    this.draft.messages.push(message);
    if (!this.draft.messageOf.has(fileId)) this.draft.messageOf.set(fileId, message);
    this.#message = message;
    this.#doubles = new Map();
  }

  #signal(keyword: Token): void {
    const cursor = this.#cursor;
    const name = cursor.expectName("the name of a signal");
    const mark = cursor.acceptWord();
    const { isMultiplexer, selectorValue } = mark === undefined ? { isMultiplexer: false, selectorValue: undefined } : this.#multiplexMark(mark);
    cursor.expect(":");
    const startBit = cursor.expectCount("the start bit");
    cursor.expect("|");
    const lengthBits = cursor.expectCount("the length in bits");
    cursor.expect("@");
    const byteOrder = cursor.expectNumber("0 (Motorola) or 1 (Intel)") === 0 ? "motorola" : "intel";
    const signed = cursor.accept("-");
    if (!signed) cursor.expect("+");
    cursor.expect("(");
    const factor = cursor.expectNumber("the factor");
    cursor.expect(",");
    const offset = cursor.expectNumber("the offset");
    cursor.expect(")");
    cursor.expect("[");
    const min = cursor.expectNumber("the minimum");
    cursor.expect("|");
    const max = cursor.expectNumber("the maximum");
    cursor.expect("]");
    const unit = cursor.current.kind === "string" && !cursor.current.isFirstOnLine ? cursor.take().text : "";
    const receivers = cursor.namesOnLine();
    const place = { startBit, lengthBits, byteOrder, signed, numeric: "integer" } as const;
    const meaning = { factor, offset, min, max, unit, receivers, values: undefined, comment: undefined, attributes: new Map() };
    const { line, column } = keyword;
    this.#addSignal({ name, writtenName: name, isMultiplexer, selectorValue, selection: undefined, line, column, ...place, ...meaning });
  }

  #addSignal(signal: SignalDraft): void {
    const message = this.#message;
    if (message === undefined) {
      this.#diagnostics.add("signal-outside-message", signal, `signal ${signal.name} belongs to no message`);
    } else if (signal.lengthBits < 1 || signal.startBit + signal.lengthBits > 8 * dbcLimits.messageBytesMax) {
      this.#diagnostics.add("signal-length-impossible", signal, `signal ${signal.name} has ${signal.lengthBits} bits from bit ${signal.startBit} on`);
    } else if (message.signals.size >= dbcLimits.signalsPerMessageMax) {
      this.#diagnostics.add("message-signals-too-many", signal, `message ${message.name} has more than ${dbcLimits.signalsPerMessageMax} signals`);
    } else if (message.signals.has(signal.name)) {
      const name = this.#doubleName(signal.name);
      this.#diagnostics.add("signal-duplicate", signal, `message ${message.name} already has a signal ${signal.name}, and ${name} is not decoded`);
      message.signals.set(name, { ...signal, name });
    } else {
      message.signals.set(signal.name, signal);
    }
  }

  /** Tools that cut names to 32 characters make doubles. No name of a file has the `#`. */
  #doubleName(name: string): string {
    const number = (this.#doubles.get(name) ?? 1) + 1;
    this.#doubles.set(name, number);
    return `${name}#${number}`;
  }

  /** `M`, `m3` or `m3M`. */
  #multiplexMark(token: Token): { readonly isMultiplexer: boolean; readonly selectorValue: number | undefined } {
    const match = /^(?:m(\d+))?(M)?$/.exec(token.text);
    if (match === null) throw new StatementProblem(token, "M, m<number> or :");
    return { isMultiplexer: match[2] !== undefined, selectorValue: match[1] === undefined ? undefined : Number(match[1]) };
  }

  #senders(keyword: Token): void {
    const fileId = this.#cursor.expectCount("the identifier of a message");
    this.#cursor.expect(":");
    const message = this.draft.messageOf.get(fileId);
    if (message === undefined) unknown(keyword, this.#diagnostics, `message ${fileId}`);
    for (const name of this.#cursor.namesOnLine()) if (message !== undefined && !message.senders.includes(name)) message.senders.push(name);
  }

  #comment(keyword: Token): void {
    const cursor = this.#cursor;
    const object = this.#objectOf(keyword, "CM_");
    const text = cursor.expectString("the comment in quotes");
    if (object !== undefined) object.comment = text;
  }

  /** What a comment is about: the network unless BU_, BO_, SG_ or EV_ and its name follow. */
  #objectOf(keyword: Token, statement: string): ObjectDraft | undefined {
    const cursor = this.#cursor;
    if (cursor.current.kind === "string") return this.draft;
    const kind = cursor.take();
    switch (kind.text) {
      case "BU_": {
        const name = cursor.expectName("the name of a node");
        return this.draft.nodes.get(name) ?? unknown(keyword, this.#diagnostics, `node ${name}`);
      }
      case "BO_": {
        const fileId = cursor.expectCount("the identifier of a message");
        return this.draft.messageOf.get(fileId) ?? unknown(keyword, this.#diagnostics, `message ${fileId}`);
      }
      case "SG_": {
        const fileId = cursor.expectCount("the identifier of a message");
        const name = cursor.expectName("the name of a signal");
        return this.draft.signal(fileId, name) ?? unknown(keyword, this.#diagnostics, `signal ${name} of message ${fileId}`);
      }
      case "EV_": {
        const name = cursor.expectName("the name of an environment variable");
        return this.draft.environmentVariables.get(name) ?? unknown(keyword, this.#diagnostics, `environment variable ${name}`);
      }
      default:
        throw new StatementProblem(kind, `BU_, BO_, SG_, EV_ or a text in quotes behind ${statement}`);
    }
  }
}
