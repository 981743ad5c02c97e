/** The depot's side towards vehicles: each gets a way into the spool, and its newest values go on to the cloud. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveUp, Watch } from "@drawbar/proto/link/live.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { LinkServer } from "@drawbar/runtime/link-grpc/link-server.ts";
import type { PeerConnection, PeerHandler } from "@drawbar/runtime/link-grpc/peer-connection.ts";
import type { DepotBox } from "@drawbar/runtime/link-thread/depot-box.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";

export interface FleetLinkOptions {
  readonly identity: Identity;
  readonly spool: DepotBox;
  readonly listen: { readonly host: string; readonly port: number };
  readonly peersMax: number;
  /** Where newest values go; dropped while the cloud is away. */
  readonly onLive: (message: LiveUp) => void;
  /** Whether a unit's certificate counts no more. @param serial lower-case hex digits. */
  readonly isRevoked: (serial: string) => boolean;
  readonly log: Logger;
}

export interface FleetLinkReport {
  readonly units: number;
  readonly port: number;
}

export class FleetLink implements Part {
  readonly name = "fleet-link";
  readonly #options: FleetLinkOptions;
  readonly #server: LinkServer;
  /** Newest connection of each unit: where its watches go. */
  readonly #connections = new Map<SourceId, PeerConnection>();

  constructor(options: FleetLinkOptions) {
    this.#options = options;
    const { identity, isRevoked, listen, log } = options;
    this.#server = new LinkServer({
      listen,
      tls: identity,
      tenantId: identity.tenantId,
      kinds: ["unit"],
      isRevoked,
      onPeer: (connection) => this.#admit(connection),
      log,
    });
  }

  start(): Promise<void> {
    return this.#server.start();
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** A renewed certificate, from the next handshake on. */
  show(identity: Identity): void {
    this.#server.updateTls(identity);
  }

  /** Lets go of those who were revoked since they came. */
  closeRevoked(): void {
    this.#server.closeRevoked();
  }

  /** Somebody at headquarters looks at a unit; lost when it is not here, and asked again by whoever looks. */
  watch(watch: Watch): void {
    this.#connections.get(watch.source)?.sendLive(watch);
  }

  report(): FleetLinkReport {
    return { units: this.#connections.size, port: this.#server.port };
  }

  #admit(connection: PeerConnection): PeerHandler | undefined {
    const { spool, peersMax, onLive, log } = this.#options;
    const { sourceId } = connection;
    if (!this.#connections.has(sourceId) && this.#connections.size >= peersMax) {
      log.warn({ source: sourceId, peersMax }, "vehicle turned away: fleetLink.peersMax are here");
      return undefined;
    }
    const link = spool.unitConnected(connection);
    this.#connections.set(sourceId, connection);
    return {
      onBytes: link.onBytes,
      onLive,
      onClosed: () => {
        link.onClosed();
        if (this.#connections.get(sourceId) === connection) this.#connections.delete(sourceId);
      },
    };
  }
}
