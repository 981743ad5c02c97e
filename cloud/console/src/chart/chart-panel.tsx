import { useMemo, useRef, useState } from "react";
import { formatAge, formatDuration } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Segmented } from "@drawbar/ui/segmented.tsx";
import { Waiting } from "@drawbar/ui/waiting.tsx";
import type { Scope } from "../api/queries.ts";
import { FaultOnsets, useOnsetMarks, useOnsets } from "../faults/fault-onsets.tsx";
import { useKeys } from "../frame/keys.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import type { LiveSignal, VehicleStore } from "../live/vehicle-store.ts";
import { nextTryMs, RegionError } from "../states/region-error.tsx";
import { useTexts } from "../texts/texts.tsx";
import { signalLabel } from "../vehicle/signal-label.ts";
import { ChartCaption, ChartSummary } from "./chart-words.tsx";
import type { ChartModel } from "./chart-model.ts";
import { chartHeight, chartPadding } from "./chart-paint.ts";
import { ChartTable } from "./chart-table.tsx";
import { OverviewStrip } from "./overview-strip.tsx";
import { noPoints } from "./points.ts";
import { TimeChart } from "./time-chart.tsx";
import { tilesFor, type Tile } from "./tiles.ts";
import { useHistory, type HistoryState } from "./use-history.ts";
import { useWidth } from "./use-width.ts";
import { spanName, spans, windowOf, zoomView, type ChartView, type SpanName } from "./view.ts";

/** Up to this span what the page heard itself is worth showing without history. */
const heardAloneMs = 15 * 60_000;

export interface ChartPanelProps {
  readonly scope: Scope;
  readonly store: VehicleStore;
  readonly signal: LiveSignal;
  readonly view: ChartView;
  readonly onView: (view: ChartView) => void;
  readonly isTable: boolean;
  readonly onTable: (isTable: boolean) => void;
  /** The end of a run; absent for what the vehicle says now. */
  readonly endMs?: number | undefined;
  /** How long a run is. */
  readonly runMs?: number | undefined;
}

/** One signal over time: chart or table, with the spans, the sentence and the strip. */
export function ChartPanel({ scope, store, signal, view, onView, isTable, onTable, endMs, runMs }: ChartPanelProps) {
  const texts = useTexts();
  const { pulse } = useLive();
  const [fit, setFit] = useState<() => void>();
  const isRun = endMs !== undefined;
  const edgeMs = useMemo(() => () => endMs ?? pulse.nowMs, [endMs, pulse]);
  const state = useChartHistory(scope, signal.source, view, edgeMs);
  const faults = useOnsets(scope, view, edgeMs);
  const marks = useOnsetMarks(faults);
  const { source } = signal;
  const section = useRef<HTMLElement>(null);
  const pointsMost = Math.max(50, useWidth(section) - chartPadding.left - chartPadding.right);
  const model = useMemo<ChartModel>(
    () => ({
      scope,
      signal,
      label: signalLabel(signal.signal),
      history: state.history,
      heard: () => (isRun ? noPoints : store.heard(source)),
      edgeMs,
      view,
      pointsMost,
      runMs,
      marks,
    }),
    [marks, scope, signal, state.history, isRun, store, source, edgeMs, view, pointsMost, runMs],
  );
  const toggleTable = () => onTable(!isTable);
  useKeys({
    t: toggleTable,
    T: toggleTable,
    l: () => onView({ spanMs: view.spanMs }),
    L: () => onView({ spanMs: view.spanMs }),
    "+": () => onView(zoomView(view, edgeMs(), 0.5)),
    "-": () => onView(zoomView(view, edgeMs(), 2)),
  });
  const labels = {
    live: texts(isRun ? "chart.spanShort" : "chart.spanLive"),
    "1h": texts("chart.span1h"),
    "24h": texts("chart.span24h"),
    "7d": texts("chart.span7d"),
    "30d": texts("chart.span30d"),
  };
  // what the page heard itself fills a short view well enough to stand alone
  const isBlank = state.isFirstRead && (isRun || view.spanMs > heardAloneMs || store.heard(source).at.length < 2);
  return (
    <section ref={section} className="reg" aria-labelledby="sig-h">
      <header>
        <h2 id="sig-h">{model.label}</h2>
        {!isRun && <Now store={store} source={source} />}
        <span className="end">
          {view.toMs !== undefined && (
            <button type="button" className="btn" onClick={() => onView({ spanMs: view.spanMs })}>
              {texts(isRun ? "chart.toEnd" : "chart.backToLive")}
            </button>
          )}
          <Segmented<SpanName>
            label={texts("chart.span")}
            segments={(Object.keys(spans) as SpanName[]).map((value) => ({ value, label: labels[value] }))}
            value={spanName(view)}
            onPick={(name) => onView({ spanMs: spans[name] })}
          />
          <Segmented
            label={texts("chart.showAs")}
            segments={[
              { value: "chart", label: texts("chart.chart") },
              { value: "table", label: texts("chart.table") },
            ]}
            value={isTable ? "table" : "chart"}
            onPick={(picked) => onTable(picked === "table")}
          />
        </span>
      </header>
      {isBlank && state.failure === undefined ? (
        <Waiting label={texts("chart.reading", { span: formatDuration(view.spanMs) })} minHeight={chartHeight} />
      ) : isBlank && state.failure !== undefined ? (
        <HistoryError failure={state.failure} onShowHeard={isRun ? undefined : () => onView({ spanMs: spans.live })} />
      ) : (
        <>
          {isTable ? <ChartTable model={model} /> : <TimeChart model={model} onView={onView} onTable={toggleTable} onLoose={(next) => setFit(() => next)} />}
          {!isTable && <OverviewStrip model={model} onView={onView} />}
          {state.failure !== undefined && <HeardOnly failedAtMs={state.failure.atMs} />}
          <FaultOnsets faults={faults} view={view} edgeMs={edgeMs} />
          <ChartSummary model={model} />
          {!isTable && <ChartCaption model={model} onFit={fit} />}
        </>
      )}
    </section>
  );
}

