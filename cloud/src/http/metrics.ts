/** What the process counts about itself, in Prometheus' text format on the operations port. */
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface HttpMetrics {
  readonly registry: Registry;
  /** Adds the hooks that measure every request of `app`. */
  observe(app: FastifyInstance): void;
  /** Requests that are being answered now. */
  readonly openRequests: () => number;
}

/** Upper bounds in seconds; the API's target is 50 ms at the 99th percentile. */
const durationBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5];

/** @param options.alsoObserve whoever else looks at every request, such as tracing. */
export function createHttpMetrics(options: { readonly withProcess: boolean; readonly alsoObserve?: (app: FastifyInstance) => void }): HttpMetrics {
  const registry = new Registry();
  if (options.withProcess) collectDefaultMetrics({ register: registry, prefix: "drawbar_" });
  const durations = new Histogram({
    name: "drawbar_http_request_seconds",
    help: "Time from the first byte of a request to the last byte of its answer.",
    labelNames: ["method", "route", "status"] as const,
    buckets: durationBuckets,
    registers: [registry],
  });
  let open = 0;
  addMeasure(registry, { name: "drawbar_http_requests_open", help: "Requests being answered now.", value: () => open });

  return {
    registry,
    openRequests: () => open,
    observe(app) {
      options.alsoObserve?.(app);
      app.addHook("onRequest", async (request, reply) => {
        if (request.headers.upgrade !== undefined || request.routeOptions.config.isStream === true) return; // neither is answered but served, for hours
        open++;
        reply.raw.once("close", () => open--); // comes once whether the answer was sent or the caller went away
      });
      app.addHook("onResponse", async (request, reply) => {
        // The pattern, never the address itself: labels must stay few.
        const route = request.routeOptions.url ?? "none";
        durations.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
      });
    },
  };
}

/** A number that is looked up when somebody asks. */
export function addMeasure(registry: Registry, measure: { readonly name: string; readonly help: string; readonly value: () => number }): void {
  registry.registerMetric(
    new Gauge({
      name: measure.name,
      help: measure.help,
      registers: [],
      collect() {
        this.set(measure.value());
      },
    }),
  );
}
