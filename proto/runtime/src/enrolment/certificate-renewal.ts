/**
 * Keeps a device's certificate in force: asks for another at two thirds of its life, keeps the old one until a hub has
 * let the new one in, and says how long it has. What stands is not cut: a new certificate is for the next connection.
 */
import { createHash } from "node:crypto";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { RandomSource } from "@drawbar/proto/kernel/random.ts";
import type { Part } from "../lifecycle/start-all.ts";
import type { Logger } from "../logging/logger.ts";
import { addressOf, hostOf } from "../net/public-address.ts";
import { loadNextIdentity, saveNextIdentity, settleNextIdentity, type IdentityDisk } from "../tls/identity-files.ts";
import type { Identity } from "../tls/identity.ts";
import { askRenewal } from "./ask-renewal.ts";
import { reportOf, type CertificateReport } from "./certificate-report.ts";
import { renewalLimits } from "./limits.ts";

export interface CertificateRenewalOptions {
  readonly directory: string;
  /** As the directory has it. */
  readonly identity: Identity;
  /** `host:port` of enrolment ports that were set, asked before those that the identity names. */
  readonly addresses: readonly string[];
  /** `host:port` of hubs in use, whose enrolment ports are asked last. */
  readonly hubs: readonly string[];
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Logger;
  /** There is a new certificate; servers show it from the next handshake on. */
  readonly onRenewed?: ((identity: Identity) => void) | undefined;
  readonly disk?: IdentityDisk | undefined;
}

export class CertificateRenewal implements Part {
  readonly name = "certificate-renewal";
  readonly #options: CertificateRenewalOptions;
  #current: Identity;
  #next: Identity | undefined;
  /** The new certificate was refused where the old one may be let in; they take turns. */
  #isNextRefused = false;
  #failure: CertificateReport["failure"];
  /** Monotonic; nothing is asked before. */
  #askAtMs = Number.NEGATIVE_INFINITY;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #stopping = new AbortController();

  constructor(options: CertificateRenewalOptions) {
    this.#options = options;
    this.#current = options.identity;
    this.#next = loadNextIdentity(options.directory, options.identity);
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.check(), renewalLimits.checkMs);
    this.#timer.unref();
    void this.check();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#timer);
    await this.#asking;
  }

  /** The newest certificate, let in yet or not. */
  get newest(): Identity {
    return this.#next ?? this.#current;
  }

  /** What to show at the next attempt to reach a hub. */
  toShow(): Identity {
    return this.#next === undefined || this.#isNextRefused ? this.#current : this.#next;
  }

  /** A hub let `identity` in, or did not (`failure`); what an uplink hears. */
  tried(identity: Identity, failure: unknown): void {
    if (failure === undefined) {
      if (identity === this.#next) this.#settle();
      return this.#hurry();
    }
    if (this.#next === undefined) return;
    const isRefusal = failure instanceof DrawbarError && (failure.code === "LINK_HUB_REFUSED" || failure.code === "LINK_CERTIFICATE_EXPIRED");
    this.#isNextRefused = isRefusal && identity === this.#next;
  }

  /** Renews when it is due, unless it was tried a moment ago. Never rejects; a failure is in the report. */
  check(): Promise<void> {
    const isWanted = !this.#stopping.signal.aborted && this.#nowMs() >= renewsAtMs(this.newest) && this.#monoMs() >= this.#askAtMs;
    if (isWanted) this.#asking ??= this.#renew().finally(() => (this.#asking = undefined));
    return this.#asking ?? Promise.resolve();
  }

  report(): CertificateReport {
    return reportOf(this.newest, { nowMs: this.#nowMs(), renewsAtMs: renewsAtMs(this.newest), failure: this.#failure });
  }

  async #renew(): Promise<void> {
    const { directory, disk, log, onRenewed } = this.#options;
    const { newest } = this;
    this.#askedAtMs = this.#monoMs();
    const answer = await askRenewal({ identity: newest, addresses: this.#addresses(), signal: this.#stopping.signal });
    if (answer.kind === "not-renewed") return this.#failed(answer.code, answer.detail);
    try {
      saveNextIdentity(directory, answer.identity, disk);
    } catch (error) {
      // One that a restart would forget is not used: the hubs of tomorrow could know a later one only.
      return this.#failed(
        "IDENTITY_UNREADABLE",
        `the new certificate cannot be kept in ${directory} (${error instanceof Error ? error.message : String(error)})`,
      );
    }
    this.#next = answer.identity;
    this.#isNextRefused = false;
    this.#failure = undefined;
    this.#askAtMs = this.#monoMs() + Math.min(renewalLimits.againMsMin, (answer.identity.notAfterMs - answer.identity.notBeforeMs) / 6);
    log.info({ address: answer.address, notAfter: new Date(answer.identity.notAfterMs).toISOString() }, "certificate renewed");
    onRenewed?.(answer.identity);
  }

  #failed(code: string, detail: string): void {
    const { log, random } = this.#options;
    const attempts = (this.#failure?.attempts ?? 0) + 1;
    // Past the maximum nothing changes any more, and 2 ** 1,024 would be no number.
    const boundMs = Math.min(renewalLimits.retryMs * 2 ** Math.min(attempts - 1, 16), renewalLimits.retryMsMax);
    this.#askAtMs = this.#monoMs() + boundMs * (0.5 + random.next() / 2);
    // On the road it is normal that nobody can be asked; it is said once for each reason.
    log[this.#failure?.code === code ? "debug" : "warn"]({ code, detail, attempts }, "certificate not renewed, it is tried again");
    this.#failure = { code, detail, attempts };
  }

  #settle(): void {
    const { directory, disk, log } = this.#options;
    if (this.#next === undefined) return;
    this.#current = this.#next;
    this.#next = undefined;
    try {
      settleNextIdentity(directory, disk);
    } catch (error) {
      log.warn({ error }, "the renewed identity is kept beside the old one, which could not be replaced"); // a restart takes it from there
    }
  }

  /** A hub was reached: what is due need not wait for the end of a long wait. */
  #hurry(): void {
    this.#askAtMs = this.#failure === undefined ? this.#askAtMs : Math.min(this.#askAtMs, this.#askedAtMs + renewalLimits.retryMs);
    void this.check();
  }

  #addresses(): readonly string[] {
    const { addresses, hubs } = this.#options;
    const { newest } = this;
    const known = new Set([...addresses, ...newest.enrolment, ...[...hubs, ...newest.hubs].flatMap(portAfter)]);
    return [...known].slice(0, renewalLimits.addressesMax);
  }

  #nowMs(): number {
    return this.#options.clock.wallUs() / 1_000;
  }

  #monoMs(): number {
    return this.#options.clock.monoUs() / 1_000;
  }
}

/** When a certificate is due. A fleet that was enrolled on one day is spread by what is in each certificate, over restarts too. */
export function renewsAtMs({ certificateChain, notAfterMs, notBeforeMs }: Pick<Identity, "certificateChain" | "notAfterMs" | "notBeforeMs">): number {
  const share = createHash("sha256").update(certificateChain).digest().readUInt32BE() / 2 ** 32;
  return notBeforeMs + (notAfterMs - notBeforeMs) * (renewalLimits.dueShare + renewalLimits.spreadShare * share);
}

/** By default an enrolment port follows its link port, at the cloud and at depots: all that a device enrolled by an earlier release can go by. */
function portAfter(hub: string): readonly string[] {
  const port = Number(hub.slice(hub.lastIndexOf(":") + 1));
  return Number.isInteger(port) && port > 0 && port < 65_535 ? [addressOf(hostOf(hub), port + 1)] : [];
}
