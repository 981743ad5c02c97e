/** The frame around every command: exit status and one sentence on standard error when something goes wrong. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { CommanderError, type Command } from "commander";

/**
 * Runs the program and sets the exit status: 0 on success, 1 on a failure that it explains in one sentence,
 * 2 on wrong usage (docs/cli.md).
 */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  throwInsteadOfExit(program);
  // Whoever reads our output has had enough (`| head`): that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    process.exitCode = 1;
    process.stderr.write(`drawbar: ${explain(error)}\n`);
    if (process.env["DRAWBAR_STACK"] === "1" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  }
}

/** What an error tells a person; an unexpected one says how to see more. */
export function explain(error: unknown): string {
  if (error instanceof DrawbarError) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  return `${text} (unexpected; DRAWBAR_STACK=1 shows where it comes from)`;
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  command.showHelpAfterError("(--help shows how it is used)");
  for (const child of command.commands) throwInsteadOfExit(child);
}
