/** The certificate that the cloud's own ports show: made at start and again every week, while connections stand. */
import type { HubTls } from "@drawbar/runtime/link-grpc/hub-credentials.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { PlatformAuthority } from "./platform-authority.ts";

export interface ServerCertificateOptions {
  readonly authority: PlatformAuthority;
  /** Names and addresses under which browsers and devices reach it, besides those of this machine's loopback. */
  readonly hosts: readonly string[];
  readonly log: Logger;
}

const loopback = ["localhost", "127.0.0.1", "::1"];
/** It is valid for a year; a process that runs for longer than that must not find out by refused devices. */
const renewMs = 7 * 86_400_000;

export class ServerCertificate implements Part {
  readonly name = "server-certificate";
  readonly #options: ServerCertificateOptions;
  readonly #listeners: ((tls: HubTls) => void)[] = [];
  #current: HubTls;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: ServerCertificateOptions, current: HubTls) {
    this.#options = options;
    this.#current = current;
  }

  /** @throws DrawbarError of the authority. */
  static async make(options: ServerCertificateOptions): Promise<ServerCertificate> {
    return new ServerCertificate(options, await issue(options));
  }

  get current(): HubTls {
    return this.#current;
  }

  /** Called with each certificate after the current one. */
  onRenewed(listener: (tls: HubTls) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.renew(), renewMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** A renewal in vain is tried again a week later; the old certificate is good for months then. */
  async renew(): Promise<void> {
    try {
      this.#current = await issue(this.#options);
      for (const listener of this.#listeners) listener(this.#current);
    } catch (error) {
      this.#options.log.warn({ error }, "certificate not renewed");
    }
  }
}

function issue({ authority, hosts }: ServerCertificateOptions): Promise<HubTls> {
  return authority.makeServerTls([...new Set([...loopback, ...hosts])]);
}
