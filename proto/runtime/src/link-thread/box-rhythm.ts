/**
 * When a box commits, ticks and tidies, and what it does when its disk refuses.
 *
 * Commits gather by themselves: while one waits for the disk, messages queue at the port, and the next one takes them all.
 */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { linkThreadLimits } from "./limits.ts";

/** How soon what was done must be durable: at the next turn, with some company, or with what comes anyway. */
export type Urgency = "now" | "soon" | "lazy";
export type DiskState = "ok" | "full" | "unwritable";

export interface BoxRhythmOptions {
  /** Makes durable what was done, and sends what that allows. May throw errors of the store, as all of these. */
  readonly commit: () => void;
  readonly tick: () => void;
  readonly tidy: () => void;
  /** After each commit, and after one that the disk refused. */
  readonly onCommitted: (isDurable: boolean) => void;
  readonly onDisk: (state: DiskState, detail: string) => void;
  /** The file is damaged. */
  readonly onDamaged: (error: DrawbarError) => void;
}

const delayMs: Readonly<Record<Urgency, number>> = { now: 0, soon: linkThreadLimits.commitDelayMs, lazy: linkThreadLimits.markCommitDelayMs };

export class BoxRhythm {
  readonly #options: BoxRhythmOptions;
  readonly #intervals: readonly NodeJS.Timeout[];
  #immediate: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #commitAtMs = Number.POSITIVE_INFINITY;
  #disk: DiskState = "ok";
  #isStopped = false;

  constructor(options: BoxRhythmOptions) {
    this.#options = options;
    this.#intervals = [
      setInterval(() => this.guard(options.tick), linkThreadLimits.tickMs),
      setInterval(() => {
        this.guard(options.tidy);
        this.commitWithin("lazy");
      }, linkThreadLimits.tidyMs),
    ];
  }

  /** How the last attempt to commit went. */
  get disk(): DiskState {
    return this.#disk;
  }

  commitWithin(urgency: Urgency): void {
    const atMs = performance.now() + delayMs[urgency];
    // A disk that refuses is asked again at its own pace.
    if (this.#isStopped || atMs >= this.#commitAtMs || this.#disk !== "ok") return;
    this.#schedule(delayMs[urgency]);
  }

  /**
   * Runs what may meet a disk that refuses or a damaged file, and deals with that.
   *
   * @throws what is neither: a defect, which ends the thread.
   */
  guard(work: () => void): void {
    if (this.#isStopped) return;
    try {
      work();
    } catch (error) {
      this.#trouble(error);
    }
  }

  /** Nothing happens by itself any more. */
  stop(): void {
    this.#isStopped = true;
    this.#cancel();
    for (const interval of this.#intervals) clearInterval(interval);
  }

  #schedule(waitMs: number): void {
    this.#cancel();
    this.#commitAtMs = performance.now() + waitMs;
    if (waitMs === 0) this.#immediate = setImmediate(() => this.#commit());
    else this.#timer = setTimeout(() => this.#commit(), waitMs);
  }

  #cancel(): void {
    if (this.#immediate !== undefined) clearImmediate(this.#immediate);
    clearTimeout(this.#timer);
    this.#immediate = undefined;
    this.#timer = undefined;
    this.#commitAtMs = Number.POSITIVE_INFINITY;
  }

  #commit(): void {
    this.#cancel();
    try {
      this.#options.commit();
    } catch (error) {
      this.#trouble(error);
      return this.#options.onCommitted(false);
    }
    if (this.#disk !== "ok") {
      this.#disk = "ok";
      this.#options.onDisk("ok", "");
    }
    this.#options.onCommitted(true);
  }

  #trouble(error: unknown): void {
    const code = error instanceof DrawbarError ? error.code : undefined;
    if (code === "HOLDER_DISK_FULL" || code === "HOLDER_FILE_UNWRITABLE") {
      const state = code === "HOLDER_DISK_FULL" ? "full" : "unwritable";
      if (state !== this.#disk) this.#options.onDisk(state, (error as DrawbarError).message); // its code was read
      this.#disk = state;
      this.#schedule(linkThreadLimits.retryCommitMs);
    } else if (code === "HOLDER_FILE_CORRUPT") {
      this.#options.onDamaged(error as DrawbarError); // its code was read
      this.#schedule(0);
    } else {
      throw error;
    }
  }
}
