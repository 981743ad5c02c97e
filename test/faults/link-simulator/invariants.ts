/** What must hold after every step, and what must hold once faults have stopped. Each violation says which promise it breaks. */
import { hasNumber } from "@drawbar/proto/link/range-set.ts";
import { replacedStream, streamName, type LinkRecord, type StreamKey } from "@drawbar/proto/link/records.ts";
import type { UnitLink } from "@drawbar/proto/link/unit-link.ts";
import { tenant, type DepotMachine } from "./machines.ts";
import type { Profile } from "./profiles.ts";
import { isNumberedAs, samplesOf } from "./simulated-segments.ts";
import { contentOf, type Content } from "./truth.ts";
import { replicaOf } from "./machines.ts";
import type { World } from "./world.ts";

/** Open gap and entrusted statements that a unit may hold besides those that its starts and refusals cost. */
const statementsMax = 24;

export function checkStep(world: World, { limits }: Profile): string[] {
  const violations: string[] = [];
  if (world.network.rangesSeenMax > limits.rangesMax) violations.push(`5 bounds: ${world.network.rangesSeenMax} ranges in a message`);
  for (const { name, store, process, starts } of world.units) {
    const { data } = store.sums();
    if (process !== undefined && (data.bytes > limits.outboxBytesMax || data.records > limits.outboxRecordsMax))
      violations.push(`5 bounds: ${name} holds ${data.bytes} bytes`);
    const statements = store.openStatements().length;
    if (statements > statementsMax + starts) violations.push(`5 bounds: ${name} holds ${statements} open statements`);
    const inFlight = process?.recordsInFlight ?? 0;
    if (inFlight > limits.windowRecords * 3) violations.push(`5 bounds: ${name} has ${inFlight} records on their way`);
  }
  for (const { name, store } of world.depots) {
    const { held } = store.sums();
    const records = held[0].records + held[1].records + held[2].records + held[3].records;
    if (records > limits.spoolRecordsMax + 60) violations.push(`5 bounds: ${name} holds ${records}`);
  }
  for (const [record, count] of world.cloud.store.state(tenant).repeats) violations.push(`2 once: ${record} took effect ${count} times`);
  return violations;
}

/** Rules K4, K7: what a unit believes to be stored at a depot that it has met under its present name is there, or in the cloud. */
export function checkStored(world: World): string[] {
  const violations: string[] = [];
  for (const { name, source, store, process } of world.units) {
    if (process === undefined || world.truth.forkedSources.has(source)) continue;
    const depots = world.depots.filter((depot) => isMet(process, depot, world.cloud.store.presentIncarnation));
    if (depots.length === 0) continue;
    for (const { stream, seq } of store.records()) {
      const storedAt = store.head(stream, seq)?.storedAt;
      const depot = depots.find((candidate) => candidate.source === storedAt);
      if (depot === undefined || depot.store.head(stream, seq) !== undefined || hasNumber(depot.store.knownSecured(stream)?.ranges ?? [], seq)) continue;
      if (world.cloud.store.state(tenant).records.get(stream)?.has(seq) !== true)
        violations.push(`4 loss: ${name} believes ${stream}#${seq} at ${depot.name}, which has not got it`);
    }
  }
  return violations;
}

/** Whether the unit knows the depot under its present name, and the depot the cloud: what a restored cloud lost, a depot may have dropped. */
function isMet(unit: UnitLink, depot: DepotMachine, cloudIncarnation: number): boolean {
  if (depot.process === undefined || depot.store.state.cloud.incarnation !== cloudIncarnation) return false;
  return unit.incarnationOf(depot.source) === depot.process.report().incarnation;
}

export function checkEnd(world: World, profile: Profile): string[] {
  const effective = effectiveRecords(world);
  return [
    ...checkSecured(world),
    ...checkOnce(effective),
    ...checkLosses(world, effective),
    ...checkHolders(world),
    ...checkKnown(world, profile),
    ...checkAccounts(world, effective),
    ...checkForks(world),
    ...checkNumbers(world),
    ...checkReplicas(world),
    ...checkBoots(world),
  ];
}

