/** An agent's end of the link, opened: where its segments go, and how its newest values get out. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Watch } from "@drawbar/proto/link/live.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import type { UnitUplink } from "../uplink/unit-uplink.ts";
import type { UnitOutbox } from "./unit-outbox.ts";

export interface OpenUnitLinkOptions {
  readonly identity: Identity;
  /** `host:port`, best first. */
  readonly hubs: readonly string[];
  readonly file: string;
  readonly bytesMax: number;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether newest values are sent, and watches heard. */
  readonly hasLive: boolean;
  readonly onWatch: (watch: Watch) => void;
}

export interface OpenedUnitLink {
  readonly outbox: UnitOutbox;
  readonly uplink: UnitUplink;
  /** Commits, says goodbye, and lets the file go. */
  close(): Promise<void>;
}
