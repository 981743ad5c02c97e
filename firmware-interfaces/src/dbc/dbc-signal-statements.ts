/** Statements that add to signals which are there already: texts of values, groups, floating point, extended multiplexing. */
import type { DiagnosticList } from "./dbc-diagnostics.ts";
import type { FileDraft } from "./dbc-drafts.ts";
import type { Token } from "./dbc-lexer.ts";
import type { DbcRange } from "./dbc-types.ts";
import { StatementProblem, type TokenCursor } from "./token-cursor.ts";

interface StatementContext {
  readonly cursor: TokenCursor;
  readonly draft: FileDraft;
  readonly diagnostics: DiagnosticList;
  readonly isStatementStart: (token: Token) => boolean;
}

/** @throws StatementProblem when the statement has not its form. */
export function parseSignalStatement(keyword: Token, context: StatementContext): void {
  switch (keyword.text) {
    case "VAL_":
      return valueTexts(keyword, context);
    case "SIG_GROUP_":
      return signalGroup(keyword, context);
    case "SIG_VALTYPE_":
      return valueType(keyword, context);
    case "SG_MUL_VAL_":
      return multiplexRanges(keyword, context);
    default:
      throw new StatementProblem(keyword, "a statement about signals");
  }
}

function valueTexts(keyword: Token, context: StatementContext): void {
  const { cursor, draft, diagnostics } = context;
  const variableName = cursor.acceptWord()?.text;
  if (variableName !== undefined) {
    const values = valuePairs(cursor);
    const variable = draft.environmentVariables.get(variableName) ?? unknown(keyword, diagnostics, `environment variable ${variableName}`);
    if (variable !== undefined) variable.values = values;
    return;
  }
  const fileId = cursor.expectCount("the identifier of a message");
  const name = cursor.expectName("the name of a signal");
  const signal = draft.signal(fileId, name) ?? unknown(keyword, diagnostics, `signal ${name} of message ${fileId}`);
  const table = cursor.acceptWord()?.text;
  const values = table === undefined ? valuePairs(cursor) : (draft.valueTables.get(table) ?? unknown(keyword, diagnostics, `value table ${table}`));
  if (signal !== undefined) signal.values = values;
}

/** `1 "on" 0 "off"`, up to the semicolon, which the caller takes. */
export function valuePairs(cursor: TokenCursor): ReadonlyMap<number, string> {
  const values = new Map<number, string>();
  while (cursor.current.kind === "number") {
    const value = cursor.expectNumber("a value");
    values.set(value, cursor.expectString("the text of a value in quotes"));
  }
  const { current } = cursor;
  const isClosed = current.text === ";" || current.kind === "end" || current.isFirstOnLine; // many files lack the last semicolon
  if (!isClosed) throw new StatementProblem(current, 'a value with its text, or ";"');
  return values;
}

function signalGroup(keyword: Token, context: StatementContext): void {
  const { cursor, draft, diagnostics } = context;
  const fileId = cursor.expectCount("the identifier of a message");
  const name = cursor.expectName("the name of a group of signals");
  const repetitions = cursor.expectCount("the number of repetitions");
  cursor.accept(":");
  const signals = cursor.namesUpToSemicolon(context.isStatementStart);
  const message = draft.messageOf.get(fileId) ?? unknown(keyword, diagnostics, `message ${fileId}`);
  message?.signalGroups.push({ name, repetitions, signals });
}

function valueType(keyword: Token, context: StatementContext): void {
  const { cursor, draft, diagnostics } = context;
  const fileId = cursor.expectCount("the identifier of a message");
  const name = cursor.expectName("the name of a signal");
  cursor.accept(":");
  const type = cursor.expectCount("0 (integer), 1 (float) or 2 (double)");
  const signal = draft.signal(fileId, name) ?? unknown(keyword, diagnostics, `signal ${name} of message ${fileId}`);
  if (signal === undefined || type === 0) return;
  const bits = type === 1 ? 32 : 64;
  if (signal.lengthBits === bits) signal.numeric = type === 1 ? "float32" : "float64";
  else diagnostics.add("signal-float-length", keyword, `signal ${name} has ${signal.lengthBits} bits; a floating-point signal of type ${type} has ${bits}`);
}

function multiplexRanges(keyword: Token, context: StatementContext): void {
  const { cursor, draft, diagnostics } = context;
  const fileId = cursor.expectCount("the identifier of a message");
  const name = cursor.expectName("the name of a signal");
  const multiplexer = cursor.expectName("the name of its multiplexer");
  const ranges: DbcRange[] = [];
  if (cursor.current.text === ";") diagnostics.add("syntax", cursor.current, `${keyword.text}: no value selects signal ${name}`);
  else
    do {
      const from = cursor.expectCount("the first value of a range");
      cursor.expect("-");
      ranges.push({ from, to: cursor.expectCount("the last value of a range") });
    } while (cursor.accept(","));
  const signal = draft.signal(fileId, name) ?? unknown(keyword, diagnostics, `signal ${name} of message ${fileId}`);
  if (signal !== undefined) signal.selection = { multiplexer, ranges };
}

/** Says that a statement is about something that the file does not have. */
export function unknown(keyword: Token, diagnostics: DiagnosticList, what: string): undefined {
  diagnostics.add("reference-unknown", keyword, `${keyword.text}: the file has no ${what}`);
  return undefined;
}