/** For each thinned-away segment the richest version at hand: only that one takes effect (rule S5). */
function effectiveRecords(world: World): ReadonlyMap<string, { readonly stream: StreamKey; readonly record: LinkRecord }> {
  const best = new Map<string, { readonly stream: StreamKey; readonly record: LinkRecord }>();
  for (const record of cloudRecords(world)) {
    const [original] = record.replaces ?? [];
    const stream = original === undefined ? record.stream : replacedStream(record);
    const root = `${stream}#${original ?? record.seq}`;
    const rival = best.get(root);
    if (rival === undefined || record.samples > rival.record.samples) best.set(root, { stream, record });
  }
  return best;
}

/** 1. What was called secured is in the cloud. */
function checkSecured(world: World): string[] {
  const { truth } = world;
  const present = new Set([...cloudRecords(world)].map(contentOf));
  const violations: string[] = [];
  for (const [content] of truth.secured) {
    if (present.has(content)) continue;
    const isExcused = truth.cloudRestores > 0 && truth.mayBeLost(content);
    if (!isExcused && !isQuarantined(world, content)) violations.push(`1 secured: ${content} was secured and is not in the cloud (${reasons(world, content)})`);
  }
  return violations;
}

/** 2. No sample counts twice, whatever carried it. */
function checkOnce(effective: ReturnType<typeof effectiveRecords>): string[] {
  const seen = new Set<number>();
  const violations: string[] = [];
  for (const [root, { record }] of effective) {
    for (const sample of samplesOf(record)) {
      if (seen.has(sample)) violations.push(`2 once: sample ${sample} of ${root} counts twice`);
      seen.add(sample);
    }
  }
  return violations;
}

/** 4. Whatever is missing was given up, thinned, or went down with its only holder. */
function checkLosses(world: World, effective: ReturnType<typeof effectiveRecords>): string[] {
  const { truth } = world;
  const present = new Set([...effective.values()].flatMap(({ record }) => samplesOf(record)));
  const violations: string[] = [];
  for (const [sample, carriers] of truth.carriers) {
    if (present.has(sample) || carriers.every((content) => truth.mayBeLost(content) || isQuarantined(world, content))) continue;
    violations.push(`4 loss: sample ${sample} is gone without a reason (${carriers.map((content) => `${content}: ${reasons(world, content)}`).join("; ")})`);
  }
  return violations;
}

/** 4 and 6. What anybody still holds is in the cloud, and known to be. */
function checkHolders(world: World): string[] {
  const present = new Set([...cloudRecords(world)].map(contentOf));
  return [...world.units, ...world.depots.filter(({ isGone }) => !isGone)].flatMap(({ name, store }) =>
    store.records().flatMap((record) => {
      const content = contentOf(record);
      const isThere = present.has(content);
      if ((isThere && store.head(record.stream, record.seq)?.securedAt !== undefined) || isQuarantined(world, content)) return [];
      return [`6 progress: ${name} still holds ${content}, ${isThere ? "not known to be secured" : "not in the cloud"}`];
    }),
  );
}

/** 5. What a depot remembers of the cloud is bounded. */
function checkKnown(world: World, { limits }: Profile): string[] {
  const streams = new Set([...world.truth.sealed.values()].map(({ record }) => record.stream));
  return world.depots.flatMap(({ name, store }) =>
    [...streams].flatMap((stream) => {
      const ranges = store.knownSecured(stream)?.ranges.length ?? 0;
      return ranges > limits.rangesMax ? [`5 bounds: ${name} remembers ${ranges} ranges of ${stream}`] : [];
    }),
  );
}

/** 3. The cloud's own count of what is missing is the true one, and nothing is left unexplained. */
function checkAccounts(world: World, effective: ReturnType<typeof effectiveRecords>): string[] {
  const { truth } = world;
  const accounts = new Map(world.cloud.store.accounts(tenant).map((entry) => [entry.stream, entry]));
  const received = new Map<StreamKey, number>();
  for (const { stream, record } of effective.values()) received.set(stream, (received.get(stream) ?? 0) + record.samples);
  const isSomeoneGone = world.depots.some(({ isGone }) => isGone);
  const violations: string[] = [];
  for (const [stream, produced] of truth.producedByStream()) {
    if (truth.abandoned.has(stream)) continue;
    const entry = accounts.get(stream);
    if (entry === undefined) {
      if (produced > 0) violations.push(`3 account: ${produced} samples of ${stream}, of which the cloud knows nothing`);
      continue;
    }
    const isRight = entry.produced === produced && entry.received === (received.get(stream) ?? 0) && entry.lost >= 0;
    if (!isRight) violations.push(`3 account: ${stream} produced ${produced}, the cloud counts ${JSON.stringify(entry)}`);
    if (entry.open > 0) violations.push(`3 account: ${entry.open} samples of ${stream} are unexplained`);
    if (entry.entrusted > 0 && !isSomeoneGone) violations.push(`3 account: ${entry.entrusted} samples of ${stream} wait for a depot that has nothing`);
  }
  return violations;
}

