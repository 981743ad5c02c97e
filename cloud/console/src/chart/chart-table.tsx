import { useMemo } from "react";
import { formatDuration } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { chartFrame } from "./chart-frame.ts";
import type { ChartModel } from "./chart-model.ts";
import { gapWords } from "./gap-words.ts";
import { cut, mergeSteps, type Gap } from "./points.ts";
import { roundTimeStep } from "./scale.ts";
import type { TimeWindow } from "./view.ts";

/** More rows nobody reads; a finer look is a shorter span away. */
const rowsMost = 60;

type Row =
  | { readonly kind: "values"; readonly atMs: number; readonly mean: number; readonly low: number; readonly high: number; readonly count: number }
  | { readonly kind: "gap"; readonly atMs: number; readonly gap: Gap };

/** The table twin of the chart: the same view in at most 60 steps, newest first, gaps in their place. */
export function ChartTable({ model }: { readonly model: ChartModel }) {
  const texts = useTexts();
  const { pulse } = useLive();
  const { signal, label, view } = model;
  const stepMs = roundTimeStep(view.spanMs / rowsMost);
  const tick = useBeat((nowMs) => Math.floor(nowMs / 2_000), "second");
  const { rows, window } = useMemo(() => tableRows(model, stepMs), [model, stepMs, tick]); // tick stands for time going on
  const caption = texts("chart.tableCaption", { signal: label, step: formatDuration(stepMs) });
  const number = (value: number) => formatNumber(value, signal.decimals, texts.locale);
  const download = downloadAddress(model, window);
  return (
    <>
      <div className="scroll tall-scroll" tabIndex={0} role="region" aria-label={caption}>
        <table className="t compact plain">
          <caption className="sub">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{texts("chart.time")}</th>
              {(["chart.mean", "chart.low", "chart.high"] as const).map((id) => (
                <th key={id} scope="col" className="num">
                  {texts(id)}
                  {signal.unit === "" ? "" : `, ${signal.unit}`}
                </th>
              ))}
              <th scope="col" className="num">
                {texts("chart.samples")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.kind} ${row.atMs}`}>
                <th scope="row">{formatMoment(row.atMs, pulse.nowMs, { seconds: stepMs < 60_000 })}</th>
                {row.kind === "gap" ? (
                  <td colSpan={4} className="quiet">
                    {gapWords(row.gap, texts)}
                  </td>
                ) : (
                  <>
                    <td className="num">{number(row.mean)}</td>
                    <td className="num">{number(row.low)}</td>
                    <td className="num">{number(row.high)}</td>
                    <td className="num">{formatNumber(row.count, 0, texts.locale)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <a className="tall" href={download} download>
          {texts("chart.download")}
        </a>
      </p>
    </>
  );
}

/** Every sample of the window, as the export gives them; the browser's cookie opens it. */
function downloadAddress({ scope, signal }: ChartModel, window: TimeWindow): string {
  const search = new URLSearchParams({
    signal: signal.source,
    from: new Date(window.fromMs).toISOString(),
    to: new Date(window.toMs).toISOString(),
    format: "csv",
  });
  if (scope.runId !== undefined) search.set("run", scope.runId);
  return `/api/v1/vehicles/${scope.vehicleId}/samples?${search}`;
}

function tableRows(model: ChartModel, stepMs: number): { readonly rows: readonly Row[]; readonly window: TimeWindow } {
  const frame = chartFrame({ history: model.history, heard: model.heard(), view: model.view, edgeMs: model.edgeMs(), pointsMost: rowsMost * 10 });
  const points = mergeSteps(cut(frame.points, frame.window.fromMs, frame.window.toMs + 1), stepMs);
  const values = points.at.map((atMs, index): Row => {
    const mean = points.mean[index] ?? 0;
    return { kind: "values", atMs, mean, low: points.low[index] ?? mean, high: points.high[index] ?? mean, count: points.count[index] ?? 1 };
  });
  const gaps = frame.gaps.map((gap): Row => ({ kind: "gap", atMs: Math.max(gap.fromMs, frame.window.fromMs), gap }));
  return { rows: [...values, ...gaps].toSorted((a, b) => b.atMs - a.atMs), window: frame.window };
}
