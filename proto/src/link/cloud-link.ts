/**
 * The cloud's end of the link: gathers records, commits them in batches, and says what is secured.
 * Asynchronous over its store, without timers: receiving goes on while a commit runs.
 */
import type { SourceId, TenantId } from "../kernel/ids.ts";
import { hashOfCatalogue, isIntact } from "./checksum.ts";
import type { ApplyOutcome, CloudStore } from "./cloud-store.ts";
import { HubConnections, type PeerSession } from "./hub-connections.ts";
import { productionLimits, type LinkLimits } from "./limits.ts";
import { linkError } from "./link-errors.ts";
import type {
  CatalogueMessage,
  ChangeCursor,
  CloudView,
  Drained,
  Hello,
  HubMessage,
  Incarnation,
  Outgoing,
  PeerMessage,
  RecordMessage,
  RefusedReason,
} from "./messages.ts";
import { OwedMarks } from "./owed-marks.ts";
import { lastOf, pagesOf, rangesOf, type RangeSet } from "./range-set.ts";
import { streamName, type LinkRecord, type RecordName, type StreamKey } from "./records.ts";
import { soundRules, type LinkRules } from "./rules.ts";

/** Who speaks, as its certificate says. A depot may carry records of any source of its tenant, a unit only its own. */
export interface CloudPeer {
  readonly tenant: TenantId;
  readonly source: SourceId;
  readonly kind: "unit" | "depot";
}

export interface CloudObserver {
  /** A peer broke the protocol; the caller should close its connection. */
  violated?(connection: string, what: string): void;
  /** A peer said hello; called once for each session. */
  greeted?(connection: string, peer: CloudPeer, agent: string): void;
  refused?(connection: string, name: RecordName, reason: "conflict" | "corrupt"): void;
  /** A tenant's transaction failed; its peers are told to send again. */
  failed?(tenant: TenantId, error: unknown): void;
  /** The cloud took a new incarnation because of what a peer said (rules R2, R3). */
  rose?(incarnation: number): void;
}

export interface CloudLinkOptions {
  readonly store: CloudStore;
  readonly limits?: LinkLimits | undefined;
  readonly rules?: LinkRules | undefined;
  readonly observer?: CloudObserver | undefined;
}

type Session = PeerSession<CloudPeer>;
type Out = Outgoing<HubMessage>;

interface Gathered {
  readonly session: Session;
  readonly record: LinkRecord;
}

/** A peer that claims to have seen a cloud this far in the future is not believed: numbers above would never be reached. */
const incarnationAheadMsMax = 86_400_000;

export class CloudLink {
  readonly #store: CloudStore;
  readonly #limits: LinkLimits;
  readonly #rules: LinkRules;
  readonly #observer: CloudObserver;
  readonly #connections: HubConnections<CloudPeer>;
  /** Where each depot's replica stands, as far as changes were sent to it. */
  readonly #cursors = new WeakMap<Session, ChangeCursor>();
  #gathered = new Map<TenantId, Gathered[]>();
  #gatheredRecords = 0;
  #gatheredBytes = 0;
  /** Under which sessions were opened; absent before the first hello. */
  #incarnation: number | undefined;
  #roseAt = Number.NEGATIVE_INFINITY;
  /**
   * Newest time that a caller passed. A mark carries it, and not the time at which its commit began: a welcome whose
   * claims were read before the commit must not look newer than the mark, or its peer would doubt the cloud (rule R3).
   */
  #latestMs = 0;
  /** One at a time: both look before they leap. */
  #rising: Promise<unknown> = Promise.resolve();
  /** The last commit that was begun, while it runs. */
  #committing: Promise<void> | undefined;

  constructor({ store, limits = productionLimits, rules = soundRules, observer = {} }: CloudLinkOptions) {
    this.#store = store;
    this.#limits = limits;
    this.#rules = rules;
    this.#observer = observer;
    this.#connections = new HubConnections(limits.sessionsPerConnectionMax);
  }

  connected(connection: string, peer: CloudPeer): void {
    this.#connections.connected(connection, peer);
  }

