/** Writes live messages to a call: while the socket is busy only the newest values wait, and they are merged. */
import type { LiveDown, LiveFrame, LiveUp, LiveValue } from "@drawbar/proto/link/live.ts";
import type { WritableCall } from "./bounded-writer.ts";

export interface NewestWriterOptions<Message> {
  readonly call: WritableCall;
  readonly encode: (message: Message) => Uint8Array;
  /** What of the older message still holds, with the newer one. */
  readonly merge: (older: Message, newer: Message) => Message;
  /** Sources waiting. At the bound the one that waited longest is dropped. */
  readonly waitingMax: number;
}

export class NewestWriter<Message extends LiveUp | LiveDown> {
  readonly #options: NewestWriterOptions<Message>;
  /** By source, in order of their last turn. */
  readonly #waiting = new Map<string, Message>();
  #isBusy = false;
  #isClosed = false;
  #dropped = 0;

  constructor(options: NewestWriterOptions<Message>) {
    this.#options = options;
  }

  /** Messages that were dropped whole; merged ones are not counted. */
  get dropped(): number {
    return this.#dropped;
  }

  send(message: Message): void {
    if (this.#isClosed) return;
    if (!this.#isBusy) return this.#write(message);
    const older = this.#waiting.get(message.source);
    if (older === undefined && this.#waiting.size >= this.#options.waitingMax) this.#dropOldest();
    this.#waiting.set(message.source, older === undefined ? message : this.#options.merge(older, message));
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
  }

  #write(message: Message): void {
    this.#isBusy = true;
    this.#options.call.write(this.#options.encode(message), () => {
      this.#isBusy = false;
      const next = this.#waiting.entries().next();
      if (next.done === true || this.#isClosed) return;
      const [source, waiting] = next.value;
      this.#waiting.delete(source);
      this.#write(waiting);
    });
  }

  #dropOldest(): void {
    const oldest = this.#waiting.keys().next();
    if (oldest.done === true) return;
    this.#waiting.delete(oldest.value);
    this.#dropped += 1;
  }
}

/** Newest value of each signal; a frame of another catalogue, another start, or a sign-off replaces what waited. */
export function mergeLive(older: LiveUp, newer: LiveUp): LiveUp {
  if (older.kind !== "live" || newer.kind !== "live" || older.catalogue !== newer.catalogue || older.boot !== newer.boot) return newer;
  const values = new Map<number, LiveValue>();
  for (const value of older.values) values.set(value.signal, value);
  for (const value of newer.values) values.set(value.signal, value);
  return { ...newer, values: [...values.values()] } satisfies LiveFrame;
}

/** The newest watch of a source says everything. */
export function newestWatch(_older: LiveDown, newer: LiveDown): LiveDown {
  return newer;
}
