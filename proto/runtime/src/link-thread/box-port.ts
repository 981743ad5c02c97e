/** The main thread's end of one box: its links, what is on its way to the thread, and who must stop reading meanwhile. */
import { packFrames } from "./frame-batch.ts";
import { linkThreadLimits } from "./limits.ts";
import type { Answer, BoxEvent, BoxId, FromBox, LinkId, Parcel, RequestId, ToThread } from "./thread-messages.ts";

/** A connection as a box uses it. */
export interface BoxWire {
  send(bytes: Uint8Array, isUrgent: boolean): void;
  pause(): void;
  resume(): void;
  /** Ends the connection: the other side broke the protocol, or must begin anew. */
  end(reason: "malformed" | "foreign" | "reopened", detail: string): void;
}

/** What a connection's owner calls. */
export interface BoxLink {
  /** @param bytes one message, a view of a larger buffer; valid until the end of this turn of the loop is enough. */
  receive(bytes: Uint8Array): void;
  /** Once. */
  closed(): void;
}

export interface BoxPortOptions {
  readonly box: BoxId;
  readonly post: (message: ToThread, buffers?: readonly ArrayBuffer[]) => void;
  readonly ask: (make: (request: RequestId) => ToThread, buffers?: readonly ArrayBuffer[]) => Promise<Answer>;
  readonly onEvent: (event: BoxEvent) => void;
  readonly onStopped: () => void;
}

interface OpenLink {
  readonly wire: BoxWire;
  gathered: Uint8Array[];
}

export class BoxPort {
  readonly box: BoxId;
  readonly #options: BoxPortOptions;
  readonly #links = new Map<LinkId, OpenLink>();
  #nextLink = 1;
  #pendingBytes = 0;
  #isPaused = false;
  #gathering: NodeJS.Immediate | undefined;
  #boot: number | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: BoxPortOptions) {
    this.box = options.box;
    this.#options = options;
  }

  /** The device's start counter as it rose since the box was opened. */
  get boot(): number | undefined {
    return this.#boot;
  }

  post(message: ToThread, buffers?: readonly ArrayBuffer[]): void {
    this.#options.post(message, buffers);
  }

  ask(make: (request: RequestId) => ToThread, buffers?: readonly ArrayBuffer[]): Promise<Answer> {
    return this.#options.ask(make, buffers);
  }

  /** @param announce the message that tells the thread of the link. */
  open(wire: BoxWire, announce: (link: LinkId) => ToThread): BoxLink {
    const link = this.#nextLink++;
    const open: OpenLink = { wire, gathered: [] };
    this.#links.set(link, open);
    if (this.#isPaused) wire.pause();
    this.post(announce(link));
    return {
      receive: (bytes) => this.#gather(open, bytes),
      closed: () => {
        if (!this.#links.delete(link)) return;
        open.gathered = [];
        this.post({ kind: "link-closed", box: this.box, link });
      },
    };
  }

  hear(message: FromBox): void {
    switch (message.kind) {
      case "outgoing":
        for (const parcel of message.parcels) this.#deliver(parcel);
        return;
      case "end-link":
        this.#links.get(message.link)?.wire.end(message.reason, message.detail);
        return;
      case "taken":
        return this.#taken(message.bytes);
      case "event":
        if (message.event.kind === "boot") this.#boot = message.event.boot;
        return this.#options.onEvent(message.event);
    }
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** The thread is gone. */
  end(): void {
    if (this.#gathering !== undefined) clearImmediate(this.#gathering);
    this.#links.clear();
  }

  async #stop(): Promise<void> {
    await this.ask((request) => ({ kind: "stop", box: this.box, request }));
    this.end();
    this.#options.onStopped();
  }

  #deliver({ link, messages, urgent }: Parcel): void {
    const wire = this.#links.get(link)?.wire;
    if (wire === undefined) return;
    for (const [index, bytes] of messages.entries()) wire.send(bytes, index < urgent);
  }

  /** Messages of one turn of the loop cross together: a hand-over costs more than a copy. */
  #gather(open: OpenLink, bytes: Uint8Array): void {
    open.gathered.push(bytes);
    this.#pendingBytes += bytes.length + 4;
    if (this.#pendingBytes >= linkThreadLimits.pendingBytesMax) this.#pause();
    this.#gathering ??= setImmediate(() => this.#handOver());
  }

  #handOver(): void {
    this.#gathering = undefined;
    for (const [link, open] of this.#links) {
      if (open.gathered.length === 0) continue;
      const batch = packFrames(open.gathered);
      open.gathered = [];
      this.post({ kind: "received", box: this.box, link, batch }, [batch]);
    }
  }

  #taken(bytes: number): void {
    this.#pendingBytes -= bytes;
    if (!this.#isPaused || this.#pendingBytes > linkThreadLimits.pendingBytesMax / 2) return;
    this.#isPaused = false;
    for (const { wire } of this.#links.values()) wire.resume();
  }

  #pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    for (const { wire } of this.#links.values()) wire.pause();
  }
}
