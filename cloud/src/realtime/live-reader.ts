import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { liveLimits } from "./limits.ts";

/** What is needed of a WebSocket. */
export interface ReaderSocket {
  /** Bytes that were sent and not yet taken by the network. */
  readonly bufferedAmount: number;
  /** False where nothing comes back by nature, as from an event stream: silence says nothing about it then. */
  readonly answersPings?: boolean;
  send(text: string): void;
  ping(): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

/** A stream of changes that readers follow. An entry is a value or a part of a vehicle; a newer one of the same key replaces it or is merged in. */
export interface Topic<Entry> {
  readonly key: string;
  /** The text of a delta with these entries. */
  deltaOf(entries: Iterable<Entry>): string;
  merge(older: Entry, newer: Entry): Entry;
}

interface Behind {
  readonly topic: Topic<unknown>;
  readonly entries: Map<string, unknown>;
  /** Its snapshot is still being read; deltas wait for it. */
  isLoading: boolean;
  /** Up to when the reader knows the topic, microseconds since 1970. */
  readonly knownUs: number;
}

/**
 * One socket. Whoever keeps up gets the text that all get. Whoever does not gets nothing more until its buffer is
 * empty enough, and then one delta with the newest of each signal: what a slow reader costs is bounded by the number of
 * signals, and nobody waits for it.
 */
export class LiveReader {
  readonly #socket: ReaderSocket;
  readonly #clock: Clock;
  readonly #behind = new Map<string, Behind>();
  #tokens: number = liveLimits.messagesPerSecondMax / 2;
  #refilledAtUs: number;
  #stalledSinceUs: number | undefined;
  #awaitsPong = 0;
  #isClosed = false;

  constructor(options: { readonly socket: ReaderSocket; readonly clock: Clock }) {
    this.#socket = options.socket;
    this.#clock = options.clock;
    this.#refilledAtUs = options.clock.monoUs();
  }

  /** Whether something waits to be sent by `drain`. */
  get isBehind(): boolean {
    return this.#behind.size > 0;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Up to when the reader was told everything of all its topics, microseconds since 1970; 0 while a first snapshot is read. */
  get settledUs(): number {
    let settledUs = this.#clock.wallUs();
    for (const { knownUs } of this.#behind.values()) settledUs = Math.min(settledUs, knownUs);
    return Math.floor(settledUs);
  }

  /** A message that is no delta: snapshots and errors. Whoever asks for more and more of them without reading is ended. */
  say(text: string): void {
    if (this.#isClosed) return;
    if (this.#socket.bufferedAmount > liveLimits.unreadBytesMax) this.#end();
    else this.#socket.send(text);
  }

  /** Deltas of the topic wait from now on, until `loaded`. @param knownUs up to when the reader knows the topic from before. */
  load<Entry>(topic: Topic<Entry>, knownUs = 0): void {
    this.#behind.set(topic.key, { topic, entries: new Map(), isLoading: true, knownUs });
  }

  /** Sends the snapshot. What waited is older than it and goes. */
  loaded(topicKey: string, snapshot: string): void {
    if (!this.#behind.get(topicKey)?.isLoading) return; // unsubscribed meanwhile
    this.#behind.delete(topicKey);
    this.say(snapshot);
  }

  drop(topicKey: string): void {
    this.#behind.delete(topicKey);
  }

  /**
   * @param text the delta with all `entries`, made once for all readers.
   * @param entries by their key; not kept, not changed.
   */
  offer<Entry>(topic: Topic<Entry>, text: string, entries: ReadonlyMap<string, Entry>): void {
    if (this.#isClosed) return;
    const behind = this.#behind.get(topic.key);
    if (behind === undefined && this.#maySend()) {
      this.#socket.send(text);
      return;
    }
    const into = behind ?? { topic, entries: new Map<string, unknown>(), isLoading: false, knownUs: this.#clock.wallUs() };
    if (behind === undefined) this.#behind.set(topic.key, into);
    for (const [key, entry] of entries) {
      const older = into.entries.get(key);
      into.entries.set(key, older === undefined ? entry : topic.merge(older as Entry, entry)); // entries of a topic are of its kind
    }
  }

  /** Sends what waits, as far as the socket takes it; the topic that waited longest first. */
  drain(): void {
    for (const behind of this.#behind.values()) {
      if (behind.isLoading) continue;
      if (!this.#maySend()) break;
      this.#behind.delete(behind.topic.key);
      if (behind.entries.size > 0) this.#socket.send(behind.topic.deltaOf(behind.entries.values()));
    }
    this.#closeIfStalled();
  }

  /** Pings; ends a socket that answered none of two. */
  beat(): void {
    if (this.#isClosed) return;
    if (this.#awaitsPong >= 2) return this.#end();
    if (this.#socket.answersPings !== false) this.#awaitsPong++;
    this.#socket.ping();
  }

  heardPong(): void {
    this.#awaitsPong = 0;
  }

  close(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#behind.clear();
    this.#socket.close(code, reason);
  }

  /** The socket has gone by itself. */
  gone(): void {
    this.#isClosed = true;
    this.#behind.clear();
  }

  #maySend(): boolean {
    if (this.#socket.bufferedAmount > liveLimits.bufferedBytesMax) return false;
    const nowUs = this.#clock.monoUs();
    // Half a second's worth may come at once, such as the first deltas of several topics.
    this.#tokens = Math.min(liveLimits.messagesPerSecondMax / 2, this.#tokens + ((nowUs - this.#refilledAtUs) / 1e6) * liveLimits.messagesPerSecondMax);
    this.#refilledAtUs = nowUs;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  #closeIfStalled(): void {
    const nowUs = this.#clock.monoUs();
    if (this.#socket.bufferedAmount <= liveLimits.bufferedBytesMax) {
      this.#stalledSinceUs = undefined;
      return;
    }
    this.#stalledSinceUs ??= nowUs;
    if (nowUs - this.#stalledSinceUs >= liveLimits.stalledMs * 1_000) this.#end();
  }

  /** By force: a closing frame would wait behind what it does not read. */
  #end(): void {
    this.#isClosed = true;
    this.#behind.clear();
    this.#socket.terminate();
  }
}
