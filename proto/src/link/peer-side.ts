/**
 * The peer's side of the link: sessions, what to send, what to believe. The same for a unit and a depot.
 * Everything here is lost at a crash and found again by hello and welcome.
 */
import { cloudHub, type HubName } from "./holder-options.ts";
import type { HeldHead } from "./holder-store.ts";
import type { Holding } from "./holding.ts";
import { HubSession } from "./hub-session.ts";
import type {
  ChangeCursor,
  HubMessage,
  Incarnation,
  Mark,
  Need,
  Outgoing,
  PeerMessage,
  Refused,
  SessionId,
  StreamClaim,
  StreamSpan,
  Welcome,
} from "./messages.ts";
import { MutableRanges } from "./mutable-ranges.ts";
import { clipRanges, lastOf, subtractRanges, unionRanges, type RangeSet } from "./range-set.ts";
import { RecordSending } from "./record-sending.ts";
import { priorities, streamName, type CatalogueHash, type StreamKey } from "./records.ts";
import type { Sealer } from "./sealer.ts";

export interface PeerSideOptions {
  readonly holding: Holding;
  readonly sealer: Sealer;
  readonly nextSession: () => SessionId;
  readonly agent: string;
  readonly catalogue: (hash: CatalogueHash) => Uint8Array | undefined;
  /**
   * Catalogues that every hub is given unasked, once a session: live values name them, and must not wait until a segment
   * that needs one has made its way through a backlog.
   */
  readonly announced: () => Iterable<CatalogueHash>;
  /** Only what asks for changes has one. */
  readonly cursor?: (() => ChangeCursor) | undefined;
  /** A hub will never take this record under this number (rule S7). */
  readonly refused: (head: HeldHead, reason: "conflict" | "corrupt") => void;
  /** Numbers of this epoch that were sent before the process was frozen, when it goes on with its memory. */
  readonly sentBefore?: ReadonlyMap<StreamKey, RangeSet> | undefined;
}

/** What a hub is known to have, under its last incarnation; shared by all sessions with it. */
interface HubKnowledge {
  readonly incarnation: Incarnation;
  /** The newest session that it answered: an older answer under another name is stale. */
  order: number;
  readonly have: Map<StreamKey, MutableRanges>;
}

type Out = Outgoing<PeerMessage>;

const protocols = [1];
export class PeerSide {
  readonly #options: PeerSideOptions;
  readonly #holding: Holding;
  readonly #sessions = new Map<SessionId, HubSession>();
  readonly #hubs = new Map<HubName, HubKnowledge>();
  readonly #sending: RecordSending;
  /** Only a planted fault looks at it. */
  readonly #endedHubs = new Map<SessionId, HubName>();
  #doubted: number | undefined;
  #order = 0;
  #hasHeardCloud = false;

