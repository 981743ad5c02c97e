import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawbar } from "../generated/drawbar.js";
import { DrawbarError } from "../kernel/errors.ts";
import { parseSourceId, type SourceId } from "../kernel/ids.ts";
import type { PeerMessage } from "../link/messages.ts";
import { streamKey, type CatalogueHash, type Epoch, type LinkRecord } from "../link/records.ts";
import { anyHubMessage, anyLiveDown, anyLiveUp, anyPeerMessage } from "./arbitraries.ts";
import { decodeRevocationsReply, decodeRevocationsRequest, encodeRevocationsReply, encodeRevocationsRequest } from "./revocations.ts";
import { decodeEnrolReply, decodeEnrolRequest, decodeRenewRequest, encodeEnrolReply, encodeEnrolRequest, encodeRenewRequest } from "./enrolment.ts";
import { decodeHubMessage, encodeHubMessage } from "./hub-message.ts";
import { wireLimits } from "./limits.ts";
import { decodeLiveDown, decodeLiveUp, encodeLiveDown, encodeLiveUp } from "./live-message.ts";
import { decodePeerMessage, encodePeerMessage } from "./peer-message.ts";
import { checkLiveSpeaker, checkSpeaker } from "./speaker.ts";

const unit = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
const stream = streamKey(unit, 9_007_199_254_740_991 as Epoch, 3);
const hash = "ab".repeat(32) as CatalogueHash;
const segment: LinkRecord = {
  stream,
  seq: 7,
  checksum: new Uint8Array(16).fill(9),
  kind: "segment",
  producedBefore: 10,
  produced: 5,
  samples: 5,
  catalogue: hash,
  replaces: undefined,
  bytes: Uint8Array.of(1, 2, 3),
};

/** What a message decodes to, or the code that it is refused with. */
function outcome(decode: () => unknown): unknown {
  try {
    return decode();
  } catch (error) {
    return error instanceof DrawbarError ? error.code : error;
  }
}

