/** One random step after another, then peace until everything is where it belongs. */
import type { RandomSource } from "@drawbar/proto/kernel/random.ts";
import { priorities, type Priority } from "@drawbar/proto/link/records.ts";
import { simulatedLimits } from "./limits.ts";
import type { DepotMachine, UnitMachine } from "./machines.ts";
import { actions, type Action, type Profile } from "./profiles.ts";
import type { World } from "./world.ts";

const dayAndMore = simulatedLimits.retentionMs + 60;
const usualPriorities: readonly Priority[] = [0, 1, 2, 2, 3, 3, 3, 3, 3];

/** @returns a promise only where something has to be waited for: most steps are not worth a turn of the loop. */
export function step(world: World, profile: Profile): Promise<void> | void {
  world.now += world.random.below(6);
  const action = drawAction(world.random, profile);
  const unit = world.random.pick(world.units);
  const depot = world.random.pick(world.depots);
  if (unit === undefined || depot === undefined) return undefined;
  const performed = perform(world, profile, action, unit, depot);
  return performed === undefined ? startAgain(world) : performed.then(() => startAgain(world));
}

function startAgain(world: World): void {
  for (const machine of world.units) if (machine.process === undefined && world.random.chance(0.25)) world.startUnit(machine);
  for (const machine of world.depots) if (machine.process === undefined && world.random.chance(0.25)) world.startDepot(machine);
}

/** Weights as running sums: drawing is what a run does most often. */
const runningSums = new WeakMap<Profile, readonly { readonly action: Action; readonly through: number }[]>();

function drawAction(random: RandomSource, profile: Profile): Action {
  let sums = runningSums.get(profile);
  if (sums === undefined) {
    let through = 0;
    sums = actions.map((action) => ({ action, through: (through += profile.weights[action]) }));
    runningSums.set(profile, sums);
  }
  const drawn = random.next() * (sums.at(-1)?.through ?? 0);
  return sums.find(({ through }) => drawn < through)?.action ?? "deliver";
}

function perform(world: World, profile: Profile, action: Action, unit: UnitMachine, depot: DepotMachine): Promise<void> | void {
  const { random, now } = world;
  switch (action) {
    case "produce":
      return world.produce(unit, random.pick(usualPriorities) ?? 3, 1 + random.below(6));
    case "seal":
      return world.sealOpen(unit);
    case "commitUnit":
      return world.commitUnit(unit);
    case "tickUnit":
      return world.send(unit.name, unit.process?.tick(now) ?? []);
    case "tidyUnit":
      return unit.process?.tidy(now);
    case "commitDepot":
      return world.commitDepot(depot);
    case "tickDepot":
      return world.send(depot.name, depot.process?.tick(now) ?? []);
    case "tidyDepot":
      return depot.process?.tidy(now);
    case "commitCloud":
      return random.chance(0.5) ? world.commitCloud() : world.beginCommit();
    case "finishCommit":
      return world.finishCommit();
    case "heartbeat":
      return world.heartbeat();
    case "deliver":
      return deliverSome(world, 1 + random.below(8));
    case "act":
      return world.act(depot, `act ${depot.name} ${now} ${random.below(1e9)}`);
    case "change":
      return world.cloudChange(`change ${now} ${random.below(1e9)}`);
    case "catalogue":
      return world.useCatalogue(unit, Uint8Array.of(random.below(256), random.below(256), random.below(256)));
    case "drop":
      return void world.network.take(random.below(world.network.messages.length));
    case "duplicate": {
      const copy = random.pick(world.network.messages);
      if (copy !== undefined) world.network.messages.push(copy);
      return;
    }
    case "delay":
      return world.network.delay(random.chance(0.7) ? "mark" : undefined, random);
    case "arrive":
      return world.network.arrive(random);
    case "move":
      unit.hubs = newHubs(world, profile);
      return world.connectUnit(unit);
    case "reconnect":
      return random.chance(0.5) ? world.connectUnit(unit) : world.connectDepot(depot);
    case "partition":
      depot.isCutOff = !depot.isCutOff;
      return;
    case "leap":
      world.now += random.below(profile.leapMax);
      return;
    default:
      return strike(world, profile, action, unit, depot);
  }
}

async function deliverSome(world: World, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    const delivered = world.deliver(world.random.chance(0.8) ? 0 : world.random.below(world.network.messages.length));
    if (delivered !== undefined) await delivered;
  }
}

