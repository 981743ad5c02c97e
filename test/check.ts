/** `npm run check`: types, lint, format, dead code, generated files. Runs all of them and names every one that failed. */
import { spawnSync } from "node:child_process";

const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "types of the console", command: ["tsc", "-p", "cloud/console/tsconfig.json"] },
  { name: "lint", command: ["oxlint", "--type-aware", "--deny-warnings", "--quiet"] },
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "dead code", command: ["knip", "--no-progress"] },
  { name: "generated documents", command: ["node", "docs/generate.ts", "--check"] },
  { name: "generated API client", command: ["node", "cloud/api-client/generate.ts", "--check"] },
];

const failed: string[] = [];
for (const { name, command } of checks) {
  const startedAt = performance.now();
  const [program = "", ...args] = command;
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? "all checks passed" : `failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
