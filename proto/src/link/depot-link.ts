/**
 * A depot's link as a state machine: a hub to units, a peer to the cloud, and a source of acts of its own.
 * All three work on one store, so that its backup is consistent. No I/O, no timer.
 */
import type { DepotId, SourceId } from "../kernel/ids.ts";
import type { HolderObserver } from "./holder-options.ts";
import type { HeldSums, HolderStore } from "./holder-store.ts";
import { productionLimits, type LinkLimits } from "./limits.ts";
import type { ChangeCursor, Changes, HubMessage, Incarnation, LinkMessage, Outgoing, PeerMessage, SessionId } from "./messages.ts";
import type { Epoch, RecordName } from "./records.ts";
import { soundRules, type LinkRules } from "./rules.ts";

export interface DepotObserver extends HolderObserver {
  /** A unit broke the protocol; the caller should close its connection. */
  violated?(connection: string, what: string): void;
  /** A unit sent another record under a number that is held: restored or cloned. */
  conflicted?(name: RecordName): void;
}

export interface DepotLinkOptions {
  readonly store: HolderStore;
  readonly limits?: LinkLimits | undefined;
  readonly rules?: LinkRules | undefined;
  readonly observer?: DepotObserver | undefined;
  readonly nextEpoch: () => Epoch;
  readonly nextSession: () => SessionId;
  /** Fresh random text, at most 64 characters (rule K4). */
  readonly nextIncarnation: () => Incarnation;
  readonly agent: string;
  /**
   * Takes the tenant's changes into the replica, in the store's open transaction. `startsOver` means that what the
   * replica has is of another incarnation and goes first (rule R5). Without it a depot asks for no changes.
   */
  readonly applyChanges?: ((changes: Changes, startsOver: boolean) => void) | undefined;
}

export interface DepotReport extends HeldSums {
  readonly source: DepotId;
  readonly incarnation: Incarnation;
  readonly streams: number;
  readonly sessions: number;
  readonly uncommittedRecords: number;
  readonly isDrained: boolean;
  readonly cursor: ChangeCursor;
}

export class DepotLink {
  readonly #options: DepotLinkOptions;
  readonly #limits: LinkLimits;
  readonly #rules: LinkRules;

  /** Opens a new epoch in the store and commits it. @throws DrawbarError of the store. */
  constructor(options: DepotLinkOptions) {
    this.#options = options;
    this.#limits = options.limits ?? productionLimits;
    this.#rules = options.rules ?? soundRules;
  }

  get depot(): DepotId {
    return this.#options.store.state.source;
  }

  // --- hub to units

  /** A unit is connected. It may only speak for `source`, as its certificate says. */
  unitConnected(_connection: string, _unit: { readonly source: SourceId }): void {
    this.#todo();
  }

  unitDisconnected(_connection: string): void {
    this.#todo();
  }

  /**
   * @param connection as given to `unitConnected`; the answers' `to` is a connection or `cloudHub`.
   * @throws DrawbarError `LINK_CONNECTION_UNKNOWN`, and those of the store.
   */
  receive(_connection: string, _message: PeerMessage, _nowMs: number): readonly Outgoing<LinkMessage>[] {
    return this.#todo();
  }

  /**
   * Group commit: makes durable what was taken so far, then marks it stored (rule K1). Several records of one stream share a mark.
   *
   * @throws DrawbarError `HOLDER_DISK_FULL`, `HOLDER_FILE_UNWRITABLE`: nothing is marked, and units send again.
   */
  commit(_nowMs: number): readonly Outgoing<LinkMessage>[] {
    return this.#todo();
  }

  /** Records taken and not committed. */
  get uncommitted(): number {
    return this.#todo();
  }

  // --- peer to the cloud

  cloudConnected(_nowMs: number): readonly Outgoing<LinkMessage>[] {
    return this.#todo();
  }

  /** @param session the one connection that broke; all when absent. */
  cloudDisconnected(_session?: SessionId): void {
    this.#todo();
  }

  /** @returns what is due to the cloud, and what the units are told of it. @throws DrawbarError of the store. */
  receiveFromCloud(_message: HubMessage, _nowMs: number): readonly Outgoing<LinkMessage>[] {
    return this.#todo();
  }

  /** What is due: records within the window, retries, hello again, `drained`. Call it some ten times a second. */
  tick(_nowMs: number): readonly Outgoing<LinkMessage>[] {
    return this.#todo();
  }

  /** Forgets what is settled, closes epochs, prunes. Call it every second or so; `commit` makes it durable. */
  tidy(_nowMs: number): void {
    this.#todo();
  }

  // --- source of acts

  /** Seals an act of this depot, priority 0. Durable after `commit`; never thinned, never given up. */
  sealAct(_bytes: Uint8Array): RecordName {
    return this.#todo();
  }

  /** Notes a clean end, commits, says bye to units. Idempotent. */
  stop(): readonly Outgoing<LinkMessage>[] {
    return this.#todo();
  }

  report(): DepotReport {
    return this.#todo();
  }

  #todo(): never {
    throw new Error(`not built yet ${this.#limits.rangesMax} ${String(this.#rules.appliesOnce)}`);
  }
}
