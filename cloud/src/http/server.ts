import { Server as NetServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { App } from "./api.ts";
import { failHttp } from "./http-errors.ts";
import { httpLimits } from "./limits.ts";

export interface HttpServerOptions {
  /** For logs and messages, such as `http`. */
  readonly name: string;
  readonly app: App;
  readonly host: string;
  /** 0 for any free one; `port` says which after `start`. */
  readonly port: number;
  /** How long clients are told to close their connections before the listener goes; `httpLimits.drainMs`. */
  readonly drainMs?: number;
  /** Requests that are being answered now; stopping waits for them and for nothing else. */
  readonly openRequests: () => number;
  /** Called when stopping begins: ends what would go on for hours. */
  readonly onDraining?: () => void;
  readonly log: Logger;
}

/** Puts an application on a port. Stopping answers everything that was accepted. */
export class HttpServer implements Part {
  readonly name: string;
  readonly #options: HttpServerOptions;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  #isDraining = false;

  constructor(options: HttpServerOptions) {
    this.#options = options;
    this.name = options.name;
  }

  get app(): App {
    return this.#options.app;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** @returns the port listened on; the configured one before `start`. */
  get port(): number {
    const address = this.#options.app.server.address() as AddressInfo | null; // never a pipe: we listen on host and port
    return address?.port ?? this.#options.port;
  }

  start(): Promise<void> {
    return (this.#starting ??= this.#listen());
  }

  /** First `connection: close` on every answer, then no new connections, then the open requests end. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#drain());
  }

  async #listen(): Promise<void> {
    const { app, host, port, log } = this.#options;
    try {
      await app.listen({ host, port });
    } catch (error) {
      throw explainListenError(error, `${host}:${port}`, this.name);
    }
    log.info({ host, port: this.port }, "listening");
  }

  async #drain(): Promise<void> {
    const { app, drainMs = httpLimits.drainMs, openRequests, onDraining } = this.#options;
    this.#isDraining = true;
    onDraining?.();
    if (app.server.listening) {
      await sleep(drainMs);
      // Only the listener goes at first, so that connections that were just accepted get a moment to speak.
      NetServer.prototype.close.call(app.server);
      await sleep(httpLimits.lastWordMs);
      while (openRequests() > 0) await sleep(httpLimits.drainPollMs);
    }
    const closed = app.close();
    // Browsers keep connections ready on which they never ask; `close` alone would wait for those.
    app.server.closeAllConnections();
    await closed;
  }
}

/** What a person can do about a port that cannot be had. */
function explainListenError(error: unknown, address: string, name: string): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return failHttp("ADDRESS_UNAVAILABLE", `${name} cannot listen on ${address}: another program does; choose another port`, { cause: error });
  if (code === "EACCES")
    return failHttp("ADDRESS_UNAVAILABLE", `${name} may not listen on ${address}; ports below 1024 need the right to it`, { cause: error });
  if (code === "EADDRNOTAVAIL")
    return failHttp("ADDRESS_UNAVAILABLE", `${name} cannot listen on ${address}: this machine has no such address`, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
