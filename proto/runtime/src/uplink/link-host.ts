/** What an uplink connects to a hub: a unit's outbox or a depot's spool, on the far side of a thread. */
import type { HubName } from "@drawbar/proto/link/holder-options.ts";

/** A session with a hub, as the host sees it. */
export interface HubWire {
  /** @param bytes an encoded `PeerMessage`; not written to afterwards. @param isUrgent overtakes what waits. */
  send(bytes: Uint8Array, isUrgent: boolean): void;
  /** Stops and restarts reading from the hub. */
  pause(): void;
  resume(): void;
  /** Ends the session: the hub broke the protocol, or the host was opened anew and needs another one. */
  end(reason: "malformed" | "foreign" | "reopened", detail: string): void;
}

/** The host's end of it. */
export interface HubLink {
  /** @param bytes an encoded `HubMessage`, a view of a larger buffer; copied before it goes to another thread. */
  receive(bytes: Uint8Array): void;
  /** Once; nothing is sent or received after it. */
  closed(): void;
}

export interface LinkHost {
  /** A session stands. Several at a time are fine, also with one hub. */
  hubConnected(hub: HubName, wire: HubWire): HubLink;
}
