/**
 * The cloud's store in memory, for the simulator and for tests: PostgreSQL keeps it in a program.
 * One value a tenant; a batch is applied in one step, and a backup is a copy.
 */
import type { DepotId, SourceId, TenantId } from "../kernel/ids.ts";
import { accountOf, runsOf, type StreamAccount, type StreamFacts } from "./accounting.ts";
import { equalBytes } from "./checksum.ts";
import type { Alarm, ApplyOutcome, CloudStore } from "./cloud-store.ts";
import type { ChangeCursor, StreamClaim, StreamSpan } from "./messages.ts";
import { clipRanges, hasNumber, lastOf, rangesOf, truncateRanges, unionRanges, type RangeSet } from "./range-set.ts";
import {
  isStatement,
  priorities,
  replacedStream,
  streamKey,
  streamName,
  type CatalogueHash,
  type Epoch,
  type LinkRecord,
  type Statement,
  type StreamKey,
  type StreamRanges,
  type StreamTotals,
} from "./records.ts";
import { soundRules, type LinkRules } from "./rules.ts";
import { tryParseStatement } from "./statements.ts";

type Streams = Map<StreamKey, RangeSet>;

/** What the cloud keeps of record for one tenant. */
export interface TenantState {
  /** By number; real records only, a gap never enters here (rule K6). */
  readonly records: Map<StreamKey, Map<number, LinkRecord>>;
  readonly have: Streams;
  /** How often each record took effect, where it was more than once. */
  readonly repeats: Map<string, number>;
  readonly gaps: Streams;
  readonly entrusted: Map<DepotId, Streams>;
  readonly totals: Map<StreamKey, StreamTotals>;
  /** `source/epoch`. */
  readonly closed: Set<string>;
  /** Epochs that a later one named as its predecessor, with the successor and where it had seen them end. */
  readonly left: Map<string, { readonly successor: Epoch; readonly lasts: ReadonlyMap<StreamKey, number> }>;
  readonly quarantine: Map<string, LinkRecord>;
  readonly alarms: Map<string, Alarm>;
  readonly catalogues: Map<CatalogueHash, Uint8Array>;
  readonly boots: Map<SourceId, number>;
  readonly changes: Uint8Array[];
}

export interface CloudImage {
  readonly incarnation: number;
  readonly tenants: ReadonlyMap<TenantId, TenantState>;
}

export interface MemoryCloudStoreOptions {
  /** Only planted faults need other than sound rules here. */
  readonly rules?: LinkRules | undefined;
  /** Waited for before a batch is committed, so that a test decides what happens meanwhile. */
  readonly beforeCommit?: (() => Promise<void>) | undefined;
}

export class MemoryCloudStore implements CloudStore {
  readonly #rules: LinkRules;
  readonly #beforeCommit: () => Promise<void>;
  #incarnation: number;
  readonly #tenants = new Map<TenantId, TenantState>();

  constructor(begin: number | CloudImage, { rules = soundRules, beforeCommit = () => Promise.resolve() }: MemoryCloudStoreOptions = {}) {
    this.#rules = rules;
    this.#beforeCommit = beforeCommit;
    this.#incarnation = typeof begin === "number" ? begin : begin.incarnation;
    if (typeof begin !== "number") for (const [tenant, state] of begin.tenants) this.#tenants.set(tenant, copyOf(state));
  }

