import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Watch } from "@drawbar/proto/link/live.ts";
import { liveLimits } from "./limits.ts";
import type { WatchSink } from "./live-exchange.ts";

/** Which signals of a source somebody looks at; `undefined` for all. */
export type Wanted = Pick<Watch, "signals" | "catalogue">;

export interface Watched {
  readonly tenant: TenantId;
  /** Asked at each renewal: a vehicle's unit may have been changed. */
  readonly source: () => Promise<SourceId | undefined>;
  /** Asked at each renewal: numbers of signals change with the catalogue. */
  readonly wanted: (source: SourceId) => Wanted;
}

/** Renews the wish to see closely for as long as somebody looks; it expires at the unit by itself. */
export class WatchKeeper {
  readonly #sink: WatchSink;
  readonly #watched = new Map<string, Watched>();
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { readonly sink: WatchSink; readonly onError: (error: unknown) => void }) {
    this.#sink = options.sink;
    this.#onError = options.onError;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      for (const watched of this.#watched.values()) this.#renew(watched);
    }, liveLimits.watchRenewMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#watched.clear();
  }

  /** Watches from now on; again for the same key when what is wanted changed. */
  hold(key: string, watched: Watched): void {
    this.#watched.set(key, watched);
    this.#renew(watched);
  }

  release(key: string): void {
    this.#watched.delete(key);
  }

  #renew({ tenant, source, wanted }: Watched): void {
    const send = async (): Promise<void> => {
      const unit = await source();
      if (unit !== undefined) this.#sink.watch(tenant, { kind: "watch", source: unit, ...wanted(unit), forMs: liveLimits.watchMs });
    };
    send().catch(this.#onError);
  }
}
