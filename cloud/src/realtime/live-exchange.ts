/**
 * The border between the link role, which hears vehicles, and the api role, which shows them. In one process
 * it is a function call, between processes PostgreSQL's LISTEN/NOTIFY; neither side knows which.
 */
import type { LiveUp, Watch } from "@drawbar/proto/link/live.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";

/** What the link role is given: it hands up every live frame and sign-off that it hears, of the tenant that the peer's certificate names. */
export interface LiveSink {
  /** Never throws and never blocks; under load older frames of the same source give way to newer ones. */
  receive(tenant: TenantId, up: LiveUp): void;
}

/** What the link role gives: somewhere to send the wish to see a source closely. */
export interface WatchSink {
  /** Passed down to the source's unit or its depot, when one of them is connected; otherwise dropped. */
  watch(tenant: TenantId, watch: Watch): void;
}

/** What else the link role gives: somewhere to say that a device was taken out of trust just now. */
export interface RevokedSink {
  /** Its open link is ended. Where it is lost, the link role's regular look at the database ends it within a minute. */
  revoked(tenant: TenantId, source: SourceId): void;
}

/** Both ends. Each side uses its half; the callbacks are set once, before `start`. */
export interface LiveExchange extends LiveSink, WatchSink, RevokedSink {
  /** The api role's half: frames that any link role heard. */
  onReceive(listener: LiveSink["receive"]): void;
  /** The link role's half: watches that any api role wants. */
  onWatch(listener: WatchSink["watch"]): void;
  /** The link role's half: devices that any api role took out of trust. */
  onRevoked(listener: RevokedSink["revoked"]): void;
}
