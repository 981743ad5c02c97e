/** A depot's spool: a hub to the units that are connected, and a peer to the cloud. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { HubName } from "@drawbar/proto/link/holder-options.ts";
import type { PeerConnection } from "../link-grpc/peer-connection.ts";
import type { HubLink, HubWire, LinkHost } from "../uplink/link-host.ts";
import type { BoxPort } from "./box-port.ts";
import type { DepotBoxReport, Opened, Sealed } from "./thread-messages.ts";

/** What the box needs of a unit's connection; a `PeerConnection`. */
export type UnitConnection = Pick<PeerConnection, "sourceId" | "sendBytes" | "pause" | "resume" | "close">;

/** The handlers that a `LinkServer` takes for the connection; live values are not the box's affair. */
export interface UnitLinkHandlers {
  readonly onBytes: (bytes: Uint8Array) => void;
  readonly onClosed: () => void;
}

export class DepotBox implements LinkHost {
  readonly #port: BoxPort;
  readonly #opened: Opened;

  constructor(options: { readonly port: BoxPort; readonly opened: Opened }) {
    this.#port = options.port;
    this.#opened = options.opened;
  }

  get source(): SourceId {
    return this.#opened.source;
  }

  /** A unit connected. It may only speak for the source that its certificate names. */
  unitConnected(connection: UnitConnection): UnitLinkHandlers {
    const link = this.#port.open(
      {
        send: (bytes) => connection.sendBytes(bytes),
        pause: () => connection.pause(),
        resume: () => connection.resume(),
        end: (reason, detail) => connection.close(reason === "reopened" ? "stopping" : reason, detail),
      },
      (id) => ({ kind: "unit-connected", box: this.#port.box, link: id, source: connection.sourceId }),
    );
    return { onBytes: (bytes) => link.receive(bytes), onClosed: () => link.closed() };
  }

  /** The cloud is a depot's only hub. */
  hubConnected(hub: HubName, wire: HubWire): HubLink {
    return this.#port.open(wire, (link) => ({ kind: "hub-connected", box: this.#port.box, link, hub }));
  }

  /** Numbers and keeps an act of this depot, priority 0. @returns when it is on disk, or the disk refuses. */
  async sealAct(bytes: Uint8Array): Promise<Sealed> {
    return (await this.#port.ask((request) => ({ kind: "seal-act", box: this.#port.box, request, bytes }))) as Sealed; // what a seal is answered with
  }

  async report(): Promise<DepotBoxReport> {
    return (await this.#port.ask((request) => ({ kind: "report", box: this.#port.box, request }))) as DepotBoxReport; // a depot's box answers with its own
  }

  /** Commits, says bye to the units, and lets the file go. Idempotent. */
  stop(): Promise<void> {
    return this.#port.stop();
  }
}