  /** A backup as of now. */
  image(): CloudImage {
    return { incarnation: this.#incarnation, tenants: new Map([...this.#tenants].map(([tenant, state]) => [tenant, copyOf(state)])) };
  }

  /** What is kept for a tenant; not to be changed. */
  state(tenant: TenantId): TenantState {
    const state = this.#tenants.get(tenant) ?? emptyTenant();
    this.#tenants.set(tenant, state);
    return state;
  }

  async incarnation(): Promise<number> {
    return this.#incarnation;
  }

  /** As `incarnation`, for a test that looks from outside. */
  get presentIncarnation(): number {
    return this.#incarnation;
  }

  async raiseIncarnation(incarnation: number): Promise<void> {
    this.#incarnation = Math.max(this.#incarnation, incarnation);
  }

  async claims(tenant: TenantId, spans: readonly StreamSpan[], rangesMax: number): Promise<readonly StreamClaim[]> {
    const state = this.state(tenant);
    return spans.map(({ stream, first, last }) => {
      const have = clipRanges(this.#claimed(state, stream), first, last);
      const isClosed = !this.#rules.truncatesByForgetting && have.length > rangesMax;
      const cut = isClosed ? { ranges: [[have[0]?.[0] ?? 1, lastOf(have)] as const], through: Number.MAX_SAFE_INTEGER } : truncateRanges(have, rangesMax);
      return { stream, have: cut.ranges, secured: cut.ranges, through: cut.through };
    });
  }

  async bootSeen(tenant: TenantId, source: SourceId): Promise<number | undefined> {
    return this.state(tenant).boots.get(source);
  }

  async noteBoot(tenant: TenantId, source: SourceId, boot: number): Promise<void> {
    const { boots } = this.state(tenant);
    boots.set(source, Math.max(boot, boots.get(source) ?? 0));
  }

  async apply(tenant: TenantId, batch: readonly LinkRecord[]): Promise<readonly ApplyOutcome[]> {
    await this.#beforeCommit();
    const state = this.state(tenant);
    return batch.map((record) => this.#apply(state, record));
  }

  async addCatalogue(tenant: TenantId, hash: CatalogueHash, bytes: Uint8Array): Promise<void> {
    this.state(tenant).catalogues.set(hash, bytes);
  }

  async resolveEntrusted(tenant: TenantId, depot: DepotId): Promise<void> {
    const state = this.state(tenant);
    for (const [stream, ranges] of state.entrusted.get(depot) ?? []) addRanges(state.gaps, stream, ranges);
    state.entrusted.delete(depot);
  }

  async alarm(tenant: TenantId, alarm: Alarm): Promise<void> {
    raise(this.state(tenant), alarm);
  }

  async changesAfter(
    tenant: TenantId,
    cursor: ChangeCursor,
    itemsMax: number,
  ): Promise<{ readonly incarnation: number; readonly from: number; readonly items: readonly Uint8Array[] }> {
    const from = cursor.incarnation === this.#incarnation ? cursor.position : 0;
    return { incarnation: this.#incarnation, from, items: this.state(tenant).changes.slice(from, from + itemsMax) };
  }

  /** Adds to the tenant's change sequence. */
  addChange(tenant: TenantId, change: Uint8Array): void {
    this.state(tenant).changes.push(change);
  }

  /** What became of every sample of every stream that is known here (rule A1). */
  accounts(tenant: TenantId): StreamAccount[] {
    const state = this.state(tenant);
    const standIns = standInsOf(state);
    return [...new Set([...state.have.keys(), ...state.totals.keys()])].map((stream) => accountOf(factsOf(state, stream, standIns.get(stream) ?? [])));
  }

  #claimed(state: TenantState, stream: StreamKey): RangeSet {
    const have = state.have.get(stream) ?? [];
    const real = this.#rules.gapsStayOpen ? have : unionRanges(have, state.gaps.get(stream) ?? []);
    return this.#rules.marksExactRanges || real.length === 0 ? real : [[1, lastOf(real)]];
  }

  #apply(state: TenantState, record: LinkRecord): ApplyOutcome {
    const { stream, seq, catalogue } = record;
    const known = state.records.get(stream)?.get(seq);
    if (known !== undefined && !equalBytes(known.checksum, record.checksum)) {
      raise(state, { kind: "conflict", stream, seq });
      state.quarantine.set(`${stream}#${seq}@${Buffer.from(record.checksum).toString("hex")}`, record);
      return { kind: "conflict" };
    }
    if (catalogue !== undefined && !state.catalogues.has(catalogue)) return { kind: "need", hash: catalogue };
    if (!this.#rules.gapsStayOpen && hasNumber(state.gaps.get(stream) ?? [], seq)) return { kind: "known" };
    if (known !== undefined && this.#rules.appliesOnce) return { kind: "known" };
    const statement = isStatement(record.kind) ? tryParseStatement(record) : undefined;
    if (isStatement(record.kind) && (statement === undefined || !isAboutItself(stream, statement))) return { kind: "corrupt" };
    if (known !== undefined) state.repeats.set(`${stream}#${seq}`, (state.repeats.get(`${stream}#${seq}`) ?? 1) + 1);
    addRecord(state, record);
    if (statement !== undefined) applyStatement(state, stream, statement);
    noticeGrowth(state, record);
    return { kind: "stored" };
  }
}

/** What the accounts need to know of one stream; the richest of each segment's thinned copies counts (rule S5). */
function factsOf(state: TenantState, stream: StreamKey, thinned: readonly LinkRecord[]): StreamFacts {
  const records = state.records.get(stream) ?? new Map<number, LinkRecord>();
  const richest = new Map<number, number>();
  for (const { replaces, samples } of thinned) {
    const [original] = replaces ?? [];
    if (original !== undefined && !records.has(original)) richest.set(original, Math.max(samples, richest.get(original) ?? 0));
  }
  const { source, epoch } = streamName(stream);
  return {
    stream,
    runs: runsOf([...records.values()].sort((a, b) => a.seq - b.seq)),
    standIns: [...richest].map(([original, samples]) => ({ original, samples })),
    replaced: rangesOf(thinned.flatMap(({ replaces }) => replaces ?? [])),
    gaps: state.gaps.get(stream) ?? [],
    entrusted: [...state.entrusted.values()].reduce<RangeSet>((all, streams) => unionRanges(all, streams.get(stream) ?? []), []),
    isClosed: state.closed.has(`${source}/${epoch}`),
    totals: state.totals.get(stream),
  };
}

function standInsOf(state: TenantState): Map<StreamKey, LinkRecord[]> {
  const standIns = new Map<StreamKey, LinkRecord[]>();
  for (const records of state.records.values()) {
    for (const record of records.values()) {
      if (record.kind !== "thinned" || record.replaces === undefined || record.replaces.length === 0) continue;
      const stream = replacedStream(record);
      const known = standIns.get(stream);
      if (known === undefined) standIns.set(stream, [record]);
      else known.push(record);
    }
  }
  return standIns;
}

function addRecord(state: TenantState, record: LinkRecord): void {
  const { stream, seq } = record;
  addRanges(state.have, stream, [[seq, seq]]);
  const records = state.records.get(stream) ?? new Map<number, LinkRecord>();
  state.records.set(stream, records.set(seq, record));
}

function applyStatement(state: TenantState, stream: StreamKey, statement: Statement): void {
  const { source, epoch } = streamName(stream);
  switch (statement.kind) {
    case "gap":
      addGiven(state.gaps, statement.given);
      return;
    case "entrusted": {
      const streams = state.entrusted.get(statement.depot) ?? new Map<StreamKey, RangeSet>();
      state.entrusted.set(statement.depot, streams);
      addGiven(streams, statement.given);
      return;
    }
    case "opened":
      if (statement.previous === undefined) return;
      addTotals(state, statement.totals);
      noticeSuccessor(state, source, statement.previous, epoch, statement.totals);
      return;
    case "closed":
      addTotals(state, statement.totals);
      state.closed.add(`${source}/${statement.epoch}`);
  }
}

/** A source speaks of its own streams only: nobody may declare another one's data lost. */
function isAboutItself(stream: StreamKey, statement: Statement): boolean {
  const { source } = streamName(stream);
  const named = statement.kind === "gap" || statement.kind === "entrusted" ? statement.given : statement.totals;
  return named.every((item) => streamName(item.stream).source === source);
}

/** Rule C1: two successors of one epoch, or an epoch that has more than its successor knew, are a restore or a clone. */
function noticeSuccessor(state: TenantState, source: SourceId, previous: Epoch, successor: Epoch, totals: readonly StreamTotals[]): void {
  const earlier = state.left.get(`${source}/${previous}`);
  if (earlier !== undefined && earlier.successor !== successor) return raise(state, { kind: "forked", source });
  const lasts = new Map(totals.map((total) => [total.stream, total.last]));
  state.left.set(`${source}/${previous}`, { successor, lasts });
  const hasMore = priorities.some((priority) => {
    const stream = streamKey(source, previous, priority);
    return lastOf(state.have.get(stream) ?? []) > (lasts.get(stream) ?? 0);
  });
  if (hasMore) raise(state, { kind: "forked", source });
}

function noticeGrowth(state: TenantState, { stream, seq }: LinkRecord): void {
  const { source, epoch } = streamName(stream);
  const left = state.left.get(`${source}/${epoch}`);
  if (left !== undefined && seq > (left.lasts.get(stream) ?? 0)) raise(state, { kind: "forked", source });
}

function raise(state: TenantState, alarm: Alarm): void {
  const subject = alarm.kind === "conflict" ? `${alarm.stream}#${alarm.seq}` : alarm.kind === "forked" ? alarm.source : "";
  state.alarms.set(`${alarm.kind} ${subject}`, alarm);
}

function addTotals(state: TenantState, totals: readonly StreamTotals[]): void {
  for (const total of totals) if (total.last > (state.totals.get(total.stream)?.last ?? 0)) state.totals.set(total.stream, total);
}

function addGiven(streams: Streams, given: readonly StreamRanges[]): void {
  for (const { stream, ranges } of given) addRanges(streams, stream, ranges);
}

function addRanges(streams: Streams, stream: StreamKey, ranges: RangeSet): void {
  streams.set(stream, unionRanges(streams.get(stream) ?? [], ranges));
}

function emptyTenant(): TenantState {
  return {
    records: new Map(),
    have: new Map(),
    repeats: new Map(),
    gaps: new Map(),
    entrusted: new Map(),
    totals: new Map(),
    closed: new Set(),
    left: new Map(),
    quarantine: new Map(),
    alarms: new Map(),
    catalogues: new Map(),
    boots: new Map(),
    changes: [],
  };
}

function copyOf(state: TenantState): TenantState {
  return {
    records: new Map([...state.records].map(([stream, records]) => [stream, new Map(records)])),
    have: new Map(state.have),
    repeats: new Map(state.repeats),
    gaps: new Map(state.gaps),
    entrusted: new Map([...state.entrusted].map(([depot, streams]) => [depot, new Map(streams)])),
    totals: new Map(state.totals),
    closed: new Set(state.closed),
    left: new Map(state.left),
    quarantine: new Map(state.quarantine),
    alarms: new Map(state.alarms),
    catalogues: new Map(state.catalogues),
    boots: new Map(state.boots),
    changes: [...state.changes],
  };
}
