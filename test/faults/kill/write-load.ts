/**
 * Writes through the API, one after another to each address in turn. Each carries a key of its own and is sent again
 * until it is acknowledged, as a careful client does; what was acknowledged must be there once, however often it was sent.
 */
import { randomUUID } from "node:crypto";

export interface WriteLoadOptions {
  readonly apis: readonly string[];
  readonly token: string;
}

export interface AcknowledgedWrite {
  readonly callSign: string;
  /** Which of the addresses. */
  readonly api: number;
  /** By `performance.now()`: when the attempt was sent that was acknowledged, and when the answer came. */
  readonly sentAt: number;
  readonly acknowledgedAt: number;
}

const pauseMs = 40;
const againMs = 50;
const answerMs = 5_000;

export class WriteLoad {
  readonly #options: WriteLoadOptions;
  readonly #acknowledged: AcknowledgedWrite[] = [];
  readonly #refused = new Map<string, number>();
  readonly #details = new Map<string, string>();
  #isStopped = false;
  #running: Promise<unknown> | undefined;

  constructor(options: WriteLoadOptions) {
    this.#options = options;
  }

  get acknowledged(): readonly AcknowledgedWrite[] {
    return this.#acknowledged;
  }

  /** Attempts that were not acknowledged, by what came instead: `503 DATABASE_UNAVAILABLE`, `no answer`. */
  get refused(): ReadonlyMap<string, number> {
    return this.#refused;
  }

  /** What the newest of each said. */
  get details(): ReadonlyMap<string, string> {
    return this.#details;
  }

  start(): void {
    this.#running ??= Promise.all(this.#options.apis.map((_, api) => this.#run(api)));
  }

  /** @returns what the cloud said that it has. */
  async stop(): Promise<readonly AcknowledgedWrite[]> {
    this.#isStopped = true;
    await this.#running;
    return this.#acknowledged;
  }

  async #run(api: number): Promise<void> {
    for (let count = 1; !this.#isStopped; count += 1) {
      const callSign = `W${api} ${count}`;
      const key = randomUUID();
      for (;;) {
        const sentAt = performance.now();
        const refusal = await this.#write(api, callSign, key);
        if (refusal === undefined) {
          this.#acknowledged.push({ callSign, api, sentAt, acknowledgedAt: performance.now() });
          break;
        }
        this.#refused.set(refusal, (this.#refused.get(refusal) ?? 0) + 1);
        if (this.#isStopped) break;
        await new Promise((resolve) => setTimeout(resolve, againMs));
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** @returns `undefined` when it was acknowledged. */
  async #write(api: number, callSign: string, key: string): Promise<string | undefined> {
    try {
      const response = await fetch(`${this.#options.apis[api]}/vehicles`, {
        method: "POST",
        headers: { authorization: `Bearer ${this.#options.token}`, "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify({ callSign }),
        signal: AbortSignal.timeout(answerMs),
      });
      const { code = "", detail = "" } = (await response.json()) as { readonly code?: string; readonly detail?: string }; // a problem, or what was made
      if (response.status === 201) return undefined;
      const refusal = `${response.status} ${code}`;
      this.#details.set(refusal, detail);
      return refusal;
    } catch {
      return "no answer";
    }
  }
}
