import { LiveClient, sessionEndedCode, type LiveClientOptions, type LiveMessage } from "@drawbar/api-client/live-client.ts";

export type Topic = { readonly kind: "fleet" } | { readonly kind: "vehicle"; readonly vehicleId: string };

type Handler = (message: LiveMessage) => void;

/** The session of the connection ended, perhaps because the operator signed in anew: then the next connection is welcome. */
const newSessionMs = 1_000;

export interface LiveFollowingOptions {
  /** Opens a WebSocket to the cloud. */
  readonly open: LiveClientOptions["open"];
  readonly nowMs: () => number;
  /** Called when a connection ended or could not be made: the session may be the reason. */
  readonly onLost: () => void;
}

/**
 * One live connection for the whole console, open while anything is followed.
 *
 * Several parts may follow the same thing; each gets a snapshot when it begins. After a break everything followed is asked for
 * again, and the snapshots that come make up for what was missed.
 */
export class LiveFollowing {
  readonly #options: LiveFollowingOptions;
  readonly #followed = new Map<string, { readonly topic: Topic; readonly handlers: Set<Handler> }>();
  #client: LiveClient | undefined;
  #lostAtMs: number | undefined;

  constructor(options: LiveFollowingOptions) {
    this.#options = options;
  }

  /** Since when there is no connection though one is wanted; `undefined` while there is. */
  get lostAtMs(): number | undefined {
    return this.#lostAtMs;
  }

  /** @returns ends it. */
  follow(topic: Topic, handler: Handler): () => void {
    const key = keyOf(topic);
    const followed = this.#followed.get(key) ?? { topic, handlers: new Set() };
    followed.handlers.add(handler);
    this.#followed.set(key, followed);
    ask((this.#client ??= this.#connect()), topic);
    return () => this.#unfollow(key, handler);
  }

  /** Tries now instead of at the next appointed time. */
  retryNow(): void {
    if (this.#lostAtMs === undefined || this.#followed.size === 0) return;
    this.#client?.close();
    this.#client = this.#connect();
    for (const { topic } of this.#followed.values()) ask(this.#client, topic);
  }

  #connect(): LiveClient {
    const client: LiveClient = new LiveClient({
      open: this.#options.open,
      onMessage: (message) => this.#receive(message),
      onState: ({ isConnected, code }) => {
        if (this.#client === client) this.#changed(isConnected, code);
      },
    });
    return client;
  }

  #changed(isConnected: boolean, code: number | undefined): void {
    this.#lostAtMs = isConnected ? undefined : (this.#lostAtMs ?? this.#options.nowMs());
    if (isConnected) return;
    this.#options.onLost();
    if (code === sessionEndedCode) setTimeout(() => this.retryNow(), newSessionMs);
  }

  #receive(message: LiveMessage): void {
    if (message.topic === "error") {
      console.warn(`live: ${message.code}: ${message.detail}`);
      return;
    }
    const key = keyOf(message.topic === "fleet" ? { kind: "fleet" } : { kind: "vehicle", vehicleId: message.vehicleId });
    for (const handler of this.#followed.get(key)?.handlers ?? []) handler(message);
  }

  #unfollow(key: string, handler: Handler): void {
    const followed = this.#followed.get(key);
    followed?.handlers.delete(handler);
    if (followed === undefined || followed.handlers.size > 0) return;
    this.#followed.delete(key);
    if (this.#followed.size > 0) {
      if (followed.topic.kind === "fleet") this.#client?.leaveFleet();
      else this.#client?.leaveVehicle(followed.topic.vehicleId);
      return;
    }
    this.#client?.close();
    this.#client = undefined;
    this.#lostAtMs = undefined;
  }
}

function keyOf(topic: Topic): string {
  return topic.kind === "fleet" ? "fleet" : `vehicle/${topic.vehicleId}`;
}

function ask(client: LiveClient, topic: Topic): void {
  if (topic.kind === "fleet") client.followFleet();
  else client.followVehicle(topic.vehicleId);
}
