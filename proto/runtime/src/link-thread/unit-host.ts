/** A unit's outbox in the thread: its file, its state machine, and its rhythm. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { HubName } from "@drawbar/proto/link/holder-options.ts";
import type { HolderStore } from "@drawbar/proto/link/holder-store.ts";
import { productionLimits } from "@drawbar/proto/link/limits.ts";
import type { HubMessage, Outgoing, PeerMessage } from "@drawbar/proto/link/messages.ts";
import { streamName, type Priority, type RecordName } from "@drawbar/proto/link/records.ts";
import { UnitLink } from "@drawbar/proto/link/unit-link.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import { decodeHubMessage } from "@drawbar/proto/wire/hub-message.ts";
import { encodePeerMessage } from "@drawbar/proto/wire/peer-message.ts";
import { BoxFile, type BoxHostOptions } from "./box-file.ts";
import { BoxPost } from "./box-post.ts";
import { BoxRhythm } from "./box-rhythm.ts";
import { unpackFrames } from "./frame-batch.ts";
import { PendingSeals } from "./pending-seals.ts";
import { randomEpoch, randomSession } from "./random-ids.ts";
import { segmentTools } from "./segment-tools.ts";
import { SessionLinks } from "./session-links.ts";
import type { BoxConfig, LinkId, RequestId, SegmentParts, ToThread } from "./thread-messages.ts";

export class UnitHost {
  readonly #post: BoxPost;
  readonly #rhythm: BoxRhythm;
  readonly #links = new SessionLinks();
  readonly #seals: PendingSeals;
  readonly #file: BoxFile<UnitLink>;
  #catalogue: Uint8Array | undefined;
  #boot: number;

  /** @throws DrawbarError of the store. */
  constructor(options: BoxHostOptions) {
    this.#post = new BoxPost(options.box, options.post);
    this.#seals = new PendingSeals(this.#post);
    const { openStore, config } = options;
    this.#file = new BoxFile({ openStore, begin: (store) => this.#begin(store, config), post: this.#post, seals: this.#seals });
    this.#boot = this.#unit.boot;
    this.#rhythm = new BoxRhythm({
      commit: () => this.#send(this.#unit.commit(nowMs()), undefined),
      tick: () => this.#send(this.#unit.tick(nowMs()), undefined),
      tidy: () => this.#unit.tidy(nowMs()),
      onCommitted: (isDurable) => this.#seals.answerAll(isDurable),
      onDisk: (state, detail) => this.#post.event({ kind: "disk", state, detail }),
      onDamaged: (error) => this.#reopen(error),
    });
  }

  opened(request: RequestId): void {
    const { source, epoch, boot } = this.#unit;
    this.#post.answer(request, { source, epoch, boot });
  }

  handle(message: ToThread): void {
    switch (message.kind) {
      case "seal-segment":
        return this.#seal(message.request, message.priority, () => this.#sealSegment(message.priority, message.segment));
      case "seal-clock":
        return this.#seal(message.request, message.priority, () => this.#unit.seal(message.priority, { kind: "clock", bytes: message.bytes }));
      case "catalogue":
        return this.#addCatalogue(message.request, message.bytes);
      case "declare-lost":
        this.#unit.declareLost(message.priority, message.samples);
        return this.#rhythm.commitWithin("soon");
      case "hub-connected":
        return this.#connect(message.link, message.hub);
      case "link-closed":
        return this.#disconnect(message.link);
      case "received":
        return this.#receive(message.link, message.batch);
      case "report":
        return this.#post.answer(message.request, { ...this.#unit.report(), cloud: this.#file.store.state.cloud });
      default:
        throw new TypeError(`a unit's box has no ${message.kind}`);
    }
  }

  /** Commits, closes the file, and posts what is left to say. */
  stop(): void {
    this.#rhythm.stop();
    this.#file.close(() => this.#unit.stop());
  }

  get #unit(): UnitLink {
    return this.#file.link;
  }

  #begin(store: HolderStore, config: BoxConfig): UnitLink {
    return new UnitLink({
      store,
      limits: { ...productionLimits, ...config.limits },
      observer: {
        refused: (name, reason) => this.#post.event({ kind: "conflict", name, reason }),
        cloudRestored: (incarnation) => this.#post.event({ kind: "cloud-restored", incarnation }),
      },
      nextEpoch: randomEpoch,
      nextSession: randomSession,
      segments: segmentTools,
      agent: config.agent,
    });
  }

  #seal(request: RequestId, priority: Priority, seal: () => RecordName | undefined): void {
    this.#rhythm.guard(() => {
      try {
        this.#seals.add(request, seal());
      } catch (error) {
        if (error instanceof DrawbarError) this.#post.fail(request, error);
        if (!isOfSeal(error)) throw error;
      }
    });
    this.#rhythm.commitWithin(priority <= 1 ? "now" : "soon");
  }

  #addCatalogue(request: RequestId, bytes: Uint8Array): void {
    this.#rhythm.guard(() => {
      try {
        this.#unit.addCatalogue(bytes);
        this.#catalogue = bytes;
        this.#post.answer(request, undefined);
      } catch (error) {
        if (error instanceof DrawbarError) this.#post.fail(request, error);
        if (!isOfSeal(error)) throw error;
      }
    });
  }

  #sealSegment(priority: Priority, segment: SegmentParts): RecordName | undefined {
    const { columns, catalogue, ...times } = segment;
    let produced = 0;
    for (const column of columns) produced += column.times.length;
    return this.#unit.sealSegment(priority, { produced, catalogue, encode: (numbering) => encodeSegment({ ...times, ...numbering, catalogue }, columns) });
  }

  #connect(link: LinkId, hub: HubName): void {
    this.#links.open(link, hub);
    this.#rhythm.guard(() => this.#send(this.#unit.connect(hub, nowMs()), link));
  }

  #disconnect(link: LinkId): void {
    const closed = this.#links.close(link);
    // A link that never had a session has nothing to take down; without one given, all sessions of the hub would go.
    if (closed?.session !== undefined) this.#unit.disconnect(closed.hub, closed.session);
  }

  #receive(link: LinkId, batch: ArrayBuffer): void {
    for (const bytes of unpackFrames(batch)) {
      if (!this.#links.has(link)) break;
      const message = this.#decode(link, bytes);
      if (message === undefined) break;
      this.#rhythm.guard(() => this.#send(this.#unit.receive(message, nowMs()), link));
    }
    this.#post.taken(batch.byteLength);
    this.#rhythm.commitWithin("lazy");
    if (this.#unit.boot !== this.#boot) {
      this.#boot = this.#unit.boot;
      this.#post.event({ kind: "boot", boot: this.#boot });
    }
  }

  #decode(link: LinkId, bytes: Uint8Array): HubMessage | undefined {
    try {
      return decodeHubMessage(bytes);
    } catch (error) {
      if (!(error instanceof DrawbarError)) throw error;
      this.#post.endLink(link, "malformed", error.message);
      return undefined;
    }
  }

  #send(outgoing: readonly Outgoing<PeerMessage>[], cause: LinkId | undefined): void {
    for (const { to, message } of outgoing) {
      const link = this.#links.linkFor(to as HubName, message.session, cause); // a unit's messages go to hubs only
      if (link !== undefined) this.#post.send(link, encodePeerMessage(message), isUrgent(message));
    }
  }

  /** Opening puts a damaged file aside. Sessions begin anew, on new connections. */
  #reopen(cause: DrawbarError): void {
    this.#file.reopen(cause);
    if (this.#catalogue !== undefined) this.#unit.addCatalogue(this.#catalogue);
    for (const link of this.#links.links) {
      this.#links.close(link);
      this.#post.endLink(link, "reopened", "the outbox was opened anew");
    }
  }
}

/** The fault of what was given, such as a segment that is too large: its asker hears of it, and nothing else happens. */
function isOfSeal(error: unknown): boolean {
  return error instanceof DrawbarError && !error.code.startsWith("HOLDER_");
}

/** Everything but records of priorities 2 and 3 overtakes what waits for a slow socket. */
export function isUrgent(message: PeerMessage): boolean {
  return message.kind !== "record" || streamName(message.record.stream).priority <= 1;
}

function nowMs(): number {
  return performance.now();
}
