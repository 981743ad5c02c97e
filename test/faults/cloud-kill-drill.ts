/**
 * R1-CLOUD, R1-KAFKA: the embedded PostgreSQL, Kafka and every role of the cloud are killed under load. Every acknowledged
 * write must be there once, every event take effect once, every sample be accounted for.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { hasKafka, startKafka, type KafkaBroker } from "../peers/kafka.ts";
import type { Drill, DrillContext, DrillOutcome } from "./drill.ts";
import { CloudStage } from "./kill/cloud-stage.ts";
import { CloudTruth } from "./kill/cloud-truth.ts";
import { ask, sleep, until } from "./kill/judgement.ts";
import { RecoveryTimes } from "./kill/recovery-times.ts";

const rounds = 5;
const roundsLong = 40;
const roundsOfKafka = 2;
const awayMs = 60_000;
const awayMsLong = 600_000;
const readyMs = 60_000;
const promiseMs = 60_000;
/** `cloud` is the process with all three roles, the others a second process of each role alone. */
const victims = ["postgres", "cloud", "api", "link", "worker"] as const;
type Victim = (typeof victims)[number] | "kafka";

export const drills: readonly Drill[] = [
  { id: "R1-CLOUD", title: "kill -9 of PostgreSQL and of each role of the cloud: writes, events and samples lost or doubled; recovery times", run: runCloud },
  { id: "R1-KAFKA", title: "the same with the event log in Kafka, by both drivers, with Kafka killed too and away for minutes", run: runKafka },
];

const outcomeOf = (value: number): DrillOutcome => ({
  value,
  unit: "writes, events or samples lost, doubled or unaccounted for",
  must: "must<=0",
  holds: value === 0,
});

async function runCloud(context: DrillContext): Promise<DrillOutcome> {
  return outcomeOf(await play(context, {}, undefined, context.isLong ? roundsLong : rounds));
}

async function runKafka(context: DrillContext): Promise<DrillOutcome> {
  if (!hasKafka()) throw new Error("there is no Java or no Maven here");
  const wanted = process.env["DRILL_DRIVER"];
  let value = 0;
  for (const driver of ["platformatic", "kafkajs"].filter((one) => wanted === undefined || one === wanted)) {
    const broker = await startKafka();
    try {
      context.print(`event log in Kafka by ${driver} (DRILL_DRIVER chooses one)`);
      const settings = { DRAWBAR_CLOUD_EVENTS_DRIVER: driver, DRAWBAR_CLOUD_EVENTS_BROKERS: broker.address };
      value += await play(context, settings, broker, context.isLong ? roundsLong / 4 : roundsOfKafka);
    } finally {
      await broker.dispose();
    }
  }
  return outcomeOf(value);
}

async function play(context: DrillContext, settings: Readonly<Record<string, string>>, kafka: KafkaBroker | undefined, times: number): Promise<number> {
  const { print, isLong } = context;
  const stage = await CloudStage.set({ settings });
  try {
    const seed = Number(process.env["DRILL_SEED"] ?? Math.floor(Math.random() * 1e6));
    print(`vehicles over a depot, two processes of each role, writes through both APIs, seed ${seed} (DRILL_SEED repeats it)`);
    await untilFlowing(stage);
    const random = new SeededRandom(seed);
    const recoveries = new RecoveryTimes();
    const all: readonly Victim[] = kafka === undefined ? victims : [...victims, "kafka"];
    for (let round = 1; round <= times; round += 1) {
      for (const victim of all) {
        // In turn, so that each is killed equally often; when is left to chance.
        await sleep(300 + random.below(1_500));
        await killOne(stage, victim, kafka, recoveries);
      }
      print(`round ${round}: ${recoveries.kills} kills so far, ${stage.load.acknowledged.length} writes acknowledged`);
    }
    if (kafka !== undefined) await takeAway(stage, kafka, isLong ? awayMsLong : awayMs, print);
    print("milliseconds after the kill, median / longest:");
    for (const line of recoveries.table()) print(line);
    return await stage.end(context);
  } finally {
    await stage.clear();
  }
}

/** Each kind of promise has been kept once. */
async function untilFlowing(stage: CloudStage): Promise<void> {
  await until(() => stage.effects.told.size > 10 && stage.marks.firstAfter(0) !== undefined, promiseMs, "nothing flowed");
}