  disconnected(connection: string): void {
    this.#connections.disconnected(connection);
  }

  /**
   * Messages of one connection must be passed in order, each after the promise of the one before; connections do not wait for each other.
   *
   * @param nowMs milliseconds since 1970 by the cloud's clock: it becomes `asOf`.
   * @throws DrawbarError `LINK_CONNECTION_UNKNOWN`, and what the store throws; the message may be passed again.
   */
  async receive(connection: string, message: PeerMessage, nowMs: number): Promise<readonly Outgoing<HubMessage>[]> {
    this.#latestMs = Math.max(this.#latestMs, nowMs);
    const peer = this.#connections.peer(connection);
    if (peer === undefined) throw linkError("LINK_CONNECTION_UNKNOWN", `connection ${connection}`);
    switch (message.kind) {
      case "hello":
        return this.#hello(connection, peer, message, nowMs);
      case "record":
        return this.#record(connection, peer, message);
      case "catalogue":
        return this.#catalogue(connection, peer, message);
      case "drained":
        return this.#drained(connection, peer, message);
    }
  }

  /** Records gathered for the next `commit`. */
  get gathered(): number {
    return this.#gatheredRecords;
  }

  get sessionCount(): number {
    return [...this.#connections.sessions()].length;
  }

  /**
   * Applies what was gathered so far, each tenant's part in one transaction, and answers it: marks of one session
   * and stream come as ranges. A call during another waits for it, then takes what has gathered since.
   * A tenant whose transaction fails gets no marks; its peers send again.
   */
  commit(nowMs: number): Promise<readonly Outgoing<HubMessage>[]> {
    this.#latestMs = Math.max(this.#latestMs, nowMs);
    const before = this.#committing;
    const commit = before === undefined ? this.#commitGathered() : before.then(() => this.#commitGathered());
    const settled: Promise<void> = commit.then(
      () => this.#settle(settled),
      () => this.#settle(settled),
    );
    this.#committing = settled;
    return commit;
  }

  /** The cloud's clock for peers that have nothing to send (rule F1), and news for depots. Once a minute. */
  async heartbeat(nowMs: number): Promise<readonly Outgoing<HubMessage>[]> {
    this.#latestMs = Math.max(this.#latestMs, nowMs);
    const ended = this.#heed(await this.#store.incarnation());
    const sessions = [...this.#connections.sessions()];
    const marks = sessions.map((session) => this.#mark(session, undefined, []));
    const changes: Out[] = [];
    for (const session of sessions) changes.push(...(await this.#changesFor(session)));
    return [...ended, ...marks, ...changes];
  }

  async #hello(connection: string, peer: CloudPeer, hello: Hello, nowMs: number): Promise<Out[]> {
    const isOthers = (stream: StreamKey): boolean => peer.kind === "unit" && streamName(stream).source !== peer.source;
    if (hello.source !== peer.source || hello.streams.some(({ stream }) => isOthers(stream))) {
      this.#observer.violated?.(connection, `a hello for ${hello.source}, or about streams of others`);
      return [];
    }
    const ended = this.#heed(await this.#store.incarnation());
    const risen = await this.#rise(peer, hello, nowMs);
    if (risen === "too-soon") return [...ended, { to: connection, message: { kind: "bye", session: hello.session, reason: "incarnation" } }];
    const isNew = this.#connections.open(connection, hello.session);
    const bootSeen = await this.#store.bootSeen(peer.tenant, peer.source);
    if (hello.boot > (bootSeen ?? -1)) await this.#store.noteBoot(peer.tenant, peer.source, hello.boot);
    const streams = await this.#store.claims(peer.tenant, hello.streams, this.#limits.rangesMax);
    const session = this.#connections.session(connection, hello.session);
    if (session === undefined) return [...ended, ...risen]; // ended while the database was asked: its bye is on its way
    if (isNew) this.#observer.greeted?.(connection, peer, hello.agent);
    const { windowRecords, windowBytes } = this.#limits;
    const welcome: Out = {
      to: connection,
      message: {
        kind: "welcome",
        session: session.id,
        incarnation: this.#name,
        cloud: this.#view(nowMs),
        bootSeen,
        limits: { windowRecords, windowBytes },
        streams,
      },
    };
    if (hello.cursor !== undefined) this.#cursors.set(session, hello.cursor);
    return [...ended, ...risen, welcome, ...(await this.#changesFor(session))];
  }

  /** Rules R2, R3: above every incarnation that a peer has seen, and above one that a peer has reason to doubt. */
  async #rise(peer: CloudPeer, hello: Hello, nowMs: number): Promise<Out[] | "too-soon"> {
    if (!this.#mustRise(hello, nowMs)) return [];
    const rising = this.#rising.then(async () => {
      const ended = this.#heed(await this.#store.incarnation());
      if (!this.#mustRise(hello, nowMs)) return ended;
      if (nowMs - this.#roseAt < this.#limits.riseAfterMs) return "too-soon";
      const incarnation = Math.max(nowMs, (this.#incarnation ?? 0) + 1, hello.cloudSeen.incarnation + 1);
      await this.#store.raiseIncarnation(incarnation);
      await this.#store.alarm(peer.tenant, { kind: "restored" });
      this.#roseAt = nowMs;
      this.#observer.rose?.(incarnation);
      return [...ended, ...this.#heed(incarnation)];
    });
    this.#rising = rising.catch(() => undefined);
    return rising;
  }

  #mustRise({ cloudSeen, doubted }: Hello, nowMs: number): boolean {
    const incarnation = this.#incarnation ?? 0;
    const isCredible = cloudSeen.incarnation <= Math.max(nowMs, incarnation) + incarnationAheadMsMax;
    return (cloudSeen.incarnation > incarnation && isCredible) || (this.#rules.doubtsShrunkenClaims && doubted === incarnation);
  }

  /** @returns byes for everybody when the incarnation is another than before, whoever changed it. */
  #heed(incarnation: number): Out[] {
    if (incarnation === this.#incarnation) return [];
    const isFirst = this.#incarnation === undefined;
    this.#incarnation = incarnation;
    if (isFirst) return [];
    return this.#connections.endAll().map(({ connection, id }) => ({ to: connection, message: { kind: "bye", session: id, reason: "incarnation" } }));
  }

  #record(connection: string, peer: CloudPeer, { session: id, record }: RecordMessage): Out[] {
    const session = this.#connections.session(connection, id);
    if (session === undefined) return [{ to: connection, message: { kind: "bye", session: id, reason: "unknown-session" } }];
    if (peer.kind === "unit" && streamName(record.stream).source !== peer.source) {
      this.#observer.violated?.(connection, `a record of ${record.stream}`);
      return [];
    }
    if (record.bytes.length > this.#limits.recordBytesMax || !isIntact(record)) return [this.#refuse({ session, record }, "corrupt")];
    const isFull = this.#gatheredRecords >= this.#limits.batchRecordsMax || this.#gatheredBytes + record.bytes.length > this.#limits.batchBytesMax;
    if (isFull) return [this.#refuse({ session, record }, "busy")];
    const batch = this.#gathered.get(peer.tenant) ?? [];
    this.#gathered.set(peer.tenant, batch);
    batch.push({ session, record });
    this.#gatheredRecords += 1;
    this.#gatheredBytes += record.bytes.length;
    return this.#rules.marksAfterCommit ? [] : [this.#mark(session, record.stream, rangesOf([record.seq]))];
  }

  async #catalogue(connection: string, { tenant }: CloudPeer, { session, hash, bytes }: CatalogueMessage): Promise<Out[]> {
    const isWanted = this.#connections.session(connection, session) !== undefined && bytes.length <= this.#limits.catalogueBytesMax;
    if (isWanted && hashOfCatalogue(bytes) === hash) await this.#store.addCatalogue(tenant, hash, bytes);
    return [];
  }

  async #drained(connection: string, peer: CloudPeer, { session, depot, incarnation }: Drained): Promise<Out[]> {
    const isCurrent = this.#connections.session(connection, session) !== undefined && incarnation === this.#name;
    if (isCurrent && peer.kind === "depot" && depot === peer.source && this.#rules.resolvesEntrusted) await this.#store.resolveEntrusted(peer.tenant, depot);
    return [];
  }

  #settle(commit: Promise<void>): void {
    if (this.#committing === commit) this.#committing = undefined;
  }

  async #commitGathered(): Promise<Out[]> {
    const batches = this.#gathered;
    this.#gathered = new Map();
    this.#gatheredRecords = 0;
    this.#gatheredBytes = 0;
    const ended = batches.size === 0 ? [] : this.#heed(await this.#store.incarnation());
    const answers = await Promise.all([...batches].map(([tenant, batch]) => this.#apply(tenant, batch)));
    return [...ended, ...answers.flat()];
  }

  async #apply(tenant: TenantId, batch: readonly Gathered[]): Promise<Out[]> {
    let outcomes: readonly ApplyOutcome[];
    try {
      outcomes = await this.#store.apply(
        tenant,
        batch.map(({ record }) => record),
      );
    } catch (error) {
      this.#observer.failed?.(tenant, error);
      return batch.filter(({ session }) => this.#isOpen(session)).map((gathered) => this.#refuse(gathered, "busy"));
    }
    const owed = new OwedMarks<CloudPeer>();
    const out: Out[] = [];
    for (const [index, gathered] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined || !this.#isOpen(gathered.session)) continue;
      const { session, record } = gathered;
      if (outcome.kind === "stored" || outcome.kind === "known") owed.add(session, record.stream, record.seq);
      else if (outcome.kind === "need")
        out.push({ to: session.connection, message: { kind: "need", session: session.id, hash: outcome.hash, stream: record.stream, seq: record.seq } });
      else out.push(this.#refuse(gathered, outcome.kind));
    }
    if (!this.#rules.marksAfterCommit) return out;
    for (const { session, stream, numbers } of owed.take()) {
      const said: RangeSet = this.#rules.marksExactRanges ? numbers : [[1, lastOf(numbers)]];
      for (const ranges of pagesOf(said, this.#limits.rangesMax)) out.push(this.#mark(session, stream, ranges));
    }
    return out;
  }

  /** The tenant's changes after the session's cursor, a page at a time; what does not fit follows with the next heartbeat. */
  async #changesFor(session: Session): Promise<Out[]> {
    const out: Out[] = [];
    for (let page = 0; page < this.#limits.changesPagesMax; page += 1) {
      const cursor = this.#cursors.get(session);
      if (cursor === undefined || !this.#isOpen(session)) return out;
      const asked = this.#rules.bindsCursorToIncarnation ? cursor : { ...cursor, incarnation: this.#incarnation ?? 0 };
      const { incarnation, from, items } = await this.#store.changesAfter(session.peer.tenant, asked, this.#limits.changesItemsMax);
      if (items.length === 0 && incarnation === cursor.incarnation) return out;
      this.#cursors.set(session, { incarnation, position: from + items.length });
      out.push({ to: session.connection, message: { kind: "changes", session: session.id, incarnation, from, items } });
      if (items.length < this.#limits.changesItemsMax) return out;
    }
    return out;
  }

  #isOpen(session: Session): boolean {
    return this.#connections.session(session.connection, session.id) === session;
  }

  /** As a hub, the cloud is named after its incarnation: it never claims less under one. */
  get #name(): Incarnation {
    return `cloud@${this.#incarnation ?? 0}`;
  }

  #view(nowMs: number): CloudView {
    return { incarnation: this.#incarnation ?? 0, asOf: nowMs };
  }

  #mark({ connection, id }: Session, stream: StreamKey | undefined, ranges: RangeSet): Out {
    return {
      to: connection,
      message: { kind: "mark", session: id, incarnation: this.#name, cloud: this.#view(this.#latestMs), stream, stored: ranges, secured: ranges },
    };
  }

  #refuse({ session, record: { stream, seq } }: Gathered, reason: RefusedReason): Out {
    if (reason === "conflict" || reason === "corrupt") this.#observer.refused?.(session.connection, { stream, seq }, reason);
    return { to: session.connection, message: { kind: "refused", session: session.id, stream, seq, reason } };
  }
}
