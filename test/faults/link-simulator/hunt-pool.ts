/** Hunts in several threads: seeds do not know of each other. */
import path from "node:path";
import { Worker } from "node:worker_threads";
import { joinHunts, type Hunt, type Seeds } from "./hunt-seeds.ts";
import type { HuntAnswer, HuntTask } from "./hunt-worker.ts";
import type { Finding, Rule } from "./planted.ts";
import type { Profile } from "./profiles.ts";

/** Seeds in one task: few enough that no thread is left with much at the end. */
const chunkSeeds = 50;

/** @returns what was found in each profile, in their order. */
export async function huntAll(
  profiles: readonly Profile[],
  seeds: Seeds,
  options: { readonly threads: number; readonly without?: Rule | undefined },
): Promise<Hunt[]> {
  const tasks: HuntTask[] = [];
  for (let from = seeds.from; from < seeds.from + seeds.count; from += chunkSeeds) {
    const count = Math.min(chunkSeeds, seeds.from + seeds.count - from);
    for (const { name } of profiles) tasks.push({ kind: "hunt", profile: name, seeds: { from, count }, without: options.without });
  }
  const parts = (await runAll(tasks, options.threads)).flatMap((answer) => (answer.kind === "hunt" ? [answer.found] : []));
  return profiles.map(({ name }) => parts.filter(({ profile }) => profile === name).reduce(joinHunts));
}

export async function findAll(
  rules: readonly Rule[],
  seedsMax: number,
  threads: number,
): Promise<{ readonly rule: Rule; readonly finding: Finding | undefined }[]> {
  const answers = await runAll(
    rules.map((rule) => ({ kind: "find", rule, seedsMax })),
    threads,
  );
  return answers.flatMap((answer) => (answer.kind === "find" ? [answer] : []));
}

/** @returns answers in the order of the tasks. */
async function runAll(tasks: readonly HuntTask[], threads: number): Promise<HuntAnswer[]> {
  const answers: HuntAnswer[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(path.join(import.meta.dirname, "hunt-worker.ts"));
    try {
      while (next < tasks.length) {
        const index = next;
        next += 1;
        answers[index] = await ask(worker, tasks[index] as HuntTask); // below the length
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, work));
  return answers;
}

function ask(worker: Worker, task: HuntTask): Promise<HuntAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off("message", onMessage);
      worker.off("error", onError);
    };
    const onMessage = (answer: HuntAnswer): void => {
      settle();
      resolve(answer);
    };
    const onError = (error: Error): void => {
      settle();
      reject(error);
    };
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.postMessage(task);
  });
}
