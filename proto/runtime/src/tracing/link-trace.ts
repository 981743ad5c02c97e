/**
 * The trace of a link's session: it begins where a peer connects and goes on at the hub that lets it in. The context
 * travels once, in the call's metadata (W3C `traceparent`), and in no record.
 */
import { Metadata } from "@grpc/grpc-js";
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from "@opentelemetry/api";

/** Where the spans of later work on a session hang. */
export type SessionTrace = Context;

const tracer = () => trace.getTracer("drawbar");

/** A peer's attempt at a session; `metadata` goes with the call. */
export function traceConnect(attributes: Readonly<Record<string, string>>): { readonly metadata: Metadata; end(error?: unknown): void } {
  const span = tracer().startSpan("link connect", { kind: SpanKind.CLIENT, attributes });
  const metadata = new Metadata();
  propagation.inject(trace.setSpan(ROOT_CONTEXT, span), metadata, { set: (carrier, key, value) => carrier.set(key, value) });
  return { metadata, end: (error) => finish(span, error) };
}

/** A hub's side of it; no `session` while it is not traced. What the metadata says is believed as far as W3C's form goes; it decides on nothing but where spans hang. */
export function traceAdmission(
  metadata: Metadata,
  attributes: Readonly<Record<string, string>>,
): { readonly session: SessionTrace | undefined; end(error?: unknown): void } {
  const from = propagation.extract(ROOT_CONTEXT, metadata, {
    get: (carrier, key) => carrier.get(key).map(String),
    keys: (carrier) => Object.keys(carrier.getMap()),
  });
  const span = tracer().startSpan("link admit", { kind: SpanKind.SERVER, attributes }, from);
  return { session: span.isRecording() ? trace.setSpan(from, span) : undefined, end: (error) => finish(span, error) };
}

/** Work that is over, under each of the sessions that it was for. */
export function traceSessionWork(name: string, sessions: Iterable<SessionTrace>, elapsedMs: number, attributes: Readonly<Record<string, number>>): void {
  const startTime = Date.now() - elapsedMs;
  for (const session of sessions) tracer().startSpan(name, { startTime, attributes }, session).end();
}

/** Work that is over, under what is being done now; nothing when that is not traced. */
export function traceWork(
  name: string,
  elapsedMs: number,
  options: { readonly hasFailed: boolean; readonly attributes: Readonly<Record<string, string>> },
): void {
  const now = context.active();
  if (trace.getSpan(now)?.isRecording() !== true) return;
  const span = tracer().startSpan(name, { kind: SpanKind.CLIENT, startTime: Date.now() - elapsedMs, attributes: options.attributes }, now);
  if (options.hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function finish(span: Span, error: unknown): void {
  if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : "failed" });
  span.end();
}
