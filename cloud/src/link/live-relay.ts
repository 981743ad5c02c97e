/** Live values on their way up to whoever shows them, and wishes to see more on their way down. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveUp, Watch } from "@drawbar/proto/link/live.ts";
import type { PeerConnection } from "@drawbar/runtime/link-grpc/peer-connection.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "../db/tenant-transaction.ts";
import type { LiveExchange } from "../realtime/live-exchange.ts";
import type { Presence } from "./presence.ts";
import type { SourceRegistry } from "./source-registry.ts";

export interface LiveRelayOptions {
  readonly database: Database;
  readonly exchange: LiveExchange;
  readonly registry: SourceRegistry;
  readonly presence: Presence;
  /** A source was heard another way than before: screens should say so soon. */
  readonly wayFound: () => void;
  readonly log: Logger;
}

/** Sources whose way is remembered. At the bound: the one that was found longest ago is forgotten until it speaks again. */
const waysMax = 100_000;

export class LiveRelay {
  readonly #options: LiveRelayOptions;
  /** Over which connection each source was heard last. */
  readonly #ways = new Map<string, PeerConnection>();

  constructor(options: LiveRelayOptions) {
    this.#options = options;
    options.exchange.onWatch((tenant, watch) => this.#watch(tenant, watch));
  }

  /** Never throws and never waits: live values are the first to be dropped. */
  receive(connection: PeerConnection, up: LiveUp): void {
    const { registry, exchange, log } = this.#options;
    const { tenantId } = connection;
    if (registry.isKnownRevoked(tenantId, up.source)) return;
    this.found(connection, up.source);
    exchange.receive(tenantId, up);
    if (up.kind !== "asleep") return;
    this.#noteSleep(tenantId, up.source, up.atUs).catch((error: unknown) => log.warn({ error, source: up.source }, "sleep not noted"));
  }

  /** A source was heard over this connection: watches for it go there. */
  found(connection: PeerConnection, source: SourceId): void {
    const { presence, wayFound } = this.#options;
    presence.hear(connection.tenantId, source, connection.sourceId === source ? undefined : connection.sourceId);
    const key = `${connection.tenantId}/${source}`;
    if (this.#ways.get(key) === connection) return;
    this.#ways.delete(key);
    this.#ways.set(key, connection);
    for (const oldest of this.#ways.keys()) {
      if (this.#ways.size <= waysMax) break;
      this.#ways.delete(oldest);
    }
    wayFound();
  }

  closed(connection: PeerConnection): void {
    for (const [key, way] of this.#ways) if (way === connection) this.#ways.delete(key);
  }

  #watch(tenant: TenantId, watch: Watch): void {
    this.#ways.get(`${tenant}/${watch.source}`)?.sendLive(watch);
  }

  async #noteSleep(tenant: TenantId, source: SourceId, atUs: number): Promise<void> {
    await this.#options.database
      .of(tenant)
      .count("sleep-note", "insert into source_sleep (tenant_id, source_id, at_us) values ($1, $2, $3) on conflict on constraint source_sleep_key do nothing", [
        tenant,
        source,
        atUs,
      ]);
  }
}