/** 7. One device per stream, and an alarm exactly when a device was cloned or put back. */
function checkForks(world: World): string[] {
  const { truth } = world;
  const { alarms } = world.cloud.store.state(tenant);
  const owners = new Map<StreamKey, Set<string>>();
  for (const record of cloudRecords(world)) {
    const machine = truth.sealed.get(contentOf(record))?.machine ?? "nobody";
    owners.set(record.stream, (owners.get(record.stream) ?? new Set()).add(machine));
  }
  const violations = [...owners]
    .filter(([, machines]) => machines.size > 1)
    .map(([stream, machines]) => `7 clone: ${stream} mixes ${[...machines].join(" and ")}`);
  const alarmed = new Set<string>();
  for (const alarm of alarms.values()) {
    if (alarm.kind === "restored") continue;
    const source = alarm.kind === "forked" ? alarm.source : streamName(alarm.stream).source;
    alarmed.add(source);
    if (!truth.forkedSources.has(source)) violations.push(`7 clone: false alarm, ${alarm.kind} ${source}`);
  }
  for (const { name, source } of world.units.filter((unit) => unit.name.endsWith("c"))) {
    const haveSpoken = [name.slice(0, -1), name].every((machine) =>
      [...truth.sealed.values()].some((entry) => entry.machine === machine && streamName(entry.record.stream).priority > 0),
    );
    if (haveSpoken && !alarmed.has(source)) violations.push(`7 clone: ${name} was not noticed`);
  }
  return violations;
}

/** A segment's bytes name the number under which it travels, also after it was sealed again or thinned. */
function checkNumbers(world: World): string[] {
  const wrong = [...cloudRecords(world)].filter(
    (record) => (record.kind === "segment" || record.kind === "thinned") && !isNumberedAs(record, streamName(record.stream).epoch),
  );
  return wrong.map((record) => `7 number: the bytes of ${contentOf(record)} name another`);
}

/** 9. A depot's replica is the tenant's change sequence. */
function checkReplicas(world: World): string[] {
  const textOf = (items: readonly Uint8Array[]): string => items.map((item) => Buffer.from(item).toString()).join();
  const { changes } = world.cloud.store.state(tenant);
  const living = world.depots.filter(({ isGone }) => !isGone);
  return living.flatMap((depot) =>
    textOf(replicaOf(depot)) === textOf(changes) ? [] : [`9 replica: ${depot.name} has ${replicaOf(depot).length} changes of ${changes.length}, or others`],
  );
}

/** Rule R6: who spoke last has the highest boot counter, or its values would never be the latest. */
function checkBoots(world: World): string[] {
  const { boots } = world.cloud.store.state(tenant);
  return world.units.flatMap(({ name, source, process, hubs }) => {
    const seen = boots.get(source);
    const isHeard = hubs.includes("cloud") && process !== undefined && seen !== undefined;
    const isCloned = world.units.filter((unit) => unit.source === source).length > 1;
    return isHeard && !isCloned && process.boot < seen ? [`R6: ${name} has boot ${process.boot}, the cloud has seen ${seen}`] : [];
  });
}

function* cloudRecords(world: World): Generator<LinkRecord> {
  for (const records of world.cloud.store.state(tenant).records.values()) yield* records.values();
}

function isQuarantined(world: World, content: Content): boolean {
  return [...world.cloud.store.state(tenant).quarantine.values()].some((record) => contentOf(record) === content);
}

function reasons({ truth }: World, content: Content): string {
  return [...(truth.losses.get(content) ?? ["no reason"])].join();
}
