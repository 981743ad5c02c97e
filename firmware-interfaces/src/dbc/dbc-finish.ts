/** Drafts to the finished file: attributes resolved, multiplexers found, everything checked. */
import { extendedIdMax, standardIdMax } from "../can/can-frame.ts";
import { checkFile } from "./dbc-checks.ts";
import type { DiagnosticList } from "./dbc-diagnostics.ts";
import { attributeKey, normaliseAttribute, type AttributeDefinitionDraft, type FileDraft, type MessageDraft, type ObjectDraft } from "./dbc-drafts.ts";
import { resolveSelections } from "./dbc-multiplexing.ts";
import type {
  DbcAttributeObject,
  DbcAttributes,
  DbcAttributeValue,
  DbcEncoding,
  DbcFile,
  DbcFrameFormat,
  DbcMessage,
  DbcRelation,
  DbcSignal,
} from "./dbc-types.ts";
import { extendedFlag, independentSignalsMessage, noNode } from "./dbc-words.ts";

const longSignalSymbol = "SystemSignalLongSymbol";

export function finishDbc(draft: FileDraft, origin: { readonly name: string; readonly encoding: DbcEncoding }, diagnostics: DiagnosticList): DbcFile {
  const attributesOf = attributeResolver(draft);
  const attributes = attributesOf(draft, "network");
  const isJ1939Network = attributes.get("ProtocolType") === "J1939";
  const messages: DbcMessage[] = [];
  let independent: readonly DbcSignal[] = [];
  for (const message of draft.messages) {
    const signals = finishSignals(message, attributesOf, diagnostics);
    if (message.name === independentSignalsMessage) independent = signals;
    else messages.push(finishMessage(message, signals, attributesOf(message, "message"), isJ1939Network, diagnostics));
  }
  checkFile(messages, diagnostics);
  return {
    name: origin.name,
    version: draft.version,
    encoding: origin.encoding,
    nodes: [...draft.nodes.values()].map((node) => ({ name: node.name, comment: node.comment, attributes: attributesOf(node, "node") })),
    messages,
    independentSignals: independent,
    valueTables: draft.valueTables,
    environmentVariables: [...draft.environmentVariables.values()].map((variable) => ({
      ...variable,
      accessNodes: variable.accessNodes.filter((name) => name !== noNode),
      attributes: attributesOf(variable, "environment"),
    })),
    attributeDefinitions: [...draft.attributeDefinitions.values()].map((definition) => ({ ...definition, defaultValue: defaultOf(definition, draft) })),
    attributes,
    relations: draft.relations.map((relation) => ({ ...relation, value: normaliseAttribute(relation.value, definitionOfRelation(relation, draft)) })),
    comment: draft.comment,
    diagnostics: diagnostics.toArray(),
  };
}

type AttributeResolver = (object: ObjectDraft, kind: DbcAttributeObject) => DbcAttributes;

/** @returns what an object has: the defaults of its kind, and its own values. Objects without any share one map. */
function attributeResolver(draft: FileDraft): AttributeResolver {
  const defaults = new Map<DbcAttributeObject, Map<string, DbcAttributeValue>>();
  for (const definition of draft.attributeDefinitions.values()) {
    const value = defaultOf(definition, draft);
    if (value === undefined) continue;
    const ofKind = defaults.get(definition.object) ?? new Map<string, DbcAttributeValue>();
    defaults.set(definition.object, ofKind.set(definition.name, value));
  }
  const none: DbcAttributes = new Map();
  return (object, kind) => {
    const ofKind = defaults.get(kind) ?? none;
    if (object.attributes.size === 0) return ofKind;
    const own = [...object.attributes].map(([name, value]) => [name, normaliseAttribute(value, draft.definition(name, kind))] as const);
    return new Map([...ofKind, ...own]);
  };
}

function defaultOf(definition: AttributeDefinitionDraft, { attributeDefaults }: FileDraft): DbcAttributeValue | undefined {
  const value = (definition.object.startsWith("node-") ? attributeDefaults.relations : attributeDefaults.objects).get(definition.name);
  return value === undefined ? undefined : normaliseAttribute(value, definition);
}

function definitionOfRelation({ attribute, object }: DbcRelation, draft: FileDraft): AttributeDefinitionDraft | undefined {
  return draft.attributeDefinitions.get(attributeKey(attribute, `node-${object.kind}` as const));
}

