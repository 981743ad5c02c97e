/** Consumers of the worker: begun when the log can be reached, ended with the process. */
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { ConsumeOptions, EventLog } from "./event-log.ts";
import { Repeating } from "./repeating.ts";

export interface EventConsumersOptions {
  readonly eventLog: EventLog;
  readonly consumers: readonly ConsumeOptions[];
  readonly log: Logger;
}

export class EventConsumers implements Part {
  readonly name = "event-consumers";
  readonly #eventLog: EventLog;
  readonly #missing: ConsumeOptions[];
  readonly #turns: Repeating;

  constructor(options: EventConsumersOptions) {
    this.#eventLog = options.eventLog;
    this.#missing = [...options.consumers];
    this.#turns = new Repeating({
      turn: async () => this.#begin(),
      failed: (error, pauseMs) => options.log.warn({ error, pauseMs }, "consumers of events not begun"),
    });
  }

  /** Does not wait for the log: a Kafka that is away must not keep the rest of the worker from its work. */
  start(): void {
    this.#turns.start();
  }

  /** Ends the log with its consumers. */
  async stop(): Promise<void> {
    const ended = this.#turns.stop();
    await this.#eventLog.stop(); // one that does not answer would keep the turn
    await ended;
  }

  async #begin(): Promise<boolean> {
    for (let next = this.#missing[0]; next !== undefined; next = this.#missing[0]) {
      await this.#eventLog.consume(next);
      this.#missing.shift();
    }
    return false;
  }
}
