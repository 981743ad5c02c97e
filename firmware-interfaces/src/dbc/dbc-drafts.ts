/** A DBC file while it is being read: later statements add to what earlier ones began. */
import type { DbcPosition } from "./dbc-diagnostics.ts";
import type { DbcAttributeDefinition, DbcAttributeObject, DbcAttributeValue, DbcRange } from "./dbc-types.ts";

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
}

export interface SignalDraft extends ObjectDraft, DbcPosition {
  readonly name: string;
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

export interface AttributeDefinitionDraft extends Omit<DbcAttributeDefinition, "defaultValue"> {
  defaultValue: DbcAttributeValue | undefined;
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
  readonly environmentVariables = new Set<string>();
  readonly attributeDefinitions = new Map<string, AttributeDefinitionDraft>();
  /** Definitions of relations (BA_DEF_REL_): known by name, so that their values are not reported. */
  readonly relationAttributes = new Set<string>();

  signal(fileId: number, name: string): SignalDraft | undefined {
    return this.messageOf.get(fileId)?.signals.get(name);
  }

  definition(name: string, object: DbcAttributeObject): AttributeDefinitionDraft | undefined {
    return this.attributeDefinitions.get(attributeKey(name, object)) ?? this.attributeDefinitions.get(attributeKey(name, "network"));
  }
}

/** One name may be defined for several kinds of objects. */
export function attributeKey(name: string, object: DbcAttributeObject): string {
  return `${object} ${name}`;
}