/** Reads the tiles that the view needs; which those are changes seldom, so this renders seldom. */
function useChartHistory(scope: Scope, source: string, view: ChartView, edgeMs: () => number): HistoryState {
  const key = useBeat(() =>
    tilesFor(windowOf(view, edgeMs()), edgeMs())
      .map((tile) => `${tile.fromMs}:${tile.toMs}`)
      .join(),
  );
  const tiles = useMemo<readonly Tile[]>(
    () =>
      key.split(",").flatMap((text) => {
        const [fromMs, toMs] = text.split(":").map(Number);
        return fromMs === undefined || toMs === undefined ? [] : [{ fromMs, toMs }];
      }),
    [key],
  );
  return useHistory(scope, source, tiles, edgeMs());
}

function Now({ store, source }: { readonly store: VehicleStore; readonly source: string }) {
  const texts = useTexts();
  const signal = useBeat(() => store.get(source));
  if (signal?.value === undefined) return null;
  return (
    <span className="now">
      <b>{formatNumber(signal.value, signal.decimals, texts.locale)}</b> {signal.unit}
    </span>
  );
}

function HistoryError({ failure, onShowHeard }: { readonly failure: NonNullable<HistoryState["failure"]>; readonly onShowHeard: (() => void) | undefined }) {
  const texts = useTexts();
  return (
    <RegionError
      title={texts("chart.failed")}
      error={failure.error}
      failedAtMs={failure.atMs}
      onRetry={failure.retry}
      more={
        onShowHeard !== undefined && (
          <button type="button" className="btn" onClick={onShowHeard}>
            {texts("chart.showHeard")}
          </button>
        )
      }
    >
      {texts("chart.failedWhat")}
    </RegionError>
  );
}

function HeardOnly({ failedAtMs }: { readonly failedAtMs: number }) {
  const texts = useTexts();
  const wait = useBeat(() => formatAge(Math.max(0, Math.ceil((failedAtMs + nextTryMs - Date.now()) / 1_000) * 1_000)), "second");
  return <p className="sub">{texts("chart.failedLive", { age: wait })}</p>;
}
