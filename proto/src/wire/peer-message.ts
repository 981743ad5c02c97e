/** Messages of a peer as bytes: `drawbar.v1.PeerMessage` (proto/drawbar/v1/link.proto). */
import { drawbar } from "../generated/drawbar.js";
import type { CatalogueMessage, Drained, Hello, PeerMessage, SessionId, StreamSpan } from "../link/messages.ts";
import { recordKinds, type LinkRecord, type RecordKind } from "../link/records.ts";
import {
  decodeWith,
  malformed,
  readBytes,
  readCloud,
  readCode,
  readEpoch,
  readHash,
  readList,
  readNumber,
  readSource,
  readStream,
  readText,
  writeCloud,
  writeHash,
  writeSource,
  writeStream,
} from "./fields.ts";
import { wireLimits } from "./limits.ts";
import { WireWriter } from "./wire-buffer.ts";

const { PeerMessage: WirePeerMessage, Record: WireRecord } = drawbar.v1;
/** Field number and wire type as link.proto has them: PeerMessage.session, PeerMessage.record, Record.body. */
const tags = { session: (1 << 3) | 0, record: (3 << 3) | 2, body: (10 << 3) | 2 } as const;
const kindNames: ReadonlyMap<number, RecordKind> = new Map(Object.entries(recordKinds).map(([name, code]) => [code, name as RecordKind])); // Object.entries widens the key

/** Bytes of a record's head at most: name, numbers, checksum, catalogue and what it replaces. */
const headBytes = 192;

/** @returns bytes that the caller owns. */
export function encodePeerMessage(message: PeerMessage): Uint8Array {
  switch (message.kind) {
    case "record":
      return encodeRecord(message.session, message.record);
    case "hello":
      return encode(message.session, { hello: writeHello(message) }, 128 + message.streams.length * 48);
    case "catalogue":
      return encode(message.session, { catalogue: { hash: writeHash(message.hash), body: message.bytes } }, message.bytes.length + headBytes);
    default:
      return encode(message.session, { drained: { depot: writeSource(message.depot), incarnation: message.incarnation } });
  }
}

/**
 * @param bytes one message. A record's and a catalogue's bytes are views of it: it must not be written to afterwards.
 * @throws DrawbarError `WIRE_MALFORMED`, naming the field.
 */
export function decodePeerMessage(bytes: Uint8Array): PeerMessage {
  const wire = decodeWith(WirePeerMessage, bytes, wireLimits.messageBytesMax);
  const session = readNumber(wire.session, "session", 1);
  switch (wire.message) {
    case "record":
      return { kind: "record", session, record: readRecord(wire.record) };
    case "hello":
      return readHello(session, wire.hello);
    case "catalogue":
      return readCatalogue(session, wire.catalogue);
    case "drained":
      return readDrained(session, wire.drained);
    default:
      throw malformed("message", "absent", "hello, record, catalogue or drained");
  }
}

function encode(session: SessionId, body: Omit<drawbar.v1.PeerMessage.$Properties, "session">, bytesExpected?: number): Uint8Array {
  return WirePeerMessage.encode({ session, ...body }, new WireWriter(bytesExpected)).finish();
}

/**
 * The generated code writes a nested message first and moves it when it knows its length, so a body would be moved
 * twice. Its fields may come in any order: the head is generated, the body is put behind it.
 */
function encodeRecord(session: SessionId, record: LinkRecord): Uint8Array {
  const { bytes } = record;
  const head = WireRecord.encode(writeRecordHead(record), rewound(headWriter)).uint32(tags.body).uint32(bytes.length);
  const front = rewound(frontWriter)
    .uint32(tags.session)
    .uint64(session)
    .uint32(tags.record)
    .uint32(head.pos + bytes.length);
  const message = new Uint8Array(front.pos + head.pos + bytes.length);
  message.set(front.buf.subarray(0, front.pos));
  message.set(head.buf.subarray(0, head.pos), front.pos);
  message.set(bytes, front.pos + head.pos);
  return message;
}

/** Written over for each record: four small arrays a record would cost more than everything else here. */
const headWriter = new WireWriter(headBytes);
const frontWriter = new WireWriter(32);

function rewound(writer: WireWriter): WireWriter {
  writer.pos = 0;
  return writer;
}

