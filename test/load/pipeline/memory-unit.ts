/**
 * A unit as the pipeline sees it: the shipped state machine and connection, with its records in memory. The vehicle's
 * own disk is left out, since in truth it is a computer of its own.
 */
import { randomInt } from "node:crypto";
import { MemoryHolderStore } from "@drawbar/proto/link/memory-holder-store.ts";
import type { HubName, SegmentSeal } from "@drawbar/proto/link/holder-options.ts";
import type { Outgoing, PeerMessage } from "@drawbar/proto/link/messages.ts";
import type { CatalogueHash, Epoch } from "@drawbar/proto/link/records.ts";
import { UnitLink } from "@drawbar/proto/link/unit-link.ts";
import { decodeHubMessage } from "@drawbar/proto/wire/hub-message.ts";
import { encodePeerMessage } from "@drawbar/proto/wire/peer-message.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import type { HubLink, HubWire, LinkHost } from "@drawbar/runtime/uplink/link-host.ts";
import { Uplink } from "@drawbar/runtime/uplink/uplink.ts";

const tickMs = 100;
const numberMax = 2 ** 47;

export class MemoryUnit implements LinkHost {
  readonly #link: UnitLink;
  readonly #uplink: Uplink;
  readonly #wires = new Map<HubWire, HubName>();
  #wire: HubWire | undefined;
  #timer: NodeJS.Timeout | undefined;
  #secured = 0;
  #onSecured: (samples: number) => void = () => {};

  constructor(options: { readonly identity: Identity; readonly hub: string; readonly log: Logger }) {
    const { identity, hub, log } = options;
    this.#link = new UnitLink({
      store: new MemoryHolderStore({ source: identity.sourceId }),
      nextEpoch: () => randomInt(1, numberMax) as Epoch, // a fresh random number
      nextSession: () => randomInt(1, numberMax),
      segments: { thin: () => undefined, renumber: (bytes) => bytes },
      agent: "bench",
      observer: {
        secured: ({ samples }) => {
          this.#secured += samples;
          this.#onSecured(this.#secured);
        },
      },
    });
    this.#uplink = new Uplink({ hubs: [hub], identity: () => identity, host: this, clock: systemClock, random: { next: () => Math.random() }, log });
  }

  addCatalogue(bytes: Uint8Array): CatalogueHash {
    return this.#link.addCatalogue(bytes);
  }

  seal(segment: SegmentSeal): void {
    this.#link.sealSegment(3, segment);
  }

  /** Connects and sends. @returns when `samples` are secured. */
  send(samples: number): Promise<void> {
    this.#link.commit(nowMs());
    const done = new Promise<void>((resolve) => {
      this.#onSecured = (secured) => {
        if (secured >= samples) resolve();
      };
    });
    this.#timer = setInterval(() => this.#deliver(this.#link.tick(nowMs())), tickMs);
    this.#uplink.start();
    return done;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#uplink.stop();
  }

  hubConnected(hub: HubName, wire: HubWire): HubLink {
    this.#wire = wire;
    this.#wires.set(wire, hub);
    this.#deliver(this.#link.connect(hub, nowMs()));
    return {
      receive: (bytes) => {
        this.#deliver(this.#link.receive(decodeHubMessage(bytes), nowMs()));
        this.#deliver(this.#link.commit(nowMs()));
      },
      closed: () => {
        this.#wires.delete(wire);
        if (this.#wire === wire) this.#wire = undefined;
        this.#link.disconnect(hub);
      },
    };
  }

  #deliver(outgoing: readonly Outgoing<PeerMessage>[]): void {
    for (const { message } of outgoing) this.#wire?.send(encodePeerMessage(message), false);
  }
}

function nowMs(): number {
  return performance.now();
}
