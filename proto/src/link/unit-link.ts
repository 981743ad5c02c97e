/**
 * A unit's end of the link as a state machine: numbers what it is given, keeps it until the cloud has it, and sends
 * it to every hub that it is connected to. No I/O, no timer: the caller passes messages and time, and sends what comes back.
 */
import type { SourceId } from "../kernel/ids.ts";
import { hashOfCatalogue } from "./checksum.ts";
import { Gone } from "./gone.ts";
import type { HolderObserver, HubName, SegmentSeal, SegmentTools } from "./holder-options.ts";
import type { HeldHead, HeldSums, HolderStore } from "./holder-store.ts";
import { Holding } from "./holding.ts";
import { productionLimits, type LinkLimits } from "./limits.ts";
import { linkError } from "./link-errors.ts";
import type { HubMessage, Incarnation, Outgoing, PeerMessage, SessionId } from "./messages.ts";
import { PeerSide } from "./peer-side.ts";
import type { RangeSet } from "./range-set.ts";
import type { CatalogueHash, Epoch, Priority, RecordName, StreamKey } from "./records.ts";
import { Relief } from "./relief.ts";
import { soundRules, type LinkRules } from "./rules.ts";
import { Sealer } from "./sealer.ts";
import { UnsavedSeals, type UnsavedSeal } from "./unsaved-seals.ts";

export interface UnitLinkOptions {
  readonly store: HolderStore;
  readonly limits?: LinkLimits | undefined;
  readonly rules?: LinkRules | undefined;
  readonly observer?: HolderObserver | undefined;
  /** A fresh random number, 1 to 2^53 - 1, for each epoch (rule S1). */
  readonly nextEpoch: () => Epoch;
  /** A fresh random number, 1 to 2^53 - 1, for each connection. */
  readonly nextSession: () => SessionId;
  readonly segments: SegmentTools;
  /** Name and release of this program, for people. */
  readonly agent: string;
  /**
   * Set when a frozen process goes on with its memory (a virtual machine put back): no start, no new epoch.
   * Only the simulator can tell that this happened; a program never sets it.
   */
  readonly revivedWith?: ReadonlyMap<StreamKey, RangeSet> | undefined;
}

export interface UnitReport extends HeldSums {
  readonly source: SourceId;
  readonly epoch: Epoch;
  readonly boot: number;
  /** Since this start, in samples. */
  readonly produced: number;
  readonly secured: number;
  readonly givenUp: number;
  readonly thinnedAway: number;
  /** On its way to some hub, unanswered. */
  readonly recordsInFlight: number;
  /** Sealed since the last commit that worked: while the disk is full, what waits for room. */
  readonly unsavedRecords: number;
  readonly isDiskFull: boolean;
  readonly hubs: readonly HubName[];
}

export class UnitLink {
  readonly #store: HolderStore;
  readonly #limits: LinkLimits;
  readonly #holding: Holding;
  readonly #sealer: Sealer;
  readonly #relief: Relief;
  readonly #peer: PeerSide;
  readonly #unsaved: UnsavedSeals;
  /** Samples since this start. */
  readonly #counts = { produced: 0, secured: 0, givenUp: 0, thinnedAway: 0 };
  /** The newest catalogue last; earlier ones only until they are committed. */
  #catalogues = new Map<CatalogueHash, Uint8Array>();
  #isStopped = false;