function writeRecordHead(record: LinkRecord): drawbar.v1.Record.$Properties {
  return {
    stream: writeStream(record.stream),
    seq: record.seq,
    checksum: record.checksum,
    kind: recordKinds[record.kind],
    producedBefore: record.producedBefore,
    produced: record.produced,
    samples: record.samples,
    catalogue: record.catalogue === undefined ? null : writeHash(record.catalogue),
    replaces: record.replaces === undefined ? null : [...record.replaces],
    replacesEpoch: record.replacesEpoch ?? null,
  };
}

function readRecord(wire: drawbar.v1.Record.$Shape): LinkRecord {
  const kind = readCode(kindNames, wire.kind, "record.kind");
  const isData = kind === "segment" || kind === "thinned";
  const replaces = readList(wire.replaces, "record.replaces", kind === "thinned" ? 1 : 0, kind === "thinned" ? wireLimits.replacesMax : 0);
  const hasCatalogue = isData || (wire.catalogue?.length ?? 0) > 0;
  return {
    stream: readStream(wire.stream, "record.stream"),
    seq: readNumber(wire.seq, "record.seq", 1),
    checksum: readBytes(wire.checksum, "record.checksum", 16, 16),
    kind,
    producedBefore: readNumber(wire.producedBefore, "record.produced_before", 0),
    produced: readNumber(wire.produced, "record.produced", 0),
    samples: readNumber(wire.samples, "record.samples", 0),
    catalogue: hasCatalogue ? readHash(wire.catalogue, "record.catalogue") : undefined,
    replaces: kind === "thinned" ? replaces.map((seq, index) => readNumber(seq, `record.replaces[${index}]`, 1)) : undefined,
    replacesEpoch:
      kind === "thinned" && wire.replacesEpoch !== null && wire.replacesEpoch !== undefined
        ? readEpoch(wire.replacesEpoch, "record.replaces_epoch")
        : undefined,
    bytes: readBytes(wire.body, "record.body", 0, wireLimits.bodyBytesMax),
  };
}

function writeHello(hello: Hello): drawbar.v1.Hello.$Properties {
  return {
    source: writeSource(hello.source),
    epoch: hello.epoch,
    boot: hello.boot,
    protocols: [...hello.protocols],
    agent: hello.agent,
    streams: hello.streams.map(({ stream, first, last }) => ({ stream: writeStream(stream), first, last })),
    cloudSeen: writeCloud(hello.cloudSeen),
    doubted: hello.doubted ?? null,
    cursor: hello.cursor ?? null,
  };
}

function readHello(session: SessionId, wire: drawbar.v1.Hello.$Shape): Hello {
  const { cursor } = wire;
  return {
    kind: "hello",
    session,
    source: readSource(wire.source, "hello.source"),
    epoch: readEpoch(wire.epoch, "hello.epoch"),
    boot: readNumber(wire.boot, "hello.boot", 0),
    protocols: readList(wire.protocols, "hello.protocols", 0, wireLimits.protocolsMax),
    agent: readText(wire.agent, "hello.agent", 0, wireLimits.agentCharactersMax),
    streams: readList(wire.streams, "hello.streams", 0, wireLimits.streamsMax).map((span, index) => readSpan(span, `hello.streams[${index}]`)),
    cloudSeen: readCloud(wire.cloudSeen, "hello.cloud_seen"),
    doubted: wire.doubted === null || wire.doubted === undefined ? undefined : readNumber(wire.doubted, "hello.doubted", 0),
    cursor:
      cursor === null || cursor === undefined
        ? undefined
        : { incarnation: readNumber(cursor.incarnation, "hello.cursor.incarnation", 0), position: readNumber(cursor.position, "hello.cursor.position", 0) },
  };
}

function readSpan(wire: drawbar.v1.StreamSpan.$Shape, field: string): StreamSpan {
  const first = readNumber(wire.first, `${field}.first`, 1);
  return { stream: readStream(wire.stream, `${field}.stream`), first, last: readNumber(wire.last, `${field}.last`, first) };
}

function readCatalogue(session: SessionId, wire: drawbar.v1.Catalogue.$Shape): CatalogueMessage {
  const bytes = readBytes(wire.body, "catalogue.body", 1, wireLimits.bodyBytesMax);
  return { kind: "catalogue", session, hash: readHash(wire.hash, "catalogue.hash"), bytes };
}

function readDrained(session: SessionId, wire: drawbar.v1.Drained.$Shape): Drained {
  const incarnation = readText(wire.incarnation, "drained.incarnation", 1, wireLimits.incarnationCharactersMax);
  return { kind: "drained", session, depot: readSource(wire.depot, "drained.depot"), incarnation };
}
