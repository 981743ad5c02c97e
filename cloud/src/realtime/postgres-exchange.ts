/**
 * The exchange between processes: PostgreSQL's LISTEN and NOTIFY. Nothing is stored; who does not listen misses it,
 * which is what live means. One statement carries all that came in a moment, since each commit that notifies takes a lock
 * that all others wait for.
 */
import pg from "pg";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveUp, Watch } from "@drawbar/proto/link/live.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { decode, encodeRevoked, encodeUp, encodeWatch } from "./exchange-codec.ts";
import type { LiveExchange, LiveSink, RevokedSink, WatchSink } from "./live-exchange.ts";

export interface PostgresExchangeOptions {
  /** Of the role drawbar_app. */
  readonly url: string;
  /** What this process does: it listens only to what its roles need. */
  readonly receives: { readonly frames: boolean; readonly watches: boolean };
  readonly log: Logger;
}

const channels = { frames: "drawbar_live", watches: "drawbar_watch" } as const;
/** What comes within it goes together. */
const gatherMs = 20;
/** Sources with something to send; a further one waits for the next moment, so it is dropped, as live may be. */
const sourcesWaitingMax = 10_000;
/** Texts in one statement. */
const textsPerStatementMax = 500;
const reconnectMsMin = 100;
const reconnectMsMax = 5_000;

export class PostgresExchange implements LiveExchange, Part {
  readonly name = "live-exchange";
  readonly #options: PostgresExchangeOptions;
  readonly #frames = new Map<string, { tenant: TenantId; ups: LiveUp[] }>();
  readonly #watches = new Map<string, string>();
  #receive: LiveSink["receive"] = () => undefined;
  #watch: WatchSink["watch"] = () => undefined;
  #revoked: RevokedSink["revoked"] = () => undefined;
  #client: pg.Client | undefined;
  #gatherTimer: NodeJS.Timeout | undefined;
  #reconnectTimer: NodeJS.Timeout | undefined;
  #reconnectMs = reconnectMsMin;
  #isSending = false;
  #isStopped = false;
  #dropped = 0;

  constructor(options: PostgresExchangeOptions) {
    this.#options = options;
  }

  onReceive(listener: LiveSink["receive"]): void {
    this.#receive = listener;
  }

  onWatch(listener: WatchSink["watch"]): void {
    this.#watch = listener;
  }

  onRevoked(listener: RevokedSink["revoked"]): void {
    this.#revoked = listener;
  }

  /** Frames and watches that were dropped because the database was away or too slow. */
  get dropped(): number {
    return this.#dropped;
  }

  receive(tenant: TenantId, up: LiveUp): void {
    const key = `${tenant}/${up.source}`;
    const waiting = this.#frames.get(key);
    if (waiting !== undefined) {
      // A sign-off says more than any value before it; otherwise both frames' values are wanted, they may name other signals.
      waiting.ups = up.kind === "asleep" ? [up] : mergeFrames([...waiting.ups, up]);
    } else if (this.#frames.size >= sourcesWaitingMax) {
      this.#dropped++;
      return;
    } else this.#frames.set(key, { tenant, ups: [up] });
    this.#gather();
  }

  watch(tenant: TenantId, watch: Watch): void {
    this.#watches.set(`${tenant}/${watch.source}`, encodeWatch(tenant, watch));
    this.#gather();
  }

  revoked(tenant: TenantId, source: SourceId): void {
    this.#watches.set(`${tenant}/${source}/revoked`, encodeRevoked(tenant, source));
    this.#gather();
  }

