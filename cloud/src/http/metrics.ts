/** What the process counts about itself, in Prometheus' text format on the operations port. */
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface HttpMetrics {
  readonly registry: Registry;
  /** Adds the hooks that measure every request of `app`. */
  observe(app: FastifyInstance): void;
}

/** Upper bounds in seconds; the API's target is 50 ms at the 99th percentile. */
const durationBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5];

export function createHttpMetrics(options: { readonly withProcess: boolean }): HttpMetrics {
  const registry = new Registry();
  if (options.withProcess) collectDefaultMetrics({ register: registry, prefix: "drawbar_" });
  const durations = new Histogram({
    name: "drawbar_http_request_seconds",
    help: "Time from the first byte of a request to the last byte of its answer.",
    labelNames: ["method", "route", "status"] as const,
    buckets: durationBuckets,
    registers: [registry],
  });
  const open = new Gauge({ name: "drawbar_http_requests_open", help: "Requests being answered now.", registers: [registry] });

  return {
    registry,
    observe(app) {
      app.addHook("onRequest", async (_request, reply) => {
        open.inc();
        reply.raw.once("close", () => open.dec()); // comes once whether the answer was sent or the caller went away
      });
      app.addHook("onResponse", async (request, reply) => {
        // The pattern, never the address itself: labels must stay few.
        const route = request.routeOptions.url ?? "none";
        durations.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
      });
    },
  };
}
