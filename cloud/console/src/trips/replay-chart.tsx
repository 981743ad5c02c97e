import { useEffect, useMemo, useRef, type PointerEvent } from "react";
import { formatAmount } from "@drawbar/ui/format/numbers.ts";
import { ChartPlot, type PlotTexts } from "../chart/chart-plot.ts";
import { chartPadding } from "../chart/chart-paint.ts";
import { gapWords } from "../chart/gap-words.ts";
import { chartFacts } from "../chart/summary.ts";
import { onThemeChange } from "../frame/theme.ts";
import { useTexts } from "../texts/texts.tsx";
import { signalLabel } from "../vehicle/signal-label.ts";
import type { ReplayClock } from "./replay-clock.ts";
import { useReplay } from "./use-replay.ts";
import { valueAt, type TripSeries } from "./use-trip-history.ts";

/** Several stand below each other: less than a chart that stands alone. */
const height = 116;

/** One signal over the whole trip, with the replay's time on it. A pointer sets that time; keys do so on the slider. */
export function ReplayChart({ clock, series }: { readonly clock: ReplayClock; readonly series: TripSeries }) {
  const { signal, frame } = series;
  const texts = useTexts();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<ChartPlot>(undefined);
  const line = useRef<HTMLSpanElement>(null);
  const label = signalLabel(signal.signal);
  const plotTexts = useMemo<PlotTexts>(
    () => ({ unit: signal.unit, locale: texts.locale, marks: [], gapLabel: (gap) => gapWords(gap, texts) }),
    [signal.unit, texts],
  );
  const latest = useRef({ frame, plotTexts });
  useEffect(() => {
    latest.current = { frame, plotTexts };
  });
  const place = useRef(() => {
    if (line.current !== null) line.current.style.left = `${plot.current?.place(clock.atMs, 0)[0] ?? 0}px`;
  });
  useEffect(() => {
    place.current = () => {
      if (line.current !== null) line.current.style.left = `${plot.current?.place(clock.atMs, 0)[0] ?? 0}px`;
    };
    place.current();
    // without React: it moves with every frame
    return clock.onChange(() => place.current());
  }, [clock]);
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const made = new ChartPlot(element, { width: element.clientWidth, height }, latest.current.plotTexts);
    plot.current = made;
    const draw = () => {
      made.draw(latest.current.frame, latest.current.plotTexts);
      place.current();
    };
    draw();
    // canvas text does not wait for fonts by itself
    void document.fonts.ready.then(() => plot.current === made && draw());
    const resize = new ResizeObserver(() => {
      made.resize(element.clientWidth, height);
      place.current();
    });
    resize.observe(element);
    const endTheme = onThemeChange(() => made.recolour());
    return () => {
      resize.disconnect();
      endTheme();
      plot.current = undefined;
      made.destroy();
    };
  }, [signal.source]);
  useEffect(() => {
    plot.current?.draw(frame, plotTexts);
    plot.current?.fitValues();
    place.current();
  }, [frame, plotTexts]);
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (event.type === "pointerdown") event.currentTarget.setPointerCapture(event.pointerId);
    if (event.buttons !== 1 || plot.current === undefined) return;
    clock.pause();
    clock.seek(plot.current.timeAt(event.clientX - event.currentTarget.getBoundingClientRect().left));
  };
  const facts = chartFacts(frame.points, frame.gaps);
  const amount = (value: number) => formatAmount(value, signal.decimals, signal.unit, texts.locale);
  return (
    <figure className="replay-chart">
      <figcaption>
        <span className="grow">{label}</span>
        <ReplayValue clock={clock} series={series} />
      </figcaption>
      <div
        ref={host}
        className="chart"
        style={{ height }}
        role="img"
        aria-label={
          facts === undefined
            ? texts("trip.chartEmpty", { signal: label })
            : texts("trip.chart", { signal: label, low: amount(facts.low), high: amount(facts.high), mean: amount(facts.mean) })
        }
        onPointerDown={drag}
        onPointerMove={drag}
      >
        <span ref={line} className="cross" style={{ top: chartPadding.top, height: height - chartPadding.top - chartPadding.bottom }} />
      </div>
    </figure>
  );
}

/** What the signal said at the replay's time. */
function ReplayValue({ clock, series: { signal, frame } }: { readonly clock: ReplayClock; readonly series: TripSeries }) {
  const { locale } = useTexts();
  const text = useReplay(clock, ({ atMs }) => {
    const value = valueAt(frame, atMs);
    return value === undefined ? "–" : formatAmount(value, signal.decimals, signal.unit, locale);
  });
  return <b>{text}</b>;
}
