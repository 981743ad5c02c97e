/** Who may say what: a peer is what its certificate names, and a unit speaks for nobody else. */
import type { SourceId } from "../kernel/ids.ts";
import type { LiveUp } from "../link/live.ts";
import type { PeerMessage } from "../link/messages.ts";
import { failWire } from "./wire-errors.ts";

export interface Speaker {
  readonly sourceId: SourceId;
  /** A depot relays records of its tenant's sources; whether a source is one is for the cloud to say, which knows them. */
  readonly kind: "unit" | "depot";
}

/** @throws DrawbarError `WIRE_FOREIGN_SOURCE`. */
export function checkSpeaker(speaker: Speaker, message: PeerMessage): void {
  switch (message.kind) {
    case "hello":
      return demand(speaker, message.source, "hello");
    case "drained":
      return demand(speaker, message.depot, "drained");
    case "record":
      // The key begins with the source; a comparison of text, since this runs for every record.
      if (speaker.kind === "depot" || message.record.stream.startsWith(speaker.sourceId)) return;
      throw foreign(speaker, message.record.stream, "record");
    case "catalogue":
      return;
  }
}

/** @throws DrawbarError `WIRE_FOREIGN_SOURCE`. */
export function checkLiveSpeaker(speaker: Speaker, message: LiveUp): void {
  if (speaker.kind === "unit") demand(speaker, message.source, "live");
}

function demand(speaker: Speaker, source: SourceId, what: string): void {
  if (source !== speaker.sourceId) throw foreign(speaker, source, what);
}

function foreign(speaker: Speaker, source: string, what: string): Error {
  return failWire("WIRE_FOREIGN_SOURCE", `${speaker.kind} ${speaker.sourceId} sent a ${what} of ${source}`);
}
