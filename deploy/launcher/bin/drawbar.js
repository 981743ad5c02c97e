#!/usr/bin/env node
// The command `drawbar`. Plain JavaScript that any Node understands: it only makes sure that the pinned Node runs
// the sources, and says so in one sentence when it cannot.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const nodeMajorMin = 24;
// Itself once more, so that a process list says whose process it is, whatever the folder is called.
const program = fileURLToPath(import.meta.url);

if (Number(process.versions.node.split(".")[0]) >= nodeMajorMin) {
  const { main } = await import("../src/cli.ts");
  await main(process.argv);
} else {
  const pinned = fileURLToPath(new URL(`../../../node_modules/node-${process.platform}-${process.arch}/bin/node`, import.meta.url));
  if (existsSync(pinned)) {
    const child = spawn(pinned, [program, ...process.argv.slice(2)], { stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    child.on("exit", (status, signal) => process.exit(signal === null ? status : 1));
  } else {
    process.stderr.write(
      `drawbar: needs Node ${nodeMajorMin} or later and this is Node ${process.versions.node}; "npm ci" installs the right one beside it on Linux, elsewhere install Node ${nodeMajorMin}\n`,
    );
    process.exit(1);
  }
}
