import type { ServerResponse } from "node:http";
import type { ReaderSocket } from "./live-reader.ts";

/** A stream of server-sent events as a reader's socket (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export class EventStream implements ReaderSocket {
  readonly answersPings = false;
  readonly #response: ServerResponse;
  readonly #position: () => number;

  /** @param options.position up to when everything was told, microseconds since 1970; 0 while that cannot be said. */
  constructor(options: { readonly response: ServerResponse; readonly position: () => number }) {
    this.#response = options.response;
    this.#position = options.position;
  }

  get bufferedAmount(): number {
    return this.#response.writableLength;
  }

  /** @param text JSON, so without a line break. */
  send(text: string): void {
    const position = this.#position();
    this.#response.write(position === 0 ? `data: ${text}\n\n` : `id: ${position}\ndata: ${text}\n\n`);
  }

  /** A comment: keeps proxies from ending what says nothing. */
  ping(): void {
    this.#response.write(":\n\n");
  }

  close(code: number, reason: string): void {
    this.#response.end(`event: end\ndata: ${JSON.stringify({ code, reason })}\n\n`);
  }

  terminate(): void {
    this.#response.destroy();
  }
}
