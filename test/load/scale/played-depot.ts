/**
 * A depot with the units behind it, as the cloud sees them: the shipped state machine and connection, its spool in
 * memory, since a depot's disk is another computer's. Units hand it whole records.
 */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { DepotLink } from "@drawbar/proto/link/depot-link.ts";
import { cloudHub, type HubName } from "@drawbar/proto/link/holder-options.ts";
import { productionLimits } from "@drawbar/proto/link/limits.ts";
import { MemoryHolderStore } from "@drawbar/proto/link/memory-holder-store.ts";
import type { Outgoing, PeerMessage } from "@drawbar/proto/link/messages.ts";
import type { CatalogueHash, Epoch } from "@drawbar/proto/link/records.ts";
import { decodeHubMessage } from "@drawbar/proto/wire/hub-message.ts";
import { encodePeerMessage } from "@drawbar/proto/wire/peer-message.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { randomEpoch, randomIncarnation, randomSession } from "@drawbar/runtime/link-thread/random-ids.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import type { HubLink, HubWire, LinkHost } from "@drawbar/runtime/uplink/link-host.ts";
import { Uplink } from "@drawbar/runtime/uplink/uplink.ts";
import { numberedRecord, type MadeSegment } from "./made-segments.ts";

export interface PlayedDepotOptions {
  readonly identity: Identity;
  /** Units behind it. */
  readonly sources: readonly SourceId[];
  readonly hub: string;
  readonly catalogues: readonly { readonly hash: CatalogueHash; readonly bytes: Uint8Array }[];
  readonly log: Logger;
  /** The cloud has it. */
  readonly onSecured: (samples: number) => void;
}

interface PlayedUnit {
  readonly source: SourceId;
  session: number;
  readonly epoch: Epoch;
  seq: number;
  produced: number;
}

const tickMs = 100;
/** gRPC's prefix (5), the head of a DATA frame (9), and what a TLS 1.3 record adds (5 + 1 + 16). */
const framingBytes = 36;
const tidyMs = 1_000;
/**
 * By the cloud's clock: what is secured goes in a minute instead of a day, or ten minutes of it would fill the memory. Long
 * enough that a depot always holds something of each unit: a stream that it has let go of is asked about anew.
 */
const retentionMs = 60_000;

export class PlayedDepot implements LinkHost {
  readonly #link: DepotLink;
  readonly #uplink: Uplink;
  readonly #units: ReadonlyMap<string, PlayedUnit>;
  #wire: HubWire | undefined;
  #upBytes = 0;
  #downBytes = 0;
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(options: PlayedDepotOptions) {
    const { identity, hub, log, sources, catalogues } = options;
    this.#link = new DepotLink({
      store: new MemoryHolderStore({ source: identity.sourceId }),
      limits: { ...productionLimits, retentionMs, forgetMax: 4_000 },
      observer: { secured: ({ samples }) => options.onSecured(samples) },
      nextEpoch: randomEpoch,
      nextSession: randomSession,
      nextIncarnation: randomIncarnation,
      agent: "bench",
    });
    this.#uplink = new Uplink({
      hubs: [hub],
      identity: () => identity,
      host: this,
      clock: systemClock,
      random: { next: () => Math.random() },
      log,
      hasLive: false,
    });
    this.#units = new Map(sources.map((source) => [source, { source, session: randomSession(), epoch: randomEpoch(), seq: 0, produced: 0 }]));
    for (const unit of this.#units.values()) {
      this.#link.unitConnected(unit.source, unit);
      this.#greet(unit);
      for (const catalogue of catalogues) this.#link.receive(unit.source, { kind: "catalogue", session: unit.session, ...catalogue }, nowMs());
    }
  }

  get isLinked(): boolean {
    return this.#wire !== undefined;
  }

  /** What went over the wire so far, each message in a frame and a TLS record of its own. */
  get bytes(): { readonly up: number; readonly down: number } {
    return { up: this.#upBytes, down: this.#downBytes };
  }

  start(): void {
    this.#timers = [setInterval(() => this.#deliver(this.#link.tick(nowMs())), tickMs), setInterval(() => this.#link.tidy(nowMs()), tidyMs)];
    this.#uplink.start();
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#uplink.stop();
  }

  /** A unit has sealed a segment and hands it over. @param firstUs of its first sample. */
  take(unit: SourceId, made: MadeSegment, firstUs: number, firstMonoUs: number): void {
    const played = this.#units.get(unit);
    if (played === undefined) throw new RangeError(`there is no unit ${unit}`);
    const { source, epoch, session } = played;
    played.seq += 1;
    const record = numberedRecord(made, { source, epoch, seq: played.seq, producedBefore: played.produced, firstUs, firstMonoUs });
    played.produced += made.samples;
    const answers = this.#link.receive(source, { kind: "record", session, record }, nowMs());
    // What it refused would be lost to the count of what was produced.
    if (answers.length > 0) throw new Error(`the depot answered a record with ${answers[0]?.message.kind}`);
  }

  /** Group commit: what was taken goes to the cloud. */
  commit(): void {
    this.#deliver(this.#link.commit(nowMs()));
  }

  hubConnected(_hub: HubName, wire: HubWire): HubLink {
    this.#wire = wire;
    this.#deliver(this.#link.cloudConnected(nowMs()));
    return {
      receive: (bytes) => {
        this.#downBytes += bytes.length + framingBytes;
        this.#deliver(this.#link.receiveFromCloud(decodeHubMessage(bytes), nowMs()));
      },
      closed: () => {
        if (this.#wire !== wire) return;
        this.#wire = undefined;
        this.#link.cloudDisconnected();
      },
    };
  }

  #greet(unit: PlayedUnit): void {
    const { source, session, epoch } = unit;
    const hello = {
      kind: "hello",
      session,
      source,
      epoch,
      boot: 1,
      protocols: [1],
      agent: "bench",
      streams: [],
      cloudSeen: { incarnation: 0, asOf: 0 },
    } as const;
    this.#link.receive(source, hello, nowMs());
  }

  #deliver(outgoing: readonly Outgoing[]): void {
    for (const { to, message } of outgoing) {
      if (to !== cloudHub) {
        // Units have nothing to do with marks here; a depot that has met the cloud for the first time wants to be greeted anew.
        const unit = message.kind === "bye" ? this.#units.get(to) : undefined;
        if (unit === undefined) continue;
        unit.session = randomSession();
        this.#greet(unit);
        continue;
      }
      if (this.#wire === undefined) continue;
      const bytes = encodePeerMessage(message as PeerMessage); // the depot is a peer to the cloud alone
      this.#upBytes += bytes.length + framingBytes;
      this.#wire.send(bytes, false);
    }
  }
}

function nowMs(): number {
  return performance.now();
}
