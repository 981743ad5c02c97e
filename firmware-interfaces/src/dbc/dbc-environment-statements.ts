/** Environment variables: values of simulation tools that some suppliers leave in their files. On no frame, kept for those who write the file again. */
import type { DiagnosticList } from "./dbc-diagnostics.ts";
import type { FileDraft } from "./dbc-drafts.ts";
import type { Token } from "./dbc-lexer.ts";
import type { DbcEnvironmentVariable } from "./dbc-types.ts";
import { StatementProblem, type TokenCursor } from "./token-cursor.ts";

const accessWords = ["unrestricted", "read", "write", "read-write"] as const satisfies readonly DbcEnvironmentVariable["access"][];
/** In the word for the access, this bit says that the variable holds a text. */
const stringBit = 0x8000;

/**
 * `EV_ name: type [min|max] "unit" initial id access nodes`.
 *
 * @throws StatementProblem when the statement has not its form.
 */
export function parseEnvironmentVariable(cursor: TokenCursor, draft: FileDraft): void {
  const name = cursor.expectName("the name of an environment variable");
  cursor.expect(":");
  const isFloat = cursor.expectCount("0 (integer) or 1 (float)") === 1;
  cursor.expect("[");
  const min = cursor.expectNumber("the minimum");
  cursor.expect("|");
  const max = cursor.expectNumber("the maximum");
  cursor.expect("]");
  const unit = cursor.expectString("the unit in quotes");
  const initialValue = cursor.expectNumber("the initial value");
  const id = cursor.expectCount("the number of the variable");
  const word = cursor.current;
  const digits = /^DUMMY_NODE_VECTOR([\dA-Fa-f]{1,8})$/.exec(cursor.expectName("DUMMY_NODE_VECTOR with the kind of access"))?.[1];
  if (digits === undefined) throw new StatementProblem(word, "DUMMY_NODE_VECTOR with the kind of access");
  const bits = Number.parseInt(digits, 16);
  draft.environmentVariables.set(name, {
    name,
    type: (bits & stringBit) === 0 ? (isFloat ? "float" : "integer") : "string",
    min,
    max,
    unit,
    initialValue,
    id,
    access: accessWords[bits & 3] ?? "unrestricted",
    accessNodes: cursor.namesOnLine(),
    lengthBytes: undefined,
    values: undefined,
    comment: undefined,
    attributes: new Map(),
  });
}

/** `ENVVAR_DATA_ name: bytes`, which makes the variable a piece of memory. */
export function parseEnvironmentData(keyword: Token, cursor: TokenCursor, draft: FileDraft, diagnostics: DiagnosticList): void {
  const name = cursor.expectName("the name of an environment variable");
  cursor.expect(":");
  const lengthBytes = cursor.expectCount("the length in bytes");
  const variable = draft.environmentVariables.get(name);
  if (variable === undefined) {
    diagnostics.add("reference-unknown", keyword, `${keyword.text}: the file has no environment variable ${name}`);
    return;
  }
  variable.type = "data";
  variable.lengthBytes = lengthBytes;
}