function finishMessage(
  draft: MessageDraft,
  signals: readonly DbcSignal[],
  attributes: DbcAttributes,
  isJ1939Network: boolean,
  diagnostics: DiagnosticList,
): DbcMessage {
  const hasFlag = draft.fileId >= extendedFlag;
  const id = hasFlag ? draft.fileId - extendedFlag : draft.fileId;
  if (id > extendedIdMax) diagnostics.add("id-out-of-range", draft, `message ${draft.name} has identifier 0x${id.toString(16)}, more than 29 bits`);
  else if (!hasFlag && id > standardIdMax)
    diagnostics.add("id-needs-extended-flag", draft, `identifier 0x${id.toString(16)} of message ${draft.name} has more than 11 bits`);
  const extended = hasFlag || id > standardIdMax;
  const cycleTime = attributes.get("GenMsgCycleTime");
  return {
    id,
    extended,
    name: longName(attributes, "SystemMessageLongSymbol") ?? draft.name,
    shortName: draft.name,
    lengthBytes: draft.lengthBytes,
    format: formatOf(attributes.get("VFrameFormat"), extended, isJ1939Network),
    senders: draft.senders.filter((name) => name !== noNode),
    signals,
    signalGroups: draft.signalGroups,
    cycleTimeMs: typeof cycleTime === "number" && cycleTime > 0 ? cycleTime : undefined,
    comment: draft.comment,
    attributes,
    line: draft.line,
    column: draft.column,
  };
}

/** The identifier's width wins over the attribute, which tools set carelessly. */
function formatOf(attribute: unknown, extended: boolean, isJ1939Network: boolean): DbcFrameFormat {
  if (!extended) return attribute === "StandardCAN_FD" ? "standard-fd" : "standard";
  switch (attribute) {
    case "J1939PG":
      return "j1939";
    case "ExtendedCAN_FD":
      return "extended-fd";
    case "ExtendedCAN":
      return "extended";
    default:
      return isJ1939Network ? "j1939" : "extended";
  }
}

function finishSignals(message: MessageDraft, attributesOf: AttributeResolver, diagnostics: DiagnosticList): readonly DbcSignal[] {
  const attributesOfSignal = new Map([...message.signals].map(([name, draft]) => [name, attributesOf(draft, "signal")]));
  const names = signalNames(attributesOfSignal);
  const selections = resolveSelections(message, diagnostics);
  return [...message.signals.values()].map((draft) => {
    const attributes = attributesOfSignal.get(draft.name) ?? new Map();
    const spn = attributes.get("SPN");
    const selection = selections.get(draft.name);
    return {
      name: names.get(draft.name) ?? draft.name,
      shortName: draft.writtenName,
      isDouble: draft.name !== draft.writtenName,
      startBit: draft.startBit,
      lengthBits: draft.lengthBits,
      byteOrder: draft.byteOrder,
      signed: draft.signed,
      numeric: draft.numeric,
      factor: draft.factor,
      offset: draft.offset,
      min: draft.min,
      max: draft.max,
      unit: draft.unit,
      receivers: draft.receivers.filter((receiver) => receiver !== noNode),
      isMultiplexer: draft.isMultiplexer,
      selectedBy: selection === undefined ? undefined : { multiplexer: names.get(selection.multiplexer) ?? selection.multiplexer, ranges: selection.ranges },
      values: draft.values,
      spn: typeof spn === "number" && spn > 0 ? spn : undefined,
      comment: draft.comment,
      attributes,
      line: draft.line,
      column: draft.column,
    };
  });
}

/** Tools cut names to 32 characters in statements and keep the whole in an attribute. */
function longName(attributes: DbcAttributes, attribute: string): string | undefined {
  const name = attributes.get(attribute);
  return typeof name === "string" && name !== "" ? name : undefined;
}

/** By the names in statements, the long ones where they tell the signals of a message apart. */
function signalNames(attributesOfSignal: ReadonlyMap<string, DbcAttributes>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>(attributesOfSignal.keys());
  for (const [short, attributes] of attributesOfSignal) {
    const long = longName(attributes, longSignalSymbol);
    const isFree = long !== undefined && (long === short || !taken.has(long));
    names.set(short, isFree ? long : short);
    if (isFree) taken.add(long);
  }
  return names;
}
