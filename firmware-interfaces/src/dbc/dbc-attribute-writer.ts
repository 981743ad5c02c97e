/** Attributes as statements: definitions, defaults, and the values that differ from the default. */
import type { DbcAttributeDefinition, DbcAttributeObject, DbcAttributes, DbcAttributeValue, DbcFile, DbcRelation } from "./dbc-types.ts";
import { numberText, quoted } from "./dbc-writer-text.ts";
import type { WrittenMessage } from "./dbc-written-message.ts";

const objectWords: Readonly<Record<DbcAttributeObject, string>> = {
  network: "",
  node: "BU_ ",
  message: "BO_ ",
  signal: "SG_ ",
  environment: "EV_ ",
  "node-message": "BU_BO_REL_ ",
  "node-signal": "BU_SG_REL_ ",
  "node-environment": "BU_EV_REL_ ",
};

export function writeAttributes(file: DbcFile, messages: readonly WrittenMessage[]): readonly string[] {
  const definitions = new Definitions(file.attributeDefinitions);
  const values = (object: DbcAttributeObject, name: string, attributes: DbcAttributes): readonly string[] =>
    [...attributes].flatMap(([attribute, value]) =>
      definitions.isDefault(attribute, object, value)
        ? []
        : [`BA_ ${quoted(attribute)} ${objectWords[object]}${name}${valueText(value, definitions.find(attribute, object))};`],
    );
  return [
    ...file.attributeDefinitions.map(definitionLine),
    ...definitions.defaultLines(),
    ...values("network", "", file.attributes),
    ...file.nodes.flatMap(({ name, attributes }) => values("node", `${name} `, attributes)),
    ...messages.flatMap(({ fileId, attributes, signals }) => [
      ...values("message", `${fileId} `, attributes),
      ...signals.flatMap((signal) => values("signal", `${fileId} ${signal.shortName} `, signal.attributes)),
    ]),
    ...file.environmentVariables.flatMap(({ name, attributes }) => values("environment", `${name} `, attributes)),
    ...file.relations.map((relation) => relationLine(relation, definitions)),
  ];
}

class Definitions {
  readonly #all: readonly DbcAttributeDefinition[];
  readonly #byKey: ReadonlyMap<string, DbcAttributeDefinition>;

  constructor(all: readonly DbcAttributeDefinition[]) {
    this.#all = all;
    this.#byKey = new Map(all.map((definition) => [`${definition.object} ${definition.name}`, definition]));
  }

  /** As reading finds it: a definition of the network counts where an object has none of its own. */
  find(name: string, object: DbcAttributeObject): DbcAttributeDefinition | undefined {
    return this.#byKey.get(`${object} ${name}`) ?? this.#byKey.get(`network ${name}`);
  }

  isDefault(name: string, object: DbcAttributeObject, value: DbcAttributeValue): boolean {
    return Object.is(this.#byKey.get(`${object} ${name}`)?.defaultValue, value);
  }

  /** One for a name: it is for every kind of object that has the attribute. As a number it means an index to enumerations. */
  defaultLines(): readonly string[] {
    const lines = new Map<string, string>();
    for (const { name, object, defaultValue } of this.#all) {
      if (defaultValue === undefined) continue;
      const keyword = isRelation(object) ? "BA_DEF_DEF_REL_" : "BA_DEF_DEF_";
      const key = `${keyword} ${name}`;
      if (!lines.has(key) || typeof defaultValue === "number") lines.set(key, `${keyword} ${quoted(name)} ${valueText(defaultValue)};`);
    }
    return [...lines.values()];
  }
}

function isRelation(object: DbcAttributeObject): boolean {
  return object.startsWith("node-");
}

function definitionLine({ name, object, type, min, max, choices }: DbcAttributeDefinition): string {
  const head = `${isRelation(object) ? "BA_DEF_REL_" : "BA_DEF_"} ${objectWords[object]}${quoted(name)} ${type.toUpperCase()}`;
  if (type === "string") return `${head} ;`;
  if (type === "enum") return `${head} ${choices.map(quoted).join(",")};`;
  return `${[head, ...[min, max].flatMap((limit) => (limit === undefined ? [] : [numberText(limit)]))].join(" ")};`;
}

function relationLine({ attribute, value, node, object }: DbcRelation, definitions: Definitions): string {
  const kind = `node-${object.kind}` as const;
  const head = `BA_REL_ ${quoted(attribute)} ${objectWords[kind]}${node}`;
  const text = valueText(value, definitions.find(attribute, kind));
  switch (object.kind) {
    case "message":
      return `${head} ${object.fileId} ${text};`;
    case "signal":
      return `${head} SG_ ${object.fileId} ${object.signal} ${text};`;
    default:
      return `${head} ${object.variable} ${text};`;
  }
}

/** Values of enumerations go by index, as tools write them; defaults go by text. */
function valueText(value: DbcAttributeValue, definition?: DbcAttributeDefinition): string {
  if (typeof value === "number") return numberText(value);
  const index = definition?.type === "enum" ? definition.choices.indexOf(value) : -1;
  return index < 0 ? quoted(value) : String(index);
}
