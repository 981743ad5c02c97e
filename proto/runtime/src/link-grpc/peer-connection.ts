/** One Exchange call of a peer, as the hub's handlers see it. */
import { status } from "@grpc/grpc-js";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveDown, LiveUp } from "@drawbar/proto/link/live.ts";
import type { HubMessage, PeerMessage } from "@drawbar/proto/link/messages.ts";
import { encodeHubMessage } from "@drawbar/proto/wire/hub-message.ts";
import type { SessionTrace } from "../tracing/link-trace.ts";
import { BoundedWriter } from "./bounded-writer.ts";
import { linkGrpcLimits } from "./limits.ts";
import type { LinkCall } from "./link-service.ts";
import { ReadingGate } from "./reading-gate.ts";

/** Why a call ended. `left`: the peer ended it or the connection broke; all others are the hub's. */
export type CloseReason = "left" | "stopping" | "malformed" | "foreign" | "refused" | "overflow" | "replaced" | "failed";

/** What a handler does with a peer's messages: decoded ones, or their bytes for another thread to decode. */
export type PeerHandler = {
  readonly onLive?: ((message: LiveUp) => void) | undefined;
  /** Once; nothing is called after it. */
  readonly onClosed?: ((reason: CloseReason) => void) | undefined;
} & (
  | {
      /** While `linkGrpcLimits.handlingMax` promises are open, reading pauses. One that rejects closes the call as `failed`. */
      readonly onMessage: (message: PeerMessage) => void | Promise<void>;
    }
  | {
      /** A view of the socket's bytes, valid for good, but of a larger buffer: copy it to hand it to another thread. */
      readonly onBytes: (bytes: Uint8Array) => void;
    }
);

export interface PeerConnection {
  /** Unique in this process. */
  readonly id: string;
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
  readonly kind: "unit" | "depot";
  /** Address and port, for logs. */
  readonly remote: string;
  readonly queuedBytes: number;
  /** Where spans of work on this session hang. */
  readonly trace?: SessionTrace | undefined;
  send(message: HubMessage): void;
  /** @param bytes an encoded `HubMessage`; not written to afterwards. */
  sendBytes(bytes: Uint8Array): void;
  /** To the peer's live call; dropped when it has none. */
  sendLive(message: LiveDown): void;
  /** Stops reading from the peer until `resume`, whatever else pauses it. */
  pause(): void;
  resume(): void;
  /** @param detail for the peer's log: what it did wrong, or what it should do. */
  close(reason: CloseReason, detail?: string): void;
}

const closeStatus: Readonly<Record<CloseReason, status>> = {
  left: status.OK,
  stopping: status.UNAVAILABLE,
  malformed: status.INVALID_ARGUMENT,
  foreign: status.PERMISSION_DENIED,
  refused: status.PERMISSION_DENIED,
  overflow: status.RESOURCE_EXHAUSTED,
  replaced: status.ABORTED,
  failed: status.INTERNAL,
};

export interface ExchangeOptions extends Pick<PeerConnection, "id" | "tenantId" | "sourceId" | "kind" | "remote" | "trace"> {
  readonly call: LinkCall;
  readonly sendLive: (message: LiveDown) => void;
  readonly onClosed: (reason: CloseReason, detail: string | undefined) => void;
}

/** The part of `PeerConnection` that the server works; handlers get it as a `PeerConnection`. */
export class ExchangeConnection implements PeerConnection {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
  readonly kind: "unit" | "depot";
  readonly remote: string;
  readonly trace: SessionTrace | undefined;
  readonly gate: ReadingGate<"handler" | "handling" | "queue">;
  readonly #options: ExchangeOptions;
  readonly #writer: BoundedWriter;
  #isClosed = false;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.id = options.id;
    this.tenantId = options.tenantId;
    this.sourceId = options.sourceId;
    this.kind = options.kind;
    this.remote = options.remote;
    this.trace = options.trace;
    this.gate = new ReadingGate(options.call);
    this.#writer = new BoundedWriter({
      call: options.call,
      inFlightBytesMax: linkGrpcLimits.inFlightBytesMax,
      queueBytesMax: linkGrpcLimits.hubQueueBytesMax,
      onOverflow: () => this.close("overflow", `LINK_QUEUE_FULL: more than ${linkGrpcLimits.hubQueueBytesMax} bytes wait for a peer that does not read`),
      onPressure: (isHigh) => (isHigh ? this.gate.pause("queue") : this.gate.resume("queue")),
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get queuedBytes(): number {
    return this.#writer.queuedBytes;
  }

  send(message: HubMessage): void {
    this.sendBytes(encodeHubMessage(message));
  }

  sendBytes(bytes: Uint8Array): void {
    this.#writer.send(bytes);
  }

  sendLive(message: LiveDown): void {
    if (!this.#isClosed) this.#options.sendLive(message);
  }

  pause(): void {
    this.gate.pause("handler");
  }

  resume(): void {
    this.gate.resume("handler");
  }

  close(reason: CloseReason, detail?: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#writer.close();
    endCall(this.#options.call, reason, detail);
    this.#options.onClosed(reason, detail);
  }
}

/** Ends a call with the status that its reason has. */
export function endCall(call: LinkCall, reason: CloseReason, detail?: string): void {
  if (call.destroyed || call.cancelled) return;
  if (reason === "left") call.end();
  else call.emit("error", { code: closeStatus[reason], details: detail ?? reason });
}
