/** Writes through the API, one after another to each address in turn; remembers what was acknowledged. */

export interface WriteLoadOptions {
  readonly apis: readonly string[];
  readonly token: string;
}

const pauseMs = 40;
const answerMs = 5_000;

export class WriteLoad {
  readonly #options: WriteLoadOptions;
  readonly #acknowledged: string[] = [];
  #refused = 0;
  #isStopped = false;
  #running: Promise<unknown> | undefined;

  constructor(options: WriteLoadOptions) {
    this.#options = options;
  }

  /** Writes that were not answered, or not with success: they may or may not be there. */
  get refused(): number {
    return this.#refused;
  }

  start(): void {
    this.#running ??= Promise.all(this.#options.apis.map((api, index) => this.#run(api, `W${index}`)));
  }

  /** @returns the call signs that the cloud said it has. */
  async stop(): Promise<readonly string[]> {
    this.#isStopped = true;
    await this.#running;
    return this.#acknowledged;
  }

  async #run(api: string, prefix: string): Promise<void> {
    for (let count = 1; !this.#isStopped; count += 1) {
      const callSign = `${prefix} ${count}`;
      if (await this.#write(api, callSign)) this.#acknowledged.push(callSign);
      else this.#refused += 1;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  async #write(api: string, callSign: string): Promise<boolean> {
    try {
      const response = await fetch(`${api}/vehicles`, {
        method: "POST",
        headers: { authorization: `Bearer ${this.#options.token}`, "content-type": "application/json" },
        body: JSON.stringify({ callSign }),
        signal: AbortSignal.timeout(answerMs),
      });
      await response.body?.cancel();
      return response.status === 201;
    } catch {
      return false;
    }
  }
}
