/** What a store keeps in memory about the records it holds: ranges per stream and sums. Built at open, then kept up to date. */
import type { HeldAmount, HeldHead, HeldStream, HeldSums } from "./holder-store.ts";
import { MutableRanges } from "./mutable-ranges.ts";
import { noRanges, subtractRanges, type RangeSet } from "./range-set.ts";
import { isData, type Priority, type StreamKey } from "./records.ts";

interface StreamIndex {
  readonly held: MutableRanges;
  readonly secured: MutableRanges;
}

type Amount = { -readonly [Key in keyof HeldAmount]: HeldAmount[Key] };
type PerPriority = Record<Priority, Amount>;

export class HeldIndex {
  readonly #streams = new Map<StreamKey, StreamIndex>();
  /** Numbers appended since the last commit: held, but not to be claimed. */
  readonly #uncommitted = new Map<StreamKey, MutableRanges>();
  readonly #held = emptySums();
  readonly #unsecured = emptySums();
  readonly #data = nothing();
  readonly #stored = nothing();
  readonly sums: HeldSums = { held: this.#held, unsecured: this.#unsecured, data: this.#data, stored: this.#stored };

  add(head: HeldHead, isCommitted: boolean): void {
    const stream = this.#streams.get(head.stream) ?? { held: new MutableRanges(), secured: new MutableRanges() };
    this.#streams.set(head.stream, stream);
    stream.held.add(head.seq);
    if (head.securedAt !== undefined) stream.secured.add(head.seq);
    if (!isCommitted) {
      const numbers = this.#uncommitted.get(head.stream) ?? new MutableRanges();
      this.#uncommitted.set(head.stream, numbers);
      numbers.add(head.seq);
    }
    this.#count(head, 1);
  }

  remove(head: HeldHead): void {
    const stream = this.#streams.get(head.stream);
    stream?.held.remove(head.seq);
    stream?.secured.remove(head.seq);
    this.#uncommitted.get(head.stream)?.remove(head.seq);
    if (stream?.held.count === 0) this.#streams.delete(head.stream);
    this.#count(head, -1);
  }

  /** The same record in another state. */
  change(before: HeldHead, after: HeldHead): void {
    const secured = this.#streams.get(after.stream)?.secured;
    if (after.securedAt === undefined) secured?.remove(after.seq);
    else secured?.add(after.seq);
    this.#count(before, -1);
    this.#count(after, 1);
  }

  committed(): void {
    this.#uncommitted.clear();
  }

  streamCount(): number {
    return this.#streams.size;
  }

  *streams(): Generator<HeldStream> {
    for (const [stream, { held, secured }] of this.#streams) {
      yield { stream, first: held.first, last: held.last, records: held.count, unsecured: held.count - secured.count };
    }
  }

  heldOf(stream: StreamKey): RangeSet {
    return this.#streams.get(stream)?.held.ranges() ?? noRanges;
  }

  securedOf(stream: StreamKey): RangeSet {
    return this.#streams.get(stream)?.secured.ranges() ?? noRanges;
  }

  committedOf(stream: StreamKey): RangeSet {
    const held = this.heldOf(stream);
    const uncommitted = this.#uncommitted.get(stream);
    return uncommitted === undefined ? held : subtractRanges(held, uncommitted.ranges());
  }

  #count(head: HeldHead, sign: 1 | -1): void {
    count(this.#held[head.priority], head, sign);
    if (isData(head.kind)) count(this.#data, head, sign);
    if (head.securedAt !== undefined) return;
    count(this.#unsecured[head.priority], head, sign);
    if (head.storedAt !== undefined) count(this.#stored, head, sign);
  }
}

function count(amount: Amount, { size, samples }: HeldHead, sign: 1 | -1): void {
  amount.records += sign;
  amount.bytes += sign * size;
  amount.samples += sign * samples;
}

function nothing(): Amount {
  return { records: 0, bytes: 0, samples: 0 };
}

function emptySums(): PerPriority {
  return { 0: nothing(), 1: nothing(), 2: nothing(), 3: nothing() };
}
