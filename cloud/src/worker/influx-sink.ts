/** A time-series database that takes the InfluxDB line protocol over HTTP. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { workerLimits } from "./limits.ts";
import { failWorker } from "./worker-errors.ts";

export interface InfluxSinkOptions {
  /** Where lines are posted to, such as `http://localhost:8428/write` or `http://localhost:8086/write?db=fleet`. */
  readonly url: string;
  /** File with a token, sent as `authorization: Token …`. */
  readonly tokenFile?: string | undefined;
  /** Of one request. */
  readonly timeoutMs: number;
  readonly log: Logger;
}

export class InfluxSink {
  readonly #options: InfluxSinkOptions;

  constructor(options: InfluxSinkOptions) {
    this.#options = options;
  }

  /**
   * Returns when the sink has confirmed the lines. Lines that it calls wrong (400) are logged and given up, since they
   * would be wrong the next time, too.
   *
   * @throws DrawbarError `SINK_UNAVAILABLE` after some tries.
   */
  async write(lines: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const failure = await this.#post(lines);
      if (failure === undefined) return;
      if (attempt === workerLimits.sinkAttemptsMax)
        throw failWorker("SINK_UNAVAILABLE", `the telemetry sink at ${new URL(this.#options.url).host} did not take what was sent: ${failure}`);
      await sleep(workerLimits.sinkRetryMs * attempt);
    }
  }

  /** @returns what went wrong and may go right another time. */
  async #post(lines: string): Promise<string | undefined> {
    const { url, tokenFile, timeoutMs, log } = this.#options;
    try {
      const response = await fetch(url, {
        method: "POST",
        body: lines,
        redirect: "error", // lines must not end up somewhere that nobody configured
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          "content-type": "text/plain; charset=utf-8",
          ...(tokenFile === undefined ? {} : { authorization: `Token ${readFileSync(tokenFile, "utf8").trim()}` }), // read each time: it may be renewed
        },
      });
      const text = (await response.text()).slice(0, 500);
      if (response.ok) return undefined;
      if (response.status !== 400) return `${response.status} ${text}`;
      log.error({ answer: text }, "sink called lines wrong; they are given up");
      return undefined;
    } catch (error) {
      return error instanceof Error ? `${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ""}` : String(error);
    }
  }
}
