/** Which stretch of time a chart shows. Plain values: the URL holds them. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const spans = { live: 5 * minute, "1h": hour, "24h": day, "7d": 7 * day, "30d": 30 * day } as const;
export type SpanName = keyof typeof spans;

/** Below this a line has nothing to say, above it a minute is less than a hundredth of a pixel. */
const shortestSpanMs = 5_000;
const longestSpanMs = 400 * day;

export interface ChartView {
  readonly spanMs: number;
  /** The right edge. Absent: the view follows the newest data. */
  readonly toMs?: number | undefined;
}

export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** @param edgeMs the newest moment there is: now, or the end of a run. */
export function windowOf(view: ChartView, edgeMs: number): TimeWindow {
  const toMs = view.toMs ?? edgeMs;
  return { fromMs: toMs - view.spanMs, toMs };
}

/** Moves and thereby freezes the view; it never goes past the newest moment. */
export function moveView(view: ChartView, edgeMs: number, byMs: number): ChartView {
  return { spanMs: view.spanMs, toMs: Math.round(Math.min((view.toMs ?? edgeMs) + byMs, edgeMs)) };
}

/**
 * Changes the span.
 *
 * @param factor below 1 shows less time, above 1 more.
 * @param aroundMs stays where it is; without it, the right edge does. A view that follows goes on following.
 */
export function zoomView(view: ChartView, edgeMs: number, factor: number, aroundMs?: number): ChartView {
  const spanMs = Math.round(Math.min(Math.max(view.spanMs * factor, shortestSpanMs), longestSpanMs));
  if (view.toMs === undefined) return { spanMs };
  const around = aroundMs ?? view.toMs;
  const toMs = around + (view.toMs - around) * (spanMs / view.spanMs);
  return { spanMs, toMs: Math.round(Math.min(toMs, edgeMs)) };
}

/** @returns the named span this view has, if it has one of them. */
export function spanName(view: ChartView): SpanName | undefined {
  return (Object.keys(spans) as SpanName[]).find((name) => spans[name] === view.spanMs);
}

/** @returns what the URL says: `span=24h` or `span=450s`, and `to=` as an ISO time once the view is frozen. */
export function viewToSearch(view: ChartView): { readonly span: string; readonly to?: string } {
  const span = spanName(view) ?? `${view.spanMs / 1_000}s`;
  return view.toMs === undefined ? { span } : { span, to: new Date(view.toMs).toISOString() };
}

/** Reads what a URL says; whatever makes no sense there falls back to the given span, following. */
export function searchToView(search: { readonly span?: string | undefined; readonly to?: string | undefined }, fallbackMs: number): ChartView {
  const spanMs = parseSpan(search.span) ?? fallbackMs;
  const toMs = search.to === undefined ? Number.NaN : Date.parse(search.to);
  return Number.isNaN(toMs) ? { spanMs } : { spanMs, toMs };
}

function parseSpan(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (Object.hasOwn(spans, text)) return spans[text as SpanName]; // checked on this line
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  if (seconds === undefined) return undefined;
  const ms = Math.round(Number(seconds) * 1_000);
  return ms >= shortestSpanMs && ms <= longestSpanMs ? ms : undefined;
}
