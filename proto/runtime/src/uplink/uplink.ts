/**
 * Keeps a peer linked to the best hub that it reaches: connects, tries the next hub, waits and tries again,
 * and moves to a better hub without letting go of the one it has.
 */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { RandomSource } from "@drawbar/proto/kernel/random.ts";
import type { HubName } from "@drawbar/proto/link/holder-options.ts";
import type { LiveUp, Watch } from "@drawbar/proto/link/live.ts";
import type { Part } from "../lifecycle/start-all.ts";
import { LinkClient, type LinkClientOptions } from "../link-grpc/link-client.ts";
import type { LinkSession, SessionEnd } from "../link-grpc/link-session.ts";
import type { Logger } from "../logging/logger.ts";
import type { Identity } from "../tls/identity.ts";
import { Backoff } from "./backoff.ts";
import { uplinkLimits } from "./limits.ts";
import type { LinkHost } from "./link-host.ts";

/** For health reports. Times are milliseconds of the monotonic clock. */
export type UplinkState =
  | { readonly kind: "stopped" }
  | { readonly kind: "connecting"; readonly address: string; readonly sinceMs: number }
  | { readonly kind: "open"; readonly address: string; readonly hub: HubName; readonly sinceMs: number }
  /** `why` is the code of the last failure, such as `LINK_HUB_UNREACHABLE`; `detail` its text. */
  | { readonly kind: "waiting"; readonly why: string; readonly detail: string; readonly untilMs: number };

/** What the uplink needs of a session; a `LinkSession`, or a test's fake. */
export type UplinkSession = Pick<LinkSession, "hub" | "serve" | "sendBytes" | "sendLive" | "pause" | "resume" | "close"> & Partial<Pick<LinkSession, "ask">>;

export interface UplinkOptions {
  /** `host:port`, best first. */
  readonly hubs: readonly string[];
  /** Asked before each attempt, so that a renewed certificate is used. */
  readonly identity: () => Identity;
  /** After each attempt: whether a hub let this identity in, or why not. */
  readonly onTried?: ((identity: Identity, failure: unknown) => void) | undefined;
  readonly host: LinkHost;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Logger;
  readonly onState?: ((state: UplinkState) => void) | undefined;
  /** Somebody looks at this source, or at one behind this depot. */
  /** Whether newest values are sent and watches heard; true by default. */
  readonly hasLive?: boolean | undefined;
  readonly onWatch?: ((watch: Watch) => void) | undefined;
  /** `LinkClient.connect` unless a test brings its own. */
  readonly connect?: ((options: LinkClientOptions) => Promise<UplinkSession>) | undefined;
}

interface OpenHub {
  readonly address: string;
  readonly session: UplinkSession;
  readonly openedAtMs: number;
  messages: number;
}

