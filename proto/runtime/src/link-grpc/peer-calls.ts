/** The calls that stand at a hub, by the certificate that made them. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveDown } from "@drawbar/proto/link/live.ts";
import type { LinkCall } from "./link-service.ts";
import type { NewestWriter } from "./newest-writer.ts";
import type { ExchangeConnection, PeerHandler } from "./peer-connection.ts";

export interface Exchange {
  /** Of the certificate that opened it. */
  readonly serial: string;
  readonly connection: ExchangeConnection;
  /** Absent until the peer was let in. */
  handler: PeerHandler | undefined;
}

export interface LiveCall {
  readonly serial: string;
  readonly call: LinkCall;
  readonly writer: NewestWriter<LiveDown>;
}

/** Oldest first. */
interface Calls {
  readonly exchanges: Exchange[];
  readonly lives: LiveCall[];
}

export class PeerCalls {
  readonly #peers = new Map<SourceId, Calls>();

  get peers(): readonly SourceId[] {
    return [...this.#peers.keys()];
  }

  get size(): number {
    return this.#peers.size;
  }

  has(source: SourceId): boolean {
    return this.#peers.has(source);
  }

  /** @returns copies, since ending a call takes it away. */
  of(source: SourceId): { readonly exchanges: readonly Exchange[]; readonly lives: readonly LiveCall[] } {
    const calls = this.#peers.get(source);
    return { exchanges: calls?.exchanges.slice() ?? [], lives: calls?.lives.slice() ?? [] };
  }

  /** Whoever serves the peer's newest connection shows its live values, and tells it what is watched. */
  newestExchange(source: SourceId): Exchange | undefined {
    return this.#peers.get(source)?.exchanges.at(-1);
  }

  newestLive(source: SourceId): LiveCall | undefined {
    return this.#peers.get(source)?.lives.at(-1);
  }

  addExchange(source: SourceId, exchange: Exchange): void {
    this.#callsOf(source).exchanges.push(exchange);
  }

  addLive(source: SourceId, live: LiveCall): void {
    this.#callsOf(source).lives.push(live);
  }

  remove(source: SourceId, ended: Exchange | LiveCall): void {
    const calls = this.#peers.get(source);
    if (calls === undefined) return;
    for (const list of [calls.exchanges, calls.lives] as (Exchange | LiveCall)[][]) {
      // one of them has it
      const index = list.indexOf(ended);
      if (index >= 0) list.splice(index, 1);
    }
    if (calls.exchanges.length + calls.lives.length === 0) this.#peers.delete(source);
  }

  count(): { readonly peers: number; readonly exchanges: number; readonly lives: number } {
    let exchanges = 0;
    let lives = 0;
    for (const calls of this.#peers.values()) {
      exchanges += calls.exchanges.length;
      lives += calls.lives.length;
    }
    return { peers: this.#peers.size, exchanges, lives };
  }

  #callsOf(source: SourceId): Calls {
    const known = this.#peers.get(source);
    if (known !== undefined) return known;
    const calls: Calls = { exchanges: [], lives: [] };
    this.#peers.set(source, calls);
    return calls;
  }
}