async function killOne(stage: CloudStage, victim: Victim, kafka: KafkaBroker | undefined, recoveries: RecoveryTimes): Promise<void> {
  const killedAt = performance.now();
  const answeredAt = await killAndAwait(stage, victim, kafka);
  const readyAt = performance.now();
  const affected = victim === "cloud" ? [0] : victim === "api" ? [1] : [0, 1];
  const acknowledged = () => stage.load.acknowledged.find(({ sentAt, api }) => sentAt > killedAt && affected.includes(api))?.acknowledgedAt;
  const write = await promised("no write was acknowledged", acknowledged, victim);
  const mark = await promised("nothing became durable", () => stage.marks.firstAfter(answeredAt ?? killedAt), victim);
  const event = await promised("no event was delivered", () => firstToldAfter(stage, killedAt), victim);
  recoveries.add(victim, { readyMs: readyAt - killedAt, writeMs: write - killedAt, markMs: mark - killedAt, eventMs: event - killedAt });
}

function firstToldAfter({ load, effects }: CloudStage, killedAt: number): number | undefined {
  const after = load.acknowledged.findLastIndex(({ acknowledgedAt }) => acknowledgedAt <= killedAt) + 1;
  const told = load.acknowledged.slice(after).flatMap(({ callSign }) => effects.told.get(callSign)?.firstAt ?? []);
  return told.length === 0 ? undefined : Math.min(...told);
}

async function promised(complaint: string, when: () => number | undefined, victim: Victim): Promise<number> {
  let at: number | undefined;
  await until(() => (at = when()) !== undefined, promiseMs, `after ${victim} was killed ${complaint}`);
  return at ?? 0;
}

/** @returns when the database answered again, where it was what died: what vehicles hear of before is old news. */
async function killAndAwait(stage: CloudStage, victim: Victim, kafka: KafkaBroker | undefined): Promise<number | undefined> {
  switch (victim) {
    case "api":
    case "link":
    case "worker":
      await stage.extra[victim].kill();
      await stage.extra[victim].restart();
      return undefined;
    case "kafka":
      await kafka?.kill();
      await kafka?.restart();
      return undefined;
    case "cloud":
    case "postgres": {
      const pid = pidOf(stage, victim);
      if (pid === undefined) throw new Error(`${victim} is not running`);
      process.kill(pid, "SIGKILL");
      await until(async () => pidOf(stage, victim) !== pid && (await answers(stage.data)), readyMs, `${victim} was not back`);
      const answeredAt = performance.now();
      await until(() => isBack(stage, victim, pid), readyMs, `${victim} was not back`);
      return victim === "postgres" ? answeredAt : undefined;
    }
  }
}

/** Writes go on, their events wait in the outbox and follow when Kafka is back. */
async function takeAway(stage: CloudStage, kafka: KafkaBroker, forMs: number, print: DrillContext["print"]): Promise<void> {
  const before = stage.load.acknowledged.length;
  await kafka.kill();
  await sleep(forMs);
  const meanwhile = stage.load.acknowledged.slice(before);
  const waiting = await waitingEvents(stage);
  await kafka.restart();
  const backAt = performance.now();
  await until(() => meanwhile.some(({ callSign }) => stage.effects.told.has(callSign)), promiseMs, "no event followed");
  const firstMs = performance.now() - backAt;
  await until(() => meanwhile.every(({ callSign }) => stage.effects.told.has(callSign)), promiseMs * 5, "the events did not follow");
  print(
    `kafka away for ${forMs / 1_000} s: ${meanwhile.length} writes acknowledged meanwhile, ${waiting} events waited in the database; the first followed ${Math.round(firstMs)} ms after Kafka listened, all of them after ${Math.round(performance.now() - backAt)} ms`,
  );
}

async function waitingEvents(stage: CloudStage): Promise<number> {
  const truth = await CloudTruth.connect(stage.data);
  const waiting = await truth.waitingEvents();
  await truth.close();
  return waiting;
}

function pidOf({ up, data }: CloudStage, victim: "cloud" | "postgres"): number | undefined {
  if (victim === "cloud") return up.processes()["cloud"];
  try {
    const pid = Number(readFileSync(path.join(data, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

async function isBack(stage: CloudStage, victim: "cloud" | "postgres", before: number): Promise<boolean> {
  const now = pidOf(stage, victim);
  if (now === undefined || now === before) return false;
  return (await ask(stage.ports.cloudOperations, "/readyz")) !== undefined;
}

async function answers(data: string): Promise<boolean> {
  try {
    const truth = await CloudTruth.connect(data);
    await truth.close();
    return true;
  } catch {
    return false;
  }
}
