import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { useBeat } from "../live/live-context.tsx";
import type { VehicleStore } from "../live/vehicle-store.ts";
import { useTexts } from "../texts/texts.tsx";
import { signalLabel } from "./signal-label.ts";
import { Sparkline } from "./sparkline.tsx";
import { useRecent, type Recent } from "./use-recent.ts";
import { useVehicle } from "./vehicle-context.ts";

/** A signal has arrived lately when its newest value is younger than this. */
const arrivingMs = 30_000;

/** Every signal: now, the last 15 minutes, today's range, age. A row picks its signal for the chart. */
export function SignalsTable({ picked, endMs }: { readonly picked: string | undefined; readonly endMs: number | undefined }) {
  const texts = useTexts();
  const { store, scope } = useVehicle();
  const sources = useBeat(() => store.sources);
  const isRun = scope.runId !== undefined;
  const recent = useRecent(scope, sources, endMs);
  const arriving = useBeat((nowMs) => sources.filter((source) => nowMs - (store.get(source)?.atMs ?? 0) < arrivingMs).length, "second");
  return (
    <section className="reg" aria-labelledby="tab-h">
      <header>
        <h2 id="tab-h">{texts("signals.title")}</h2>
        {!isRun && <span className="quiet">{texts("signals.arriving", { arriving: formatNumber(arriving), all: formatNumber(sources.length) })}</span>}
      </header>
      <div className="scroll">
        <table className="t compact sigs" aria-labelledby="tab-h">
          <thead>
            <tr>
              <th scope="col">{texts("signals.signal")}</th>
              <th scope="col" className="now-head" colSpan={2}>
                {texts(isRun ? "signals.last" : "signals.now")}
              </th>
              <th scope="col" className="recent">
                {texts("signals.recent")}
              </th>
              <th scope="col" className="num range">
                {texts(isRun ? "signals.inRun" : "signals.today")}
              </th>
              {!isRun && (
                <th scope="col" className="num">
                  {texts("signals.age")}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <SignalRow key={source} source={source} store={store} recent={recent} isPicked={source === picked} isRun={isRun} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface SignalRowProps {
  readonly source: string;
  readonly store: VehicleStore;
  readonly recent: Recent;
  readonly isPicked: boolean;
  readonly isRun: boolean;
}

const SignalRow = memo(function SignalRow({ source, store, recent, isPicked, isRun }: SignalRowProps) {
  const texts = useTexts();
  const signal = useBeat(() => store.get(source));
  const age = useBeat((nowMs) => (signal?.atMs === undefined ? undefined : formatAge(nowMs - signal.atMs)));
  if (signal === undefined) return null;
  const number = (value: number | undefined) => (value === undefined ? "–" : formatNumber(value, signal.decimals, texts.locale));
  const label = signalLabel(signal.signal);
  return (
    <tr className={isPicked ? "sel" : undefined} {...(isPicked ? { "aria-current": true as const } : {})}>
      <th scope="row">
        <Link className="rowlink" to="." search={(previous) => ({ ...previous, signal: source })} resetScroll={false}>
          {label}
        </Link>
        {label !== source && <span className="two">{source}</span>}
      </th>
      <td className="num big">
        <b>{typeof signal.value === "number" ? number(signal.value) : (signal.value ?? "–")}</b>
      </td>
      <td className="quiet unit">{signal.unit}</td>
      <td className="recent">
        <Sparkline source={source} store={store} recent={recent} />
      </td>
      <td className="num quiet range">
        {signal.lowToday === undefined ? "–" : texts("signals.range", { low: number(signal.lowToday), high: number(signal.highToday) })}
      </td>
      {!isRun && <td className="num">{age ?? "–"}</td>}
    </tr>
  );
});
