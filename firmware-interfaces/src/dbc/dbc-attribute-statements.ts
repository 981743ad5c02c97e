/** The statements that define, default and set attributes. */
import type { DiagnosticList } from "./dbc-diagnostics.ts";
import { attributeKey, type FileDraft, type ObjectDraft } from "./dbc-drafts.ts";
import type { Token } from "./dbc-lexer.ts";
import type { DbcAttributeDefinition, DbcAttributeObject, DbcAttributeValue } from "./dbc-types.ts";
import { StatementProblem, type TokenCursor } from "./token-cursor.ts";

const objectWords: Readonly<Record<string, DbcAttributeObject>> = { BU_: "node", BO_: "message", SG_: "signal", EV_: "environment" };

/** @throws StatementProblem when the statement has not its form. */
export function parseAttributeStatement(keyword: Token, cursor: TokenCursor, draft: FileDraft, diagnostics: DiagnosticList): void {
  switch (keyword.text) {
    case "BA_DEF_":
      return define(cursor, draft);
    case "BA_DEF_REL_":
      cursor.take(); // BU_BO_REL_, BU_SG_REL_ or BU_EV_REL_
      draft.relationAttributes.add(cursor.expectString("the attribute's name in quotes"));
      return skipStatement(cursor);
    case "BA_DEF_DEF_":
      return setDefault(keyword, cursor, draft, diagnostics);
    case "BA_":
      return setValue(keyword, cursor, draft, diagnostics);
    default:
      throw new StatementProblem(keyword, "a statement about attributes");
  }
}

function define(cursor: TokenCursor, draft: FileDraft): void {
  const object = cursor.current.kind === "word" ? objectOf(cursor.take()) : "network";
  const name = cursor.expectString("the attribute's name in quotes");
  const type = cursor.take();
  const definition = { name, object, ...typeOf(type, cursor), defaultValue: undefined };
  draft.attributeDefinitions.set(attributeKey(name, object), definition);
}

function objectOf(token: Token): DbcAttributeObject {
  const object = objectWords[token.text];
  if (object === undefined) throw new StatementProblem(token, "BU_, BO_, SG_, EV_ or the attribute's name in quotes");
  return object;
}

function typeOf(token: Token, cursor: TokenCursor): Pick<DbcAttributeDefinition, "type" | "min" | "max" | "choices"> {
  const range = (): { min: number | undefined; max: number | undefined; choices: readonly string[] } => {
    // Both limits may be missing.
    const min = cursor.current.kind === "number" ? cursor.expectNumber("the minimum") : undefined;
    const max = cursor.current.kind === "number" ? cursor.expectNumber("the maximum") : undefined;
    return { min, max, choices: [] };
  };
  switch (token.text) {
    case "INT":
      return { type: "int", ...range() };
    case "HEX":
      return { type: "hex", ...range() };
    case "FLOAT":
      return { type: "float", ...range() };
    case "STRING":
      return { type: "string", min: undefined, max: undefined, choices: [] };
    case "ENUM": {
      const choices: string[] = [];
      while (cursor.current.kind === "string") {
        choices.push(cursor.take().text);
        cursor.accept(",");
      }
      return { type: "enum", min: undefined, max: undefined, choices };
    }
    default:
      throw new StatementProblem(token, "INT, HEX, FLOAT, STRING or ENUM");
  }
}

/** The name alone says which definition is meant, so a default is for every kind of object that has it. */
function setDefault(keyword: Token, cursor: TokenCursor, draft: FileDraft, diagnostics: DiagnosticList): void {
  const name = cursor.expectString("the attribute's name in quotes");
  const value = attributeValue(cursor);
  let isKnown = draft.relationAttributes.has(name);
  for (const object of ["network", "node", "message", "signal", "environment"] as const) {
    const definition = draft.attributeDefinitions.get(attributeKey(name, object));
    if (definition === undefined) continue;
    definition.defaultValue = normalise(value, definition);
    isKnown = true;
  }
  if (!isKnown) diagnostics.add("attribute-undefined", keyword, `attribute ${JSON.stringify(name)} has a default and no definition`);
}

function setValue(keyword: Token, cursor: TokenCursor, draft: FileDraft, diagnostics: DiagnosticList): void {
  const name = cursor.expectString("the attribute's name in quotes");
  const [object, target, what] = targetOf(cursor, draft);
  const value = attributeValue(cursor);
  const definition = draft.definition(name, object);
  if (definition === undefined) diagnostics.add("attribute-undefined", keyword, `attribute ${JSON.stringify(name)} is set and not defined`);
  else if (!fits(value, definition)) diagnostics.add("attribute-value", keyword, `${JSON.stringify(value)} is no value of attribute ${JSON.stringify(name)}`);
  if (target === undefined) {
    if (object !== "environment") diagnostics.add("reference-unknown", keyword, `BA_: the file has no ${what}`);
    return;
  }
  target.attributes.set(name, definition === undefined ? value : normalise(value, definition));
}

function targetOf(cursor: TokenCursor, draft: FileDraft): [DbcAttributeObject, ObjectDraft | undefined, string] {
  if (cursor.current.kind !== "word") return ["network", draft, "network"];
  const object = objectOf(cursor.take());
  if (object === "node") {
    const name = cursor.expectName("the name of a node");
    return [object, draft.nodes.get(name), `node ${name}`];
  }
  if (object === "environment") return [object, undefined, cursor.expectName("the name of an environment variable")];
  const fileId = cursor.expectCount("the identifier of a message");
  if (object === "message") return [object, draft.messageOf.get(fileId), `message ${fileId}`];
  const name = cursor.expectName("the name of a signal");
  return [object, draft.signal(fileId, name), `signal ${name} of message ${fileId}`];
}

function attributeValue(cursor: TokenCursor): DbcAttributeValue {
  if (cursor.current.kind === "string") return cursor.take().text;
  return cursor.expectNumber("a number or a text in quotes");
}

/** Enumerations are set by index or by text; here they are always text. */
function normalise(value: DbcAttributeValue, definition: Pick<DbcAttributeDefinition, "type" | "choices">): DbcAttributeValue {
  return definition.type === "enum" && typeof value === "number" ? (definition.choices[value] ?? value) : value;
}

function fits(value: DbcAttributeValue, definition: DbcAttributeDefinition | Omit<DbcAttributeDefinition, "defaultValue">): boolean {
  if (definition.type === "string") return typeof value === "string";
  if (definition.type === "enum") return typeof value === "string" ? definition.choices.includes(value) : definition.choices[value] !== undefined;
  if (typeof value !== "number") return false;
  const { min, max } = definition;
  // [0|0] and a missing range mean no limits.
  if (min === undefined || max === undefined || min >= max) return true;
  return value >= min && value <= max;
}

/** To the semicolon, which the caller takes, or to the end of the line where it is missing. */
function skipStatement(cursor: TokenCursor): void {
  while (cursor.current.kind !== "end" && cursor.current.text !== ";" && !cursor.current.isFirstOnLine) cursor.take();
}
