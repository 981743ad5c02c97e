/** The parties and what can befall them. Virtual time; everything random comes from the seed. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { CloudLink } from "@drawbar/proto/link/cloud-link.ts";
import { DepotLink } from "@drawbar/proto/link/depot-link.ts";
import type { HolderObserver } from "@drawbar/proto/link/holder-options.ts";
import type { LinkLimits } from "@drawbar/proto/link/limits.ts";
import { MemoryCloudStore, type CloudImage } from "@drawbar/proto/link/memory-cloud-store.ts";
import { MemoryHolderStore, type HolderImage } from "@drawbar/proto/link/memory-holder-store.ts";
import type { HubMessage, LinkMessage, Outgoing, PeerMessage, SessionId } from "@drawbar/proto/link/messages.ts";
import type { RangeSet } from "@drawbar/proto/link/range-set.ts";
import { priorities, streamName, type Epoch, type Priority, type StreamKey } from "@drawbar/proto/link/records.ts";
import type { LinkRules } from "@drawbar/proto/link/rules.ts";
import { UnitLink } from "@drawbar/proto/link/unit-link.ts";
import { hubName, newDepot, newUnit, replicaOf, shrunk, sourceOf, tenant, type CloudMachine, type DepotMachine, type UnitMachine } from "./machines.ts";
import { Network } from "./network.ts";
import { memoryDisks, type Disks } from "./simulated-store.ts";
import { encodeSamples, simulatedTools } from "./simulated-segments.ts";
import { contentOf, Truth } from "./truth.ts";

export interface WorldOptions {
  readonly units: number;
  readonly depots: number;
  readonly rules: LinkRules;
  readonly limits: LinkLimits;
  readonly random: SeededRandom;
  /** In memory when absent. */
  readonly disks?: Disks | undefined;
}

const agent = "simulator";

