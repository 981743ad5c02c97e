import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { formatMomentWithin } from "@drawbar/ui/format/times.ts";
import type { Scope } from "../api/queries.ts";
import type { ChartMark } from "../chart/chart-model.ts";
import { windowOf, type ChartView } from "../chart/view.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { onsetsQuery, type FaultView } from "./fault-queries.ts";
import { LevelMark, levelGlyphs } from "./level-mark.tsx";

/** A read holds for a while: its beginning moves in steps. */
const stepMs = 3_600_000;
const noFaults: readonly FaultView[] = [];

/** @returns faults of a vehicle that began in view or after it; none for a recording that was played, which makes no faults of a vehicle. */
export function useOnsets({ vehicleId, runId }: Scope, view: ChartView, edgeMs: () => number): readonly FaultView[] {
  const fromMs = useBeat(() => Math.floor(windowOf(view, edgeMs()).fromMs / stepMs) * stepMs);
  return useQuery({ ...onsetsQuery(vehicleId, fromMs), enabled: runId === undefined }).data ?? noFaults;
}

/** As marks of a chart: each fault's level where it began. */
export function useOnsetMarks(faults: readonly FaultView[]): readonly ChartMark[] {
  return useMemo(
    () =>
      faults.map(({ code, level, onsetAt }): ChartMark => {
        const { name, level: colour } = levelGlyphs[level];
        return { atMs: Date.parse(onsetAt), glyph: name, colour, label: code };
      }),
    [faults],
  );
}

/** The same in words, each a way to the fault. */
export function FaultOnsets({ faults, view, edgeMs }: { readonly faults: readonly FaultView[]; readonly view: ChartView; readonly edgeMs: () => number }) {
  const texts = useTexts();
  const { pulse } = useLive();
  const ids = useBeat(() => {
    const { fromMs, toMs } = windowOf(view, edgeMs());
    return faults
      .filter(({ onsetAt }) => Date.parse(onsetAt) >= fromMs && Date.parse(onsetAt) <= toMs)
      .map(({ episodeId }) => episodeId)
      .join();
  }, "second");
  if (ids === "") return null;
  const shown = new Set(ids.split(","));
  return (
    <ul className="onsets" aria-label={texts("faults.began")}>
      {faults
        .filter(({ episodeId }) => shown.has(episodeId))
        .map(({ episodeId, code, level, onsetAt, text }) => (
          <li key={episodeId}>
            <LevelMark level={level} />
            <span className="vh">{texts(`level.${level}`)}: </span>
            <Link to="/faults/$episodeId" params={{ episodeId }}>
              {text ?? code}
            </Link>
            <span className="quiet">{texts("faults.setAt", { code, time: formatMomentWithin(Date.parse(onsetAt), pulse.nowMs) })}</span>
          </li>
        ))}
    </ul>
  );
}
