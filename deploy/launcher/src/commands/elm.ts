/** `drawbar elm`: dialogues with ELM327 adapters, without an adapter. */
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { elmReplay } from "@drawbar/firmware-interfaces/commands/elm-replay.ts";
import { failLauncher } from "../launcher-errors.ts";

const replayExample = `
A transcript is a file of JSON lines, each {"exchange":[{"tx":"010C","rx":"41 0C 1A F8\\r\\r>"}]}, or what a terminal
shows: a prompt, the command behind it, and its answer in the lines below.

Example:
  drawbar elm replay adapter.txt
  drawbar elm replay transcripts.jsonl --json | jq .answers`;

export function addElmCommand(program: Command): void {
  const elm = program.command("elm").summary("dialogues with ELM327 adapters").description("Dialogues with ELM327 and STN adapters.");
  elm
    .command("replay")
    .argument("<transcript>", "a recorded dialogue")
    .description("Plays a recorded dialogue through the client and prints what it makes of each answer.")
    .option("--json", "lines of JSON")
    .addHelpText("after", replayExample)
    .action((transcript: string, options: { readonly json?: boolean }) => {
      for (const line of elmReplay({ text: textOf(transcript), json: options.json === true })) process.stdout.write(`${line}\n`);
    });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw failLauncher("FILE_UNREADABLE", `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown"}); check the path`, { cause });
  }
}
