import { Link } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatClock } from "@drawbar/ui/format/times.ts";
import { useBeat } from "../live/live-context.tsx";
import { useTexts, type Texts } from "../texts/texts.tsx";
import type { DepotArrivalView, HeadingView } from "./arrival-queries.ts";
import { arrivalTimes } from "./arrival-words.ts";

/** The earliest first. */
export function ArrivalTable({ arrivals }: { readonly arrivals: readonly DepotArrivalView[] }) {
  const texts = useTexts();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("depot.expected")}>
      <table className="t compact" aria-label={texts("depot.expected")}>
        <thead>
          <tr>
            <th scope="col">{texts("depot.vehicle")}</th>
            <th scope="col">{texts("depot.arrives")}</th>
            <th scope="col" className="num">
              {texts("depot.left")}
            </th>
            <th scope="col">{texts("depot.sure")}</th>
            <th scope="col">{texts("depot.basis")}</th>
            <th scope="col" className="num">
              {texts("depot.position")}
            </th>
          </tr>
        </thead>
        <tbody>
          {arrivals.map((arrival) => (
            <ArrivalRow key={arrival.vehicleId} arrival={arrival} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ArrivalRow({ arrival: { vehicleId, callSign, heading, positionAt, standsSince } }: { readonly arrival: DepotArrivalView }) {
  const texts = useTexts();
  const age = useBeat((nowMs) => formatAge(nowMs - Date.parse(positionAt)), "second");
  const times = useBeat((nowMs) => [...new Set(arrivalTimes(heading, nowMs))].join("\u00a0–\u00a0"), "second");
  return (
    <tr>
      <th scope="row">
        <Link className="rowlink plate" to="/vehicles/$vehicleId" params={{ vehicleId }}>
          {callSign}
        </Link>
      </th>
      <td>
        <b>{times}</b>
        <span className="two">{texts("depot.likely", { at: formatClock(Date.parse(heading.arrival.p50)) })}</span>
      </td>
      <td className="num">{texts("depot.km", { km: kilometres(heading.distanceM) })}</td>
      <td>
        {texts("depot.sureShare", { share: formatNumber(Math.round(heading.probability * 100)) })}
        {heading.probabilityFrom === "direction" && <span className="two">{texts("depot.byDirection")}</span>}
      </td>
      <td>
        {sourceOf(heading, texts)}
        <span className="two">{heading.judged === 0 ? texts("arrivals.notJudged") : texts("depot.judged", { count: heading.judged })}</span>
      </td>
      <td className="num">
        <b>{texts("depot.old", { age })}</b>
        {standsSince !== undefined && <span className="two">{texts("depot.stands", { since: formatClock(Date.parse(standsSince)) })}</span>}
      </td>
    </tr>
  );
}

function sourceOf({ basis, journeys }: HeadingView, texts: Texts): string {
  switch (basis) {
    case "journeys":
      return texts("depot.basisJourneys", { count: journeys });
    case "fleet":
      return texts("depot.basisFleet");
    case "route":
      return texts("depot.basisRoute");
    case "distance":
      return texts("depot.basisDistance");
  }
}

function kilometres(metres: number): string {
  return metres < 9_950 ? (metres / 1_000).toFixed(1) : formatNumber(Math.round(metres / 1_000));
}
