import { messageKey, parseLiveMessage, subscribeMessage, subscriptionKey, unsubscribeMessage, type LiveMessage, type Subscription } from "./live-messages.ts";

/** The first retry comes at once: most breaks are a restart behind a proxy. */
const firstRetryMs = 100;
const longestRetryMs = 20_000;

type Handler = (message: LiveMessage) => void;

/** What is needed of a browser's WebSocket. */
export interface Socket {
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface LiveSocketOptions {
  /** Opens a connection to /api/v1/live. */
  readonly open: () => Socket;
  readonly nowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Called when a connection ended or could not be made: the session may be the reason. */
  readonly onLost: () => void;
}

/**
 * One WebSocket for the whole console, kept open while anything is followed.
 *
 * Several parts may follow the same thing; the cloud is asked once. After a break everything followed is asked for again,
 * and the snapshot that comes makes up for what was missed.
 */
export class LiveSocket {
  readonly #options: LiveSocketOptions;
  readonly #followed = new Map<string, { readonly subscription: Subscription; readonly handlers: Set<Handler> }>();
  readonly #statusListeners = new Set<() => void>();
  #socket: Socket | undefined;
  #isOpen = false;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #lostAtMs: number | undefined;

  constructor(options: LiveSocketOptions) {
    this.#options = options;
  }

  /** Since when there is no connection though one is wanted; `undefined` while there is. */
  get lostAtMs(): number | undefined {
    return this.#lostAtMs;
  }

  onStatus(listener: () => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  /** @returns ends it; the connection closes when nothing is followed. */
  follow(subscription: Subscription, handler: Handler): () => void {
    const key = subscriptionKey(subscription);
    const followed = this.#followed.get(key) ?? { subscription, handlers: new Set() };
    followed.handlers.add(handler);
    this.#followed.set(key, followed);
    if (this.#socket === undefined && this.#retry === undefined) this.#connect();
    // someone who joins later needs the snapshot, too: it is asked for again
    else if (this.#isOpen) this.#socket?.send(subscribeMessage(subscription));
    return () => this.#unfollow(key, handler);
  }

  /** Tries now instead of at the next appointed time. */
  retryNow(): void {
    if (this.#isOpen || this.#followed.size === 0) return;
    this.#drop();
    this.#connect();
  }

  #unfollow(key: string, handler: Handler): void {
    const followed = this.#followed.get(key);
    followed?.handlers.delete(handler);
    if (followed === undefined || followed.handlers.size > 0) return;
    this.#followed.delete(key);
    if (this.#followed.size === 0) {
      this.#drop();
      this.#setLost(undefined);
    } else if (this.#isOpen) this.#socket?.send(unsubscribeMessage(followed.subscription));
  }

  #connect(): void {
    const socket = this.#options.open();
    this.#socket = socket;
    socket.onopen = () => {
      this.#isOpen = true;
      this.#failures = 0;
      for (const { subscription } of this.#followed.values()) socket.send(subscribeMessage(subscription));
      this.#setLost(undefined);
    };
    socket.onmessage = ({ data }) => this.#receive(String(data));
    socket.onclose = () => this.#lose();
  }

  #receive(text: string): void {
    const message = parseLiveMessage(text);
    if (message === undefined) return;
    for (const handler of this.#followed.get(messageKey(message))?.handlers ?? []) handler(message);
  }

  #lose(): void {
    this.#drop();
    this.#setLost(this.#lostAtMs ?? this.#options.nowMs());
    this.#options.onLost();
    // full jitter: after a restart of the cloud not every console knocks at once
    const limitMs = Math.min(firstRetryMs * 2 ** this.#failures, longestRetryMs);
    this.#failures += 1;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#connect();
    }, this.#options.random() * limitMs);
  }

  #drop(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#isOpen = false;
    if (this.#socket === undefined) return;
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = undefined;
  }

  #setLost(atMs: number | undefined): void {
    if (this.#lostAtMs === atMs) return;
    this.#lostAtMs = atMs;
    for (const listener of this.#statusListeners) listener();
  }
}
