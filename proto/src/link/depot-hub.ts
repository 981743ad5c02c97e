/** The depot as a hub to units: what it claims, takes, marks and refuses (rules K1-K5, F2). */
import type { SourceId } from "../kernel/ids.ts";
import { equalBytes, isIntact } from "./checksum.ts";
import { HubConnections, type PeerSession } from "./hub-connections.ts";
import type { Holding } from "./holding.ts";
import type { CloudView, Hello, HubMessage, Incarnation, Outgoing, RecordMessage, RefusedReason, StreamClaim, StreamSpan } from "./messages.ts";
import { OwedMarks, type OwedMark } from "./owed-marks.ts";
import { clipRanges, intersectRanges, lastOf, newestRanges, numbersIn, pagesOf, rangesOf, truncateRanges, unionRanges, type RangeSet } from "./range-set.ts";
import { streamName, type LinkRecord, type RecordName, type StreamKey } from "./records.ts";

export interface DepotHubOptions {
  readonly holding: Holding;
  readonly nextIncarnation: () => Incarnation;
  readonly violated: (connection: string, what: string) => void;
  readonly conflicted: (name: RecordName) => void;
}

interface Unit {
  readonly source: SourceId;
}

/** A record that the cloud will not take under its number, and why. */
interface RefusedByCloud {
  readonly checksum: Uint8Array;
  readonly reason: "conflict" | "corrupt";
}

type Out = Outgoing<HubMessage>;

/** Refusals of the cloud that are remembered, so that units hear them when they send again. At the bound the oldest is forgotten. */
const refusalsMax = 1_024;

export class DepotHub {
  readonly #options: DepotHubOptions;
  readonly #holding: Holding;
  readonly #connections: HubConnections<Unit>;
  readonly #owed = new OwedMarks<Unit>();
  /** Taken in a transaction that the disk refused, and not said yet. */
  readonly #undone: OwedMark<Unit>[] = [];
  readonly #refusedByCloud = new Map<string, RefusedByCloud>();
  #incarnation: Incarnation;
  #uncommittedRecords = 0;
  #uncommittedBytes = 0;
  /** Everything ever received; only a planted fault looks at it. */
  readonly #everHad = new Map<StreamKey, RangeSet>();

  constructor(options: DepotHubOptions) {
    this.#options = options;
    this.#holding = options.holding;
    this.#connections = new HubConnections(options.holding.limits.sessionsPerConnectionMax);
    this.#incarnation = options.nextIncarnation();
  }

  get incarnation(): Incarnation {
    return this.#incarnation;
  }

