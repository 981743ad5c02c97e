/** Messages of a hub as bytes: `drawbar.v1.HubMessage` (proto/drawbar/v1/link.proto). */
import { drawbar } from "../generated/drawbar.js";
import type { Bye, Changes, HubMessage, Mark, RefusedReason, SessionId, StreamClaim, Welcome } from "../link/messages.ts";
import {
  decodeWith,
  malformed,
  readBytes,
  readCloud,
  readCode,
  readHash,
  readList,
  readNumber,
  readRanges,
  readStream,
  readText,
  writeCloud,
  writeHash,
  writeRanges,
  writeStream,
} from "./fields.ts";
import { wireLimits } from "./limits.ts";
import { WireWriter } from "./wire-buffer.ts";

const { HubMessage: WireHubMessage } = drawbar.v1;

/** Codes on the wire, from 1; a code is never reused. */
const refusedCodes = { conflict: 1, corrupt: 2, full: 3, busy: 4 } as const satisfies Record<RefusedReason, number>;
const byeCodes = { restarted: 1, incarnation: 2, "unknown-session": 3, stopping: 4 } as const satisfies Record<Bye["reason"], number>;
const refusedNames = namesOf<RefusedReason>(refusedCodes);
const byeNames = namesOf<Bye["reason"]>(byeCodes);

/** @returns bytes that the caller owns. */
export function encodeHubMessage(message: HubMessage): Uint8Array {
  switch (message.kind) {
    case "mark":
      return encode(message.session, { mark: writeMark(message) });
    case "welcome":
      return encode(message.session, { welcome: writeWelcome(message) }, 128 + message.streams.length * 96);
    case "refused":
      return encode(message.session, { refused: { stream: writeStream(message.stream), seq: message.seq, reason: refusedCodes[message.reason] } });
    case "need":
      return encode(message.session, { need: { hash: writeHash(message.hash), stream: writeStream(message.stream), seq: message.seq } });
    case "bye":
      return encode(message.session, { bye: { reason: byeCodes[message.reason] } });
    default:
      return encode(message.session, { changes: { incarnation: message.incarnation, from: message.from, items: [...message.items] } });
  }
}

/**
 * @param bytes one message. The items of changes are views of it: it must not be written to afterwards.
 * @throws DrawbarError `WIRE_MALFORMED`, naming the field.
 */
export function decodeHubMessage(bytes: Uint8Array): HubMessage {
  const wire = decodeWith(WireHubMessage, bytes, wireLimits.messageBytesMax);
  const session = readNumber(wire.session, "session", 1);
  switch (wire.message) {
    case "mark":
      return readMark(session, wire.mark);
    case "welcome":
      return readWelcome(session, wire.welcome);
    case "refused":
      return {
        kind: "refused",
        session,
        stream: readStream(wire.refused.stream, "refused.stream"),
        seq: readNumber(wire.refused.seq, "refused.seq", 1),
        reason: readCode(refusedNames, wire.refused.reason, "refused.reason"),
      };
    case "need":
      return {
        kind: "need",
        session,
        hash: readHash(wire.need.hash, "need.hash"),
        stream: readStream(wire.need.stream, "need.stream"),
        seq: readNumber(wire.need.seq, "need.seq", 1),
      };
    case "bye":
      return { kind: "bye", session, reason: readCode(byeNames, wire.bye.reason, "bye.reason") };
    case "changes":
      return readChanges(session, wire.changes);
    default:
      throw malformed("message", "absent", "welcome, mark, refused, need, bye or changes");
  }
}

function encode(session: SessionId, body: Omit<drawbar.v1.HubMessage.$Properties, "session">, bytesExpected?: number): Uint8Array {
  return WireHubMessage.encode({ session, ...body }, new WireWriter(bytesExpected)).finish();
}

function writeMark(mark: Mark): drawbar.v1.Mark.$Properties {
  return {
    incarnation: mark.incarnation,
    cloud: writeCloud(mark.cloud),
    stream: mark.stream === undefined ? null : writeStream(mark.stream),
    stored: mark.stored.length === 0 ? null : writeRanges(mark.stored),
    secured: mark.secured.length === 0 ? null : writeRanges(mark.secured),
  };
}

function readMark(session: SessionId, wire: drawbar.v1.Mark.$Shape): Mark {
  const stream = wire.stream === null || wire.stream === undefined ? undefined : readStream(wire.stream, "mark.stream");
  const stored = readRanges(wire.stored, "mark.stored");
  const secured = readRanges(wire.secured, "mark.secured");
  if (stream === undefined && stored.length + secured.length > 0) throw malformed("mark.stream", "absent", "the stream of the ranges");
  return {
    kind: "mark",
    session,
    incarnation: readIncarnation(wire.incarnation, "mark.incarnation"),
    cloud: readCloud(wire.cloud, "mark.cloud"),
    stream,
    stored,
    secured,
  };
}

function writeWelcome(welcome: Welcome): drawbar.v1.Welcome.$Properties {
  return {
    incarnation: welcome.incarnation,
    cloud: writeCloud(welcome.cloud),
    bootSeen: welcome.bootSeen ?? null,
    windowRecords: welcome.limits.windowRecords,
    windowBytes: welcome.limits.windowBytes,
    streams: welcome.streams.map(({ stream, have, secured, through }) => ({
      stream: writeStream(stream),
      have: writeRanges(have),
      secured: writeRanges(secured),
      through,
    })),
  };
}

function readWelcome(session: SessionId, wire: drawbar.v1.Welcome.$Shape): Welcome {
  return {
    kind: "welcome",
    session,
    incarnation: readIncarnation(wire.incarnation, "welcome.incarnation"),
    cloud: readCloud(wire.cloud, "welcome.cloud"),
    bootSeen: wire.bootSeen === null || wire.bootSeen === undefined ? undefined : readNumber(wire.bootSeen, "welcome.boot_seen", 0),
    limits: {
      windowRecords: readNumber(wire.windowRecords, "welcome.window_records", 1),
      windowBytes: readNumber(wire.windowBytes, "welcome.window_bytes", 1),
    },
    streams: readList(wire.streams, "welcome.streams", 0, wireLimits.streamsMax).map((claim, index) => readClaim(claim, `welcome.streams[${index}]`)),
  };
}

function readClaim(wire: drawbar.v1.StreamClaim.$Shape, field: string): StreamClaim {
  return {
    stream: readStream(wire.stream, `${field}.stream`),
    have: readRanges(wire.have, `${field}.have`),
    secured: readRanges(wire.secured, `${field}.secured`),
    through: readNumber(wire.through, `${field}.through`, 0),
  };
}

function readChanges(session: SessionId, wire: drawbar.v1.Changes.$Shape): Changes {
  const items = readList(wire.items, "changes.items", 0, wireLimits.changeItemsMax);
  return {
    kind: "changes",
    session,
    incarnation: readNumber(wire.incarnation, "changes.incarnation", 0),
    from: readNumber(wire.from, "changes.from", 0),
    items: items.map((item, index) => readBytes(item, `changes.items[${index}]`, 0, wireLimits.bodyBytesMax)),
  };
}

function readIncarnation(value: string | null | undefined, field: string): string {
  return readText(value, field, 1, wireLimits.incarnationCharactersMax);
}

function namesOf<Name extends string>(codes: Readonly<Record<Name, number>>): ReadonlyMap<number, Name> {
  return new Map((Object.entries(codes) as [Name, number][]).map(([name, code]) => [code, name])); // Object.entries widens the key
}