export class Uplink implements Part {
  readonly name = "uplink";
  readonly #options: UplinkOptions;
  readonly #log: Logger;
  readonly #backoff: Backoff;
  #hubs: readonly string[];
  #state: UplinkState = { kind: "stopped" };
  #open: OpenHub | undefined;
  /** The round of attempts in progress; another one replaces it. */
  #round: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#backoff = new Backoff(options.random);
    this.#hubs = this.#bounded(options.hubs);
  }

  get state(): UplinkState {
    return this.#state;
  }

  start(): void {
    if (this.#state.kind === "stopped") void this.#seek(this.#hubs);
  }

  stop(): void {
    this.#halt();
    this.#letGo();
    this.#enter({ kind: "stopped" });
  }

  /** Hubs that are in reach now, best first: a vehicle that drives into a depot links to it at once. */
  setHubs(hubs: readonly string[]): void {
    this.#hubs = this.#bounded(hubs);
    if (this.#state.kind === "stopped") return;
    const open = this.#open;
    const place = open === undefined ? -1 : this.#hubs.indexOf(open.address);
    if (place === 0) return;
    if (place > 0) return void this.#seek(this.#hubs.slice(0, place));
    this.#letGo();
    void this.#seek(this.#hubs);
  }

  /** The reason to wait may be gone, such as an expired certificate that was renewed. */
  hurry(): void {
    if (this.#state.kind === "waiting") void this.#seek(this.#hubs);
  }

  /** @returns the answer of the hub that is linked now; `undefined` while there is none. @throws Error of the transport. */
  async ask(hub: HubName, path: string, request: Uint8Array): Promise<Uint8Array | undefined> {
    return this.#open?.session.hub === hub ? this.#open.session.ask?.(path, request) : undefined;
  }

  /** Dropped while there is no session: live values are never kept. */
  sendLive(message: LiveUp): void {
    this.#open?.session.sendLive(message);
  }

  /** Tries each hub once. With a session on another hub it only looks for a better one. */
  async #seek(addresses: readonly string[]): Promise<void> {
    this.#halt();
    const round = new AbortController();
    this.#round = round;
    let failure: unknown = new Error("no hub is known to this device");
    for (const address of addresses) {
      if (this.#open === undefined) this.#enter({ kind: "connecting", address, sinceMs: this.#nowMs() });
      try {
        const session = await this.#connect(address, round.signal);
        if (round.signal.aborted) return session.close();
        return this.#serve(address, session);
      } catch (error) {
        if (round.signal.aborted) return;
        failure = error;
        this.#log.debug({ error, address }, "hub not reached");
      }
    }
    this.#round = undefined;
    if (this.#open === undefined) this.#wait(codeOf(failure), failure instanceof Error ? failure.message : String(failure));
    else this.#lookAgainLater();
  }

  #connect(address: string, signal: AbortSignal): Promise<UplinkSession> {
    const { connect = LinkClient.connect, identity: shown, clock, hasLive, onTried } = this.#options;
    // `identity` may throw, too, when it is being replaced; that is an attempt in vain like another.
    return Promise.resolve().then(async () => {
      const identity = shown();
      try {
        const session = await connect({ address, identity, clock, signal, hasLive });
        onTried?.(identity, undefined);
        return session;
      } catch (error) {
        if (!signal.aborted) onTried?.(identity, error);
        throw error;
      }
    });
  }

  #serve(address: string, session: UplinkSession): void {
    const before = this.#open;
    const { host, onWatch } = this.#options;
    const open: OpenHub = { address, session, openedAtMs: this.#nowMs(), messages: 0 };
    this.#open = open;
    this.#round = undefined;
    const link = host.hubConnected(session.hub, {
      send: (bytes, isUrgent) => session.sendBytes(bytes, isUrgent),
      pause: () => session.pause(),
      resume: () => session.resume(),
      end: (reason, detail) => session.close(reason === "reopened" ? { kind: "lost", detail } : { kind: "malformed", detail }),
    });
    session.serve({
      onBytes: (bytes) => {
        open.messages += 1;
        link.receive(bytes);
      },
      onLive: (watch) => onWatch?.(watch),
      onClosed: (end) => {
        link.closed();
        this.#ended(open, end);
      },
    });
    this.#enter({ kind: "open", address, hub: session.hub, sinceMs: open.openedAtMs });
    this.#log.info({ address, hub: session.hub }, "linked to a hub");
    // The old one goes only now: what was on its way there is sent here again, and arrives once.
    before?.session.close();
    this.#lookAgainLater();
  }

  #ended(open: OpenHub, end: SessionEnd): void {
    if (this.#open !== open) return; // let go of on purpose
    this.#open = undefined;
    this.#halt();
    const nowMs = this.#nowMs();
    const hasServed = nowMs - open.openedAtMs >= uplinkLimits.goodSessionMs || open.messages >= uplinkLimits.goodSessionMessages;
    if (hasServed && end.kind === "lost") this.#backoff.reset(nowMs);
    this.#log.info({ address: open.address, end: end.kind, detail: end.detail }, "link to a hub ended");
    this.#wait(end.kind === "lost" ? "LINK_HUB_UNREACHABLE" : "LINK_HUB_REFUSED", end.detail);
  }

  #wait(why: string, detail: string): void {
    const nowMs = this.#nowMs();
    const waitMs = this.#backoff.nextMs(nowMs);
    this.#timer = setTimeout(() => void this.#seek(this.#hubs), waitMs);
    this.#enter({ kind: "waiting", why, detail, untilMs: nowMs + waitMs });
  }

  #lookAgainLater(): void {
    clearTimeout(this.#timer);
    const place = this.#open === undefined ? 0 : this.#hubs.indexOf(this.#open.address);
    if (place <= 0) return;
    this.#timer = setTimeout(() => void this.#seek(this.#hubs.slice(0, place)), uplinkLimits.betterHubEveryMs);
  }

  #halt(): void {
    clearTimeout(this.#timer);
    this.#round?.abort();
    this.#round = undefined;
  }

  #letGo(): void {
    const open = this.#open;
    this.#open = undefined;
    open?.session.close();
  }

  #enter(state: UplinkState): void {
    this.#state = state;
    this.#options.onState?.(state);
  }

  #bounded(hubs: readonly string[]): readonly string[] {
    const { hubsMax } = uplinkLimits;
    if (hubs.length > hubsMax) this.#log.warn({ hubs: hubs.length, hubsMax }, "more hubs than are tried");
    return hubs.slice(0, hubsMax);
  }

  #nowMs(): number {
    return this.#options.clock.monoUs() / 1_000;
  }
}

function codeOf(error: unknown): string {
  return error instanceof DrawbarError ? error.code : "LINK_HUB_UNREACHABLE";
}