export class World {
  now = 1_000;
  readonly truth = new Truth();
  readonly units: UnitMachine[] = [];
  readonly depots: DepotMachine[] = [];
  readonly cloud: CloudMachine;
  readonly network = new Network();
  readonly #options: WorldOptions;
  readonly #disks: Disks;
  #names = 0;
  /** Whether a commit of the cloud waits to be finished by hand. */
  #holdsCommits = false;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.#disks = options.disks ?? memoryDisks;
    const store = this.#newCloudStore(1);
    this.cloud = { store, process: this.#newCloud(store), connections: new Set(), backups: [] };
    for (let index = 0; index < options.depots; index += 1) this.depots.push(newDepot(`d${index}`, this.#disks({ source: sourceOf(`d${index}`) })));
    for (let index = 0; index < options.units; index += 1)
      this.units.push(newUnit(`u${index}`, this.#disks({ source: sourceOf(`u${index}`) }), [`d${index % options.depots}`]));
    for (const depot of this.depots) this.startDepot(depot);
    for (const unit of this.units) this.startUnit(unit);
  }

  get random(): SeededRandom {
    return this.#options.random;
  }

  // --- units

  startUnit(unit: UnitMachine, revivedWith?: ReadonlyMap<StreamKey, RangeSet>): void {
    if (unit.process !== undefined) return;
    unit.starts += 1;
    unit.process = new UnitLink({
      store: unit.store,
      limits: this.#options.limits,
      rules: this.#options.rules,
      observer: this.#observer(unit.name),
      nextEpoch: () => this.#nextEpoch(),
      nextSession: () => this.#nextSession(),
      segments: simulatedTools,
      agent,
      revivedWith,
    });
    unit.catalogue.hash = unit.process.addCatalogue(unit.catalogue.bytes);
    this.connectUnit(unit);
  }

  connectUnit(unit: UnitMachine): void {
    const { process } = unit;
    if (process === undefined) return;
    for (const hub of process.report().hubs) process.disconnect(hub);
    for (const hub of unit.hubs) {
      // Half of the time the hub notices that the connection before is gone.
      if (this.random.chance(0.5)) this.#hangUp(unit.name, hub);
      this.send(unit.name, process.connect(hubName(hub), this.now));
    }
  }

  /** Priority 0 is sealed and committed at once; the others wait for `sealOpen` and `commitUnit`. */
  produce(unit: UnitMachine, priority: Priority, count: number): void {
    if (unit.process === undefined) return;
    unit.open.set(priority, [...(unit.open.get(priority) ?? []), ...this.truth.newSamples(count)]);
    if (priority === 0) this.#seal(unit, 0);
  }

  sealOpen(unit: UnitMachine): void {
    for (const priority of priorities) this.#seal(unit, priority);
  }

  commitUnit(unit: UnitMachine): void {
    const { process } = unit;
    if (process !== undefined) this.send(unit.name, this.#onDisk(unit, () => process.commit(this.now)) ?? []);
  }

  useCatalogue(unit: UnitMachine, bytes: Uint8Array): void {
    unit.catalogue = { bytes, hash: unit.process?.addCatalogue(bytes) };
  }

  stopUnit(unit: UnitMachine): void {
    if (unit.process === undefined) return;
    this.sealOpen(unit);
    const { process } = unit;
    this.#onDisk(unit, () => process.stop());
    this.crashUnit(unit);
  }

  /** Power off in the middle of anything. */
  crashUnit(unit: UnitMachine): void {
    if (unit.process === undefined) return;
    unit.process = undefined;
    unit.open.clear();
    this.#crash(unit);
  }

  restoreUnit(unit: UnitMachine, image: HolderImage): void {
    this.crashUnit(unit);
    this.#replaceUnit(unit, image);
  }

  /** A machine is put back with its memory: its process goes on as if nothing had happened. */
  revive(unit: UnitMachine, { image, sent }: NonNullable<UnitMachine["frozen"]>): void {
    unit.process = undefined;
    unit.open.clear();
    this.#replaceUnit(unit, image);
    this.startUnit(unit, sent);
  }

  clone(unit: UnitMachine): void {
    const copy = newUnit(`${unit.name}c`, this.#disks(unit.store.image()), unit.hubs);
    this.units.push(copy);
    this.truth.forkedSources.add(unit.source);
    this.startUnit(copy);
  }

  // --- depots

  startDepot(depot: DepotMachine): void {
    if (depot.process !== undefined || depot.isGone) return;
    const { store } = depot;
    depot.connections.clear();
    depot.process = new DepotLink({
      store,
      limits: this.#options.limits,
      rules: this.#options.rules,
      observer: this.#observer(depot.name),
      nextEpoch: () => this.#nextEpoch(),
      nextSession: () => this.#nextSession(),
      nextIncarnation: () => `i${(this.#names += 1)}`,
      agent,
      applyChanges: ({ from, items }) => store.setNote("replica", [...replicaOf(depot).slice(0, from), ...items]),
    });
    this.connectDepot(depot);
  }

  connectDepot(depot: DepotMachine): void {
    if (depot.process === undefined) return;
    depot.process.cloudDisconnected();
    if (this.random.chance(0.5)) this.#hangUp(depot.name, "cloud");
    this.send(depot.name, depot.process.cloudConnected(this.now));
  }

  commitDepot(depot: DepotMachine): void {
    const { process } = depot;
    if (process !== undefined) this.send(depot.name, this.#onDisk(depot, () => process.commit(this.now)) ?? []);
  }

  act(depot: DepotMachine, act: string): void {
    depot.process?.sealAct(new TextEncoder().encode(act));
    this.commitDepot(depot);
  }

  crashDepot(depot: DepotMachine): void {
    if (depot.process === undefined) return;
    depot.process = undefined;
    this.#crash(depot);
  }

  restoreDepot(depot: DepotMachine, image: HolderImage): void {
    this.crashDepot(depot);
    this.#loseHoldings(depot, image);
    for (const stream of shrunk(depot.store, image)) this.truth.abandoned.add(stream);
    this.truth.forkedSources.add(depot.source);
    depot.store = this.#disks(image);
  }

  loseDepot(depot: DepotMachine): void {
    this.crashDepot(depot);
    depot.isGone = true;
    this.#loseHoldings(depot, undefined);
    for (const { stream } of depot.store.totals()) this.truth.abandoned.add(stream);
  }

  // --- the cloud

  /** Begins a commit, which goes on while other things happen, until `finishCommit`. */
  beginCommit(): void {
    if (this.cloud.commit !== undefined || this.cloud.process.gathered === 0) return;
    this.#holdsCommits = true;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#finished = promise;
    const answer = this.cloud.process.commit(this.now);
    this.cloud.commit = { answer, finish: resolve };
  }

  async finishCommit(): Promise<void> {
    const { commit } = this.cloud;
    if (commit === undefined) return;
    this.cloud.commit = undefined;
    this.#holdsCommits = false;
    commit.finish();
    this.send("cloud", await commit.answer);
  }

  async commitCloud(): Promise<void> {
    await this.finishCommit();
    this.send("cloud", await this.cloud.process.commit(this.now));
  }

  cloudChange(change: string): void {
    this.cloud.store.addChange(tenant, new TextEncoder().encode(change));
  }

  async heartbeat(): Promise<void> {
    this.send("cloud", await this.cloud.process.heartbeat(this.now));
  }

  /** What a commit had not finished is gone with the process. */
  crashCloud(): void {
    this.#replaceCloud(this.cloud.store.image());
  }

  restoreCloud(image: CloudImage, isSilent: boolean): void {
    const incarnation = isSilent ? image.incarnation : Math.max(this.now, image.incarnation + 1);
    this.#replaceCloud({ ...image, incarnation });
    this.cloud.backups = this.cloud.backups.filter((backup) => backup.image !== image || backup.at < this.now);
    this.truth.cloudRestores += 1;
  }

  // --- network

  send(from: string, outgoing: readonly Outgoing[]): void {
    for (const { to, message } of outgoing) this.network.send({ from, to: this.#machineName(to), message });
  }

  /** Delivers the message at `index` now, or loses it when the way is closed or nobody is there. */
  deliver(index: number): Promise<void> | void {
    const envelope = this.network.take(index);
    if (envelope === undefined || !this.#isOpen(envelope.from, envelope.to)) return;
    const { from, to, message } = envelope;
    if (to === "cloud") return this.#deliverToCloud(from, message as PeerMessage); // only peers write to the cloud
    const depot = this.#depotNamed(to);
    if (depot !== undefined) return this.#deliverToDepot(depot, from, message);
    const unit = this.#unitNamed(to);
    const process = unit?.process;
    if (unit !== undefined && process !== undefined) this.send(to, this.#onDisk(unit, () => process.receive(message as HubMessage, this.now)) ?? []); // only hubs write to a unit
  }

  async #deliverToCloud(from: string, message: PeerMessage): Promise<void> {
    if (!this.cloud.connections.has(from))
      this.cloud.process.connected(from, { tenant, source: sourceOf(from), kind: from.startsWith("d") ? "depot" : "unit" });
    this.cloud.connections.add(from);
    this.send("cloud", await this.cloud.process.receive(from, message, this.now));
  }

  #deliverToDepot(depot: DepotMachine, from: string, message: LinkMessage): void {
    const { process } = depot;
    if (process === undefined) return;
    const answers = this.#onDisk(depot, () => {
      if (from === "cloud") return process.receiveFromCloud(message as HubMessage, this.now); // the cloud is a hub
      if (!depot.connections.has(from)) process.unitConnected(from, { source: sourceOf(from) });
      depot.connections.add(from);
      return process.receive(from, message as PeerMessage, this.now); // units are peers
    });
    this.send(depot.name, answers ?? []);
  }

  #hangUp(peer: string, hub: string): void {
    const depot = this.depots.find(({ name }) => name === hub);
    if (depot === undefined) this.cloud.process.disconnected(peer);
    else depot.process?.unitDisconnected(peer);
    (depot ?? this.cloud).connections.delete(peer);
  }

  #isOpen(from: string, to: string): boolean {
    const unit = this.#unitNamed(from) ?? this.#unitNamed(to);
    if (unit !== undefined) return unit.hubs.includes(unit.name === from ? to : from);
    const depot = this.#depotNamed(from) ?? this.#depotNamed(to);
    return depot !== undefined && !depot.isCutOff;
  }

  #unitNamed(name: string): UnitMachine | undefined {
    return name.startsWith("u") ? this.units.find((unit) => unit.name === name) : undefined;
  }

  #depotNamed(name: string): DepotMachine | undefined {
    return name.startsWith("d") ? this.depots.find((depot) => depot.name === name) : undefined;
  }

  #machineName(to: string): string {
    // Depots are addressed by their ids, everybody else by name.
    return to.length < 36 ? to : (this.depots.find(({ source }) => source === to)?.name ?? to);
  }

  // --- inner

  #finished: Promise<void> = Promise.resolve();

  #seal(unit: UnitMachine, priority: Priority): void {
    const samples = unit.open.get(priority) ?? [];
    const { hash } = unit.catalogue;
    if (samples.length === 0 || unit.process === undefined || hash === undefined) return;
    unit.open.delete(priority);
    unit.process.sealSegment(priority, { produced: samples.length, catalogue: hash, encode: (numbering) => encodeSamples(numbering, samples) });
    if (priority <= 1) this.commitUnit(unit);
  }

  /** Runs what may meet a full disk; then what was not committed is undone, and the truth must hear of it. */
  #onDisk<Result>(machine: UnitMachine | DepotMachine, work: () => Result): Result | undefined {
    const { rollbacks } = machine.store;
    try {
      return work();
    } catch (error) {
      if (machine.store.rollbacks === rollbacks) throw error;
      this.#noticeUndone(machine);
      return undefined;
    }
  }

