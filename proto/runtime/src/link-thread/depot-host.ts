/** A depot's spool in the thread: a hub to units and a peer to the cloud on one file, with group commit. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { DepotLink } from "@drawbar/proto/link/depot-link.ts";
import { cloudHub } from "@drawbar/proto/link/holder-options.ts";
import type { HolderStore } from "@drawbar/proto/link/holder-store.ts";
import { productionLimits } from "@drawbar/proto/link/limits.ts";
import type { HubMessage, LinkMessage, Outgoing, PeerMessage } from "@drawbar/proto/link/messages.ts";
import { decodeHubMessage, encodeHubMessage } from "@drawbar/proto/wire/hub-message.ts";
import { decodePeerMessage, encodePeerMessage } from "@drawbar/proto/wire/peer-message.ts";
import { BoxFile, type BoxHostOptions } from "./box-file.ts";
import { BoxPost } from "./box-post.ts";
import { BoxRhythm } from "./box-rhythm.ts";
import { unpackFrames } from "./frame-batch.ts";
import { PendingSeals } from "./pending-seals.ts";
import { randomEpoch, randomIncarnation, randomSession } from "./random-ids.ts";
import { SessionLinks } from "./session-links.ts";
import type { BoxConfig, LinkId, RequestId, ToThread } from "./thread-messages.ts";
import { isUrgent } from "./unit-host.ts";

export class DepotHost {
  readonly #post: BoxPost;
  readonly #rhythm: BoxRhythm;
  readonly #cloudLinks = new SessionLinks();
  readonly #unitLinks = new Set<LinkId>();
  readonly #seals: PendingSeals;
  readonly #file: BoxFile<DepotLink>;

  /** @throws DrawbarError of the store. */
  constructor(options: BoxHostOptions) {
    this.#post = new BoxPost(options.box, options.post);
    this.#seals = new PendingSeals(this.#post);
    const { openStore, config } = options;
    this.#file = new BoxFile({ openStore, begin: (store) => this.#begin(store, config), post: this.#post, seals: this.#seals });
    this.#rhythm = new BoxRhythm({
      commit: () => this.#send(this.#depot.commit(nowMs()), undefined),
      tick: () => this.#send(this.#depot.tick(nowMs()), undefined),
      tidy: () => this.#depot.tidy(nowMs()),
      onCommitted: (isDurable) => this.#seals.answerAll(isDurable),
      onDisk: (state, detail) => this.#post.event({ kind: "disk", state, detail }),
      onDamaged: (error) => this.#reopen(error),
    });
  }

  opened(request: RequestId): void {
    const { source, epoch, boot } = this.#file.store.state;
    this.#post.answer(request, { source, epoch, boot });
  }

  handle(message: ToThread): void {
    switch (message.kind) {
      case "unit-connected":
        return this.#connectUnit(message.link, message.source);
      case "hub-connected":
        this.#cloudLinks.open(message.link, cloudHub);
        return this.#rhythm.guard(() => this.#send(this.#depot.cloudConnected(nowMs()), message.link));
      case "link-closed":
        return this.#disconnect(message.link);
      case "received":
        return this.#receive(message.link, message.batch);
      case "seal-act":
        return this.#sealAct(message.request, message.bytes);
      case "report":
        return this.#post.answer(message.request, { ...this.#depot.report(), cloud: this.#file.store.state.cloud, disk: this.#rhythm.disk });
      default:
        throw new TypeError(`a depot's box has no ${message.kind}`);
    }
  }

  /** Commits, says bye to units, closes the file, and posts what is left to say. */
  stop(): void {
    this.#rhythm.stop();
    this.#file.close(() => this.#send(this.#depot.stop(), undefined));
  }

  get #depot(): DepotLink {
    return this.#file.link;
  }

  #begin(store: HolderStore, config: BoxConfig): DepotLink {
    return new DepotLink({
      store,
      limits: { ...productionLimits, ...config.limits },
      observer: {
        violated: (connection, what) => this.#post.endLink(Number(connection), "foreign", what),
        conflicted: (name) => this.#post.event({ kind: "conflict", name, reason: "conflict" }),
        refused: (name, reason) => this.#post.event({ kind: "conflict", name, reason }),
        cloudRestored: (incarnation) => this.#post.event({ kind: "cloud-restored", incarnation }),
      },
      nextEpoch: randomEpoch,
      nextSession: randomSession,
      nextIncarnation: randomIncarnation,
      agent: config.agent,
    });
  }

  #sealAct(request: RequestId, bytes: Uint8Array): void {
    this.#rhythm.guard(() => {
      try {
        this.#seals.add(request, this.#depot.sealAct(bytes));
      } catch (error) {
        if (error instanceof DrawbarError) this.#post.fail(request, error);
        throw error;
      }
    });
    this.#rhythm.commitWithin("now");
  }

  #connectUnit(link: LinkId, source: SourceId): void {
    this.#unitLinks.add(link);
    this.#depot.unitConnected(String(link), { source });
  }

  #disconnect(link: LinkId): void {
    if (this.#unitLinks.delete(link)) return this.#depot.unitDisconnected(String(link));
    const closed = this.#cloudLinks.close(link);
    if (closed?.session !== undefined) this.#depot.cloudDisconnected(closed.session);
  }

  #receive(link: LinkId, batch: ArrayBuffer): void {
    if (this.#unitLinks.has(link)) this.#receiveFromUnit(link, batch);
    else this.#receiveFromCloud(link, batch);
    this.#post.taken(batch.byteLength);
    this.#rhythm.commitWithin(this.#depot.uncommitted > 0 ? "now" : "lazy");
  }

  #receiveFromUnit(link: LinkId, batch: ArrayBuffer): void {
    const connection = String(link);
    for (const bytes of unpackFrames(batch)) {
      // It may have been ended by the message before.
      if (!this.#unitLinks.has(link)) return;
      const message = this.#decode(link, () => decodePeerMessage(bytes));
      if (message === undefined) return;
      this.#rhythm.guard(() => this.#send(this.#depot.receive(connection, message, nowMs()), undefined));
    }
  }

  #receiveFromCloud(link: LinkId, batch: ArrayBuffer): void {
    for (const bytes of unpackFrames(batch)) {
      if (!this.#cloudLinks.has(link)) return;
      const message = this.#decode(link, () => decodeHubMessage(bytes));
      if (message === undefined) return;
      this.#rhythm.guard(() => this.#send(this.#depot.receiveFromCloud(message, nowMs()), link));
    }
  }

  #decode<Message extends LinkMessage>(link: LinkId, decode: () => Message): Message | undefined {
    try {
      return decode();
    } catch (error) {
      if (!(error instanceof DrawbarError)) throw error;
      this.#post.endLink(link, "malformed", error.message);
      return undefined;
    }
  }

  #send(outgoing: readonly Outgoing[], cause: LinkId | undefined): void {
    for (const { to, message } of outgoing) {
      if (to === cloudHub) {
        const forCloud = message as PeerMessage; // the depot is a peer to nobody else
        const link = this.#cloudLinks.linkFor(cloudHub, forCloud.session, cause);
        if (link !== undefined) this.#post.send(link, encodePeerMessage(forCloud), isUrgent(forCloud));
      } else if (this.#unitLinks.has(Number(to))) {
        this.#post.send(Number(to), encodeHubMessage(message as HubMessage), false); // and a hub to its units
      }
    }
  }

  /** Opening puts a damaged file aside. What units had stored here and the cloud lacks they send again: the incarnation is new. */
  #reopen(cause: DrawbarError): void {
    this.#file.reopen(cause);
    const detail = "the spool was opened anew";
    for (const link of this.#unitLinks) this.#post.endLink(link, "reopened", detail);
    for (const link of this.#cloudLinks.links) {
      this.#cloudLinks.close(link);
      this.#post.endLink(link, "reopened", detail);
    }
    this.#unitLinks.clear();
  }
}

function nowMs(): number {
  return performance.now();
}
