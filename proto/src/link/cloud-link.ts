/**
 * The cloud's end of the link: gathers records, commits them in batches, and says what is secured.
 * Asynchronous over its store, without timers: receiving goes on while a commit runs.
 */
import type { SourceId, TenantId } from "../kernel/ids.ts";
import type { CloudStore } from "./cloud-store.ts";
import { productionLimits, type LinkLimits } from "./limits.ts";
import type { HubMessage, Outgoing, PeerMessage } from "./messages.ts";
import type { RecordName } from "./records.ts";
import { soundRules, type LinkRules } from "./rules.ts";

/** Who speaks, as its certificate says. A depot may carry records of any source of its tenant, a unit only its own. */
export interface CloudPeer {
  readonly tenant: TenantId;
  readonly source: SourceId;
  readonly kind: "unit" | "depot";
}

export interface CloudObserver {
  /** A peer broke the protocol; the caller should close its connection. */
  violated?(connection: string, what: string): void;
  /** A peer said hello; called once for each session. */
  greeted?(connection: string, peer: CloudPeer, agent: string): void;
  refused?(connection: string, name: RecordName, reason: "conflict" | "corrupt"): void;
}

export interface CloudLinkOptions {
  readonly store: CloudStore;
  readonly limits?: LinkLimits | undefined;
  readonly rules?: LinkRules | undefined;
  readonly observer?: CloudObserver | undefined;
}

export class CloudLink {
  readonly #options: CloudLinkOptions;
  readonly #limits: LinkLimits;
  readonly #rules: LinkRules;

  constructor(options: CloudLinkOptions) {
    this.#options = options;
    this.#limits = options.limits ?? productionLimits;
    this.#rules = options.rules ?? soundRules;
  }

  connected(_connection: string, _peer: CloudPeer): void {
    this.#todo();
  }

  disconnected(_connection: string): void {
    this.#todo();
  }

  /**
   * Messages of one connection must be passed in order, each after the promise of the one before; connections do not wait for each other.
   *
   * @param nowMs milliseconds since 1970 by the cloud's clock: it becomes `asOf`.
   * @throws DrawbarError `LINK_CONNECTION_UNKNOWN`, and what the store throws; the message may be passed again.
   */
  receive(_connection: string, _message: PeerMessage, _nowMs: number): Promise<readonly Outgoing<HubMessage>[]> {
    return this.#todo();
  }

  /** Records gathered for the next `commit`. */
  get gathered(): number {
    return this.#todo();
  }

  /**
   * Applies what was gathered so far, each tenant's part in one transaction, and answers it: marks of one session
   * and stream come as ranges. A call during another waits for it, then takes what has gathered since.
   * A tenant whose transaction fails gets no marks; its peers send again.
   */
  commit(_nowMs: number): Promise<readonly Outgoing<HubMessage>[]> {
    return this.#todo();
  }

  /** The cloud's clock for peers that have nothing to send (rule F1), and news for depots. Once a minute. */
  heartbeat(_nowMs: number): Promise<readonly Outgoing<HubMessage>[]> {
    return this.#todo();
  }

  #todo(): never {
    throw new Error(`not built yet ${this.#limits.rangesMax} ${String(this.#rules.appliesOnce)} ${this.#options.store.toString()}`);
  }
}
