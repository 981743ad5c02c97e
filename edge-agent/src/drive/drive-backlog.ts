/** What of a drive is not in the cloud yet: holds the replay back while the hub is slower than it, and knows when all has arrived. */
import type { ReplayProgress } from "@drawbar/firmware-interfaces/logs/log-replay.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { failAgent } from "../agent-errors.ts";
import type { EdgeAgent } from "../edge-agent.ts";
import type { OutboxFeed } from "../outbox/outbox-feed.ts";
import type { OutboxReport } from "../outbox/unit-outbox.ts";

export interface DriveProgress {
  /** `playing` until the recording's end, then `securing`. */
  readonly phase: "playing" | "securing";
  readonly frames: number;
  /** Of the recording's frames, 0 to 1. */
  readonly share: number;
  readonly samples: number;
  readonly securedSamples: number;
}

export interface DriveBacklogOptions {
  readonly agent: Pick<EdgeAgent, "report" | "refreshOutboxReport"> & { readonly feed: Pick<OutboxFeed, "whenRoomy"> };
  /** What is not secured may take this many bytes before the replay waits. */
  readonly bytesMax: number;
  /** Of the whole recording. */
  readonly frames: number;
  readonly clock: Clock;
  /** Longest wait, in milliseconds, without anything new being secured. */
  readonly stallMs: number;
  readonly onProgress?: ((progress: DriveProgress) => void) | undefined;
}

const pollMs = 50;
const progressMs = 200;

export class DriveBacklog {
  readonly #options: DriveBacklogOptions;
  #frames = 0;
  #secured = 0;
  #reportedMonoUs = Number.NEGATIVE_INFINITY;

  constructor(options: DriveBacklogOptions) {
    this.#options = options;
  }

  /** @returns when the replay may go on. @throws DrawbarError `DRIVE_INCOMPLETE` when nothing moves. */
  async whenRoomy(): Promise<void> {
    const { agent, bytesMax } = this.#options;
    await agent.feed.whenRoomy();
    if ((agent.report().outbox?.unsecuredBytes ?? 0) > bytesMax) await this.#until("playing", ({ unsecuredBytes }) => unsecuredBytes <= bytesMax);
  }

  report(progress: ReplayProgress): void {
    this.#frames = progress.frames;
    this.#tell("playing");
  }

  /** @returns when everything is secured. @throws DrawbarError `DRIVE_INCOMPLETE` when nothing moves. */
  async whenSecured(): Promise<OutboxReport> {
    const outbox = await this.#until("securing", ({ unsecuredRecords, unsavedRecords }) => unsecuredRecords === 0 && unsavedRecords === 0);
    this.#reportedMonoUs = Number.NEGATIVE_INFINITY;
    this.#tell("securing");
    return outbox;
  }

  async #until(phase: DriveProgress["phase"], isDone: (outbox: OutboxReport) => boolean): Promise<OutboxReport> {
    const { clock, stallMs } = this.#options;
    let movedMonoUs = clock.monoUs();
    let before = await this.#observe();
    while (!isDone(before)) {
      await wait(pollMs);
      const now = await this.#observe();
      this.#tell(phase);
      if (now.unsecuredRecords !== before.unsecuredRecords) movedMonoUs = clock.monoUs();
      else if (clock.monoUs() - movedMonoUs >= stallMs * 1_000) throw this.#stalled(now);
      before = now;
    }
    return before;
  }

  #stalled({ unsecuredRecords }: OutboxReport): Error {
    const { agent, stallMs } = this.#options;
    const { uplink } = agent.report();
    const where =
      uplink.kind === "open"
        ? `${uplink.address} is connected and secures nothing`
        : `no hub is linked (${uplink.kind === "waiting" ? uplink.detail : uplink.kind})`;
    return failAgent("DRIVE_INCOMPLETE", `${unsecuredRecords} records were not secured in ${Math.round(stallMs / 1_000)} s: ${where}`);
  }

  async #observe(): Promise<OutboxReport> {
    const report = await this.#options.agent.refreshOutboxReport();
    this.#secured = report.secured;
    return report;
  }

  #tell(phase: DriveProgress["phase"]): void {
    const { agent, clock, frames, onProgress } = this.#options;
    const monoUs = clock.monoUs();
    if (onProgress === undefined || monoUs - this.#reportedMonoUs < progressMs * 1_000) return;
    this.#reportedMonoUs = monoUs;
    onProgress({ phase, frames: this.#frames, share: this.#frames / frames, samples: agent.report().samples.kept, securedSamples: this.#secured });
  }
}

function wait(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
