/** What a peer sends in a session and when: the most urgent first, each record once, within the window (rules S2, S3). */
import type { HeldHead } from "./holder-store.ts";
import type { Holding } from "./holding.ts";
import type { Flight, HubSession } from "./hub-session.ts";
import type { Outgoing, PeerMessage } from "./messages.ts";
import { MutableRanges } from "./mutable-ranges.ts";
import { intersectRanges, type RangeSet } from "./range-set.ts";
import type { Priority, StreamKey } from "./records.ts";
import type { Sealer } from "./sealer.ts";

export interface RecordSendingOptions {
  readonly holding: Holding;
  readonly sealer: Sealer;
  /** Whether the session's hub has the record. */
  readonly isAtHub: (session: HubSession, head: HeldHead) => boolean;
  /** Whether it is on its way there in any session. */
  readonly isOnItsWay: (session: HubSession, head: HeldHead) => boolean;
  /** Numbers of this epoch that were sent before the process was frozen, when it goes on with its memory. */
  readonly sentBefore?: ReadonlyMap<StreamKey, RangeSet> | undefined;
}

type Out = Outgoing<PeerMessage>;

/** Records of a priority that are looked at in one step, and in one call: a long backlog that a hub has is passed in many calls. */
const walkPageMin = 8;
const walkPageMax = 64;
const walkMax = 4_096;

export class RecordSending {
  readonly #options: RecordSendingOptions;
  readonly #holding: Holding;
  /** Numbers of the current epoch that were sent (rule S8). */
  readonly #sent = new Map<StreamKey, MutableRanges>();

  constructor(options: RecordSendingOptions) {
    this.#options = options;
    this.#holding = options.holding;
    for (const [stream, ranges] of options.sentBefore ?? []) this.#sent.set(stream, new MutableRanges(ranges));
  }

  /** What a frozen process would remember. */
  get sent(): ReadonlyMap<StreamKey, RangeSet> {
    return new Map([...this.#sent].map(([stream, numbers]) => [stream, numbers.ranges()]));
  }

  /** Records that are due in a welcomed session: those without an answer, then new ones, priorities 0 and 1 before the backlog. */
  due(session: HubSession, nowMs: number): Out[] {
    const again = session.overdue(nowMs).flatMap((flight) => this.again(session, flight, nowMs));
    return [...again, ...this.#walk(session, [0, 1], nowMs), ...this.#walk(session, [2, 3], nowMs)];
  }

  again(session: HubSession, { head }: Flight, nowMs: number): Out[] {
    const current = this.#holding.store.head(head.stream, head.seq);
    if (current !== undefined && current.securedAt === undefined && !this.#options.isAtHub(session, head)) return this.#send(session, head, nowMs);
    session.landed(head.stream, head.seq);
    return [];
  }

  /**
   * Rule S8: a claim on a number of the current epoch that this process never sent is not believed. The record
   * is sent, and the checksum decides. Of earlier epochs nobody remembers what was sent; there it cannot happen.
   */
  believed(stream: StreamKey, ranges: RangeSet): RangeSet {
    if (!this.#holding.rules.noticesForeignNumbers || !this.#options.sealer.isCurrent(stream)) return ranges;
    return intersectRanges(ranges, this.#sent.get(stream)?.ranges() ?? []);
  }

  /** Two priorities in order of sealing, a page at a time. */
  #walk(session: HubSession, pair: readonly [Priority, Priority], nowMs: number): Out[] {
    const { store, rules } = this.#holding;
    const throughId = rules.sendsOnlySynced ? store.committedId : Number.MAX_SAFE_INTEGER;
    const out: Out[] = [];
    for (let looked = 0; looked < walkMax && pair.some((priority) => session.sentThrough[priority] < throughId);) {
      const room = session.recordRoom(pair[0]);
      if (room <= 0) return out;
      const limit = Math.min(walkPageMax, Math.max(walkPageMin, room));
      const pages = pair.map((priority) => store.unsecured({ priority, afterId: session.sentThrough[priority], limit }));
      // Beyond the end of a full page the other one may not run ahead.
      const boundId = Math.min(throughId, ...pages.map((page) => (page.length < limit ? Number.MAX_SAFE_INTEGER : (page.at(-1)?.id ?? 0))));
      const heads = inOrder(pages, boundId);
      for (const head of heads) {
        looked += 1;
        const sent = this.#consider(session, head, nowMs);
        if (sent === undefined) return out;
        out.push(...sent);
        session.sentThrough[head.priority] = head.id;
      }
      // A full page of which nothing was looked at is not committed yet.
      if (heads.length > 0 && pages.some((page) => page.length === limit)) continue;
      for (const priority of pair) session.sentThrough[priority] = Math.max(session.sentThrough[priority], Math.min(throughId, store.committedId));
      break;
    }
    return out;
  }

  /** @returns `undefined` when the window is full. */
  #consider(session: HubSession, head: HeldHead, nowMs: number): Out[] | undefined {
    if (this.#options.isAtHub(session, head) || this.#options.isOnItsWay(session, head)) return [];
    if (!session.greeted.has(head.stream)) {
      session.passOver(head);
      return [];
    }
    return session.hasRoomFor(head) ? this.#send(session, head, nowMs) : undefined;
  }

  #send(session: HubSession, head: HeldHead, nowMs: number): Out[] {
    const record = this.#holding.store.read(head.id);
    if (record === undefined) return [];
    session.sent(head, nowMs + this.#holding.limits.retryAfterMs);
    if (this.#options.sealer.isCurrent(head.stream)) this.#noteSent(head);
    return [{ to: session.hub, message: { kind: "record", session: session.id, record } }];
  }

  #noteSent({ stream, seq }: HeldHead): void {
    const numbers = this.#sent.get(stream);
    if (numbers !== undefined) return numbers.add(seq);
    for (const other of this.#sent.keys()) if (!this.#options.sealer.isCurrent(other)) this.#sent.delete(other);
    this.#sent.set(stream, new MutableRanges([[seq, seq]]));
  }
}

function inOrder(pages: readonly (readonly HeldHead[])[], boundId: number): HeldHead[] {
  return pages
    .flat()
    .filter(({ id }) => id <= boundId)
    .sort((a, b) => a.id - b.id);
}
