import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatDuration } from "@drawbar/ui/format/ages.ts";
import { formatClock } from "@drawbar/ui/format/times.ts";
import { roundTimeStep } from "../chart/scale.ts";
import { mergeSteps } from "../chart/points.ts";
import { useTexts } from "../texts/texts.tsx";
import { signalLabel } from "../vehicle/signal-label.ts";
import { placeAt, type Track } from "./track.ts";
import { distanceWords, positionWords } from "./trip-words.ts";
import type { TripSeries } from "./use-trip-history.ts";

/** A table longer than this is an export. */
const rowsMost = 120;

interface ReplayTableProps {
  readonly track: Track;
  readonly series: readonly TripSeries[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** Map and charts as a table: a row each step, with the mean of each signal over it. */
export function ReplayTable({ track, series, fromMs, toMs }: ReplayTableProps) {
  const texts = useTexts();
  const stepMs = Math.max(1_000, roundTimeStep((toMs - fromMs) / rowsMost));
  const columns = series.map(({ signal, frame }) => {
    const { at, mean } = mergeSteps(frame.points, stepMs);
    return { signal, values: new Map(at.map((atMs, index) => [atMs, mean[index]])) };
  });
  const first = Math.floor(fromMs / stepMs) * stepMs;
  const rows = Array.from({ length: Math.floor((toMs - first) / stepMs) + 1 }, (_, index) => first + index * stepMs);
  return (
    <>
      <p className="sub">{texts("trip.tableStep", { step: formatDuration(stepMs) })}</p>
      <div className="scroll tall-scroll" tabIndex={0} role="group" aria-label={texts("trip.table")}>
        <table className="t compact plain" aria-label={texts("trip.table")}>
          <thead>
            <tr>
              <th scope="col">{texts("trip.time")}</th>
              <th scope="col">{texts("trip.position")}</th>
              <th scope="col" className="num">
                {texts("trip.way")}
              </th>
              {columns.map(({ signal }) => (
                <th key={signal.source} scope="col" className="num">
                  {signalLabel(signal.signal)}
                  {signal.unit === "" ? "" : `, ${signal.unit}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((atMs) => {
              const place = placeAt(track, atMs);
              return (
                <tr key={atMs}>
                  <th scope="row">{formatClock(Math.max(atMs, fromMs), { seconds: true })}</th>
                  <td className="nw">{place === undefined ? "–" : positionWords(place, texts.locale)}</td>
                  <td className="num">{place === undefined ? "–" : distanceWords(place.wayM, texts.locale)}</td>
                  {columns.map(({ signal, values }) => {
                    const value = values.get(atMs);
                    return (
                      <td key={signal.source} className="num">
                        {value === undefined ? "–" : formatNumber(value, signal.decimals, texts.locale)}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
