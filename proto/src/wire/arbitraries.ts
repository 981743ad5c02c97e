/** Messages for property tests: any that the types and bounds allow. */
import fc from "fast-check";
import { parseSourceId } from "../kernel/ids.ts";
import type { LiveDown, LiveUp } from "../link/live.ts";
import type { CloudView, HubMessage, PeerMessage } from "../link/messages.ts";
import { rangesOf, type RangeSet } from "../link/range-set.ts";
import { priorities, recordKinds, streamKey, type CatalogueHash, type Epoch, type LinkRecord, type RecordKind } from "../link/records.ts";

import { hexOf } from "./hex.ts";

const hexText = (length: number): fc.Arbitrary<string> => fc.uint8Array({ minLength: length / 2, maxLength: length / 2 }).map((bytes) => hexOf(bytes));
const count = fc.oneof(fc.nat(300), fc.maxSafeNat());
const numbered = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));

export const anySource = fc.uuid().map((id) => parseSourceId(id));
const anyHash = hexText(64).map((hash) => hash as CatalogueHash); // 64 hex digits are one
const anyStream = fc.tuple(anySource, numbered, fc.constantFrom(...priorities)).map(([source, epoch, priority]) => streamKey(source, epoch as Epoch, priority)); // drawn from its range
const anyRanges: fc.Arbitrary<RangeSet> = fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 200 }).map((numbers) => rangesOf(numbers));
const anyCloud: fc.Arbitrary<CloudView> = fc.record({ incarnation: count, asOf: count });
const anyIncarnation = fc.string({ minLength: 1, maxLength: 64 });
const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(value, { nil: undefined });

export const anyRecord: fc.Arbitrary<LinkRecord> = fc.constantFrom(...(Object.keys(recordKinds) as RecordKind[])).chain((kind) =>
  fc.record({
    stream: anyStream,
    seq: numbered,
    checksum: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    kind: fc.constant(kind),
    producedBefore: count,
    produced: count,
    samples: count,
    catalogue: kind === "segment" || kind === "thinned" ? anyHash : fc.constant(undefined),
    replaces: kind === "thinned" ? fc.array(numbered, { minLength: 1, maxLength: 32 }) : fc.constant(undefined),
    replacesEpoch: kind === "thinned" ? optional(numbered.map((epoch) => epoch as Epoch)) : fc.constant(undefined), // from its range
    bytes: fc.uint8Array({ maxLength: 2_000 }),
  }),
);

export const anyPeerMessage: fc.Arbitrary<PeerMessage> = fc.oneof(
  fc.record({ kind: fc.constant("record" as const), session: numbered, record: anyRecord }),
  fc.record({
    kind: fc.constant("hello" as const),
    session: numbered,
    source: anySource,
    epoch: numbered.map((epoch) => epoch as Epoch), // from its range
    boot: count,
    protocols: fc.array(fc.nat(100), { maxLength: 16 }),
    agent: fc.string({ maxLength: 100 }),
    streams: fc.array(
      fc.tuple(anyStream, numbered, numbered).map(([stream, one, other]) => ({ stream, first: Math.min(one, other), last: Math.max(one, other) })),
      { maxLength: 256 },
    ),
    cloudSeen: anyCloud,
    doubted: optional(count),
    cursor: optional(fc.record({ incarnation: count, position: count })),
  }),
  fc.record({ kind: fc.constant("catalogue" as const), session: numbered, hash: anyHash, bytes: fc.uint8Array({ minLength: 1, maxLength: 2_000 }) }),
  fc.record({ kind: fc.constant("drained" as const), session: numbered, depot: anySource, incarnation: anyIncarnation }),
);

export const anyHubMessage: fc.Arbitrary<HubMessage> = fc.oneof(
  fc.record({
    kind: fc.constant("welcome" as const),
    session: numbered,
    incarnation: anyIncarnation,
    cloud: anyCloud,
    bootSeen: optional(count),
    limits: fc.record({ windowRecords: fc.integer({ min: 1, max: 0xffff_ffff }), windowBytes: fc.integer({ min: 1, max: 0xffff_ffff }) }),
    streams: fc.array(fc.record({ stream: anyStream, have: anyRanges, secured: anyRanges, through: count }), { maxLength: 20 }),
  }),
  fc.record({
    kind: fc.constant("mark" as const),
    session: numbered,
    incarnation: anyIncarnation,
    cloud: anyCloud,
    stream: anyStream,
    stored: anyRanges,
    secured: anyRanges,
  }),
  fc.record({
    kind: fc.constant("mark" as const),
    session: numbered,
    incarnation: anyIncarnation,
    cloud: anyCloud,
    stream: fc.constant(undefined),
    stored: fc.constant([]),
    secured: fc.constant([]),
  }),
  fc.record({
    kind: fc.constant("refused" as const),
    session: numbered,
    stream: anyStream,
    seq: numbered,
    reason: fc.constantFrom("conflict", "corrupt", "full", "busy"),
  }),
  fc.record({ kind: fc.constant("need" as const), session: numbered, hash: anyHash, stream: anyStream, seq: numbered }),
  fc.record({ kind: fc.constant("bye" as const), session: numbered, reason: fc.constantFrom("restarted", "incarnation", "unknown-session", "stopping") }),
  fc.record({
    kind: fc.constant("changes" as const),
    session: numbered,
    incarnation: count,
    from: count,
    items: fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 50 }),
  }),
);

export const anyLiveUp: fc.Arbitrary<LiveUp> = fc.oneof(
  fc.record({
    kind: fc.constant("live" as const),
    source: anySource,
    boot: count,
    monoUs: count,
    catalogue: anyHash,
    values: fc.array(fc.record({ signal: fc.nat(5_000), atUs: count, value: fc.double() }), { maxLength: 200 }),
  }),
  fc.record({ kind: fc.constant("asleep" as const), source: anySource, boot: count, monoUs: count, atUs: count }),
);

export const anyLiveDown: fc.Arbitrary<LiveDown> = fc.record({
  kind: fc.constant("watch" as const),
  source: anySource,
  signals: fc.array(fc.nat(5_000), { maxLength: 200 }),
  catalogue: optional(anyHash),
  forMs: fc.nat(600_000),
});
