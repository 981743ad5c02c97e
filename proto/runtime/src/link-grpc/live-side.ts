/** The Live call of a session, opened again when it breaks: live values are lost meanwhile, the session is not. */
import type { Client, ClientDuplexStream } from "@grpc/grpc-js";
import type { LiveDown, LiveUp } from "@drawbar/proto/link/live.ts";
import { decodeLiveDown, encodeLiveUp } from "@drawbar/proto/wire/live-message.ts";
import { linkGrpcLimits } from "./limits.ts";
import { asBuffer, asBytes, linkPaths } from "./link-service.ts";
import { mergeLive, NewestWriter } from "./newest-writer.ts";

export class LiveSide {
  readonly #open: () => Client;
  #client: Client | undefined;
  #call: ClientDuplexStream<Uint8Array, Uint8Array> | undefined;
  #writer: NewestWriter<LiveUp> | undefined;
  #onLive: ((message: LiveDown) => void) | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs: number = linkGrpcLimits.liveRetryMs;
  #isClosed = false;

  constructor(options: { readonly open: () => Client }) {
    this.#open = options.open;
  }

  /** Opens the call. */
  serve(onLive: (message: LiveDown) => void): void {
    this.#onLive = onLive;
    this.#begin();
  }

  send(message: LiveUp): void {
    this.#writer?.send(message);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    this.#end();
  }

  #begin(): void {
    if (this.#isClosed) return;
    const client = this.#open();
    const call = client.makeBidiStreamRequest<Uint8Array, Uint8Array>(linkPaths.live, asBuffer, asBytes);
    this.#client = client;
    this.#call = call;
    call.on("error", () => undefined); // "status" follows
    call.once("metadata", () => {
      this.#retryMs = linkGrpcLimits.liveRetryMs;
      this.#writer = new NewestWriter<LiveUp>({ call, encode: encodeLiveUp, merge: mergeLive, waitingMax: linkGrpcLimits.liveWaitingMax });
    });
    call.once("status", () => this.#again());
    call.on("data", (bytes: Uint8Array) => this.#take(bytes));
  }

  #take(bytes: Uint8Array): void {
    let message: LiveDown;
    try {
      message = decodeLiveDown(bytes);
    } catch {
      return this.#again(); // a hub that does not speak our language: another call may meet a mended one
    }
    this.#onLive?.(message);
  }

  #again(): void {
    if (this.#isClosed || this.#call === undefined) return;
    this.#end();
    this.#retry = setTimeout(() => this.#begin(), this.#retryMs);
    this.#retry.unref();
    this.#retryMs = Math.min(this.#retryMs * 2, linkGrpcLimits.liveRetryMsMax);
  }

  #end(): void {
    this.#writer?.close();
    this.#call?.cancel();
    this.#client?.close();
    this.#call = undefined;
    this.#writer = undefined;
  }
}
