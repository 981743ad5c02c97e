import { formatAmount, formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { useLive } from "../live/live-context.tsx";
import type { LiveSignal } from "../live/vehicle-store.ts";
import { useTexts, type Texts } from "../texts/texts.tsx";
import { chartHeight, chartPadding } from "./chart-paint.ts";

export interface CrosshairAt {
  readonly atMs: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly stepMs: number | undefined;
  /** Where the point stands, CSS pixels within the chart. */
  readonly place: readonly [x: number, y: number];
}

/** Reads one point: when, mean, range, count. */
export function Crosshair({ at, signal }: { readonly at: CrosshairAt; readonly signal: LiveSignal }) {
  const texts = useTexts();
  const { pulse } = useLive();
  const [x, y] = at.place;
  const { top, bottom } = chartPadding;
  const { title, lines } = readout(at, signal, texts, pulse.nowMs);
  const isLeft = x > 260;
  return (
    <>
      <span className="cross" style={{ left: x, top, height: chartHeight - top - bottom }} />
      <span className="dot" style={{ left: x, top: y }} />
      <span
        className="tip"
        style={{ top: Math.min(y + 12, chartHeight - bottom - 76), ...(isLeft ? { right: `calc(100% - ${x - 12}px)` } : { left: x + 12 }) }}
      >
        <b>{title}</b>
        {lines.map((line) => (
          <span key={line} className="line">
            {line}
          </span>
        ))}
      </span>
    </>
  );
}

/** @returns the same for a screen reader. */
export function readoutText(at: CrosshairAt, signal: LiveSignal, texts: Texts, nowMs: number): string {
  const { title, lines } = readout(at, signal, texts, nowMs);
  return [title, ...lines].join(", ");
}

function readout(at: CrosshairAt, { decimals, unit }: LiveSignal, texts: Texts, nowMs: number): { readonly title: string; readonly lines: readonly string[] } {
  const isFine = (at.stepMs ?? 0) < 60_000;
  const start = formatMoment(at.atMs, nowMs, { seconds: isFine });
  if (at.count <= 1 || at.stepMs === undefined) return { title: start, lines: [formatAmount(at.mean, decimals, unit, texts.locale)] };
  const end = formatMoment(at.atMs + at.stepMs, nowMs, { seconds: isFine });
  return {
    // shorter than the seconds shown: both ends would read the same
    title: at.stepMs < 1_000 ? start : texts("chart.tipSpan", { from: start, to: end.slice(end.lastIndexOf(" ") + 1) }),
    lines: [
      texts("chart.tipMany", { mean: formatAmount(at.mean, decimals, unit, texts.locale), count: at.count, samples: formatNumber(at.count) }),
      texts("chart.tipRange", { low: formatNumber(at.low, decimals, texts.locale), high: formatAmount(at.high, decimals, unit, texts.locale) }),
    ],
  };
}
