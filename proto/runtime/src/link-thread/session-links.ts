/**
 * Which connection a message to a hub belongs on: the link's state machines speak in sessions, sockets in links.
 *
 * A session begins with a hello on the link on which its cause came in. A hub's bye begins another one on the same link.
 */
import type { HubName } from "@drawbar/proto/link/holder-options.ts";
import type { SessionId } from "@drawbar/proto/link/messages.ts";
import type { LinkId } from "./thread-messages.ts";

interface HubConnection {
  readonly hub: HubName;
  /** The session that speaks on it now. */
  session: SessionId | undefined;
}

export class SessionLinks {
  readonly #connections = new Map<LinkId, HubConnection>();
  readonly #linkOf = new Map<SessionId, LinkId>();

  open(link: LinkId, hub: HubName): void {
    this.#connections.set(link, { hub, session: undefined });
  }

  /** @returns the hub and the session that spoke on it. */
  close(link: LinkId): { readonly hub: HubName; readonly session: SessionId | undefined } | undefined {
    const connection = this.#connections.get(link);
    this.#connections.delete(link);
    if (connection?.session !== undefined) this.#linkOf.delete(connection.session);
    return connection;
  }

  has(link: LinkId): boolean {
    return this.#connections.has(link);
  }

  get links(): readonly LinkId[] {
    return [...this.#connections.keys()];
  }

  /**
   * @param cause the link on which came in what made the message; a timer has none.
   * @returns `undefined` when the hub has no connection any more.
   */
  linkFor(hub: HubName, session: SessionId, cause: LinkId | undefined): LinkId | undefined {
    const known = this.#linkOf.get(session);
    if (known !== undefined) return known;
    const link = cause !== undefined && this.#connections.get(cause)?.hub === hub ? cause : this.#newestOf(hub);
    const connection = link === undefined ? undefined : this.#connections.get(link);
    if (link === undefined || connection === undefined) return undefined;
    if (connection.session !== undefined) this.#linkOf.delete(connection.session);
    connection.session = session;
    this.#linkOf.set(session, link);
    return link;
  }

  #newestOf(hub: HubName): LinkId | undefined {
    let newest: LinkId | undefined;
    for (const [link, connection] of this.#connections) if (connection.hub === hub) newest = link;
    return newest;
  }
}
