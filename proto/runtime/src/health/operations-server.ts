/** `/healthz`, `/readyz` and `/metrics` of a process, on a port of its own that the public does not reach. */
import { createServer, type Server, type ServerResponse } from "node:http";
import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";
import type { Registry } from "prom-client";
import type { Part } from "../lifecycle/start-all.ts";

export const healthErrors = {
  OPERATIONS_PORT_UNUSABLE: {
    kind: "unavailable",
    retryable: true,
    meaning: "The operations port cannot be listened on. Another program has it, or the address is not this machine's: change health.port or health.host.",
  },
} as const satisfies ErrorTable;

const failHealth = errorsOf(healthErrors);

export interface OperationsServerOptions {
  readonly host: string;
  /** 0 for any free one; `port` tells which. */
  readonly port: number;
  /** Why the process cannot do its work now; `undefined` when it can. Told by `/readyz`. */
  readonly notReady: () => string | undefined;
  /** Numbers for people and scripts, under `/healthz`. */
  readonly report: () => unknown;
  readonly metrics: Registry;
}

/** Longest request head that is read. */
const headBytesMax = 8_192;
const requestTimeoutMs = 5_000;

export class OperationsServer implements Part {
  readonly name = "operations";
  readonly #options: OperationsServerOptions;
  readonly #server: Server;

  constructor(options: OperationsServerOptions) {
    this.#options = options;
    this.#server = createServer({ maxHeaderSize: headBytesMax, requestTimeout: requestTimeoutMs }, (request, response) => {
      this.#answer(request.method ?? "", (request.url ?? "").split("?")[0] ?? "", response).catch((error: unknown) =>
        respond(response, 500, { error: String(error) }),
      );
    });
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : this.#options.port;
  }

  /** @throws DrawbarError `OPERATIONS_PORT_UNUSABLE`. */
  start(): Promise<void> {
    const { host, port } = this.#options;
    return new Promise((resolve, reject) => {
      this.#server.once("error", (cause) =>
        reject(failHealth("OPERATIONS_PORT_UNUSABLE", `${host}:${port} cannot be listened on (${cause.message})`, { cause })),
      );
      this.#server.listen({ host, port }, () => resolve());
    });
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(method: string, path: string, response: ServerResponse): Promise<void> {
    if (method !== "GET" && method !== "HEAD") return respond(response, 405, { error: "only GET" });
    switch (path) {
      case "/healthz":
        return respond(response, 200, { status: "ok", ...(this.#options.report() as object) }); // a report is an object
      case "/readyz": {
        const why = this.#options.notReady();
        return respond(response, why === undefined ? 200 : 503, why === undefined ? { status: "ready" } : { status: "not ready", why });
      }
      case "/metrics":
        response.setHeader("content-type", this.#options.metrics.contentType);
        response.end(await this.#options.metrics.metrics());
        return undefined;
      default:
        return respond(response, 404, { error: "here are /healthz, /readyz and /metrics" });
    }
  }
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  response.end(`${JSON.stringify(body)}\n`);
}
