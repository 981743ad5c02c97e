import { useEffect, useMemo, useRef, useState } from "react";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { onThemeChange } from "../frame/theme.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { chartFrame } from "./chart-frame.ts";
import { chartHeight } from "./chart-paint.ts";
import { ChartPlot, type PlotTexts } from "./chart-plot.ts";
import type { ChartModel } from "./chart-model.ts";
import { Crosshair, readoutText, type CrosshairAt } from "./crosshair.tsx";
import { gapWords } from "./gap-words.ts";
import { firstAtOrAfter, nearest } from "./points.ts";
import { useChartKeys, useChartPointer } from "./use-chart-input.ts";
import { windowOf, type ChartView } from "./view.ts";

export interface TimeChartProps {
  readonly model: ChartModel;
  readonly onView: (view: ChartView) => void;
  readonly onTable: () => void;
  /** A way to say that the axis could be tighter. */
  readonly onLoose: (fit: (() => void) | undefined) => void;
}

/** One signal over time. React makes the element; a plot draws on it at every beat, without React. */
export function TimeChart({ model, onView, onTable, onLoose }: TimeChartProps) {
  const texts = useTexts();
  const { pulse } = useLive();
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<ChartPlot>(undefined);
  const [crossMs, setCrossMs] = useState<number>();
  const [spoken, setSpoken] = useState("");
  const plotTexts = useMemo<PlotTexts>(
    () => ({ unit: model.signal.unit, locale: texts.locale, marks: model.marks, gapLabel: (gap) => gapWords(gap, texts) }),
    [model.signal.unit, model.marks, texts],
  );
  const latest = useRef({ model, plotTexts, onLoose });
  useEffect(() => {
    latest.current = { model, plotTexts, onLoose };
  });

  const draw = useRef(() => {
    const { model: now, plotTexts: words, onLoose: tell } = latest.current;
    const current = plot.current;
    if (current === undefined) return;
    current.draw(chartFrame({ history: now.history, heard: now.heard(), view: now.view, edgeMs: now.edgeMs(), pointsMost: now.pointsMost }), words);
    tell(current.isLoose() ? () => current.fitValues() : undefined);
  }).current;

  // another signal has another axis: a new plot
  const source = model.signal.source;
  useEffect(() => {
    const host = element.current;
    if (host === null) return undefined;
    const made = new ChartPlot(host, { width: host.clientWidth, height: chartHeight }, latest.current.plotTexts);
    plot.current = made;
    draw();
    // canvas text does not wait for fonts by itself
    void document.fonts.ready.then(() => plot.current === made && draw());
    const resize = new ResizeObserver(() => made.resize(host.clientWidth, chartHeight));
    resize.observe(host);
    const endBeat = pulse.onBeat(draw);
    const endTheme = onThemeChange(() => made.recolour());
    return () => {
      resize.disconnect();
      endBeat();
      endTheme();
      plot.current = undefined;
      made.destroy();
    };
  }, [source, pulse, draw]);

  // a move or a new read is drawn at once, not at the next beat; another span fits the axis anew
  const spanMs = model.view.spanMs;
  useEffect(() => plot.current?.fitValues(), [spanMs]);
  useEffect(draw, [model.history, model.view, plotTexts, draw]);

  const pointAt = (timeMs: number): CrosshairAt | undefined => {
    const frame = plot.current?.frame;
    if (frame === undefined) return undefined;
    const index = nearest(frame.points.at, timeMs);
    const atMs = frame.points.at[index];
    if (atMs === undefined || atMs < frame.window.fromMs || atMs > frame.window.toMs || plot.current === undefined) return undefined;
    const mean = frame.points.mean[index] ?? 0;
    return {
      atMs,
      mean,
      low: frame.points.low[index] ?? mean,
      high: frame.points.high[index] ?? mean,
      count: frame.points.count[index] ?? 1,
      stepMs: frame.stepMs,
      place: plot.current.place(atMs, mean),
    };
  };
  const cross = useBeat(() => (crossMs === undefined ? "" : `${crossMs} ${plot.current?.frame?.window.toMs ?? 0}`)); // moves with the chart
  const point = cross === "" || crossMs === undefined ? undefined : pointAt(crossMs);

  const stepCross = (by: number) => {
    const frame = plot.current?.frame;
    if (frame === undefined) return;
    // begins at the newest point in view; points just outside the window are there for the line only
    const { at } = frame.points;
    const index = crossMs === undefined ? firstAtOrAfter(at, frame.window.toMs + 1) - 1 : nearest(at, crossMs) + by;
    const timeMs = at[Math.min(Math.max(index, 0), at.length - 1)];
    const next = timeMs === undefined ? undefined : pointAt(timeMs);
    if (next === undefined) return;
    setCrossMs(next.atMs);
    setSpoken(readoutText(next, model.signal, texts, pulse.nowMs));
  };
  const pointer = useChartPointer({ plot, model, onView, onCross: setCrossMs });
  const onKeyDown = useChartKeys({ model, onView, onTable, onCross: stepCross, onLeave: () => setCrossMs(undefined) });
  useEffect(() => {
    const host = element.current;
    host?.addEventListener("wheel", pointer.onWheel, { passive: false }); // React's own listener may not keep the page from scrolling
    return () => host?.removeEventListener("wheel", pointer.onWheel);
  });
  const window = windowOf(model.view, Math.floor(model.edgeMs() / 60_000) * 60_000);
  const name = texts("chart.name", { signal: model.label, from: formatMoment(window.fromMs, pulse.nowMs), to: formatMoment(window.toMs, pulse.nowMs) });
  return (
    <>
      <div
        ref={element}
        className="chart"
        style={{ height: chartHeight }}
        role="application"
        aria-label={name}
        aria-describedby="chart-summary"
        tabIndex={0}
        onPointerDown={pointer.onPointerDown}
        onPointerMove={pointer.onPointerMove}
        onPointerUp={pointer.onPointerUp}
        onPointerCancel={pointer.onPointerUp}
        onPointerLeave={() => setCrossMs(undefined)}
        onKeyDown={onKeyDown}
      >
        {point !== undefined && <Crosshair at={point} signal={model.signal} />}
      </div>
      <p className="vh" aria-live="polite">
        {spoken}
      </p>
    </>
  );
}
