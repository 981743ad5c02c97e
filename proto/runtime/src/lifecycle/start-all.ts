/** Parts of a process start in the order in which they need each other and stop in reverse. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { Logger } from "../logging/logger.ts";

/** Both calls are idempotent and share the promise in flight. */
export interface Part {
  /** For logs, such as `fleet-link`. */
  readonly name: string;
  start(): Promise<void> | void;
  stop(): Promise<void> | void;
}

export interface Running {
  /**
   * Stops all parts in reverse order. A part that fails or is still busy at the deadline is logged and passed over,
   * so that it cannot keep the others open.
   *
   * @returns names of the parts that did not stop in time or failed; empty when all is well.
   */
  stop(options: { readonly deadlineMs: number }): Promise<readonly string[]>;
}

/** Starts the parts one after another. When one fails, those before it are stopped again and its error is thrown. */
export async function startAll(parts: readonly Part[], options: { readonly log: Logger }): Promise<Running> {
  const { log } = options;
  const started: Part[] = [];
  for (const part of parts) {
    try {
      await part.start();
    } catch (error) {
      await stopInReverse(started, 5_000, log);
      throw error;
    }
    started.push(part);
    log.debug({ part: part.name }, "part started");
  }
  let stopping: Promise<readonly string[]> | undefined;
  return { stop: ({ deadlineMs }) => (stopping ??= stopInReverse(started, deadlineMs, log)) };
}

async function stopInReverse(parts: readonly Part[], deadlineMs: number, log: Logger): Promise<readonly string[]> {
  const endsAt = performance.now() + deadlineMs;
  const failed: string[] = [];
  for (const part of parts.toReversed()) {
    try {
      await withDeadline(part, endsAt - performance.now());
      log.debug({ part: part.name }, "part stopped");
    } catch (error) {
      failed.push(part.name);
      log.warn({ part: part.name, error }, "part did not stop");
    }
  }
  return failed;
}

async function withDeadline(part: Part, leftMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DrawbarError(`STOP_TOO_SLOW: ${part.name} is still busy`, { code: "STOP_TOO_SLOW", kind: "internal" })),
      Math.max(100, leftMs),
    );
  });
  try {
    await Promise.race([part.stop(), late]);
  } finally {
    clearTimeout(timer);
  }
}
