/** An open session of a peer with a hub. */
import { status, type Client, type ClientDuplexStream, type StatusObject } from "@grpc/grpc-js";
import type { HubName } from "@drawbar/proto/link/holder-options.ts";
import type { LiveDown, LiveUp } from "@drawbar/proto/link/live.ts";
import type { HubMessage, PeerMessage } from "@drawbar/proto/link/messages.ts";
import { decodeHubMessage } from "@drawbar/proto/wire/hub-message.ts";
import { encodePeerMessage } from "@drawbar/proto/wire/peer-message.ts";
import { BoundedWriter } from "./bounded-writer.ts";
import { linkGrpcLimits } from "./limits.ts";
import { asBuffer, asBytes } from "./link-service.ts";
import type { LiveSide } from "./live-side.ts";
import { ReadingGate } from "./reading-gate.ts";

export interface SessionHandlers {
  /** One of both: decoded messages, or their bytes for another thread to decode (copy them to hand them over). */
  readonly onMessage?: ((message: HubMessage) => void) | undefined;
  readonly onBytes?: ((bytes: Uint8Array) => void) | undefined;
  readonly onLive?: ((message: LiveDown) => void) | undefined;
  /** Once, whoever ended the session. */
  readonly onClosed: (reason: SessionEnd) => void;
}

/** `closed`: by our own `close`. `lost`: the connection broke or the hub left. `refused`: the hub did not want us. `malformed`: the hub broke the protocol. */
export interface SessionEnd {
  readonly kind: "closed" | "lost" | "refused" | "malformed" | "overflow";
  readonly detail: string;
}

export type ByteCall = ClientDuplexStream<Uint8Array, Uint8Array>;

/** An open session with a hub. */
export class LinkSession {
  /** As the hub's certificate says. */
  readonly hub: HubName;
  readonly address: string;
  readonly #client: Client;
  readonly #call: ByteCall;
  readonly #writer: BoundedWriter;
  readonly #live: LiveSide | undefined;
  readonly #gate: ReadingGate<"handler">;
  readonly #early: Uint8Array[] = [];
  #handlers: SessionHandlers | undefined;
  #end: SessionEnd | undefined;

  constructor(options: {
    readonly hub: HubName;
    readonly address: string;
    readonly client: Client;
    readonly call: ByteCall;
    readonly live: LiveSide | undefined;
  }) {
    this.hub = options.hub;
    this.address = options.address;
    this.#client = options.client;
    this.#call = options.call;
    this.#live = options.live;
    this.#gate = new ReadingGate(options.call);
    const { peerQueueBytesMax, inFlightBytesMax } = linkGrpcLimits;
    this.#writer = new BoundedWriter({
      call: this.#call,
      inFlightBytesMax,
      queueBytesMax: peerQueueBytesMax,
      onOverflow: () => this.#finish({ kind: "overflow", detail: `LINK_QUEUE_FULL: more than ${peerQueueBytesMax} bytes wait for the hub` }),
    });
    this.#call.on("data", (bytes: Uint8Array) => this.#take(bytes));
    this.#call.once("status", (ended: StatusObject) => this.#finish(endOf(ended)));
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  get queuedBytes(): number {
    return this.#writer.queuedBytes;
  }

  /** Says who hears of messages; those that came before are handed over now. Once. */
  serve(handlers: SessionHandlers): void {
    this.#handlers = handlers;
    if (this.#end !== undefined) return handlers.onClosed(this.#end);
    this.#live?.serve((message) => handlers.onLive?.(message));
    for (const bytes of this.#early.splice(0)) this.#take(bytes);
  }

  /** @param isUrgent overtakes what waits; order does not matter to the link. */
  send(message: PeerMessage, isUrgent = message.kind !== "record"): void {
    this.sendBytes(encodePeerMessage(message), isUrgent);
  }

  /** @param bytes an encoded `PeerMessage`; not written to afterwards. */
  sendBytes(bytes: Uint8Array, isUrgent: boolean): void {
    this.#writer.send(bytes, isUrgent);
  }

  /** Dropped while there is no live call; merged with what waits while its socket is slow. */
  sendLive(message: LiveUp): void {
    this.#live?.send(message);
  }

  /**
   * One question and its answer, on the session's connection.
   *
   * @throws Error of the transport, with the hub's status.
   */
  ask(path: string, request: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const deadline = Date.now() + linkGrpcLimits.askTimeoutMs;
      this.#client.makeUnaryRequest<Uint8Array, Uint8Array>(path, asBuffer, asBytes, request, { deadline }, (error, answer) => {
        if (error === null && answer !== undefined) resolve(answer);
        else reject(error ?? new Error("no answer"));
      });
    });
  }

  pause(): void {
    this.#gate.pause("handler");
  }

  resume(): void {
    this.#gate.resume("handler");
  }

  /** Ends the session, by default of our own accord. What waits is dropped: the link sends it again elsewhere. */
  close(end: SessionEnd = { kind: "closed", detail: "closed here" }): void {
    this.#finish(end);
  }

  #take(bytes: Uint8Array): void {
    const handlers = this.#handlers;
    if (handlers === undefined) return void this.#early.push(bytes);
    if (this.#end !== undefined) return;
    if (handlers.onBytes !== undefined) return handlers.onBytes(bytes);
    let message: HubMessage;
    try {
      message = decodeHubMessage(bytes);
    } catch (error) {
      return this.#finish({ kind: "malformed", detail: error instanceof Error ? error.message : String(error) });
    }
    handlers.onMessage?.(message);
  }

  #finish(end: SessionEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#writer.close();
    this.#live?.close();
    this.#call.cancel();
    this.#client.close();
    this.#handlers?.onClosed(end);
  }
}

function endOf(ended: StatusObject): SessionEnd {
  const detail = ended.details === "" ? (status[ended.code] ?? "") : ended.details;
  switch (ended.code) {
    case status.PERMISSION_DENIED:
    case status.UNAUTHENTICATED:
    case status.INVALID_ARGUMENT:
      return { kind: "refused", detail };
    default:
      return { kind: "lost", detail };
  }
}
