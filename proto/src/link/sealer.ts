/** A source's numbering: epochs, totals, what is sealed under which number (rules S1, S5, S7, F4). */
import type { SourceId } from "../kernel/ids.ts";
import { recordChecksum } from "./checksum.ts";
import type { Numbering, SegmentTools } from "./holder-options.ts";
import type { HeldHead } from "./holder-store.ts";
import type { Holding } from "./holding.ts";
import { linkError } from "./link-errors.ts";
import {
  replacedStream,
  streamKey,
  streamName,
  type CatalogueHash,
  type Epoch,
  type LinkRecord,
  type Priority,
  type RecordKind,
  type RecordName,
  type Statement,
  type StreamKey,
  type StreamTotals,
} from "./records.ts";
import { encodeStatement } from "./statements.ts";

/** A record before it has a number. */
export interface Draft {
  readonly kind: RecordKind;
  readonly produced: number;
  readonly samples: number;
  readonly catalogue?: CatalogueHash | undefined;
  readonly replaces?: readonly number[] | undefined;
  readonly replacesEpoch?: Epoch | undefined;
  encode(numbering: Numbering): Uint8Array;
}

export class Sealer {
  readonly #holding: Holding;
  readonly #nextEpoch: () => Epoch;
  readonly #segments: SegmentTools | undefined;

  /** @param options.segments absent where no segments are sealed (a depot). */
  constructor(options: { readonly holding: Holding; readonly nextEpoch: () => Epoch; readonly segments?: SegmentTools | undefined }) {
    this.#holding = options.holding;
    this.#nextEpoch = options.nextEpoch;
    this.#segments = options.segments;
  }

  get source(): SourceId {
    return this.#holding.store.state.source;
  }

  /** @throws Error before the first `openEpoch`: nothing can be numbered. */
  get epoch(): Epoch {
    const { epoch } = this.#holding.store.state;
    if (epoch === undefined) throw new Error("no epoch is open; a link opens one when it is made");
    return epoch;
  }

  /** Whether a number of this stream can only come from this process. */
  isCurrent(stream: StreamKey): boolean {
    const { source, epoch } = streamName(stream);
    return epoch === this.#holding.store.state.epoch && source === this.source;
  }