  get sessionCount(): number {
    return [...this.#connections.sessions()].length;
  }

  get uncommitted(): number {
    return this.#uncommittedRecords;
  }

  connected(connection: string, unit: Unit): void {
    this.#connections.connected(connection, unit);
  }

  disconnected(connection: string): void {
    this.#connections.disconnected(connection);
  }

  isConnected(connection: string): boolean {
    return this.#connections.peer(connection) !== undefined;
  }

  hello(connection: string, hello: Hello): Out[] {
    const source = this.#connections.peer(connection)?.source;
    if (hello.source !== source || hello.streams.some(({ stream }) => streamName(stream).source !== source)) {
      this.#options.violated(connection, `a hello for ${hello.source}, or about streams of others`);
      return [];
    }
    this.#connections.open(connection, hello.session);
    const streams = hello.streams.map((span) => this.#claim(span, hello.cloudSeen));
    const { windowRecords, windowBytes } = this.#holding.limits;
    return [
      {
        to: connection,
        message: {
          kind: "welcome",
          session: hello.session,
          incarnation: this.#incarnation,
          cloud: this.#cloud,
          limits: { windowRecords, windowBytes },
          streams,
        },
      },
    ];
  }

  record(connection: string, { session: id, record }: RecordMessage): Out[] {
    const session = this.#connections.session(connection, id);
    if (session === undefined) return [{ to: connection, message: { kind: "bye", session: id, reason: "unknown-session" } }];
    if (streamName(record.stream).source !== session.peer.source) {
      this.#options.violated(connection, `a record of ${record.stream}`);
      return [];
    }
    const { store, limits, rules } = this.#holding;
    if (record.bytes.length > limits.recordBytesMax || !isIntact(record)) return [refuse(session, record, "corrupt")];
    const known = store.head(record.stream, record.seq);
    if (known !== undefined && !equalBytes(known.checksum, record.checksum)) {
      this.#options.conflicted({ stream: record.stream, seq: record.seq });
      return [refuse(session, record, "conflict")];
    }
    const refused = this.#refusedByCloud.get(nameOf(record));
    if (refused !== undefined && equalBytes(refused.checksum, record.checksum)) return [refuse(session, record, refused.reason)];
    if (record.catalogue !== undefined && !store.hasCatalogue(record.catalogue)) {
      return [{ to: connection, message: { kind: "need", session: id, hash: record.catalogue, stream: record.stream, seq: record.seq } }];
    }
    const obstacle = known === undefined ? this.#take(record) : undefined;
    if (obstacle !== undefined) return [refuse(session, record, obstacle)];
    if (!rules.marksAfterCommit) return this.#marks(session, record.stream, rangesOf([record.seq]));
    this.#owed.add(session, record.stream, record.seq);
    return [];
  }

  /** What a commit allows to be said (rule K1). */
  committed(): Out[] {
    this.#uncommittedRecords = 0;
    this.#uncommittedBytes = 0;
    return this.#owed.take().flatMap(({ session, stream, numbers }) => this.#marks(session, stream, numbers));
  }

  /** The open transaction was undone: nothing of it may be marked, and who sent it is told to keep it. */
  undone(): void {
    this.#uncommittedRecords = 0;
    this.#uncommittedBytes = 0;
    this.#undone.push(...this.#owed.take());
    // Whoever is left out hears nothing and sends again after its silence.
    this.#undone.splice(0, this.#undone.length - this.#holding.limits.batchRecordsMax);
  }

  /** Refusals of what was undone since the last call; without them a unit would wait out its silence. */
  takeRefusals(): Out[] {
    const undone = this.#undone.splice(0).filter(({ session }) => this.#connections.session(session.connection, session.id) === session);
    return undone.flatMap(({ session, stream, numbers }) => [...numbersIn(numbers)].map((seq) => refuse(session, { stream, seq }, "full")));
  }

  /** The cloud was put back: what it secured may be gone, so claims shrink, and every session begins anew (rules R1, K4). */
  startOver(): Out[] {
    const { rules } = this.#holding;
    if (!rules.bindsSecuredToIncarnation || !rules.claimsOnlyWhatItCanGive) return [];
    this.#incarnation = this.#options.nextIncarnation();
    this.#refusedByCloud.clear();
    this.#owed.take();
    return this.#byes("incarnation");
  }

  stop(): Out[] {
    return this.#byes("stopping");
  }

  /** What the cloud has: remembered (rule K4), and told to the units that it is about. */
  relaySecured(stream: StreamKey, ranges: RangeSet): Out[] {
    const { store, limits } = this.#holding;
    if (ranges.length === 0) return [];
    const { incarnation, asOf } = this.#cloud;
    store.setKnownSecured(stream, { under: incarnation, ranges: newestRanges(unionRanges(this.#knownSecured(stream), ranges), limits.rangesMax) }, asOf);
    const out: Out[] = [];
    for (const session of this.#connections.sessionsOf(streamName(stream).source)) {
      for (const secured of pagesOf(ranges, limits.rangesMax)) out.push(this.#mark(session, stream, [], secured));
    }
    return out;
  }

  /** The cloud's clock, for everybody. */
  relayClock(): Out[] {
    return [...this.#connections.sessions()].map((session) => this.#mark(session, undefined, [], []));
  }

  /** The cloud keeps what it refuses apart; here it goes, and the unit that sends it again hears why. */
  noteRefused(record: Pick<LinkRecord, "stream" | "seq" | "checksum">, reason: "conflict" | "corrupt"): void {
    this.#refusedByCloud.set(nameOf(record), { checksum: record.checksum, reason });
    const [oldest] = this.#refusedByCloud.keys();
    if (this.#refusedByCloud.size > refusalsMax && oldest !== undefined) this.#refusedByCloud.delete(oldest);
  }

  get #cloud(): CloudView {
    return this.#holding.store.state.cloud;
  }

  #byes(reason: "incarnation" | "stopping"): Out[] {
    return this.#connections.endAll().map(({ connection, id }) => ({ to: connection, message: { kind: "bye", session: id, reason } }));
  }

  /**
   * Rules K2, K4, K5. Only what is committed is claimed, and what is secured only under an incarnation of the cloud
   * that the unit does not know to be over.
   */
  #claim({ stream, first, last }: StreamSpan, cloudSeen: CloudView): StreamClaim {
    const { store, rules, limits } = this.#holding;
    const isOutdated = rules.bindsSecuredToIncarnation && cloudSeen.incarnation > this.#cloud.incarnation;
    const secured = isOutdated ? [] : clipRanges(this.#knownSecured(stream), first, last);
    const ever = rules.claimsOnlyWhatItCanGive ? [] : (this.#everHad.get(stream) ?? []);
    const exact = unionRanges(clipRanges(unionRanges(store.committed(stream), ever), first, last), secured);
    const have: RangeSet = rules.marksExactRanges || exact.length === 0 ? exact : [[first, lastOf(exact)]];
    if (!rules.truncatesByForgetting && have.length > limits.rangesMax) {
      return { stream, have: [[have[0]?.[0] ?? first, lastOf(have)]], secured: [], through: Number.MAX_SAFE_INTEGER };
    }
    const cut = truncateRanges(have, limits.rangesMax);
    const cutSecured = truncateRanges(secured, limits.rangesMax);
    const through = Math.min(cut.through, cutSecured.through);
    return { stream, have: clipRanges(cut.ranges, 1, through), secured: clipRanges(cutSecured.ranges, 1, through), through };
  }

  #knownSecured(stream: StreamKey): RangeSet {
    const known = this.#holding.store.knownSecured(stream);
    const isPresent = known?.under === this.#cloud.incarnation || !this.#holding.rules.bindsSecuredToIncarnation;
    return known !== undefined && isPresent ? known.ranges : [];
  }

  /** @returns why it cannot be taken now. */
  #take(record: LinkRecord): RefusedReason | undefined {
    const { store, limits, rules } = this.#holding;
    const size = record.bytes.length;
    if (this.#uncommittedRecords >= limits.batchRecordsMax || this.#uncommittedBytes + size > limits.batchBytesMax) return "busy";
    if (!this.#makeRoom(size)) return "full";
    if (store.streamCount() >= limits.streamsMax && store.held(record.stream).length === 0) return "full";
    if (!rules.claimsOnlyWhatItCanGive) this.#everHad.set(record.stream, unionRanges(this.#everHad.get(record.stream) ?? [], rangesOf([record.seq])));
    store.append(record);
    this.#uncommittedRecords += 1;
    this.#uncommittedBytes += size;
    return undefined;
  }

  /** Rule F2: at the bound what is secured goes first, oldest first; what is not is never given up for something new. */
  #makeRoom(size: number): boolean {
    const { store, limits } = this.#holding;
    const { held } = store.sums();
    const amounts = Object.values(held);
    const isFull = (): boolean => {
      let records = 1;
      let bytes = size;
      for (const amount of amounts) {
        records += amount.records;
        bytes += amount.bytes;
      }
      return records > limits.spoolRecordsMax || bytes + records * limits.recordHeadBytes > limits.spoolBytesMax;
    };
    while (isFull()) {
      const oldest = store.victim("secured");
      if (oldest === undefined) return false;
      const isSettled = oldest.securedAt !== undefined && this.#cloud.asOf - oldest.securedAt > limits.retentionMs;
      this.#holding.forget(oldest, isSettled ? "settled" : "secured-early");
    }
    return true;
  }

  #marks(session: PeerSession<Unit>, stream: StreamKey, numbers: RangeSet): Out[] {
    if (this.#connections.session(session.connection, session.id) !== session) return [];
    const { store, rules, limits } = this.#holding;
    const held = intersectRanges(numbers, store.held(stream));
    const stored: RangeSet = rules.marksExactRanges || held.length === 0 ? held : [[1, lastOf(held)]];
    const isSecured = store.heldSecured(stream);
    return [...pagesOf(stored, limits.rangesMax)].map((page) => {
      const secured = rules.marksExactRanges
        ? intersectRanges(page, isSecured)
        : page.filter(([, last]) => intersectRanges([[last, last]], isSecured).length > 0);
      return this.#mark(session, stream, page, newestRanges(secured, limits.rangesMax));
    });
  }

  #mark({ connection, id }: PeerSession<Unit>, stream: StreamKey | undefined, stored: RangeSet, secured: RangeSet): Out {
    return { to: connection, message: { kind: "mark", session: id, incarnation: this.#incarnation, cloud: this.#cloud, stream, stored, secured } };
  }
}

function refuse({ connection, id }: PeerSession<Unit>, { stream, seq }: RecordName, reason: RefusedReason): Out {
  return { to: connection, message: { kind: "refused", session: id, stream, seq, reason } };
}

function nameOf({ stream, seq }: RecordName): string {
  return `${stream}#${seq}`;
}
