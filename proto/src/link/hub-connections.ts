/** A hub's memory of who is connected and which sessions are open. The same for a depot and the cloud. */
import type { SourceId } from "../kernel/ids.ts";
import type { SessionId } from "./messages.ts";

/** One session of a peer, as its hub sees it. */
export interface PeerSession<Peer> {
  readonly connection: string;
  readonly id: SessionId;
  readonly peer: Peer;
}

interface Connection<Peer> {
  readonly peer: Peer;
  /** Oldest first. */
  readonly sessions: Map<SessionId, PeerSession<Peer>>;
}

export class HubConnections<Peer extends { readonly source: SourceId }> {
  readonly #sessionsMax: number;
  readonly #connections = new Map<string, Connection<Peer>>();
  readonly #bySource = new Map<SourceId, Set<string>>();

  /** @param sessionsMax of one connection; at the bound the oldest is forgotten. */
  constructor(sessionsMax: number) {
    this.#sessionsMax = sessionsMax;
  }

  connected(connection: string, peer: Peer): void {
    this.disconnected(connection);
    this.#connections.set(connection, { peer, sessions: new Map() });
    const ofSource = this.#bySource.get(peer.source) ?? new Set();
    this.#bySource.set(peer.source, ofSource.add(connection));
  }

  disconnected(connection: string): void {
    const known = this.#connections.get(connection);
    if (known === undefined) return;
    this.#connections.delete(connection);
    const ofSource = this.#bySource.get(known.peer.source);
    ofSource?.delete(connection);
    if (ofSource?.size === 0) this.#bySource.delete(known.peer.source);
  }

  peer(connection: string): Peer | undefined {
    return this.#connections.get(connection)?.peer;
  }

  session(connection: string, id: SessionId): PeerSession<Peer> | undefined {
    return this.#connections.get(connection)?.sessions.get(id);
  }

  /** @returns whether the session is new. */
  open(connection: string, id: SessionId): boolean {
    const known = this.#connections.get(connection);
    if (known === undefined || known.sessions.has(id)) return false;
    known.sessions.set(id, { connection, id, peer: known.peer });
    const [oldest] = known.sessions.keys();
    if (known.sessions.size > this.#sessionsMax && oldest !== undefined) known.sessions.delete(oldest);
    return true;
  }

  *sessions(): Generator<PeerSession<Peer>> {
    for (const { sessions } of this.#connections.values()) yield* sessions.values();
  }

  *sessionsOf(source: SourceId): Generator<PeerSession<Peer>> {
    for (const connection of this.#bySource.get(source) ?? []) yield* this.#connections.get(connection)?.sessions.values() ?? [];
  }

  /** Ends every session; connections stay. @returns those that were open. */
  endAll(): PeerSession<Peer>[] {
    const ended = [...this.sessions()];
    for (const { sessions } of this.#connections.values()) sessions.clear();
    return ended;
  }
}
