/** For tests of the link: one source, small limits, segments whose bytes are their samples. */
import { parseSourceId, parseTenantId } from "../kernel/ids.ts";
import type { HubName, Numbering, SegmentTools } from "./holder-options.ts";
import { productionLimits, type LinkLimits } from "./limits.ts";
import { MemoryHolderStore } from "./memory-holder-store.ts";
import type { HubMessage, LinkMessage, Outgoing, PeerMessage, SessionId, StreamClaim, Welcome } from "./messages.ts";
import type { RangeSet } from "./range-set.ts";
import type { Epoch, LinkRecord, Priority, StreamKey } from "./records.ts";
import { UnitLink, type UnitLinkOptions } from "./unit-link.ts";

export const unitSource = parseSourceId("c0000000-0000-4000-8000-000000000001");
export const otherSource = parseSourceId("c0000000-0000-4000-8000-000000000002");
export const depotSource = parseSourceId("d0000000-0000-4000-8000-000000000001");
export const testTenant = parseTenantId("a0000000-0000-4000-8000-000000000001");
export const testLimits: LinkLimits = { ...productionLimits, recordHeadBytes: 0 };
export const everything = Number.MAX_SAFE_INTEGER;

/** Counts up; a test that needs two takes two. */
export class Counter {
  #value = 0;

  readonly next = (): number => (this.#value += 1);
  readonly nextEpoch = (): Epoch => this.next() as Epoch; // never twice
}

export const halving: SegmentTools = {
  thin: (bytes) => {
    const kept = bytes.filter((_, index) => index % 2 === 0);
    return { bytes: kept, samples: kept.length };
  },
  renumber: (bytes) => bytes,
};

export interface UnitFixture {
  readonly unit: UnitLink;
  readonly store: MemoryHolderStore;
  /** Seals a segment of as many samples, each a byte. */
  readonly seal: (priority: Priority, samples: number) => void;
  /** Everything held, as `epoch/priority#seq kind`. */
  readonly held: () => string[];
}

export function makeUnit(options: Partial<UnitLinkOptions> & { readonly store?: MemoryHolderStore; readonly counter?: Counter } = {}): UnitFixture {
  const { store = new MemoryHolderStore({ source: unitSource }), counter = new Counter(), ...more } = options;
  const unit = new UnitLink({ limits: testLimits, nextEpoch: counter.nextEpoch, nextSession: counter.next, segments: halving, agent: "test", ...more, store });
  const catalogue = unit.addCatalogue(Uint8Array.of(1));
  let next = 0;
  const encode = (samples: number): ((numbering: Numbering) => Uint8Array) => {
    const bytes = Uint8Array.from({ length: samples }, () => (next += 1) % 256);
    return () => bytes;
  };
  return {
    unit,
    store,
    seal: (priority, samples) => void unit.sealSegment(priority, { produced: samples, catalogue, encode: encode(samples) }),
    held: () => store.records().map(nameOf),
  };
}

/** `epoch/priority#seq kind`. */
export function nameOf({ stream, seq, kind }: LinkRecord): string {
  return `${stream.slice(37)}#${seq} ${kind}`;
}

/** A hub that has nothing, or what `claims` say. */
export function welcome(session: SessionId, more: Partial<Omit<Welcome, "kind" | "session">> = {}): Welcome {
  const limits = { windowRecords: 1_000, windowBytes: 1_000_000 };
  return { kind: "welcome", session, incarnation: "i1", cloud: { incarnation: 1, asOf: 1_000 }, limits, streams: [], ...more };
}

export function claimOf(stream: StreamKey, have: RangeSet = [], secured: RangeSet = []): StreamClaim {
  return { stream, have, secured, through: everything };
}

export function mark(session: SessionId, stream: StreamKey | undefined, stored: RangeSet, secured: RangeSet = [], asOf = 2_000, incarnation = 1): HubMessage {
  return { kind: "mark", session, incarnation: incarnation === 1 ? "i1" : `i${incarnation}`, cloud: { incarnation, asOf }, stream, stored, secured };
}

/** Connects, and answers the hello: the hub has nothing. @returns the session and what is sent at once. */
export function join(
  unit: UnitLink,
  hub: HubName,
  nowMs: number,
  more: Partial<Omit<Welcome, "kind" | "session">> = {},
): { readonly session: SessionId; readonly sent: readonly Outgoing<PeerMessage>[] } {
  const hellos = hellosIn(unit.connect(hub, nowMs));
  const session = hellos[0]?.session ?? 0;
  const streams = hellos.flatMap((hello) => hello.streams.map(({ stream }) => claimOf(stream)));
  return { session, sent: unit.receive(welcome(session, { streams, ...more }), nowMs) };
}

export function hellosIn(outgoing: readonly Outgoing[]): Extract<LinkMessage, { kind: "hello" }>[] {
  return outgoing.flatMap(({ message }) => (message.kind === "hello" ? [message] : []));
}

export function recordsIn(outgoing: readonly Outgoing[]): LinkRecord[] {
  return outgoing.flatMap(({ message }) => (message.kind === "record" ? [message.record] : []));
}

export function kindsIn(outgoing: readonly Outgoing[]): string[] {
  return outgoing.map(({ message }) => message.kind);
}
