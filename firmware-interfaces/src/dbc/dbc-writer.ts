/** A DBC file as text again: what `parseDbc` gives for the result is what it gave before. Comments of the C kind and faulty statements are not in it. */
import { writeAttributes } from "./dbc-attribute-writer.ts";
import { multiplexMarks, multiplexStatements } from "./dbc-multiplex-writer.ts";
import { encodeDbcText } from "./dbc-text.ts";
import type { DbcEnvironmentVariable, DbcFile, DbcSignal, DbcValueTable } from "./dbc-types.ts";
import { noNode } from "./dbc-words.ts";
import { numberText, quoted } from "./dbc-writer-text.ts";
import { writtenMessages, type WrittenMessage } from "./dbc-written-message.ts";

/** Tools name it so in every file; nothing reads the list. */
const newSymbols = [
  "NS_DESC_",
  "CM_",
  "BA_DEF_",
  "BA_",
  "VAL_",
  "CAT_DEF_",
  "CAT_",
  "FILTER",
  "BA_DEF_DEF_",
  "EV_DATA_",
  "ENVVAR_DATA_",
  "SGTYPE_",
  "SGTYPE_VAL_",
  "BA_DEF_SGTYPE_",
  "BA_SGTYPE_",
  "SIG_TYPE_REF_",
  "VAL_TABLE_",
  "SIG_GROUP_",
  "SIG_VALTYPE_",
  "SIGTYPE_VALTYPE_",
  "BO_TX_BU_",
  "BA_DEF_REL_",
  "BA_REL_",
  "BA_DEF_DEF_REL_",
  "BU_SG_REL_",
  "BU_EV_REL_",
  "BU_BO_REL_",
  "SG_MUL_VAL_",
];

/**
 * @param file as `parseDbc` gives it, or changed; names, numbers and texts are written as they are.
 * @returns a DBC file in the file's encoding, with `\n` at the ends of lines.
 */
export function writeDbc(file: DbcFile): Uint8Array {
  const messages = writtenMessages(file);
  const lines = [
    `VERSION ${quoted(file.version)}`,
    "",
    "NS_ :",
    ...newSymbols.map((symbol) => `\t${symbol}`),
    "",
    "BS_:",
    "",
    `BU_:${file.nodes.map(({ name }) => ` ${name}`).join("")}`,
    ...[...file.valueTables].map(([name, values]) => `VAL_TABLE_ ${name}${valuePairs(values)};`),
    ...messages.flatMap(messageLines),
    "",
    ...messages
      .filter(({ senders, isFirstWithId }) => senders.length > 1 && isFirstWithId)
      .map(({ fileId, senders }) => `BO_TX_BU_ ${fileId} : ${senders.join(",")};`),
    ...file.environmentVariables.flatMap(environmentLines),
    ...commentLines(file, messages),
    ...writeAttributes(file, messages),
    ...messages.flatMap(({ fileId, signals }) => signals.flatMap((signal) => valueLine(`${fileId} ${signal.shortName}`, signal.values))),
    ...file.environmentVariables.flatMap(({ name, values }) => valueLine(name, values)),
    ...messages.flatMap(({ fileId, signalGroups }) =>
      signalGroups.map(({ name, repetitions, signals }) => `SIG_GROUP_ ${fileId} ${name} ${repetitions} : ${signals.join(" ")};`),
    ),
    ...messages.flatMap(({ fileId, signals }) => signals.flatMap((signal) => floatLine(fileId, signal))),
    ...messages.flatMap(multiplexStatements),
  ];
  return encodeDbcText(`${lines.join("\n")}\n`, file.encoding);
}

function messageLines(message: WrittenMessage): readonly string[] {
  const { fileId, shortName, lengthBytes, senders, signals, isFirstWithId } = message;
  const marks = multiplexMarks(message);
  const [first = noNode] = senders;
  const sentBy = isFirstWithId ? first : [first, ...senders.slice(1)].join(" ");
  return ["", `BO_ ${fileId} ${shortName}: ${lengthBytes} ${sentBy}`, ...signals.map((signal) => signalLine(signal, marks.get(signal) ?? ""))];
}

function signalLine(signal: DbcSignal, mark: string): string {
  const { shortName, startBit, lengthBits, byteOrder, signed, factor, offset, min, max, unit, receivers } = signal;
  const place = `${startBit}|${lengthBits}@${byteOrder === "motorola" ? 0 : 1}${signed ? "-" : "+"}`;
  const scale = `(${numberText(factor)},${numberText(offset)}) [${numberText(min)}|${numberText(max)}]`;
  return ` SG_ ${shortName}${mark} : ${place} ${scale} ${quoted(unit)} ${receivers.length === 0 ? noNode : receivers.join(",")}`;
}

/** Access words as bits; a text has bit 15 as well. */
const accessBits: Readonly<Record<DbcEnvironmentVariable["access"], number>> = { unrestricted: 0, read: 1, write: 2, "read-write": 3 };

function environmentLines(variable: DbcEnvironmentVariable): readonly string[] {
  const { name, type, min, max, unit, initialValue, id, access, accessNodes, lengthBytes } = variable;
  const word = `DUMMY_NODE_VECTOR${type === "string" ? "800" : ""}${accessBits[access]}`;
  const nodes = accessNodes.length === 0 ? noNode : accessNodes.join(",");
  const range = `[${numberText(min)}|${numberText(max)}] ${quoted(unit)} ${numberText(initialValue)}`;
  return [
    `EV_ ${name}: ${type === "float" ? 1 : 0} ${range} ${id} ${word} ${nodes};`,
    ...(lengthBytes === undefined ? [] : [`ENVVAR_DATA_ ${name}: ${lengthBytes};`]),
  ];
}

function commentLines(file: DbcFile, messages: readonly WrittenMessage[]): readonly string[] {
  const line = (object: string, comment: string | undefined): readonly string[] => (comment === undefined ? [] : [`CM_ ${object}${quoted(comment)};`]);
  return [
    ...line("", file.comment),
    ...file.nodes.flatMap(({ name, comment }) => line(`BU_ ${name} `, comment)),
    ...messages.flatMap(({ fileId, comment, signals }) => [
      ...line(`BO_ ${fileId} `, comment),
      ...signals.flatMap((signal) => line(`SG_ ${fileId} ${signal.shortName} `, signal.comment)),
    ]),
    ...file.environmentVariables.flatMap(({ name, comment }) => line(`EV_ ${name} `, comment)),
  ];
}

function valueLine(object: string, values: DbcValueTable | undefined): readonly string[] {
  return values === undefined ? [] : [`VAL_ ${object}${valuePairs(values)};`];
}

function valuePairs(values: DbcValueTable): string {
  return `${[...values].map(([value, text]) => ` ${numberText(value)} ${quoted(text)}`).join("")} `;
}

function floatLine(fileId: number, { shortName, numeric }: DbcSignal): readonly string[] {
  return numeric === "integer" ? [] : [`SIG_VALTYPE_ ${fileId} ${shortName} : ${numeric === "float32" ? 1 : 2};`];
}
