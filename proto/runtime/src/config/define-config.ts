/** One described schema per process: what `--help`, docs/config.md, the file and the environment agree on. */
import type { Static, TObject, TSchema } from "typebox";

export interface ConfigDefinition<Schema extends TObject = TObject> {
  /** Such as `edge-agent`; the environment's prefix is made from it: `DRAWBAR_EDGE_AGENT_`. */
  readonly process: string;
  readonly schema: Schema;
}

export type ConfigOf<Definition extends ConfigDefinition> = Static<Definition["schema"]>;

/** @param definition every leaf of the schema has a `description`; a leaf without `default` must be set, unless it is optional. */
export function defineConfig<Schema extends TObject>(definition: ConfigDefinition<Schema>): ConfigDefinition<Schema> {
  for (const setting of settingsOf(definition)) {
    if (setting.description === "") throw new TypeError(`setting ${setting.path} of ${definition.process} has no description`);
  }
  return definition;
}

/** One leaf of a schema, as documents and messages show it. */
export interface Setting {
  /** Dotted, such as `outbox.bytesMax`. */
  readonly path: string;
  readonly description: string;
  /** Environment variable that sets it. */
  readonly variable: string;
  readonly schema: TSchema;
  readonly isRequired: boolean;
  readonly defaultValue: unknown;
}

export function settingsOf(definition: ConfigDefinition): readonly Setting[] {
  return leavesOf(definition.schema, [], definition.process, true);
}

/** `DRAWBAR_EDGE_AGENT_OUTBOX_BYTES_MAX` for `outbox.bytesMax` of `edge-agent`. */
export function variableOf(process: string, path: readonly string[]): string {
  const words = [process, ...path]
    .join("_")
    .replaceAll("-", "_")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2");
  return `DRAWBAR_${words.toUpperCase()}`;
}

interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
}

function leavesOf(schema: TSchema, path: readonly string[], process: string, isRequired: boolean): readonly Setting[] {
  const node = schema as SchemaNode; // a typebox schema is JSON Schema
  if (node.properties !== undefined) {
    return Object.entries(node.properties).flatMap(([name, child]) => leavesOf(child, [...path, name], process, node.required?.includes(name) ?? false));
  }
  const defaultValue = node.default;
  return [
    {
      path: path.join("."),
      description: node.description ?? "",
      variable: variableOf(process, path),
      schema,
      isRequired: isRequired && defaultValue === undefined,
      defaultValue,
    },
  ];
}
