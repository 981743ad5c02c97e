/** Runs seeds in a thread of its own, as `hunt-pool.ts` asks. */
import { parentPort } from "node:worker_threads";
import { soundRules, type LinkRules } from "@drawbar/proto/link/rules.ts";
import { hunt, type Hunt, type Seeds } from "./hunt-seeds.ts";
import { find, type Finding, type Rule } from "./planted.ts";
import { profileNamed } from "./profiles.ts";

export type HuntTask =
  | { readonly kind: "hunt"; readonly profile: string; readonly seeds: Seeds; readonly without?: Rule | undefined }
  | { readonly kind: "find"; readonly rule: Rule; readonly seedsMax: number };

export type HuntAnswer =
  | { readonly kind: "hunt"; readonly found: Hunt }
  | { readonly kind: "find"; readonly rule: Rule; readonly finding: Finding | undefined };

parentPort?.on("message", (task: HuntTask) => void answer(task));

async function answer(task: HuntTask): Promise<void> {
  if (task.kind === "hunt") {
    const rules: LinkRules = task.without === undefined ? soundRules : { ...soundRules, [task.without]: false };
    post({ kind: "hunt", found: await hunt(profileNamed(task.profile), task.seeds, rules) });
  } else {
    post({ kind: "find", rule: task.rule, finding: await find(task.rule, task.seedsMax) });
  }
}

function post(message: HuntAnswer): void {
  parentPort?.postMessage(message);
}
