import { useMemo } from "react";
import { formatDuration } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { chartFrame, type ChartFrame } from "./chart-frame.ts";
import type { ChartModel } from "./chart-model.ts";
import { chartFacts } from "./summary.ts";

/** A sentence that changed more often could not be read to its end. */
const sentenceMs = 5_000;

/** What the chart says, in one sentence; always there, for everyone. */
export function ChartSummary({ model }: { readonly model: ChartModel }) {
  const texts = useTexts();
  const { pulse } = useLive();
  const frame = useSlowFrame(model);
  const facts = chartFacts(frame.points, frame.gaps);
  const { decimals, unit } = model.signal;
  const number = (value: number) => formatNumber(value, decimals, texts.locale);
  const moment = (ms: number) => formatMoment(ms, pulse.nowMs);
  const { longestGap } = facts ?? {};
  return (
    <p id="chart-summary" className="chart-says">
      {facts === undefined
        ? texts("chart.empty", { from: moment(frame.window.fromMs), to: moment(frame.window.toMs) })
        : texts("chart.summary", {
            low: number(facts.low),
            high: number(facts.high),
            mean: number(facts.mean),
            last: number(facts.last),
            unit,
            trend: facts.trend,
            count: formatNumber(facts.samples, 0, texts.locale),
          })}
      {longestGap !== undefined && facts !== undefined && (
        <> {texts("chart.summaryGap", { from: moment(longestGap.fromMs), to: moment(longestGap.toMs), reason: texts(`reason.${longestGap.reason}`) })}</>
      )}
    </p>
  );
}

/** How to read and how to move it. */
export function ChartCaption({ model, onFit }: { readonly model: ChartModel; readonly onFit: (() => void) | undefined }) {
  const texts = useTexts();
  const frame = useSlowFrame(model);
  return (
    <p className="sub caption">
      <span>
        {texts.rich("chart.caption", {
          isRun: model.runMs === undefined ? "no" : "yes",
          merged: frame.stepMs === undefined ? "no" : "yes",
          step: formatDuration(frame.stepMs ?? 0),
          left: <kbd>←</kbd>,
          right: <kbd>→</kbd>,
          plus: <kbd>+</kbd>,
          minus: <kbd>−</kbd>,
          live: <kbd>L</kbd>,
        })}
      </span>
      {onFit !== undefined && (
        <button type="button" className="tall" onClick={onFit}>
          {texts("chart.shrink")}
        </button>
      )}
    </p>
  );
}

function useSlowFrame(model: ChartModel): ChartFrame {
  const tick = useBeat((nowMs) => Math.floor(nowMs / sentenceMs), "second");
  return useMemo(
    () => chartFrame({ history: model.history, heard: model.heard(), view: model.view, edgeMs: model.edgeMs(), pointsMost: model.pointsMost }),
    [model, tick], // tick stands for time going on
  );
}
