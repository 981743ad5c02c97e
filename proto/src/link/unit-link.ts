/**
 * A unit's end of the link as a state machine: numbers what it is given, keeps it until the cloud has it, and sends
 * it to every hub that it is connected to. No I/O, no timer: the caller passes messages and time, and sends what comes back.
 */
import type { SourceId } from "../kernel/ids.ts";
import type { HolderObserver, HubName, SegmentSeal, SegmentTools } from "./holder-options.ts";
import type { HeldSums, HolderStore } from "./holder-store.ts";
import { productionLimits, type LinkLimits } from "./limits.ts";
import type { HubMessage, Outgoing, PeerMessage, SessionId } from "./messages.ts";
import type { CatalogueHash, Epoch, Priority, RecordName } from "./records.ts";
import { soundRules, type LinkRules } from "./rules.ts";

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
  /** Unsecured, and not on its way to any hub. */
  readonly unsentRecords: number;
  /** Sealed while the disk was full, waiting to be saved. */
  readonly unsavedRecords: number;
  readonly hubs: readonly HubName[];
}

export class UnitLink {
  readonly #options: UnitLinkOptions;
  readonly #limits: LinkLimits;
  readonly #rules: LinkRules;

  /** Opens a new epoch in the store and commits it (rule S1). @throws DrawbarError of the store. */
  constructor(options: UnitLinkOptions) {
    this.#options = options;
    this.#limits = options.limits ?? productionLimits;
    this.#rules = options.rules ?? soundRules;
  }

  get source(): SourceId {
    return this.#options.store.state.source;
  }

  get epoch(): Epoch {
    return this.#todo();
  }

  /** Counts starts; rises above what the cloud has seen (rule R6). */
  get boot(): number {
    return this.#options.store.state.boot;
  }

  /**
   * Makes a catalogue known; segments may name it from then on, and the newest one is kept.
   *
   * @throws DrawbarError `LINK_CATALOGUE_TOO_LARGE`.
   */
  addCatalogue(_bytes: Uint8Array): CatalogueHash {
    return this.#todo();
  }

  /**
   * Gives the next number of the priority's stream to a segment and makes room for it (rule F3).
   * Durable and sendable after the next `commit`.
   *
   * @throws DrawbarError `LINK_RECORD_TOO_LARGE`, `LINK_CATALOGUE_UNKNOWN`. A full disk does not throw here: the seal is kept for another try.
   */
  sealSegment(_priority: Priority, _seal: SegmentSeal): RecordName | undefined {
    return this.#todo();
  }

  /** As `sealSegment`, for records that carry no samples. */
  seal(_priority: Priority, _record: { readonly kind: "clock"; readonly bytes: Uint8Array }): RecordName | undefined {
    return this.#todo();
  }

  /** Counts samples that were accepted and could not be kept: they are produced, and a gap says so. */
  declareLost(_priority: Priority, _samples: number): void {
    this.#todo();
  }

  /**
   * Makes everything sealed so far durable (rule S2).
   *
   * @returns what may be sent now.
   * @throws DrawbarError `HOLDER_DISK_FULL`, `HOLDER_FILE_UNWRITABLE`: nothing is lost, the next `commit` tries again.
   */
  commit(_nowMs: number): readonly Outgoing<PeerMessage>[] {
    return this.#todo();
  }

  /**
   * A connection to a hub stands. Several at a time are fine, also to one hub: each call opens a session, and every message
   * names its session, so that a caller with several connections to one hub knows which of them to use.
   *
   * @param hub the depot's source id, or `cloudHub`, as its certificate says.
   * @param nowMs monotonic milliseconds, as everywhere here.
   */
  connect(_hub: HubName, _nowMs: number): readonly Outgoing<PeerMessage>[] {
    return this.#todo();
  }

  /** @param session the one connection that broke; all of the hub when absent. */
  disconnect(_hub: HubName, _session?: SessionId): void {
    this.#todo();
  }

  /** Never throws on what a hub may send. @throws DrawbarError of the store. */
  receive(_message: HubMessage, _nowMs: number): readonly Outgoing<PeerMessage>[] {
    return this.#todo();
  }

  /** What is due: retries, hello again, records within the window. Call it some ten times a second. */
  tick(_nowMs: number): readonly Outgoing<PeerMessage>[] {
    return this.#todo();
  }

  /** Forgets what is settled, closes epochs, prunes catalogues. Call it every second or so; `commit` makes it durable. */
  tidy(_nowMs: number): void {
    this.#todo();
  }

  /** Notes a clean end, commits, and says nothing more. Idempotent. @throws DrawbarError of the store. */
  stop(): void {
    this.#todo();
  }

  report(): UnitReport {
    return this.#todo();
  }

  #todo(): never {
    throw new Error(`not built yet ${this.#limits.rangesMax} ${String(this.#rules.appliesOnce)}`);
  }
}
