/** One conversation of a peer with a hub: what was asked, how far it has sent, what is on its way. Lost at a crash, found again by hello and welcome. */
import type { HubName } from "./holder-options.ts";
import type { HeldHead } from "./holder-store.ts";
import type { LinkLimits } from "./limits.ts";
import type { Incarnation, SessionId, Welcome } from "./messages.ts";
import { hasNumber, type RangeSet } from "./range-set.ts";
import type { CatalogueHash, Priority, StreamKey } from "./records.ts";

/** A record that was sent and not answered. */
export interface Flight {
  readonly head: HeldHead;
  /** When it is sent again. */
  dueAt: number;
  /** How often the hub asked for its catalogue. */
  needs: number;
}

export class HubSession {
  readonly id: SessionId;
  readonly hub: HubName;
  /** Sessions of one process count up; their ids are random. */
  readonly order: number;
  /** When hello was last said about everything. */
  helloAt: number;
  /** Absent until the first welcome: nothing is sent before. */
  incarnation: Incarnation | undefined;
  /** Streams of which a welcome has spoken; a record of another waits for its hello. */
  readonly greeted = new Set<StreamKey>();
  /** Streams named in a hello that no welcome has answered yet, with the time; oldest first. */
  readonly unanswered = new Map<StreamKey, number>();
  /** Streams that turned up after the hello. */
  readonly newStreams = new Set<StreamKey>();
  /** Catalogues that went along in this session. */
  readonly catalogues = new Set<CatalogueHash>();
  /** Ids up to which unsecured records of each priority were sent, or passed over with reason. */
  readonly sentThrough: Record<Priority, number> = { 0: 0, 1: 0, 2: 0, 3: 0 };
  readonly #limits: LinkLimits;
  readonly #flights = new Map<StreamKey, Map<number, Flight>>();
  /** Lowest id that was passed over because its stream is not greeted. */
  readonly #passedOver = new Map<StreamKey, HeldHead>();
  #records = 0;
  #bytes = 0;
  #windowRecords: number;
  #windowBytes: number;
  /** Nothing is due before. */
  #dueAt = Number.POSITIVE_INFINITY;

  constructor(options: { readonly id: SessionId; readonly hub: HubName; readonly order: number; readonly limits: LinkLimits; readonly nowMs: number }) {
    this.id = options.id;
    this.hub = options.hub;
    this.order = options.order;
    this.helloAt = options.nowMs;
    this.#limits = options.limits;
    this.#windowRecords = options.limits.windowRecords;
    this.#windowBytes = options.limits.windowBytes;
  }

  get records(): number {
    return this.#records;
  }

  /** A hub may ask for a smaller window, never for none. */
  narrow({ windowRecords, windowBytes }: Welcome["limits"]): void {
    this.#windowRecords = Math.max(1, Math.min(this.#limits.windowRecords, windowRecords));
    this.#windowBytes = Math.max(1, Math.min(this.#limits.windowBytes, windowBytes));
  }

  /** Records of a priority that the window still takes. */
  recordRoom(priority: Priority): number {
    return Math.max(this.#records === 0 ? 1 : 0, Math.floor(this.#windowRecords * this.#share(priority)) - this.#records);
  }

  /** One record is always let through, however large. */
  hasRoomFor({ priority, size }: HeldHead): boolean {
    if (this.#records === 0) return true;
    return this.recordRoom(priority) >= 1 && this.#bytes + size <= this.#windowBytes * this.#share(priority);
  }

  isInFlight(head: HeldHead): boolean {
    return this.#flights.get(head.stream)?.has(head.seq) === true;
  }

  flight(stream: StreamKey, seq: number): Flight | undefined {
    return this.#flights.get(stream)?.get(seq);
  }

  *flights(): Generator<Flight> {
    for (const ofStream of this.#flights.values()) yield* ofStream.values();
  }

  sent(head: HeldHead, dueAt: number): void {
    const ofStream = this.#flights.get(head.stream) ?? new Map<number, Flight>();
    this.#flights.set(head.stream, ofStream);
    if (!ofStream.has(head.seq)) {
      this.#records += 1;
      this.#bytes += head.size;
    }
    ofStream.set(head.seq, { head, dueAt, needs: this.flight(head.stream, head.seq)?.needs ?? 0 });
    this.#dueAt = Math.min(this.#dueAt, dueAt);
  }

  retryAt(flight: Flight, dueAt: number): void {
    flight.dueAt = dueAt;
    this.#dueAt = Math.min(this.#dueAt, dueAt);
  }

  landed(stream: StreamKey, seq: number): void {
    const ofStream = this.#flights.get(stream);
    const flight = ofStream?.get(seq);
    if (ofStream === undefined || flight === undefined) return;
    ofStream.delete(seq);
    if (ofStream.size === 0) this.#flights.delete(stream);
    this.#records -= 1;
    this.#bytes -= flight.head.size;
  }

  landedWithin(stream: StreamKey, ranges: RangeSet): void {
    for (const seq of this.#flights.get(stream)?.keys() ?? []) if (hasNumber(ranges, seq)) this.landed(stream, seq);
  }

  /** Flights whose time is up. */
  overdue(nowMs: number): Flight[] {
    if (nowMs < this.#dueAt) return [];
    const due: Flight[] = [];
    this.#dueAt = Number.POSITIVE_INFINITY;
    for (const flight of this.flights()) {
      if (flight.dueAt <= nowMs) due.push(flight);
      else this.#dueAt = Math.min(this.#dueAt, flight.dueAt);
    }
    return due.sort((a, b) => a.head.id - b.head.id);
  }

  /** The record waits for a hello about its stream. */
  passOver(head: HeldHead): void {
    if (!this.#passedOver.has(head.stream)) this.#passedOver.set(head.stream, head);
    if (!this.unanswered.has(head.stream)) this.newStreams.add(head.stream);
  }

  greet(stream: StreamKey): void {
    this.greeted.add(stream);
    this.unanswered.delete(stream);
    this.newStreams.delete(stream);
    const head = this.#passedOver.get(stream);
    if (head === undefined) return;
    this.#passedOver.delete(stream);
    this.rewind(head);
  }

  /** The record, and what was sealed after it, is looked at again. */
  rewind({ priority, id }: HeldHead): void {
    this.sentThrough[priority] = Math.min(this.sentThrough[priority], id - 1);
  }

  rewindAll(): void {
    for (const priority of [0, 1, 2, 3] as const) this.sentThrough[priority] = 0;
  }

  /** Bulk leaves a part of the window free for what is urgent. */
  #share(priority: Priority): number {
    return priority <= 1 ? 1 : 1 - this.#limits.windowUrgentShare;
  }
}