  constructor(options: PeerSideOptions) {
    this.#options = options;
    this.#holding = options.holding;
    this.#sending = new RecordSending({
      holding: options.holding,
      sealer: options.sealer,
      isAtHub: (session, head) => this.#isAtHub(session, head),
      isOnItsWay: (session, head) => this.#isOnItsWay(session, head),
      sentBefore: options.sentBefore,
    });
  }

  get hubs(): readonly HubName[] {
    return [...new Set([...this.#sessions.values()].map(({ hub }) => hub))];
  }

  /** The name under which a hub last welcomed this process. */
  incarnationOf(hub: HubName): Incarnation | undefined {
    return this.#hubs.get(hub)?.incarnation;
  }

  get recordsInFlight(): number {
    let count = 0;
    for (const session of this.#sessions.values()) count += session.records;
    return count;
  }

  /** What a frozen process would remember. */
  get sent(): ReadonlyMap<StreamKey, RangeSet> {
    return this.#sending.sent;
  }

  connect(hub: HubName, nowMs: number): Out[] {
    return this.#hello(this.#begin(hub, nowMs), nowMs);
  }

  disconnect(hub: HubName, id?: SessionId): void {
    for (const session of this.#sessions.values()) if (session.hub === hub && (id === undefined || session.id === id)) this.#end(session);
  }

  disconnectAll(): void {
    this.#sessions.clear();
  }

  /** The store undid what this memory is built on: every hub is asked again about everything. */
  askAgain(): void {
    this.#hasHeardCloud = false;
    for (const session of this.#sessions.values()) session.helloAt = Number.NEGATIVE_INFINITY;
  }

  /** Lets go of what is known about streams of which nothing is held any more. */
  tidy(): void {
    const { store } = this.#holding;
    const isGone = (stream: StreamKey): boolean => store.held(stream).length === 0;
    for (const { have } of this.#hubs.values()) for (const stream of have.keys()) if (isGone(stream)) have.delete(stream);
    for (const { greeted } of this.#sessions.values()) for (const stream of greeted) if (isGone(stream)) greeted.delete(stream);
  }

  /** What is due: hellos without an answer, hello again, records, most urgent first. */
  tick(nowMs: number): Out[] {
    return [...this.#sessions.values()].flatMap((session) => [...this.#dueHello(session, nowMs), ...this.#due(session, nowMs)]);
  }

  /** Records that may be sent now, as after a commit. */
  due(nowMs: number): Out[] {
    return [...this.#sessions.values()].flatMap((session) => this.#due(session, nowMs));
  }

  /** A message in every open session with `hub`. */
  broadcast(hub: HubName, make: (session: SessionId, incarnation: Incarnation) => PeerMessage): Out[] {
    const out: Out[] = [];
    for (const session of this.#sessions.values()) {
      if (session.hub !== hub || session.incarnation === undefined) continue;
      out.push({ to: hub, message: make(session.id, session.incarnation) });
    }
    return out;
  }

  /** Rule K7: what names no open session, or an incarnation that is not the hub's last, is dropped. @returns answers. */
  receive(message: HubMessage, nowMs: number): Out[] {
    const session = this.#sessions.get(message.session) ?? this.#plantedSession(message);
    if (session === undefined) return [];
    switch (message.kind) {
      case "welcome":
        return this.#welcome(session, message, nowMs);
      case "mark":
        return this.#mark(session, message, nowMs);
      case "refused":
        return this.#refused(session, message, nowMs);
      case "need":
        return this.#need(session, message, nowMs);
      case "bye":
        return this.#startOver(session, nowMs, message.reason === "stopping");
      case "changes":
        return [];
    }
  }

  // --- sessions

  #begin(hub: HubName, nowMs: number): HubSession {
    const session = new HubSession({ id: this.#options.nextSession(), hub, order: (this.#order += 1), limits: this.#holding.limits, nowMs });
    this.#sessions.set(session.id, session);
    return session;
  }

  #end(session: HubSession): void {
    this.#sessions.delete(session.id);
    if (!this.#holding.rules.dropsStaleAnswers) this.#endedHubs.set(session.id, session.hub);
    // What was on its way here, others passed over.
    const others = [...this.#sessions.values()].filter(({ hub }) => hub === session.hub);
    for (const flight of session.flights()) for (const other of others) other.rewind(flight.head);
  }

  /** A new session over the same connection. One that ended before it was welcomed waits, so that nobody spins. */
  #startOver(session: HubSession, nowMs: number, isPatient = false): Out[] {
    const wasOpen = session.incarnation !== undefined;
    this.#end(session);
    const next = this.#begin(session.hub, nowMs);
    return wasOpen && !isPatient ? this.#hello(next, nowMs) : [];
  }

  /** Without rule K7, a mark of a session that has ended counts for another one with the same hub. */
  #plantedSession(message: HubMessage): HubSession | undefined {
    if (this.#holding.rules.dropsStaleAnswers || message.kind !== "mark") return undefined;
    const hub = this.#endedHubs.get(message.session);
    return [...this.#sessions.values()].find((session) => session.hub === hub);
  }

  /** Hello about everything: to the cloud all that is held, so that it shows when the cloud lost something (rule R3). */
  #hello(session: HubSession, nowMs: number): Out[] {
    session.helloAt = nowMs;
    const spans: StreamSpan[] = [];
    for (const { stream, first, last, unsecured } of this.#holding.store.streams()) {
      if (unsecured > 0 || session.hub === cloudHub) spans.push({ stream, first, last });
    }
    return this.#ask(session, spans, nowMs);
  }

  #ask(session: HubSession, spans: readonly StreamSpan[], nowMs: number): Out[] {
    const { store, limits } = this.#holding;
    const { source, epoch = this.#options.sealer.epoch, boot, cloud } = store.state;
    const said = { source, epoch, boot, protocols, agent: this.#options.agent, cloudSeen: cloud, doubted: this.#doubted, cursor: this.#options.cursor?.() };
    const out: Out[] = [];
    for (let start = 0; start === 0 || start < spans.length; start += limits.helloStreamsMax) {
      const streams = spans.slice(start, start + limits.helloStreamsMax);
      for (const { stream } of streams) {
        session.newStreams.delete(stream);
        session.unanswered.delete(stream); // so that it goes to the end: oldest first
        session.unanswered.set(stream, nowMs);
      }
      out.push({ to: session.hub, message: { kind: "hello", session: session.id, ...said, streams } });
    }
    return out;
  }

  #askAbout(session: HubSession, streams: Iterable<StreamKey>, nowMs: number): Out[] {
    const spans: StreamSpan[] = [];
    for (const stream of streams) {
      const held = this.#holding.store.held(stream);
      const [first] = held[0] ?? [];
      if (first !== undefined) spans.push({ stream, first, last: lastOf(held) });
      else session.unanswered.delete(stream);
    }
    return spans.length === 0 ? [] : this.#ask(session, spans, nowMs);
  }

  #dueHello(session: HubSession, nowMs: number): Out[] {
    const { limits } = this.#holding;
    if (session.incarnation === undefined) return nowMs - session.helloAt >= limits.helloRetryAfterMs ? this.#hello(session, nowMs) : [];
    if (nowMs - session.helloAt >= limits.helloAgainAfterMs && this.#hasUnsecured()) return this.#hello(session, nowMs);
    const late: StreamKey[] = [];
    for (const [stream, askedAt] of session.unanswered) {
      if (nowMs - askedAt < limits.helloRetryAfterMs) break;
      late.push(stream);
    }
    return late.length === 0 ? [] : this.#askAbout(session, late, nowMs);
  }

  #hasUnsecured(): boolean {
    const { unsecured } = this.#holding.store.sums();
    return priorities.some((priority) => unsecured[priority].records > 0);
  }

  // --- what a hub says

  #welcome(session: HubSession, welcome: Welcome, nowMs: number): Out[] {
    const known = this.#hubs.get(session.hub);
    if (known !== undefined && known.order > session.order && known.incarnation !== welcome.incarnation) return this.#startOver(session, nowMs);
    if (session.hub === cloudHub && this.#hasReasonToDoubt(welcome)) {
      this.#doubted = welcome.cloud.incarnation;
      this.#end(session);
      return this.connect(session.hub, nowMs);
    }
    const isSame = known !== undefined && known.incarnation === welcome.incarnation;
    const hub = isSame ? known : { incarnation: welcome.incarnation, order: session.order, have: new Map<StreamKey, MutableRanges>() };
    hub.order = Math.max(hub.order, session.order);
    this.#hubs.set(session.hub, hub);
    session.incarnation = welcome.incarnation;
    session.narrow(welcome.limits);
    this.#holding.store.group(() => {
      this.#seeCloud(welcome.cloud);
      if (!isSame) this.#holding.voidAllStored(session.hub);
      for (const claim of welcome.streams) this.#takeClaim(session, hub, claim, welcome);
      if (session.hub === cloudHub) this.#raiseBoot(welcome.bootSeen);
    });
    return this.#due(session, nowMs);
  }

  /** A claim is absolute up to `through`; above it nothing is said, and what was said before holds. */
  #takeClaim(session: HubSession, hub: HubKnowledge, claim: StreamClaim, { cloud }: Welcome): void {
    const { stream, through } = claim;
    if (!session.unanswered.has(stream) && !session.greeted.has(stream)) return; // nobody asked
    const exact = clipRanges(claim.have, 1, through);
    const claimed: RangeSet = this.#holding.rules.resumesFromWelcome || exact.length === 0 ? exact : [[1, lastOf(exact)]];
    const believed = this.#sending.believed(stream, claimed);
    const before = hub.have.get(stream)?.ranges() ?? [];
    const have = unionRanges(believed, clipRanges(before, through + 1, Number.MAX_SAFE_INTEGER));
    hub.have.set(stream, new MutableRanges(have));
    session.greet(stream);
    this.#rewindTo(session.hub, stream, subtractRanges(before, have));
    session.landedWithin(stream, have);
    this.#holding.voidStored(session.hub, stream, have);
    this.#holding.takeStored(session.hub, stream, believed);
    this.#takeSecured(stream, this.#sending.believed(stream, clipRanges(claim.secured, 1, through)), cloud);
  }

  #mark(session: HubSession, mark: Mark, nowMs: number): Out[] {
    const hub = this.#hubs.get(session.hub);
    if (hub === undefined || (mark.incarnation !== hub.incarnation && this.#holding.rules.dropsStaleAnswers)) return [];
    const { stream } = mark;
    this.#holding.store.group(() => {
      this.#seeCloud(mark.cloud);
      if (stream === undefined) return;
      const stored = this.#sending.believed(stream, mark.stored);
      const have = hub.have.get(stream) ?? new MutableRanges();
      hub.have.set(stream, have);
      have.addAll(stored);
      for (const other of this.#sessions.values()) if (other.hub === session.hub) other.landedWithin(stream, stored);
      this.#holding.takeStored(session.hub, stream, stored);
      this.#takeSecured(stream, this.#sending.believed(stream, mark.secured), mark.cloud);
    });
    return this.#due(session, nowMs);
  }

  #takeSecured(stream: StreamKey, ranges: RangeSet, cloud: Welcome["cloud"]): void {
    for (const { seq } of this.#holding.takeSecured(stream, ranges, cloud)) for (const session of this.#sessions.values()) session.landed(stream, seq);
  }

  #seeCloud(seen: Welcome["cloud"]): void {
    if (!this.#holding.seeCloud(seen) || !this.#holding.rules.bindsSecuredToIncarnation) return;
    for (const { have } of this.#hubs.values()) have.clear();
    for (const session of this.#sessions.values()) session.rewindAll();
  }

  /** Rule R3: `asOf` after `securedAt` and still not there, under the same incarnation: the cloud was put back and does not know. */
  #hasReasonToDoubt({ cloud, streams }: Welcome): boolean {
    const { store, rules, limits } = this.#holding;
    if (!rules.doubtsShrunkenClaims || cloud.incarnation !== store.state.cloud.incarnation) return false;
    return streams.some(({ stream, have, through }) => {
      const missing = subtractRanges(clipRanges(store.heldSecured(stream), 1, through), have);
      return missing.length > 0 && store.hasSecuredBefore(stream, missing, cloud.asOf - limits.doubtMarginMs);
    });
  }

  /** Rule R6. The cloud notes a boot at hello, so only the first answer tells of starts before this one. */
  #raiseBoot(bootSeen: number | undefined): void {
    const { store } = this.#holding;
    const isSeenBefore = bootSeen !== undefined && (this.#hasHeardCloud ? bootSeen > store.state.boot : bootSeen >= store.state.boot);
    this.#hasHeardCloud = true;
    if (isSeenBefore) store.setState({ boot: bootSeen + 1 });
  }

  #rewindTo(hub: HubName, stream: StreamKey, missing: RangeSet): void {
    const [first] = missing[0] ?? [];
    if (first === undefined) return;
    for (const session of this.#sessions.values()) if (session.hub === hub) session.sentThrough[streamName(stream).priority] = 0;
  }

  #refused(session: HubSession, { stream, seq, reason }: Refused, nowMs: number): Out[] {
    const flight = session.flight(stream, seq);
    if (reason === "full" || reason === "busy") {
      const { fullRetryAfterMs, busyRetryAfterMs } = this.#holding.limits;
      if (flight !== undefined) session.retryAt(flight, nowMs + (reason === "full" ? fullRetryAfterMs : busyRetryAfterMs));
      return [];
    }
    session.landed(stream, seq);
    const head = this.#holding.store.head(stream, seq);
    if (head !== undefined && this.#holding.rules.resealsRefused) this.#options.refused(head, reason);
    return [];
  }

  /** The catalogue, then the record that was put aside for it. Of many that need one catalogue, only the first takes it along. */
  #need(session: HubSession, { stream, seq, hash }: Need, nowMs: number): Out[] {
    const flight = session.flight(stream, seq);
    const bytes = this.#options.catalogue(hash);
    if (bytes === undefined || flight === undefined) return [];
    flight.needs += 1;
    const isOnItsWay = flight.needs === 1 && session.catalogues.has(hash);
    session.catalogues.add(hash);
    const catalogue: Out = { to: session.hub, message: { kind: "catalogue", session: session.id, hash, bytes } };
    return isOnItsWay ? this.#sending.again(session, flight, nowMs) : [catalogue, ...this.#sending.again(session, flight, nowMs)];
  }

  // --- what is sent

  #due(session: HubSession, nowMs: number): Out[] {
    if (session.incarnation === undefined) return [];
    // The hub has another name in a newer session: this one is over, whether its bye arrives or not.
    if (session.incarnation !== this.#hubs.get(session.hub)?.incarnation) return this.#startOver(session, nowMs);
    const catalogues = this.#announce(session);
    const records = this.#sending.due(session, nowMs);
    return session.newStreams.size === 0
      ? [...catalogues, ...records]
      : [...catalogues, ...this.#askAbout(session, [...session.newStreams], nowMs), ...records];
  }

  #announce(session: HubSession): Out[] {
    const out: Out[] = [];
    for (const hash of this.#options.announced()) {
      if (session.catalogues.has(hash)) continue;
      const bytes = this.#options.catalogue(hash);
      if (bytes === undefined) continue;
      session.catalogues.add(hash);
      out.push({ to: session.hub, message: { kind: "catalogue", session: session.id, hash, bytes } });
    }
    return out;
  }

  #isAtHub(session: HubSession, { stream, seq }: HeldHead): boolean {
    return this.#hubs.get(session.hub)?.have.get(stream)?.has(seq) === true;
  }

  #isOnItsWay(session: HubSession, head: HeldHead): boolean {
    if (session.isInFlight(head)) return true;
    for (const other of this.#sessions.values()) {
      if (other.hub === session.hub && other.incarnation === session.incarnation && other.isInFlight(head)) return true;
    }
    return false;
  }
}
