import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveUp, Watch } from "@drawbar/proto/link/live.ts";
import type { LiveExchange, LiveSink, RevokedSink, WatchSink } from "./live-exchange.ts";

/** The exchange of a process that holds both roles: a function call each way. */
export class LocalExchange implements LiveExchange {
  #receive: LiveSink["receive"] = () => undefined;
  #watch: WatchSink["watch"] = () => undefined;
  #revoked: RevokedSink["revoked"] = () => undefined;

  onReceive(listener: LiveSink["receive"]): void {
    this.#receive = listener;
  }

  onWatch(listener: WatchSink["watch"]): void {
    this.#watch = listener;
  }

  onRevoked(listener: RevokedSink["revoked"]): void {
    this.#revoked = listener;
  }

  receive(tenant: TenantId, up: LiveUp): void {
    this.#receive(tenant, up);
  }

  watch(tenant: TenantId, watch: Watch): void {
    this.#watch(tenant, watch);
  }

  revoked(tenant: TenantId, source: SourceId): void {
    this.#revoked(tenant, source);
  }
}