  /** Opens a new epoch in the store and commits it (rule S1). @throws DrawbarError of the store. */
  constructor(options: UnitLinkOptions) {
    const { store, limits = productionLimits, rules = soundRules } = options;
    this.#store = store;
    this.#limits = limits;
    this.#holding = new Holding({ store, limits, rules, observer: this.#counting(options.observer ?? {}) });
    this.#sealer = new Sealer({ holding: this.#holding, nextEpoch: options.nextEpoch, segments: options.segments });
    this.#relief = new Relief({ holding: this.#holding, sealer: this.#sealer });
    this.#unsaved = new UnsavedSeals(limits.unsavedBytesMax);
    this.#peer = new PeerSide({
      holding: this.#holding,
      sealer: this.#sealer,
      nextSession: options.nextSession,
      agent: options.agent,
      catalogue: (hash) => this.#catalogue(hash),
      announced: () => [...this.#catalogues.keys()].slice(-1),
      refused: (head, reason) => this.#refused(head, reason),
      sentBefore: options.revivedWith,
    });
    if (options.revivedWith === undefined) this.#start(rules);
  }

  get source(): SourceId {
    return this.#store.state.source;
  }

  get epoch(): Epoch {
    return this.#sealer.epoch;
  }

  /** Counts starts; rises above what the cloud has seen (rule R6). */
  get boot(): number {
    return this.#store.state.boot;
  }

  /** On its way to some hub, unanswered. */
  get recordsInFlight(): number {
    return this.#peer.recordsInFlight;
  }

  /** The name under which a hub last welcomed this process. */
  incarnationOf(hub: HubName): Incarnation | undefined {
    return this.#peer.incarnationOf(hub);
  }

  /** What a process that is frozen now would remember; for `revivedWith`. */
  get sent(): ReadonlyMap<StreamKey, RangeSet> {
    return this.#peer.sent;
  }

  /**
   * Makes a catalogue known; segments may name it from then on, and the newest one is kept.
   *
   * @throws DrawbarError `LINK_CATALOGUE_TOO_LARGE`.
   */
  addCatalogue(bytes: Uint8Array): CatalogueHash {
    this.#assertRunning();
    if (bytes.length > this.#limits.catalogueBytesMax) {
      throw linkError("LINK_CATALOGUE_TOO_LARGE", `a catalogue of ${bytes.length} bytes (limit catalogueBytesMax ${this.#limits.catalogueBytesMax})`);
    }
    const hash = hashOfCatalogue(bytes);
    this.#catalogues.delete(hash);
    this.#catalogues.set(hash, bytes.slice());
    this.#tryNow(() => this.#store.putCatalogue(hash, bytes));
    return hash;
  }

  /**
   * Gives the next number of the priority's stream to a segment and makes room for it (rule F3).
   * Durable and sendable after the next `commit`.
   *
   * @returns `undefined` while the disk is full: the seal is kept, and gets a number when there is room.
   * @throws DrawbarError `LINK_RECORD_TOO_LARGE`, `LINK_CATALOGUE_UNKNOWN`.
   */
  sealSegment(priority: Priority, seal: SegmentSeal): RecordName | undefined {
    const { produced, catalogue } = seal;
    if (!this.#catalogues.has(catalogue) && !this.#store.hasCatalogue(catalogue))
      throw linkError("LINK_CATALOGUE_UNKNOWN", `catalogue ${catalogue} was not added`);
    return this.#seal({ priority, draft: { kind: "segment", produced, samples: produced, catalogue, encode: (numbering) => seal.encode(numbering) } });
  }

  /** As `sealSegment`, for records that carry no samples. */
  seal(priority: Priority, { kind, bytes }: { readonly kind: "clock"; readonly bytes: Uint8Array }): RecordName | undefined {
    return this.#seal({ priority, draft: { kind, produced: 0, samples: 0, encode: () => bytes } });
  }

  /** Counts samples that were accepted and could not be kept: they are produced, and a gap says so. */
  declareLost(priority: Priority, samples: number): void {
    this.#assertRunning();
    if (samples <= 0) return;
    this.#counts.produced += samples;
    this.#counts.givenUp += samples;
    this.#unsaved.addLost(priority, samples);
  }

  /**
   * Makes everything sealed so far durable (rule S2).
   *
   * @returns what may be sent now.
   * @throws DrawbarError `HOLDER_DISK_FULL`, `HOLDER_FILE_UNWRITABLE`: nothing is lost, the next `commit` tries again.
   */
  commit(nowMs: number): readonly Outgoing<PeerMessage>[] {
    this.#assertRunning();
    this.#save();
    return this.#peer.due(nowMs);
  }

  /**
   * A connection to a hub stands. Several at a time are fine, also to one hub: each call opens a session, and every message
   * names its session, so that a caller with several connections to one hub knows which of them to use.
   *
   * @param hub the depot's source id, or `cloudHub`, as its certificate says.
   * @param nowMs monotonic milliseconds, as everywhere here.
   */
  connect(hub: HubName, nowMs: number): readonly Outgoing<PeerMessage>[] {
    this.#assertRunning();
    return this.#peer.connect(hub, nowMs);
  }

  /** @param session the one connection that broke; all of the hub when absent. */
  disconnect(hub: HubName, session?: SessionId): void {
    this.#peer.disconnect(hub, session);
  }

  /** Never throws on what a hub may send. @throws DrawbarError of the store. */
  receive(message: HubMessage, nowMs: number): readonly Outgoing<PeerMessage>[] {
    return this.#isStopped ? [] : this.#guarded(() => this.#peer.receive(message, nowMs));
  }

  /** What is due: retries, hello again, records within the window. Call it some ten times a second. */
  tick(nowMs: number): readonly Outgoing<PeerMessage>[] {
    return this.#isStopped ? [] : this.#peer.tick(nowMs);
  }

  /**
   * Forgets what is settled, closes epochs, prunes catalogues. Call it every second or so; `commit` makes it durable.
   *
   * @throws DrawbarError of the store.
   */
  tidy(nowMs: number): void {
    if (this.#isStopped) return;
    this.#guarded(() => {
      this.#holding.settle(nowMs);
      if (!this.#holding.rules.keepsUntilSecured) this.#forgetStored();
      this.#relief.relieve();
      this.#sealer.closeEpochs();
      this.#store.pruneCatalogues(new Set(this.#catalogues.keys()), this.#limits.catalogueSpareMax);
    });
    this.#peer.tidy();
  }

  /** Notes a clean end, commits, and says nothing more. Idempotent. @throws DrawbarError of the store. */
  stop(): void {
    if (this.#isStopped) return;
    this.#guarded(() => this.#store.setState({ endedClean: true }));
    this.#save();
    this.#isStopped = true;
    this.#peer.disconnectAll();
  }

  report(): UnitReport {
    const { held, unsecured, data, stored } = this.#store.sums();
    return {
      held,
      unsecured,
      data,
      stored,
      source: this.source,
      epoch: this.epoch,
      boot: this.boot,
      ...this.#counts,
      recordsInFlight: this.recordsInFlight,
      unsavedRecords: this.#unsaved.count,
      isDiskFull: this.#unsaved.isUndone,
      hubs: this.#peer.hubs,
    };
  }

  #start(rules: LinkRules): void {
    const { epoch, boot, endedClean } = this.#store.state;
    this.#store.group(() => {
      this.#store.setState({ boot: boot + 1, endedClean: false });
      if (rules.opensEpochAtStart || epoch === undefined) this.#sealer.openEpoch(epoch !== undefined && !endedClean);
    });
    this.#relief.relieve();
    this.#store.commit();
  }

  #seal(seal: UnsavedSeal): RecordName | undefined {
    this.#assertRunning();
    let name: RecordName | undefined;
    this.#tryNow(() => (name = this.#sealNow(seal)));
    this.#counts.produced += seal.draft.produced;
    this.#unsaved.add(seal);
    return name;
  }

  #sealNow({ priority, draft }: UnsavedSeal): RecordName {
    const name = this.#sealer.seal(priority, draft);
    this.#relief.relieve();
    return name;
  }

  /** Does `work` unless the disk is full; when it turns out to be, `commit` will do it again. */
  #tryNow(work: () => void): void {
    if (this.#unsaved.isUndone) return;
    try {
      this.#guarded(work);
    } catch (error) {
      if (!this.#unsaved.isUndone) throw error;
    }
  }

  #save(): void {
    const wasUndone = this.#unsaved.isUndone;
    this.#guarded(() => {
      if (wasUndone) this.#sealAgain();
      this.#stateLost();
      this.#store.commit();
    });
    this.#holding.committed();
    this.#unsaved.committed();
    const newest = [...this.#catalogues].at(-1);
    if (newest !== undefined && this.#catalogues.size > 1) this.#catalogues = new Map([newest]);
    if (wasUndone) this.#peer.askAgain();
  }

  #sealAgain(): void {
    for (const [hash, bytes] of this.#catalogues) this.#store.putCatalogue(hash, bytes);
    for (const seal of this.#unsaved.seals) this.#sealNow(seal);
  }

  /** Samples without a record: each takes a number, so that they are counted, and a gap says that it will not come. */
  #stateLost(): void {
    const { lost } = this.#unsaved;
    if (lost.length === 0) return;
    this.#store.group(() => {
      const gone = new Gone();
      for (const { priority, samples } of lost) {
        const { stream, seq } = this.#sealer.skip(priority, samples);
        gone.add(stream, [[seq, seq]]);
      }
      this.#relief.declare({ kind: "gap" }, gone);
    });
  }

  #guarded<Result>(work: () => Result): Result {
    return this.#holding.guard(work, () => this.#unsaved.undone());
  }

  #catalogue(hash: CatalogueHash): Uint8Array | undefined {
    const isNewest = [...this.#catalogues.keys()].at(-1) === hash;
    return this.#holding.rules.keepsCatalogues || isNewest ? (this.#catalogues.get(hash) ?? this.#store.catalogue(hash)) : undefined;
  }

  /** Rule S7. What is called corrupt would be so under any number: it is given up, and counted. */
  #refused(head: HeldHead, reason: "conflict" | "corrupt"): void {
    this.#holding.observer.refused?.({ stream: head.stream, seq: head.seq }, reason);
    if (reason === "conflict") this.#sealer.reseal(head);
    else this.#relief.giveUp(head);
  }

  #forgetStored(): void {
    for (let head = this.#store.victim("stored"); head !== undefined; head = this.#store.victim("stored")) this.#holding.forget(head, "planted");
  }

  #counting(observer: HolderObserver): HolderObserver {
    return {
      ...observer,
      forgot: (head, because) => {
        if (because === "given-up") this.#counts.givenUp += head.samples;
        if (because === "thinned") this.#counts.thinnedAway += head.samples;
        observer.forgot?.(head, because);
      },
      secured: (head) => {
        this.#counts.secured += head.samples;
        observer.secured?.(head);
      },
      sealed: (record) => {
        if (record.kind === "thinned") this.#counts.thinnedAway -= record.samples;
        observer.sealed?.(record);
      },
    };
  }

  #assertRunning(): void {
    if (this.#isStopped) throw linkError("LINK_STOPPED", `the link of ${this.source} was stopped`);
  }
}
