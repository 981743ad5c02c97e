/** A DBC file as values. Names and units are kept as written; nothing here decodes. */
import type { DbcDiagnostic, DbcPosition } from "./dbc-diagnostics.ts";

export interface DbcFile {
  /** As the caller named it, such as `toyota.dbc`. */
  readonly name: string;
  readonly version: string;
  readonly encoding: DbcEncoding;
  readonly nodes: readonly DbcNode[];
  readonly messages: readonly DbcMessage[];
  /** Signals of the pseudo message VECTOR__INDEPENDENT_SIG_MSG: on no frame. */
  readonly independentSignals: readonly DbcSignal[];
  readonly valueTables: ReadonlyMap<string, DbcValueTable>;
  readonly environmentVariables: readonly DbcEnvironmentVariable[];
  /** One name may be defined for several kinds of objects. */
  readonly attributeDefinitions: readonly DbcAttributeDefinition[];
  /** Attributes of the network, defaults included. */
  readonly attributes: DbcAttributes;
  /** Attributes of a node together with something that it sends, receives or uses; without defaults. */
  readonly relations: readonly DbcRelation[];
  readonly comment: string | undefined;
  readonly diagnostics: readonly DbcDiagnostic[];
}

export type DbcEncoding = "utf-8" | "windows-1252";

export interface DbcNode {
  readonly name: string;
  readonly comment: string | undefined;
  readonly attributes: DbcAttributes;
}

export interface DbcMessage extends DbcPosition {
  /** 11 or 29 bits, without the flag of the file; more when the file is wrong (`id-out-of-range`). */
  readonly id: number;
  readonly extended: boolean;
  /** The long name of the attribute SystemMessageLongSymbol where there is one: names in statements have 32 characters. */
  readonly name: string;
  /** As statements write it. */
  readonly shortName: string;
  readonly lengthBytes: number;
  readonly format: DbcFrameFormat;
  /** Node names; `Vector__XXX` stands for none and is left out. */
  readonly senders: readonly string[];
  readonly signals: readonly DbcSignal[];
  readonly signalGroups: readonly DbcSignalGroup[];
  /** From the attribute GenMsgCycleTime, when above 0. */
  readonly cycleTimeMs: number | undefined;
  readonly comment: string | undefined;
  readonly attributes: DbcAttributes;
}

/** What the attribute VFrameFormat says, or follows from the identifier. A `j1939` message is matched by its PGN. */
export type DbcFrameFormat = "standard" | "extended" | "standard-fd" | "extended-fd" | "j1939";

export interface DbcSignal extends DbcPosition {
  /** The long name of the attribute SystemSignalLongSymbol where there is one. */
  readonly name: string;
  readonly shortName: string;
  /** An earlier signal of the message has its `shortName`. It is listed and not decoded. */
  readonly isDouble: boolean;
  /** As in the file: the least significant bit for Intel, the most significant one for Motorola; byte = startBit / 8, bit 7 the highest. */
  readonly startBit: number;
  readonly lengthBits: number;
  readonly byteOrder: "intel" | "motorola";
  readonly signed: boolean;
  readonly numeric: "integer" | "float32" | "float64";
  /** physical = raw * factor + offset, in this order. */
  readonly factor: number;
  readonly offset: number;
  /** Physical limits as written; [0|0] means none. */
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly receivers: readonly string[];
  /** Its raw value selects which other signals are present. */
  readonly isMultiplexer: boolean;
  /** Present only while the multiplexer has one of these raw values. */
  readonly selectedBy: DbcSelection | undefined;
  readonly values: DbcValueTable | undefined;
  /** From the attribute SPN, when above 0. */
  readonly spn: number | undefined;
  readonly comment: string | undefined;
  readonly attributes: DbcAttributes;
}

export interface DbcSelection {
  /** `name` of a signal of the same message. */
  readonly multiplexer: string;
  readonly ranges: readonly DbcRange[];
}

/** Both ends included. */
export interface DbcRange {
  readonly from: number;
  readonly to: number;
}

/** Raw value to text. */
export type DbcValueTable = ReadonlyMap<number, string>;

export type DbcAttributeValue = number | string;
export type DbcAttributes = ReadonlyMap<string, DbcAttributeValue>;

/** The last three are relations between a node and the other. */
export type DbcAttributeObject = "network" | "node" | "message" | "signal" | "environment" | "node-message" | "node-signal" | "node-environment";

export interface DbcAttributeDefinition {
  readonly name: string;
  readonly object: DbcAttributeObject;
  readonly type: "int" | "hex" | "float" | "string" | "enum";
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Of an `enum`, by index. */
  readonly choices: readonly string[];
  readonly defaultValue: DbcAttributeValue | undefined;
}

export interface DbcRelation {
  readonly attribute: string;
  readonly value: DbcAttributeValue;
  readonly node: string;
  readonly object: DbcRelationObject;
}

/** `fileId` is the identifier as statements write it, with bit 31 for 29 bits; `signal` a `shortName`. */
export type DbcRelationObject =
  | { readonly kind: "message"; readonly fileId: number }
  | { readonly kind: "signal"; readonly fileId: number; readonly signal: string }
  | { readonly kind: "environment"; readonly variable: string };

/** Signals of one message that belong together. */
export interface DbcSignalGroup {
  readonly name: string;
  readonly repetitions: number;
  /** Each a `shortName`. */
  readonly signals: readonly string[];
}

/** A value that simulation tools keep; on no frame. Kept for those who write the file again. */
export interface DbcEnvironmentVariable {
  readonly name: string;
  readonly type: "integer" | "float" | "string" | "data";
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly initialValue: number;
  readonly id: number;
  /** Who may read or write it. */
  readonly access: "unrestricted" | "read" | "write" | "read-write";
  /** Node names; `Vector__XXX` stands for none and is left out. */
  readonly accessNodes: readonly string[];
  /** Of type `data` only. */
  readonly lengthBytes: number | undefined;
  readonly values: DbcValueTable | undefined;
  readonly comment: string | undefined;
  readonly attributes: DbcAttributes;
}