function strike(world: World, profile: Profile, action: Action, unit: UnitMachine, depot: DepotMachine): void {
  const { random } = world;
  switch (action) {
    case "crashUnit":
      return world.crashUnit(unit);
    case "stopUnit":
      return world.stopUnit(unit);
    case "fillDisk": {
      const machine = random.chance(0.7) ? unit : depot;
      if (machine.process !== undefined) machine.store.failingCommits += 1 + random.below(4);
      return;
    }
    case "crashDepot":
      return world.crashDepot(depot);
    case "crashCloud":
      return world.crashCloud();
    case "backup":
      unit.image = unit.store.image();
      if (random.chance(0.5)) depot.image = depot.store.image();
      world.cloud.backups.push({ at: world.now, image: world.cloud.store.image() });
      return;
    case "restoreUnit":
      return unit.image === undefined ? undefined : world.restoreUnit(unit, unit.image);
    case "restoreDepot":
      return depot.image === undefined || depot.isGone ? undefined : world.restoreDepot(depot, depot.image);
    case "restoreCloud":
    case "restoreCloudSilently":
      return restoreCloud(world, profile, action === "restoreCloudSilently");
    case "loseDepot":
      return world.depots.filter(({ isGone }) => !isGone).length > 1 ? world.loseDepot(depot) : undefined;
    case "clone":
      return world.units.some(({ name }) => name === `${unit.name}c`) || unit.name.endsWith("c") ? undefined : world.clone(unit);
    case "freeze":
      if (unit.process !== undefined) unit.frozen = { image: unit.store.image(), sent: unit.process.sent };
      return;
    case "revive":
      if (unit.frozen !== undefined && unit.process !== undefined) world.revive(unit, unit.frozen);
      unit.frozen = undefined;
      return;
    default:
      throw new Error(`no such action: ${action}`);
  }
}

export function restoreCloud(world: World, profile: Profile, isSilent: boolean): void {
  const young = world.cloud.backups.filter(({ at }) => world.now - at <= profile.restoreAgeMax);
  const backup = world.random.pick(young);
  if (backup !== undefined) world.restoreCloud(backup.image, isSilent);
}

function newHubs(world: World, profile: Profile): string[] {
  const depot = world.random.pick(world.depots)?.name ?? "cloud";
  const roll = world.random.next();
  if (!profile.goesStraight) return roll < 0.15 ? [] : [depot];
  if (roll < 0.15) return [];
  if (roll < 0.3) return ["cloud"];
  if (roll < 0.4) return [depot, depot];
  return roll < 0.5 ? [depot, "cloud"] : [depot];
}

/** Faults have stopped: everybody is up, somewhere, and talks. @returns rounds until nothing was left to secure, or `undefined`. */
export async function settle(world: World, roundsMax = 60): Promise<number | undefined> {
  for (const depot of world.depots) {
    depot.isCutOff = false;
    depot.store.failingCommits = 0;
    world.startDepot(depot);
  }
  const living = world.depots.filter(({ isGone }) => !isGone).map(({ name }) => name);
  for (const unit of world.units) {
    unit.hubs = unit.hubs.filter((hub) => hub === "cloud" || living.includes(hub));
    if (unit.hubs.length === 0) unit.hubs = [world.random.pick(living) ?? "cloud"];
    unit.store.failingCommits = 0;
    world.startUnit(unit);
  }
  for (let round = 1; round <= roundsMax; round += 1) {
    await talk(world);
    if (isEverythingSecured(world)) return round;
  }
  return undefined;
}

/** Days of peace, so that what is settled is forgotten and epochs are closed. */
export async function rest(world: World): Promise<void> {
  for (let day = 0; day < 2; day += 1) {
    world.now += dayAndMore;
    for (let round = 0; round < 3; round += 1) await talk(world);
  }
}

async function talk(world: World): Promise<void> {
  world.now += 30;
  for (const depot of world.depots) world.connectDepot(depot);
  await drain(world);
  for (const unit of world.units) world.connectUnit(unit);
  await drain(world);
  for (const unit of world.units) {
    world.sealOpen(unit);
    for (let turn = 0; turn < 8; turn += 1) unit.process?.tidy(world.now);
    world.commitUnit(unit);
    world.send(unit.name, unit.process?.tick(world.now) ?? []);
  }
  await drain(world);
  for (const depot of world.depots) {
    world.commitDepot(depot);
    for (let turn = 0; turn < 8; turn += 1) depot.process?.tidy(world.now);
    world.commitDepot(depot);
    world.send(depot.name, depot.process?.tick(world.now) ?? []);
  }
  await drain(world);
  await world.commitCloud();
  await drain(world);
  await world.heartbeat();
  await drain(world);
}

async function drain(world: World): Promise<void> {
  for (let budget = 20_000; world.network.messages.length > 0 && budget > 0; budget -= 1) {
    const delivered = world.deliver(0);
    if (delivered !== undefined) await delivered; // most are not worth a turn of the loop
  }
  world.network.lose();
}

function isEverythingSecured(world: World): boolean {
  return [...world.units, ...world.depots.filter(({ isGone }) => !isGone)].every(({ store }) =>
    priorities.every((priority) => store.sums().unsecured[priority].records === 0),
  );
}
