/** What the people who run the process ask it, on a port of its own that is not for the public. */
import Fastify from "fastify";
import type { Registry } from "prom-client";
import type { App } from "./api.ts";

export interface Readiness {
  readonly isReady: boolean;
  /** Why not, or how things stand: one short text per part. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface OperationsOptions {
  readonly registry: Registry;
  /** Asked on every probe, so it must be cheap and have its own timeout. */
  readonly readiness: () => Promise<Readiness>;
}

/**
 * - `/healthz`: the process answers; restart it when it does not.
 * - `/readyz`: it can do its work now; send it no requests while it says 503.
 * - `/metrics`: Prometheus' text format.
 */
export function buildOperationsApp(options: OperationsOptions): App {
  const app = Fastify({ logger: false, forceCloseConnections: true, bodyLimit: 1_024 });
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const { isReady, parts } = await options.readiness();
    void reply.code(isReady ? 200 : 503).header("cache-control", "no-store");
    return { status: isReady ? "ready" : "not ready", parts };
  });
  app.get("/metrics", async (_request, reply) => {
    void reply.type(options.registry.contentType);
    return options.registry.metrics();
  });
  return app;
}
