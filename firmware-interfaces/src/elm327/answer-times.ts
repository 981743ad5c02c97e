/** How long to wait for an answer, learned per command: a silent adapter is noticed soon, a slow one is not called silent. */
import { elmLimits, elmTimes } from "./limits.ts";

/** Of the slowest answer lately seen. */
const patience = 3;
/** What remains of the slowest after each faster answer, so that one slow morning is forgotten. */
const memory = 0.98;

export class AnswerTimes {
  readonly #slowestMs = new Map<string, number>();

  note(command: string, elapsedMs: number): void {
    this.#set(command, Math.max(elapsedMs, (this.#slowestMs.get(command) ?? 0) * memory));
  }

  /** It did not come in time: twice as long is waited the next time. */
  noteSilent(command: string, waitedMs: number): void {
    this.#set(command, Math.max(this.#slowestMs.get(command) ?? 0, (2 * waitedMs) / patience));
  }

  /** @param unlearnedMs what holds before anything is known, and the least that a bound ever is. */
  timeoutMs(command: string, unlearnedMs: number): number {
    const slowestMs = this.#slowestMs.get(command);
    if (slowestMs === undefined) return unlearnedMs;
    return Math.min(Math.max(unlearnedMs, elmTimes.requestMs) * 2, Math.max(elmTimes.learnedMsMin, slowestMs * patience));
  }

  #set(command: string, slowestMs: number): void {
    this.#slowestMs.delete(command);
    this.#slowestMs.set(command, slowestMs);
    const [oldest] = this.#slowestMs.keys();
    if (this.#slowestMs.size > elmLimits.timedCommandsMax && oldest !== undefined) this.#slowestMs.delete(oldest);
  }
}
