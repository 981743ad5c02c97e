/** A span for each request of the API, under the caller's `traceparent` when it sends one; its transactions hang below it. */
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from "@opentelemetry/api";
import type { FastifyInstance, FastifyRequest } from "fastify";

export function traceRequests(app: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook("onRequest", (request, _reply, done) => {
    const from = propagation.extract(ROOT_CONTEXT, request.headers);
    // The pattern, never the address itself: a trace holds no ids of people or vehicles.
    const route = request.routeOptions.url ?? "none";
    const span = trace
      .getTracer("drawbar")
      .startSpan(
        `${request.method} ${route}`,
        { kind: SpanKind.SERVER, attributes: { "http.request.method": request.method, "http.route": route, "drawbar.request_id": request.id } },
        from,
      );
    spans.set(request, span);
    context.with(trace.setSpan(from, span), done);
  });
  app.addHook("onResponse", async (request, reply) => {
    const span = spans.get(request);
    span?.setAttribute("http.response.status_code", reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });
}
