/** Numbers that a hub has taken and will mark once they are committed (rule K1): many of one stream become one mark. */
import { MutableRanges } from "./mutable-ranges.ts";
import type { RangeSet } from "./range-set.ts";
import type { StreamKey } from "./records.ts";
import type { PeerSession } from "./hub-connections.ts";

export interface OwedMark<Peer> {
  readonly session: PeerSession<Peer>;
  readonly stream: StreamKey;
  readonly numbers: RangeSet;
}

export class OwedMarks<Peer> {
  #owed = new Map<PeerSession<Peer>, Map<StreamKey, MutableRanges>>();

  add(session: PeerSession<Peer>, stream: StreamKey, seq: number): void {
    const streams = this.#owed.get(session) ?? new Map<StreamKey, MutableRanges>();
    this.#owed.set(session, streams);
    const numbers = streams.get(stream) ?? new MutableRanges();
    streams.set(stream, numbers);
    numbers.add(seq);
  }

  /** @returns everything owed, which is owed no longer. */
  take(): OwedMark<Peer>[] {
    const taken = [...this.#owed].flatMap(([session, streams]) => [...streams].map(([stream, numbers]) => ({ session, stream, numbers: numbers.ranges() })));
    this.#owed = new Map();
    return taken;
  }
}
