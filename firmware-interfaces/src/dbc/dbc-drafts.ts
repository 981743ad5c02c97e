/** A DBC file while it is being read: later statements add to what earlier ones began. */
import type { DbcPosition } from "./dbc-diagnostics.ts";
import type {
  DbcAttributeDefinition,
  DbcAttributeObject,
  DbcAttributeValue,
  DbcEnvironmentVariable,
  DbcRange,
  DbcRelation,
  DbcSignalGroup,
} from "./dbc-types.ts";

export interface ObjectDraft {
  comment: string | undefined;
  readonly attributes: Map<string, DbcAttributeValue>;
}

export interface NodeDraft extends ObjectDraft {
  readonly name: string;
}

export interface MessageDraft extends ObjectDraft, DbcPosition {
  /** As in the file, with the flag of extended identifiers. */
  readonly fileId: number;
  readonly name: string;
  readonly lengthBytes: number;
  readonly senders: string[];
  readonly signals: Map<string, SignalDraft>;
  readonly signalGroups: DbcSignalGroup[];
}

export interface SignalDraft extends ObjectDraft, DbcPosition {
  /** Unique in its message. */
  readonly name: string;
  /** In the file, where another signal may have it too. */
  readonly writtenName: string;
  readonly startBit: number;
  readonly lengthBits: number;
  readonly byteOrder: "intel" | "motorola";
  readonly signed: boolean;
  numeric: "integer" | "float32" | "float64";
  readonly factor: number;
  readonly offset: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly receivers: readonly string[];
  readonly isMultiplexer: boolean;
  /** The number behind `m`. */
  readonly selectorValue: number | undefined;
  /** From SG_MUL_VAL_, which has the last word. */
  selection: { readonly multiplexer: string; readonly ranges: readonly DbcRange[] } | undefined;
  values: ReadonlyMap<number, string> | undefined;
}

export interface EnvironmentDraft extends ObjectDraft, Omit<DbcEnvironmentVariable, "attributes" | "comment" | "values" | "lengthBytes" | "type"> {
  type: DbcEnvironmentVariable["type"];
  lengthBytes: number | undefined;
  values: ReadonlyMap<number, string> | undefined;
}

export type AttributeDefinitionDraft = Omit<DbcAttributeDefinition, "defaultValue">;

/** Relations have names of their own: one of them may be called as another object's attribute is. */
export interface AttributeDefaults {
  readonly objects: Map<string, DbcAttributeValue>;
  readonly relations: Map<string, DbcAttributeValue>;
}

export class FileDraft implements ObjectDraft {
  version = "";
  comment: string | undefined;
  readonly attributes = new Map<string, DbcAttributeValue>();
  readonly nodes = new Map<string, NodeDraft>();
  /** In file order, duplicates included. */
  readonly messages: MessageDraft[] = [];
  /** By the identifier in the file; of duplicates the first. */
  readonly messageOf = new Map<number, MessageDraft>();
  readonly valueTables = new Map<string, ReadonlyMap<number, string>>();
  readonly environmentVariables = new Map<string, EnvironmentDraft>();
  readonly attributeDefinitions = new Map<string, AttributeDefinitionDraft>();
  /** The name alone says which definition is meant, so a default is for every kind of object that has it. */
  readonly attributeDefaults: AttributeDefaults = { objects: new Map(), relations: new Map() };
  readonly relations: DbcRelation[] = [];

  signal(fileId: number, name: string): SignalDraft | undefined {
    return this.messageOf.get(fileId)?.signals.get(name);
  }

  definition(name: string, object: DbcAttributeObject): AttributeDefinitionDraft | undefined {
    return this.attributeDefinitions.get(attributeKey(name, object)) ?? this.attributeDefinitions.get(attributeKey(name, "network"));
  }
}

export function attributeKey(name: string, object: DbcAttributeObject): string {
  return `${object} ${name}`;
}

/** Enumerations are set by index or by text; finished attributes are always text. */
export function normaliseAttribute(value: DbcAttributeValue, definition: Pick<DbcAttributeDefinition, "type" | "choices"> | undefined): DbcAttributeValue {
  return definition?.type === "enum" && typeof value === "number" ? (definition.choices[value] ?? value) : value;
}
