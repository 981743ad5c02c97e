/**
 * A depot's link as a state machine: a hub to units, a peer to the cloud, and a source of acts of its own.
 * All three work on one store, so that its backup is consistent. No I/O, no timer.
 */
import type { DepotId, SourceId } from "../kernel/ids.ts";
import { hashOfCatalogue, isIntact } from "./checksum.ts";
import { DepotHub } from "./depot-hub.ts";
import { cloudHub, type HolderObserver } from "./holder-options.ts";
import type { HeldHead, HeldSums, HolderStore } from "./holder-store.ts";
import { Holding } from "./holding.ts";
import { productionLimits, type LinkLimits } from "./limits.ts";
import { linkError } from "./link-errors.ts";
import type { ChangeCursor, Changes, HubMessage, Incarnation, Mark, Outgoing, PeerMessage, SessionId, Welcome } from "./messages.ts";
import { PeerSide } from "./peer-side.ts";
import { clipRanges } from "./range-set.ts";
import { priorities, streamName, type CatalogueHash, type Epoch, type RecordName } from "./records.ts";
import { Relief } from "./relief.ts";
import { soundRules, type LinkRules } from "./rules.ts";
import { Sealer } from "./sealer.ts";

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
  readonly #store: HolderStore;
  readonly #limits: LinkLimits;
  /** Catalogues that units brought, the newest last. */
  readonly #announced = new Set<CatalogueHash>();
  readonly #holding: Holding;
  readonly #sealer: Sealer;
  readonly #relief: Relief;
  readonly #hub: DepotHub;
  readonly #peer: PeerSide;
  readonly #applyChanges: DepotLinkOptions["applyChanges"];
  #drainedAt = Number.NEGATIVE_INFINITY;
  /** Set when something that units were told is stored turned out to be damaged. */
  #hasLost = false;
  #isStopped = false;

  /** Opens a new epoch in the store and commits it. @throws DrawbarError of the store. */
  constructor(options: DepotLinkOptions) {
    const { store, limits = productionLimits, rules = soundRules, observer = {} } = options;
    this.#store = store;
    this.#limits = limits;
    this.#applyChanges = options.applyChanges;
    this.#holding = new Holding({ store, limits, rules, observer });
    this.#sealer = new Sealer({ holding: this.#holding, nextEpoch: options.nextEpoch });
    this.#relief = new Relief({ holding: this.#holding, sealer: this.#sealer });
    this.#hub = new DepotHub({
      holding: this.#holding,
      nextIncarnation: options.nextIncarnation,
      violated: (connection, what) => observer.violated?.(connection, what),
      conflicted: (name) => observer.conflicted?.(name),
    });
    this.#peer = new PeerSide({
      holding: this.#holding,
      sealer: this.#sealer,
      nextSession: options.nextSession,
      agent: options.agent,
      catalogue: (hash) => store.catalogue(hash),
      announced: () => this.#announced,
      cursor: options.applyChanges === undefined ? undefined : () => store.state.cursor,
      refused: (head, reason) => this.#refused(head, reason),
    });
    this.#start();
  }

  get depot(): DepotId {
    return this.#store.state.source;
  }

  /** The cloud gets it with the next tick, before any record of it. */
  #announce(hash: CatalogueHash): void {
    this.#announced.delete(hash);
    this.#announced.add(hash);
    const [oldest] = this.#announced;
    if (this.#announced.size > this.#limits.cataloguesAnnouncedMax && oldest !== undefined) this.#announced.delete(oldest);
  }

  /** Records taken and not committed. */
  get uncommitted(): number {
    return this.#hub.uncommitted;
  }

  // --- hub to units

  /** A unit is connected. It may only speak for `source`, as its certificate says. */
  unitConnected(connection: string, unit: { readonly source: SourceId }): void {
    this.#hub.connected(connection, unit);
  }

  unitDisconnected(connection: string): void {
    this.#hub.disconnected(connection);
  }

  /**
   * @param connection as given to `unitConnected`; the answers' `to` is a connection or `cloudHub`.
   * @param nowMs monotonic milliseconds, as everywhere here.
   * @throws DrawbarError `LINK_CONNECTION_UNKNOWN`, and those of the store.
   */
  receive(connection: string, message: PeerMessage, _nowMs: number): readonly Outgoing[] {
    if (this.#isStopped) return [];
    if (!this.#hub.isConnected(connection)) throw linkError("LINK_CONNECTION_UNKNOWN", `connection ${connection}`);
    switch (message.kind) {
      case "hello":
        return this.#guarded(() => this.#hub.hello(connection, message));
      case "record":
        return this.#guarded(() => this.#hub.record(connection, message));
      case "catalogue":
        if (message.bytes.length <= this.#limits.catalogueBytesMax && hashOfCatalogue(message.bytes) === message.hash) {
          this.#guarded(() => this.#store.putCatalogue(message.hash, message.bytes));
          this.#announce(message.hash);
        }
        return [];
      case "drained":
        return [];
    }
  }

  /**
   * Group commit: makes durable what was taken so far, then marks it stored (rule K1). Several records of one stream share a mark.
   *
   * @throws DrawbarError `HOLDER_DISK_FULL`, `HOLDER_FILE_UNWRITABLE`: nothing is marked, and units send again.
   */
  commit(nowMs: number): readonly Outgoing[] {
    if (this.#isStopped) return [];
    this.#guarded(() => this.#store.commit());
    this.#holding.committed();
    return [...this.#hub.committed(), ...this.#peer.due(nowMs)];
  }

  // --- peer to the cloud

  cloudConnected(nowMs: number): readonly Outgoing[] {
    return this.#isStopped ? [] : this.#peer.connect(cloudHub, nowMs);
  }

  /** @param session the one connection that broke; all when absent. */
  cloudDisconnected(session?: SessionId): void {
    this.#peer.disconnect(cloudHub, session);
  }

  /** @returns what is due to the cloud, and what the units are told of it. @throws DrawbarError of the store. */
  receiveFromCloud(message: HubMessage, nowMs: number): readonly Outgoing[] {
    if (this.#isStopped) return [];
    if (message.kind === "changes") return this.#guarded(() => this.#takeChanges(message));
    return this.#guarded(() => {
      const before = this.#store.state.cloud.incarnation;
      const answers = this.#peer.receive(message, nowMs);
      const { incarnation } = this.#store.state.cloud;
      const restarted = incarnation > before || this.#hasLost ? this.#hub.startOver() : [];
      this.#hasLost = false;
      const isNews = (message.kind === "mark" || message.kind === "welcome") && message.cloud.incarnation === incarnation;
      return [...answers, ...restarted, ...(isNews ? this.#relay(message) : [])];
    });
  }

  /** What is due: refusals of what the disk did not take, records within the window, retries, hello again, `drained`. Call it some ten times a second. */
  tick(nowMs: number): readonly Outgoing[] {
    return this.#isStopped ? [] : [...this.#hub.takeRefusals(), ...this.#peer.tick(nowMs), ...this.#reportDrained(nowMs)];
  }

  /**
   * Forgets what is settled, closes epochs, prunes. Call it every second or so; `commit` makes it durable.
   *
   * @throws DrawbarError of the store.
   */
  tidy(nowMs: number): void {
    if (this.#isStopped) return;
    this.#guarded(() => {
      this.#holding.settle(nowMs);
      if (!this.#holding.rules.depotsRetain) this.#forgetAllSecured();
      this.#sealer.closeEpochs();
      this.#store.pruneCatalogues(new Set(), this.#limits.catalogueSpareMax);
      // A unit forgets what is secured after one retention; one more for those that were away.
      this.#store.forgetKnownBefore(this.#store.state.cloud.asOf - 2 * this.#limits.retentionMs, this.#limits.forgetMax);
    });
    this.#peer.tidy();
  }

  // --- source of acts

  /** Seals an act of this depot, priority 0. Durable after `commit`; never thinned, never given up. @throws DrawbarError of the store. */
  sealAct(bytes: Uint8Array): RecordName {
    if (this.#isStopped) throw linkError("LINK_STOPPED", `the link of depot ${this.depot} was stopped`);
    return this.#guarded(() => this.#sealer.seal(0, { kind: "act", produced: 0, samples: 0, encode: () => bytes }));
  }

  /** Notes a clean end, commits, says bye to units. Idempotent. @throws DrawbarError of the store. */
  stop(): readonly Outgoing[] {
    if (this.#isStopped) return [];
    this.#guarded(() => {
      this.#store.setState({ endedClean: true });
      this.#store.commit();
    });
    this.#isStopped = true;
    this.#peer.disconnectAll();
    return [...this.#hub.committed(), ...this.#hub.stop()];
  }

  report(): DepotReport {
    const { held, unsecured, data, stored } = this.#store.sums();
    return {
      held,
      unsecured,
      data,
      stored,
      source: this.depot,
      incarnation: this.#hub.incarnation,
      streams: this.#store.streamCount(),
      sessions: this.#hub.sessionCount,
      uncommittedRecords: this.#hub.uncommitted,
      isDrained: this.#isDrained,
      cursor: this.#store.state.cursor,
    };
  }

  #start(): void {
    const { epoch, boot, endedClean } = this.#store.state;
    this.#store.group(() => {
      this.#store.setState({ boot: boot + 1, endedClean: false });
      this.#sealer.openEpoch(epoch !== undefined && !endedClean);
    });
    this.#store.commit();
  }

  #relay(message: Mark | Welcome): readonly Outgoing[] {
    if (message.kind === "mark" && message.stream !== undefined) return this.#hub.relaySecured(message.stream, message.secured);
    const claims = message.kind === "welcome" ? message.streams : [];
    return [...claims.flatMap(({ stream, secured, through }) => this.#hub.relaySecured(stream, clipRanges(secured, 1, through))), ...this.#hub.relayClock()];
  }

  get #isDrained(): boolean {
    const { cloud } = this.#store.state;
    const { unsecured } = this.#store.sums();
    return cloud.incarnation !== 0 && priorities.every((priority) => unsecured[priority].records === 0);
  }

  /** Rule F5. Said again and again: what was entrusted to this depot may become known at the cloud later than this. */
  #reportDrained(nowMs: number): readonly Outgoing[] {
    if (nowMs - this.#drainedAt < this.#limits.drainedAfterMs || !this.#isDrained) return [];
    const said = this.#peer.broadcast(cloudHub, (session, incarnation) => ({ kind: "drained", session, depot: this.depot, incarnation }));
    if (said.length > 0) this.#drainedAt = nowMs;
    return said;
  }

  /** Rule R5: positions of another incarnation mean nothing; the cloud then sends everything from 0. */
  #takeChanges(changes: Changes): readonly Outgoing[] {
    const { cursor } = this.#store.state;
    const isSame = cursor.incarnation === changes.incarnation || !this.#holding.rules.bindsCursorToIncarnation;
    const isNext = isSame ? changes.from === cursor.position : changes.incarnation > cursor.incarnation && changes.from === 0;
    if (this.#applyChanges === undefined || !isNext) return [];
    const apply = this.#applyChanges;
    this.#store.group(() => {
      apply(changes, !isSame);
      this.#store.setState({ cursor: { incarnation: changes.incarnation, position: changes.from + changes.items.length } });
    });
    return [];
  }

  /** Rule S7: an act of our own is sealed again; a unit's record is left to the unit, and to the cloud, which keeps it apart. */
  #refused(head: HeldHead, reason: "conflict" | "corrupt"): void {
    this.#holding.observer.refused?.({ stream: head.stream, seq: head.seq }, reason);
    const isOwn = streamName(head.stream).source === this.depot;
    if (isOwn && reason === "conflict") this.#sealer.reseal(head);
    else if (isOwn) this.#relief.giveUp(head);
    else {
      const record = this.#store.read(head.id);
      // Damaged here, not at the unit: claims shrink, so units must be asked again (rule K4).
      if (record !== undefined && !isIntact(record)) this.#hasLost = true;
      else this.#hub.noteRefused(head, reason);
      this.#holding.forget(head, "left-to-cloud");
    }
  }

  #forgetAllSecured(): void {
    for (const head of this.#store.forgetSecuredBefore(Number.MAX_SAFE_INTEGER, this.#limits.forgetMax)) this.#holding.observer.forgot?.(head, "settled");
  }

  /** What the store undid may not be marked. */
  #guarded<Result>(work: () => Result): Result {
    return this.#holding.guard(work, () => {
      this.#hub.undone();
      this.#peer.askAgain();
    });
  }
}
