import { Link } from "@tanstack/react-router";
import { formatAmount } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { useTownAt } from "../towns/towns-context.ts";
import type { TripView } from "./trip-queries.ts";
import { distanceWords, durationWords, endOf, endWords, positionWords, startOf, type Position } from "./trip-words.ts";

const figures = ["trips.distance", "trips.duration", "trips.speed", "trips.idle", "trips.after"] as const;

/** One row a trip; the whole row is the link to its replay. */
export function TripTable({ trips, label, hasVehicle }: { readonly trips: readonly TripView[]; readonly label: string; readonly hasVehicle: boolean }) {
  const texts = useTexts();
  const nowMs = useBeat((now) => Math.floor(now / 60_000) * 60_000, "second");
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={label}>
      <table className="t compact" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{texts("trips.start")}</th>
            <th scope="col">{texts(hasVehicle ? "trips.vehicle" : "trips.driver")}</th>
            <th scope="col">{texts("trips.way")}</th>
            {figures.map((id) => (
              <th key={id} scope="col" className="num">
                {texts(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trips.map((trip) => (
            <TripRow key={trip.tripId} trip={trip} hasVehicle={hasVehicle} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TripRow({ trip, hasVehicle, nowMs }: { readonly trip: TripView; readonly hasVehicle: boolean; readonly nowMs: number }) {
  const texts = useTexts();
  const { locale } = texts;
  const { vehicleId, tripId, startedAt, endedAt, stopAfter, speedMeanKmh } = trip;
  const townAt = useTownAt();
  const driver = trip.driver?.name ?? texts("trips.noDriver");
  return (
    <tr>
      <td className="nw">
        <Link className="rowlink" to="/vehicles/$vehicleId/trips/$tripId" params={{ vehicleId, tripId }}>
          {formatMoment(Date.parse(startedAt), nowMs)}
        </Link>
        <span className="two">{endedAt === undefined ? texts("trips.lasts") : texts("trips.until", { time: untilWords(startedAt, endedAt, nowMs) })}</span>
      </td>
      {hasVehicle ? (
        <td className="nw">
          <span className="plate">{trip.callSign}</span>
          <span className="two">{driver}</span>
        </td>
      ) : (
        <td className={trip.driver === undefined ? "quiet" : undefined}>{driver}</td>
      )}
      <td className="nw">
        <span title={positionOf(trip.start, locale)}>{endWords(startOf(trip), townAt, texts)}</span>
        <span className="two" title={positionOf(trip.end, locale)}>
          {endedAt === undefined ? "…" : endWords(endOf(trip), townAt, texts)}
        </span>
      </td>
      <td className="num">
        {distanceWords(trip.distanceM, locale)}
        <span className="two">{texts(`trips.from.${trip.distanceFrom}`)}</span>
      </td>
      <td className="num">
        {durationWords(trip.durationS)}
        <span className="two">{texts("trips.moving", { duration: durationWords(trip.movingS) })}</span>
      </td>
      <td className="num">
        {formatAmount(trip.speedMaxKmh, 0, "km/h", locale)}
        <span className="two">{speedMeanKmh !== undefined && texts("trips.mean", { speed: formatAmount(speedMeanKmh, 0, "km/h", locale) })}</span>
      </td>
      <td className="num">{durationWords(trip.idleS)}</td>
      <td className="num">
        {stopAfter === undefined ? <span className="quiet">–</span> : durationWords(stopAfter.durationS)}
        {stopAfter?.lasts === true && <span className="two">{texts("trips.stands")}</span>}
      </td>
    </tr>
  );
}

function positionOf(at: Position | undefined, locale: string): string | undefined {
  return at === undefined ? undefined : positionWords(at, locale);
}

/** The clock alone, when both ends are on one day. */
function untilWords(startedAt: string, endedAt: string, nowMs: number): string {
  const [start, end] = [formatMoment(Date.parse(startedAt), nowMs), formatMoment(Date.parse(endedAt), nowMs)];
  const day = (text: string) => text.slice(0, text.lastIndexOf(" "));
  return day(start) === day(end) ? end.slice(end.lastIndexOf(" ") + 1) : end;
}
