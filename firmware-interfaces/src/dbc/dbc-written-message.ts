/** A message with what statements about it need. */
import type { DbcFile, DbcMessage } from "./dbc-types.ts";
import { extendedFlag, independentSignalsMessage } from "./dbc-words.ts";

/** Identifier of the message that holds the signals of no frame, as tools write it. */
const independentFileId = 0xc000_0000;

export interface WrittenMessage extends DbcMessage {
  /** With bit 31 for 29 bits. */
  readonly fileId: number;
  /** Statements elsewhere in the file mean the first message with its identifier. */
  readonly isFirstWithId: boolean;
}

/** In file order, and last the message that holds the signals of no frame, where there are such. */
export function writtenMessages(file: DbcFile): readonly WrittenMessage[] {
  const seen = new Set<number>();
  const written = file.messages.map((message) => {
    const fileId = message.extended ? message.id + extendedFlag : message.id;
    const isFirstWithId = !seen.has(fileId);
    seen.add(fileId);
    return { ...message, fileId, isFirstWithId };
  });
  if (file.independentSignals.length === 0) return written;
  const nothing = { comment: undefined, attributes: new Map(), senders: [], signalGroups: [], cycleTimeMs: undefined, line: 0, column: 0 } as const;
  const name = independentSignalsMessage;
  const independent = { id: independentFileId - extendedFlag, extended: true, name, shortName: name, lengthBytes: 0, format: "extended" } as const;
  return [...written, { ...nothing, ...independent, signals: file.independentSignals, fileId: independentFileId, isFirstWithId: !seen.has(independentFileId) }];
}