  /** Rule S1: called once at every start, before anything is sealed. @param isUnclean whether the process before ended without `stop`. */
  openEpoch(isUnclean: boolean): void {
    const { store } = this.#holding;
    const previous = store.state.epoch;
    const totals = previous === undefined ? [] : store.totals().filter(({ stream }) => streamName(stream).epoch === previous);
    store.setState({ epoch: this.#nextEpoch() });
    this.sealStatement({ kind: "opened", previous, totals, unclean: isUnclean });
  }

  /** Rule S4: statements are priority 0 records of the current epoch. */
  sealStatement(statement: Statement): RecordName {
    return this.seal(0, { kind: statement.kind, produced: 0, samples: 0, encode: () => encodeStatement(statement) });
  }

  /**
   * Gives the next number of the current epoch to the draft.
   *
   * @throws DrawbarError `LINK_RECORD_TOO_LARGE`, before anything is written.
   */
  seal(priority: Priority, draft: Draft): RecordName {
    const { store, limits, observer } = this.#holding;
    const { numbering, before } = this.#next(priority);
    const bytes = draft.encode(numbering);
    if (bytes.length > limits.recordBytesMax)
      throw linkError("LINK_RECORD_TOO_LARGE", `a ${draft.kind} record of ${bytes.length} bytes (limit recordBytesMax ${limits.recordBytesMax})`);
    const { kind, produced, samples, catalogue, replaces, replacesEpoch } = draft;
    const unchecked = {
      stream: before.stream,
      seq: numbering.seq,
      kind,
      producedBefore: before.produced,
      produced,
      samples,
      catalogue,
      replaces,
      replacesEpoch,
      bytes,
    };
    const record: LinkRecord = { ...unchecked, checksum: recordChecksum(unchecked) };
    store.group(() => {
      store.setTotals({ stream: before.stream, last: numbering.seq, produced: before.produced + produced });
      store.append(record, { isThinnable: this.#segments !== undefined && priority >= 2 && samples > 1 });
    });
    observer.sealed?.(record);
    return { stream: record.stream, seq: record.seq };
  }

  /** Takes a number for samples that could not be kept; whoever calls states the gap. */
  skip(priority: Priority, samples: number): RecordName {
    const { numbering, before } = this.#next(priority);
    const name: RecordName = { stream: before.stream, seq: numbering.seq };
    this.#holding.store.setTotals({ stream: before.stream, last: numbering.seq, produced: before.produced + samples });
    this.#holding.observer.skipped?.(name, samples);
    return name;
  }

  /**
   * @returns a draft with about half of the samples of a held segment. It names the original, and the thinner ones in
   *   between of the same stream (rule S5); those of later epochs add nothing to any count, and are left to a gap.
   *   `undefined` when it cannot get smaller, or cannot be read: then it is given up, like any other.
   */
  thinned(record: LinkRecord): Draft | undefined {
    const { priority } = streamName(record.stream);
    const { numbering } = this.#next(priority);
    const thinner = this.#tryThin(record, numbering);
    const isSmaller = thinner !== undefined && thinner.samples >= 1 && thinner.samples < record.samples && thinner.bytes.length < record.bytes.length;
    if (!isSmaller) return undefined;
    const original = streamName(replacedStream(record));
    const isOriginalStream = record.replacesEpoch === undefined;
    const replaces = [...(record.replaces ?? []), ...(isOriginalStream ? [record.seq] : [])];
    const replacesEpoch = original.epoch === numbering.epoch ? undefined : original.epoch;
    const isNamed = this.#holding.rules.thinnedNamesOriginal;
    return {
      kind: "thinned",
      produced: 0,
      samples: thinner.samples,
      catalogue: record.catalogue,
      replaces: isNamed ? replaces : [],
      replacesEpoch,
      encode: () => thinner.bytes,
    };
  }

  /** Rule S7: contents of a refused number, under a new one of a new epoch; the old one is left to whoever has it. */
  reseal(head: HeldHead): void {
    const { store } = this.#holding;
    const record = store.read(head.id);
    if (record === undefined) return;
    store.group(() => {
      this.openEpoch(true);
      this.#holding.forget(head, "resealed");
      if (record.kind !== "opened") this.seal(head.priority, this.#again(record)); // where the epoch before ended, the new `opened` says
    });
  }

  /** Rule F4: of which earlier epochs nothing is left. */
  closeEpochs(): void {
    const { store, rules } = this.#holding;
    if (!rules.closesEpochs) return;
    const epochs = new Map<Epoch, StreamTotals[]>();
    for (const totals of store.totals()) {
      const { epoch } = streamName(totals.stream);
      if (epoch === store.state.epoch) continue;
      epochs.set(epoch, [...(epochs.get(epoch) ?? []), totals]);
    }
    for (const [epoch, totals] of epochs) {
      if (totals.some(({ stream }) => store.held(stream).length > 0)) continue;
      store.group(() => {
        store.dropTotals(totals.map(({ stream }) => stream));
        this.sealStatement({ kind: "closed", epoch, totals });
      });
    }
  }

  #next(priority: Priority): { readonly numbering: Numbering; readonly before: StreamTotals } {
    const { state } = this.#holding.store;
    const stream = streamKey(state.source, this.epoch, priority);
    const before = this.#holding.store.totalsOf(stream) ?? { stream, last: 0, produced: 0 };
    return { numbering: { source: state.source, epoch: this.epoch, priority, seq: before.last + 1, boot: state.boot }, before };
  }

  #again(record: LinkRecord): Draft {
    const { kind, produced, samples, catalogue, replaces, bytes } = record;
    const isSegment = kind === "segment" || kind === "thinned";
    const replacesEpoch = kind === "thinned" ? streamName(replacedStream(record)).epoch : undefined;
    return {
      kind,
      produced,
      samples,
      catalogue,
      replaces,
      replacesEpoch,
      encode: (numbering) => (isSegment ? (this.#segments?.renumber(bytes, numbering) ?? bytes) : bytes),
    };
  }

  #tryThin(record: LinkRecord, numbering: Numbering): { readonly bytes: Uint8Array; readonly samples: number } | undefined {
    try {
      return this.#segments?.thin(record.bytes, numbering);
    } catch {
      return undefined; // a segment that the disk damaged must not keep a full outbox full
    }
  }
}
