/** When vehicles heard of something newly secured, looked at all the time. */
import { ask, fleetPort, sleep } from "./judgement.ts";

const lookMs = 40;

export class MarkWatch {
  readonly #port: number;
  readonly #heardAt: number[] = [];
  #isStopped = false;

  /** @param data folder of the installation whose simulated fleet is asked. */
  constructor(data: string) {
    this.#port = fleetPort(data);
    void this.#look();
  }

  /** By `performance.now()`; `undefined` while there was nothing. */
  firstAfter(time: number): number | undefined {
    return this.#heardAt.find((heardAt) => heardAt > time);
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #look(): Promise<void> {
    let before = Number.POSITIVE_INFINITY;
    while (!this.#isStopped) {
      const secured = securedOf(await ask(this.#port, "/healthz"));
      if (secured !== undefined) {
        if (secured > before) this.#heardAt.push(performance.now());
        before = secured;
      }
      await sleep(lookMs);
    }
  }
}

function securedOf(report: unknown): number | undefined {
  const { vehicles } = (report ?? {}) as { readonly vehicles?: readonly { readonly report: { readonly outbox?: { readonly secured: number } } }[] }; // the fleet's own report
  return vehicles?.reduce((sum, vehicle) => sum + (vehicle.report.outbox?.secured ?? 0), 0);
}
