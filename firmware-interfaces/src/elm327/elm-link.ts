/** An ELM327 adapter on a serial line as a diagnostic link: the client with a stream, a timer and a queue around it. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Timer, TimerHandle } from "../can/timer.ts";
import type { DiagnosticLink, DiagnosticOutcome, DiagnosticRequest } from "../diagnostics/diagnostic-link.ts";
import type { ByteStream } from "../serial/byte-stream.ts";
import { assertPossible, ElmClient, type ClientStep } from "./elm-client.ts";
import type { ElmProfile } from "./elm-profile.ts";
import { elmLimits } from "./limits.ts";

export interface ElmLinkOptions {
  /** Open; the link owns it from then on. */
  readonly stream: ByteStream;
  readonly timer: Timer;
  readonly clock: Pick<Clock, "monoUs">;
  /** What was learned of this adapter before. */
  readonly profile?: ElmProfile;
}

interface Waiting {
  readonly request: DiagnosticRequest;
  readonly resolve: (outcome: DiagnosticOutcome) => void;
}

export class ElmLink implements DiagnosticLink {
  readonly #options: ElmLinkOptions;
  readonly #client: ElmClient;
  readonly #waiting: Waiting[] = [];
  #current: Waiting | undefined;
  #alarm: TimerHandle | undefined;
  #whyEnded: string | undefined;

  constructor(options: ElmLinkOptions) {
    this.#options = options;
    this.#client = new ElmClient(options.profile);
    options.stream.start({
      onBytes: (bytes) => this.#take(this.#client.receive(bytes, this.#nowMs())),
      onEnd: (why) => this.#end(`the line to the adapter has ended${why === undefined ? "" : `: ${why}`}`),
    });
  }

  /** What is known of the adapter by now; worth keeping. */
  get profile(): ElmProfile {
    return this.#client.profile;
  }

  /**
   * The first request also sets the adapter up, which takes some seconds. Beyond `elmLimits.requestsWaitingMax` requests
   * in line the outcome is `failed` at once.
   *
   * @throws DrawbarError `ELM_COMMAND_IMPOSSIBLE` for a payload without a byte or beyond 4,095.
   */
  request(request: DiagnosticRequest): Promise<DiagnosticOutcome> {
    assertPossible(request);
    if (this.#whyEnded !== undefined) return Promise.resolve({ kind: "failed", why: this.#whyEnded });
    if (this.#waiting.length >= elmLimits.requestsWaitingMax) {
      return Promise.resolve({ kind: "failed", why: `${this.#waiting.length} requests wait already (elmLimits.requestsWaitingMax)` });
    }
    return new Promise((resolve) => {
      this.#waiting.push({ request, resolve });
      this.#next();
    });
  }

  /** Requests that are not finished fail. Idempotent. */
  async stop(): Promise<void> {
    this.#end("the link was stopped");
    await this.#options.stream.stop();
  }

  #next(): void {
    if (this.#current !== undefined) return;
    this.#current = this.#waiting.shift();
    if (this.#current !== undefined) this.#take(this.#client.request(this.#current.request, this.#nowMs()));
  }

  #take(steps: readonly ClientStep[]): void {
    for (const step of steps) {
      if (step.kind === "finished") this.#finish(step.outcome);
      else if (!this.#options.stream.write(step.bytes)) this.#end("the adapter takes no more bytes");
    }
    this.#setAlarm();
  }

  #finish(outcome: DiagnosticOutcome): void {
    const finished = this.#current;
    this.#current = undefined;
    finished?.resolve(outcome);
    if (this.#whyEnded === undefined) this.#next();
  }

  #setAlarm(): void {
    this.#alarm?.cancel();
    this.#alarm = undefined;
    const { dueAtMs } = this.#client;
    if (dueAtMs === undefined || this.#whyEnded !== undefined) return;
    this.#alarm = this.#options.timer.after(Math.max(1, dueAtMs - this.#nowMs()), () => this.#take(this.#client.expire(this.#nowMs())));
  }

  #end(why: string): void {
    if (this.#whyEnded !== undefined) return;
    this.#whyEnded = why;
    this.#alarm?.cancel();
    const unfinished = [...(this.#current === undefined ? [] : [this.#current]), ...this.#waiting.splice(0)];
    this.#current = undefined;
    for (const { resolve } of unfinished) resolve({ kind: "failed", why });
  }

  #nowMs(): number {
    return this.#options.clock.monoUs() / 1_000;
  }
}
