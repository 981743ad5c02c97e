/** The statements that define, default and set attributes. */
import type { DiagnosticList } from "./dbc-diagnostics.ts";
import { attributeKey, type AttributeDefinitionDraft, type FileDraft, type ObjectDraft } from "./dbc-drafts.ts";
import type { Token } from "./dbc-lexer.ts";
import type { DbcAttributeDefinition, DbcAttributeObject, DbcAttributeValue, DbcRelationObject } from "./dbc-types.ts";
import { StatementProblem, type TokenCursor } from "./token-cursor.ts";

const objectWords: Readonly<Record<string, DbcAttributeObject>> = { BU_: "node", BO_: "message", SG_: "signal", EV_: "environment" };
const relationWords: Readonly<Record<string, DbcAttributeObject>> = { BU_BO_REL_: "node-message", BU_SG_REL_: "node-signal", BU_EV_REL_: "node-environment" };
const objects = ["network", "node", "message", "signal", "environment"] as const;
const relations = ["node-message", "node-signal", "node-environment"] as const;

/** @throws StatementProblem when the statement has not its form. */
export function parseAttributeStatement(keyword: Token, cursor: TokenCursor, draft: FileDraft, diagnostics: DiagnosticList): void {
  switch (keyword.text) {
    case "BA_DEF_":
      return define(cursor, draft, cursor.current.kind === "word" ? objectOf(cursor.take()) : "network");
    case "BA_DEF_REL_":
      return define(cursor, draft, relationOf(cursor.take()));
    case "BA_DEF_DEF_":
      return setDefault(keyword, cursor, draft, diagnostics);
    case "BA_DEF_DEF_REL_":
      return setDefault(keyword, cursor, draft, diagnostics);
    case "BA_":
      return setValue(keyword, cursor, draft, diagnostics);
    case "BA_REL_":
      return setRelation(keyword, cursor, draft, diagnostics);
    default:
      throw new StatementProblem(keyword, "a statement about attributes");
  }
}

function define(cursor: TokenCursor, draft: FileDraft, object: DbcAttributeObject): void {
  const name = cursor.expectString("the attribute's name in quotes");
  const type = cursor.take();
  const definition = { name, object, ...typeOf(type, cursor) };
  draft.attributeDefinitions.set(attributeKey(name, object), definition);
}

function objectOf(token: Token): DbcAttributeObject {
  const object = objectWords[token.text];
  if (object === undefined) throw new StatementProblem(token, "BU_, BO_, SG_, EV_ or the attribute's name in quotes");
  return object;
}

function relationOf(token: Token): DbcAttributeObject {
  const relation = relationWords[token.text];
  if (relation === undefined) throw new StatementProblem(token, "BU_BO_REL_, BU_SG_REL_ or BU_EV_REL_");
  return relation;
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

function setDefault(keyword: Token, cursor: TokenCursor, draft: FileDraft, diagnostics: DiagnosticList): void {
  const name = cursor.expectString("the attribute's name in quotes");
  const value = attributeValue(cursor);
  const isOf = (kinds: readonly DbcAttributeObject[]): boolean => kinds.some((object) => draft.attributeDefinitions.has(attributeKey(name, object)));
  // Some tools give the defaults of relations with the statement for objects.
  const isRelation = keyword.text === "BA_DEF_DEF_REL_" || (isOf(relations) && !isOf(objects));
  (isRelation ? draft.attributeDefaults.relations : draft.attributeDefaults.objects).set(name, value);
  if (!isOf(isRelation ? relations : objects))
    diagnostics.add("attribute-undefined", keyword, `attribute ${JSON.stringify(name)} has a default and no definition`);
}

function setValue(keyword: Token, cursor: TokenCursor, draft: FileDraft, diagnostics: DiagnosticList): void {
  const name = cursor.expectString("the attribute's name in quotes");
  const [object, target, what] = targetOf(cursor, draft);
  const value = attributeValue(cursor);
  const definition = draft.definition(name, object);
  if (definition === undefined) diagnostics.add("attribute-undefined", keyword, `attribute ${JSON.stringify(name)} is set and not defined`);
  else if (!fits(value, definition)) diagnostics.add("attribute-value", keyword, `${JSON.stringify(value)} is no value of attribute ${JSON.stringify(name)}`);
  if (target === undefined) diagnostics.add("reference-unknown", keyword, `BA_: the file has no ${what}`);
  else target.attributes.set(name, value);
}

function setRelation(keyword: Token, cursor: TokenCursor, draft: FileDraft, diagnostics: DiagnosticList): void {
  const name = cursor.expectString("the attribute's name in quotes");
  const kind = relationOf(cursor.take());
  const node = cursor.expectName("the name of a node");
  const object = relationObject(kind, cursor);
  const value = attributeValue(cursor);
  if (!draft.attributeDefinitions.has(attributeKey(name, kind)))
    diagnostics.add("attribute-undefined", keyword, `attribute ${JSON.stringify(name)} is set and not defined`);
  if (!draft.nodes.has(node)) diagnostics.add("reference-unknown", keyword, `${keyword.text}: the file has no node ${node}`);
  if (!isThere(object, draft)) diagnostics.add("reference-unknown", keyword, `${keyword.text}: the file has no such ${object.kind}`);
  draft.relations.push({ attribute: name, value, node, object });
}

function relationObject(kind: DbcAttributeObject, cursor: TokenCursor): DbcRelationObject {
  if (kind === "node-environment") return { kind: "environment", variable: cursor.expectName("the name of an environment variable") };
  // Some tools write the kind of the object again.
  cursor.accept(kind === "node-signal" ? "SG_" : "BO_");
  const fileId = cursor.expectCount("the identifier of a message");
  if (kind === "node-message") return { kind: "message", fileId };
  return { kind: "signal", fileId, signal: cursor.expectName("the name of a signal") };
}

function targetOf(cursor: TokenCursor, draft: FileDraft): [DbcAttributeObject, ObjectDraft | undefined, string] {
  if (cursor.current.kind !== "word") return ["network", draft, "network"];
  const object = objectOf(cursor.take());
  if (object === "node") {
    const name = cursor.expectName("the name of a node");
    return [object, draft.nodes.get(name), `node ${name}`];
  }
  if (object === "environment") {
    const name = cursor.expectName("the name of an environment variable");
    return [object, draft.environmentVariables.get(name), `environment variable ${name}`];
  }
  const fileId = cursor.expectCount("the identifier of a message");
  if (object === "message") return [object, draft.messageOf.get(fileId), `message ${fileId}`];
  const name = cursor.expectName("the name of a signal");
  return [object, draft.signal(fileId, name), `signal ${name} of message ${fileId}`];
}

function isThere(object: DbcRelationObject, draft: FileDraft): boolean {
  switch (object.kind) {
    case "message":
      return draft.messageOf.has(object.fileId);
    case "signal":
      return draft.signal(object.fileId, object.signal) !== undefined;
    default:
      return draft.environmentVariables.has(object.variable);
  }
}

function attributeValue(cursor: TokenCursor): DbcAttributeValue {
  if (cursor.current.kind === "string") return cursor.take().text;
  return cursor.expectNumber("a number or a text in quotes");
}

function fits(value: DbcAttributeValue, definition: AttributeDefinitionDraft): boolean {
  if (definition.type === "string") return typeof value === "string";
  if (definition.type === "enum") return typeof value === "string" ? definition.choices.includes(value) : definition.choices[value] !== undefined;
  if (typeof value !== "number") return false;
  const { min, max } = definition;
  // [0|0] and a missing range mean no limits.
  if (min === undefined || max === undefined || min >= max) return true;
  return value >= min && value <= max;
}
