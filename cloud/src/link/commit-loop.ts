/** Commits what peers deliver: while one batch is on its way to the disk the next one gathers. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { CloudLink } from "@drawbar/proto/link/cloud-link.ts";
import type { HubMessage, Outgoing } from "@drawbar/proto/link/messages.ts";
import { linkRoleLimits } from "./limits.ts";

export interface CommitLoopOptions {
  readonly link: Pick<CloudLink, "gathered" | "commit">;
  readonly clock: Clock;
  readonly send: (outgoing: readonly Outgoing<HubMessage>[]) => void;
  readonly onCommitted: (elapsedMs: number) => void;
  readonly onFailed: (error: unknown) => void;
}

export class CommitLoop {
  readonly #options: CommitLoopOptions;
  #running: Promise<void> | undefined;
  #committedAtUs = Number.NEGATIVE_INFINITY;
  /** Ends the wait for company. */
  #wake: (() => void) | undefined;

  constructor(options: CommitLoopOptions) {
    this.#options = options;
  }

  /** Something was gathered. */
  kick(): void {
    if (this.#options.link.gathered >= linkRoleLimits.gatherEnough) this.#wake?.();
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  /** @returns when everything that was gathered is committed and answered. */
  async drain(): Promise<void> {
    while (this.#running !== undefined || this.#options.link.gathered > 0) {
      this.kick();
      this.#wake?.();
      await this.#running;
    }
  }

  async #run(): Promise<void> {
    const { link, clock, send, onCommitted, onFailed } = this.#options;
    while (link.gathered > 0) {
      if (link.gathered < linkRoleLimits.gatherEnough) await this.#company();
      const startedUs = clock.monoUs();
      try {
        send(await link.commit(clock.wallUs() / 1_000));
        onCommitted((clock.monoUs() - startedUs) / 1_000);
      } catch (error) {
        // What was gathered is gone and unanswered; its peers send it again. The pause keeps a broken database from a storm.
        onFailed(error);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      this.#committedAtUs = clock.monoUs();
    }
  }

  /** The first record after a silence hardly waits; those of a stream of records wait for each other. */
  #company(): Promise<void> {
    const sinceMs = (this.#options.clock.monoUs() - this.#committedAtUs) / 1_000;
    const waitMs = Math.max(linkRoleLimits.gatherMs, linkRoleLimits.gatherBusyMs - sinceMs);
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }).then(() => (this.#wake = undefined));
  }
}