  /** Never rejects: a database that is away is asked again until it is back, and live values are not worth waiting for. */
  async start(): Promise<void> {
    this.#isStopped = false;
    try {
      await this.#connect();
    } catch (error) {
      this.#options.log.warn({ error }, "the live exchange could not connect");
      this.#reconnectLater();
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#gatherTimer);
    clearTimeout(this.#reconnectTimer);
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#options.url, application_name: "drawbar-live", connectionTimeoutMillis: 5_000, keepAlive: true });
    client.on("notification", ({ payload }) => this.#hear(payload ?? ""));
    client.on("error", (error) => this.#lost(client, error));
    client.on("end", () => this.#lost(client, undefined));
    await client.connect();
    const { frames, watches } = this.#options.receives;
    if (frames) await client.query(`listen ${channels.frames}`);
    if (watches) await client.query(`listen ${channels.watches}`);
    this.#client = client;
    this.#reconnectMs = reconnectMsMin;
  }

  #lost(client: pg.Client, error: Error | undefined): void {
    if (this.#client !== client || this.#isStopped) return;
    this.#client = undefined;
    this.#options.log.warn({ error }, "the live exchange lost its database connection");
    client.end().catch(() => undefined); // it is gone already
    this.#reconnectLater();
  }

  #reconnectLater(): void {
    this.#reconnectTimer = setTimeout(() => {
      this.#connect().catch((error: unknown) => {
        if (this.#isStopped) return;
        this.#options.log.debug({ error }, "the live exchange could not connect");
        this.#reconnectLater();
      });
    }, this.#reconnectMs);
    this.#reconnectMs = Math.min(this.#reconnectMs * 2, reconnectMsMax);
  }

  #hear(text: string): void {
    try {
      const message = decode(text);
      if (message?.kind === "up") this.#receive(message.tenant, message.up);
      if (message?.kind === "watch") this.#watch(message.tenant, message.watch);
      if (message?.kind === "revoked") this.#revoked(message.tenant, message.source);
    } catch (error) {
      this.#options.log.warn({ error }, "a live notification could not be read");
    }
  }

  #gather(): void {
    if (this.#gatherTimer !== undefined || this.#isSending || this.#isStopped) return;
    this.#gatherTimer = setTimeout(() => {
      this.#gatherTimer = undefined;
      void this.#send();
    }, gatherMs);
  }

  /** Never rejects. While one statement runs, newer values of the same signals replace older ones in memory. */
  async #send(): Promise<void> {
    const client = this.#client;
    const frames = [...this.#frames.values()].flatMap(({ tenant, ups }) => ups.flatMap((up) => encodeUp(tenant, up)));
    const watches = [...this.#watches.values()];
    this.#frames.clear();
    this.#watches.clear();
    if (client === undefined) {
      this.#dropped += frames.length + watches.length;
      return;
    }
    this.#isSending = true;
    try {
      await notify(client, channels.frames, frames);
      await notify(client, channels.watches, watches);
    } catch (error) {
      this.#dropped += frames.length + watches.length;
      this.#options.log.debug({ error }, "live values could not be passed on");
    } finally {
      this.#isSending = false;
    }
    if (this.#frames.size > 0 || this.#watches.size > 0) this.#gather();
  }
}

async function notify(client: pg.Client, channel: string, texts: readonly string[]): Promise<void> {
  for (let from = 0; from < texts.length; from += textsPerStatementMax) {
    await client.query({
      name: "live-notify",
      text: "select pg_notify($1, t.body) from unnest($2::text[]) as t (body)",
      values: [channel, texts.slice(from, from + textsPerStatementMax)],
    });
  }
}

/** One frame with the newest of each signal for each catalogue; a frame of another boot or catalogue stands alone, at most three. */
function mergeFrames(ups: readonly LiveUp[]): LiveUp[] {
  const [older, newer] = ups.slice(-2);
  if (older?.kind !== "live" || newer?.kind !== "live" || older.boot !== newer.boot || older.catalogue !== newer.catalogue || older.monoUs > newer.monoUs)
    return ups.slice(-3);
  const values = new Map([...older.values, ...newer.values].map((value) => [value.signal, value]));
  return [...ups.slice(-3, -2), { ...newer, values: [...values.values()] }];
}
