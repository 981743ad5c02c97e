import type { Logger } from "../logging/logger.ts";
import type { Running } from "./start-all.ts";

/**
 * Waits for SIGTERM or SIGINT, stops the parts, and sets the exit status: 0 when all stopped, 1 otherwise.
 * A second signal ends the process at once.
 */
export async function stopOnSignal(running: Running, options: { readonly deadlineMs: number; readonly log: Logger }): Promise<never> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, resolve);
  });
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => process.exit(1));
  options.log.info({ signal }, "stopping");
  const failed = await running.stop({ deadlineMs: options.deadlineMs });
  options.log.info({ failed }, "stopped");
  return process.exit(failed.length === 0 ? 0 : 1);
}