describe("messages of the link as bytes", () => {
  it("gives every message of a peer back as it was", () => {
    fc.assert(
      fc.property(anyPeerMessage, (message) => {
        expect(decodePeerMessage(encodePeerMessage(message))).toEqual(message);
      }),
    );
  });

  it("gives every message of a hub back as it was", () => {
    fc.assert(
      fc.property(anyHubMessage, (message) => {
        expect(decodeHubMessage(encodeHubMessage(message))).toEqual(message);
      }),
    );
  });

  it("gives every live message back as it was", () => {
    fc.assert(
      fc.property(anyLiveUp, (message) => {
        expect(decodeLiveUp(encodeLiveUp(message))).toEqual(message);
      }),
    );
    fc.assert(
      fc.property(anyLiveDown, (message) => {
        expect(decodeLiveDown(encodeLiveDown(message))).toEqual(message);
      }),
    );
  });

  it("gives enrolment back as it was", () => {
    const request = { claimId: "c-1", secret: new Uint8Array(32).fill(7), signingRequest: Uint8Array.of(48, 1), device: "TR 214" };
    expect(decodeEnrolRequest(encodeEnrolRequest(request))).toEqual(request);
    expect(decodeRenewRequest(encodeRenewRequest({ signingRequest: request.signingRequest }))).toEqual({ signingRequest: request.signingRequest });
    const proven = { signingRequest: request.signingRequest, proof: { certificate: Uint8Array.of(48, 2), signature: Uint8Array.of(48, 3) } };
    expect(decodeRenewRequest(encodeRenewRequest(proven))).toEqual(proven);
    const reply = {
      source: unit,
      tenant: unit as string as never,
      certificates: [Uint8Array.of(1), Uint8Array.of(2)],
      root: Uint8Array.of(3),
      kind: "depot" as const,
      hubs: ["hub.example:7443"],
      enrolment: ["hub.example:7444"],
    };
    expect(decodeEnrolReply(encodeEnrolReply(reply))).toEqual(reply);
  });

  it("gives a question for revocations and its answer back as they were", () => {
    for (const hash of [new Uint8Array(0), new Uint8Array(32).fill(7)]) expect(decodeRevocationsRequest(encodeRevocationsRequest({ hash }))).toEqual({ hash });
    for (const list of [new Uint8Array(0), new Uint8Array(100_000).fill(7)]) expect(decodeRevocationsReply(encodeRevocationsReply({ list }))).toEqual({ list });
    expect(() => decodeRevocationsRequest(encodeRevocationsRequest({ hash: new Uint8Array(33) }))).toThrow("revocations.hash");
  });

  it("answers any bytes with a message or WIRE_MALFORMED, and nothing else", () => {
    const decoders = [
      decodePeerMessage,
      decodeHubMessage,
      decodeLiveUp,
      decodeLiveDown,
      decodeEnrolRequest,
      decodeRenewRequest,
      decodeEnrolReply,
      decodeRevocationsRequest,
      decodeRevocationsReply,
    ];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...decoders), (bytes, decode) => {
        const result = outcome(() => decode(bytes));
        expect(typeof result === "object" && !(result instanceof Error) ? "message" : result).toMatch(/^(message|WIRE_MALFORMED)$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it("answers a message with any byte changed or cut with a message or WIRE_MALFORMED", () => {
    fc.assert(
      fc.property(anyPeerMessage, fc.nat(), fc.nat(255), fc.boolean(), (message, place, byte, isCut) => {
        const bytes = Uint8Array.from(encodePeerMessage(message));
        const at = place % bytes.length;
        bytes[at] = byte;
        const result = outcome(() => decodePeerMessage(isCut ? bytes.subarray(0, at) : bytes));
        expect(typeof result === "object" && !(result instanceof Error) ? "message" : result).toMatch(/^(message|WIRE_MALFORMED)$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it("does not copy a record's bytes", () => {
    const bytes = encodePeerMessage({ kind: "record", session: 1, record: segment });
    const decoded = decodePeerMessage(bytes) as PeerMessage & { kind: "record" }; // it was encoded as one
    expect(decoded.record.bytes.buffer).toBe(bytes.buffer);
    expect(decoded.record.bytes.constructor).toBe(Uint8Array);
  });

  it("ignores fields that it does not know", () => {
    const known = encodePeerMessage({ kind: "record", session: 1, record: segment });
    const unknown = Uint8Array.of(...known, 0xfa, 0x07, 0x02, 0x01, 0x02); // field 127, two bytes
    expect(decodePeerMessage(unknown)).toEqual(decodePeerMessage(known));
  });
});

describe("bounds of a message", () => {
  const wire = drawbar.v1;
  const streamBytes = { source: new Uint8Array(16), epoch: 1, priority: 0 };
  const record = { stream: streamBytes, seq: 1, checksum: new Uint8Array(16), kind: 1, catalogue: new Uint8Array(32), body: new Uint8Array(1) };
  const mark = { incarnation: "i", stream: streamBytes };
  const peer = (message: Omit<drawbar.v1.PeerMessage.$Properties, "session">): unknown =>
    outcome(() => decodePeerMessage(wire.PeerMessage.encode({ session: 1, ...message }).finish()));
  const hub = (message: Omit<drawbar.v1.HubMessage.$Properties, "session">): unknown =>
    outcome(() => decodeHubMessage(wire.HubMessage.encode({ session: 1, ...message }).finish()));
  const pairs = (count: number, step: number): number[] => Array.from({ length: count * 2 }, (_, index) => 1 + Math.floor(index / 2) * step);

  it("takes the record that the other cases break", () => {
    expect(peer({ record })).toMatchObject({ kind: "record" });
    expect(hub({ mark })).toMatchObject({ kind: "mark" });
  });

  it.each([
    ["number 0", { seq: 0 }],
    ["a kind that it does not know", { kind: 99 }],
    ["no kind", { kind: 0 }],
    ["a checksum of 15 bytes", { checksum: new Uint8Array(15) }],
    ["a segment without a catalogue", { catalogue: new Uint8Array(0) }],
    ["a catalogue of 31 bytes", { catalogue: new Uint8Array(31) }],
    ["a segment that replaces another", { replaces: [3] }],
    ["a thinned record that replaces none", { kind: 2, replaces: [] }],
    ["priority 4", { stream: { ...streamBytes, priority: 4 } }],
    ["epoch 0", { stream: { ...streamBytes, epoch: 0 } }],
    ["a source of 17 bytes", { stream: { ...streamBytes, source: new Uint8Array(17) } }],
    ["a body of one byte more than the limit", { body: new Uint8Array(wireLimits.bodyBytesMax + 1) }],
  ])("refuses a record with %s", (_, change) => {
    expect(peer({ record: { ...record, ...change } })).toBe("WIRE_MALFORMED");
  });

  it("takes 256 ranges and refuses 257", () => {
    expect(hub({ mark: { ...mark, stored: { bounds: pairs(256, 2) } } })).toMatchObject({ kind: "mark" });
    expect(hub({ mark: { ...mark, stored: { bounds: pairs(257, 2) } } })).toBe("WIRE_MALFORMED");
  });

  it.each([
    ["an odd number of bounds", [1]],
    ["falling bounds", [5, 4]],
    ["overlapping ranges", [1, 5, 5, 6]],
    ["adjacent ranges", [1, 5, 6, 8]],
    ["number 0", [0, 3]],
  ])("refuses ranges with %s", (_, bounds) => {
    expect(hub({ mark: { ...mark, secured: { bounds } } })).toBe("WIRE_MALFORMED");
  });

  it("takes 256 streams in a hello and refuses 257", () => {
    const hello = (count: number): drawbar.v1.Hello.$Properties => ({
      source: new Uint8Array(16),
      epoch: 1,
      streams: Array.from({ length: count }, () => ({ stream: streamBytes, first: 1, last: 1 })),
    });
    expect(peer({ hello: hello(256) })).toMatchObject({ kind: "hello" });
    expect(peer({ hello: hello(257) })).toBe("WIRE_MALFORMED");
  });

  it("refuses ranges of no stream, an unknown reason, and session 0", () => {
    expect(hub({ mark: { incarnation: "i", stored: { bounds: [1, 1] } } })).toBe("WIRE_MALFORMED");
    expect(hub({ bye: { reason: 9 } })).toBe("WIRE_MALFORMED");
    expect(outcome(() => decodeHubMessage(wire.HubMessage.encode({ session: 0, bye: { reason: 1 } }).finish()))).toBe("WIRE_MALFORMED");
  });

  it("refuses numbers above 2^53 - 1 instead of rounding them", () => {
    const bytes = wire.PeerMessage.encode({ session: 1, record }).finish();
    const session = (...varint: number[]): unknown => outcome(() => decodePeerMessage(Uint8Array.of(0x08, ...varint, ...bytes.subarray(2))));
    expect(session(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f)).toMatchObject({ session: Number.MAX_SAFE_INTEGER });
    expect(session(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10)).toBe("WIRE_MALFORMED");
    expect(session(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)).toBe("WIRE_MALFORMED");
  });

  it("names the field that is wrong", () => {
    expect(() => decodePeerMessage(wire.PeerMessage.encode({ session: 1, record: { ...record, seq: 0 } }).finish())).toThrow(
      "WIRE_MALFORMED: record.seq is 0; expected 1 to 2^53 - 1",
    );
  });
});

describe("who may say what", () => {
  const other = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a12");
  const hello = (source: SourceId): PeerMessage => ({
    kind: "hello",
    session: 1,
    source,
    epoch: 1 as Epoch,
    boot: 0,
    protocols: [1],
    agent: "",
    streams: [],
    cloudSeen: { incarnation: 0, asOf: 0 },
  });
  const asleep = { kind: "asleep", source: unit, boot: 0, monoUs: 0, atUs: 0 } as const;

  it("lets a unit speak only for itself", () => {
    const message: PeerMessage = { kind: "record", session: 1, record: segment };
    expect(outcome(() => checkSpeaker({ sourceId: unit, kind: "unit" }, message))).toBeUndefined();
    expect(outcome(() => checkSpeaker({ sourceId: other, kind: "unit" }, message))).toBe("WIRE_FOREIGN_SOURCE");
    expect(outcome(() => checkSpeaker({ sourceId: other, kind: "unit" }, hello(unit)))).toBe("WIRE_FOREIGN_SOURCE");
    expect(outcome(() => checkLiveSpeaker({ sourceId: other, kind: "unit" }, asleep))).toBe("WIRE_FOREIGN_SOURCE");
  });

  it("lets a depot pass on records of others, but greet only as itself", () => {
    expect(outcome(() => checkSpeaker({ sourceId: other, kind: "depot" }, { kind: "record", session: 1, record: segment }))).toBeUndefined();
    expect(outcome(() => checkSpeaker({ sourceId: other, kind: "depot" }, hello(unit)))).toBe("WIRE_FOREIGN_SOURCE");
    expect(outcome(() => checkLiveSpeaker({ sourceId: other, kind: "depot" }, asleep))).toBeUndefined();
  });
});