  #crash(machine: UnitMachine | DepotMachine): void {
    machine.store.failingCommits = 0;
    machine.store.crash(this.random.below(machine.store.uncommittedGroups + 1));
    this.#noticeUndone(machine);
  }

  #noticeUndone({ store, source }: UnitMachine | DepotMachine): void {
    for (const record of store.undone.records) if (streamName(record.stream).source === source) this.truth.lost(record, "crash");
    for (const name of store.undone.numbers) this.truth.unskipped(name);
    this.truth.stillHeld(store.records().map(contentOf));
  }

  #replaceUnit(unit: UnitMachine, image: HolderImage): void {
    const kept = this.#disks(image);
    const keptContents = new Set(kept.records().map(contentOf));
    for (const record of unit.store.records()) if (!keptContents.has(contentOf(record))) this.truth.lost(record, "unit-lost");
    for (const stream of shrunk(unit.store, image)) this.truth.abandoned.add(stream);
    unit.store = kept;
    this.truth.forkedSources.add(unit.source);
  }

  #loseHoldings(depot: DepotMachine, image: HolderImage | undefined): void {
    const kept = image === undefined ? new Set<string>() : new Set(new MemoryHolderStore(image).records().map(contentOf));
    for (const record of depot.store.records()) if (!kept.has(contentOf(record))) this.truth.lost(record, "depot-lost");
  }

  #replaceCloud(image: CloudImage): void {
    this.cloud.commit = undefined;
    this.#holdsCommits = false;
    this.cloud.connections.clear();
    this.cloud.store = this.#newCloudStore(image);
    this.cloud.process = this.#newCloud(this.cloud.store);
  }

  #observer(machine: string): HolderObserver {
    return {
      sealed: (record) => this.truth.sealedBy(machine, record),
      skipped: (name, samples) => this.truth.skippedBy(name, samples),
      forgot: (head, because) => this.truth.lost(head, because),
      secured: (head) => this.truth.secured.set(contentOf(head), head),
    };
  }

  #newCloudStore(begin: number | CloudImage): MemoryCloudStore {
    return new MemoryCloudStore(begin, { rules: this.#options.rules, beforeCommit: () => (this.#holdsCommits ? this.#finished : Promise.resolve()) });
  }

  #newCloud(store: MemoryCloudStore): CloudLink {
    return new CloudLink({ store, rules: this.#options.rules, limits: this.#options.limits });
  }

  #nextEpoch(): Epoch {
    return (this.#names += 1) as Epoch; // never used again, which is all that a run can tell
  }

  #nextSession(): SessionId {
    return 1 + this.random.below(2 ** 50);
  }
}
