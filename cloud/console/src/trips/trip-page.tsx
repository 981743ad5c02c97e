import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { formatMomentWithin } from "@drawbar/ui/format/times.ts";
import { Segmented } from "@drawbar/ui/segmented.tsx";
import { asApiError } from "../api/api-error.ts";
import { signalsQuery } from "../api/queries.ts";
import { useKeys } from "../frame/keys.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { RegionError } from "../states/region-error.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { useTownAt } from "../towns/towns-context.ts";
import { useVehicle } from "../vehicle/vehicle-context.ts";
import { OnTheWay } from "./on-the-way.tsx";
import { ReplayBar } from "./replay-bar.tsx";
import { ReplayChart } from "./replay-chart.tsx";
import { ReplayClock } from "./replay-clock.ts";
import { parseSources, replaySources } from "./replay-signals.ts";
import { ReplayTable } from "./replay-table.tsx";
import { SignalPicks } from "./signal-picks.tsx";
import { standstillsOf } from "./standstills.ts";
import { trackOf } from "./track.ts";
import { TripMap } from "./trip-map.tsx";
import { tripQuery, type TripWithTrack } from "./trip-queries.ts";
import { tripSentence } from "./trip-words.ts";
import { useTripHistory } from "./use-trip-history.ts";
import "./trips.css";

const route = getRouteApi("/inside/vehicles/$vehicleId/trips/$tripId");
/** The widest map; a narrower one shows the same track. */
const trackWidth = 1_600;
/** The address follows the replay's time when that rests. */
const settleMs = 400;

/** One trip, on map and charts together, with one time for both. */
export function TripPage() {
  const texts = useTexts();
  const { vehicleId, tripId } = route.useParams();
  const { vehicle } = useVehicle();
  const read = useQuery(tripQuery(vehicleId, tripId, trackWidth));
  const { data, error } = read;
  if (data !== undefined) return <Known key={tripId} read={data} />;
  if (error !== null && [400, 404].includes(asApiError(error).status)) {
    return (
      <section className="nothing" aria-labelledby="trip-gone">
        <h2 id="trip-gone">{texts("trip.gone")}</h2>
        <p>{texts("trip.goneWhy")}</p>
        <p>
          <Link className="btn" to="/vehicles/$vehicleId/trips" params={{ vehicleId }}>
            {texts("trips.of", { callSign: vehicle.callSign })}
          </Link>
        </p>
      </section>
    );
  }
  return (
    <section className="reg" aria-label={texts("trip.title")}>
      <Unread of={read} reading={texts("trip.reading")} failed={texts("trip.failed")} lines={8} minHeight={480} headingLevel={2} />
    </section>
  );
}

function Known({ read }: { readonly read: TripWithTrack }) {
  const texts = useTexts();
  const { pulse } = useLive();
  const townAt = useTownAt();
  const { trip } = read;
  const { vehicleId, tripId } = trip;
  const { store } = useVehicle();
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/vehicles/$vehicleId/trips/$tripId" });
  const fromMs = Date.parse(trip.startedAt);
  const toMs = Date.parse(trip.endedAt ?? trip.lastSeenAt);
  const clock = useMemo(() => new ReplayClock(fromMs, toMs, search.at === undefined ? fromMs : Date.parse(search.at)), [vehicleId, tripId]); // one for as long as the page is of this trip
  useEffect(() => clock.extendTo(toMs), [clock, toMs]);
  useAddress(clock, (at) => void navigate({ search: (previous) => ({ ...previous, at }), replace: true, resetScroll: false }));
  const track = useMemo(() => trackOf(read.track), [read.track]);
  const standstills = useMemo(() => standstillsOf(track), [track]);
  const signals = useSignals(vehicleId);
  const shown = replaySources(signals, parseSources(search.signals));
  const picked = shown.flatMap((source) => signals.find((signal) => signal.source === source) ?? []);
  const history = useTripHistory(vehicleId, picked, fromMs, toMs);
  const isTable = search.view === "table";
  const showAs = (view: "table" | undefined) => void navigate({ search: (previous) => ({ ...previous, view }), replace: true, resetScroll: false });
  const toggle = () => showAs(isTable ? undefined : "table");
  useKeys({ t: toggle, T: toggle });
  return (
    <section className="reg" aria-labelledby="trip-h">
      <header>
        <h2 id="trip-h">{texts("trip.titleAt", { at: formatMomentWithin(fromMs, pulse.nowMs) })}</h2>
        <span className="end">
          <Segmented
            label={texts("chart.showAs")}
            segments={[
              { value: "chart", label: texts("trip.asReplay") },
              { value: "table", label: texts("chart.table") },
            ]}
            value={isTable ? "table" : "chart"}
            onPick={(value) => showAs(value === "table" ? "table" : undefined)}
          />
        </span>
      </header>
      <p className="chart-says">{tripSentence(trip, pulse.nowMs, townAt, texts)}</p>
      {!isTable && <ReplayBar clock={clock} track={track} series={history.series} />}
      {isTable ? (
        <ReplayTable track={track} series={history.series} fromMs={fromMs} toMs={toMs} />
      ) : (
        <div className="replay">
          {track.at.length === 0 ? <p className="quiet">{texts("trip.noPositions")}</p> : <TripMap clock={clock} track={track} standstills={standstills} />}
          <div className="replay-charts">
            {history.series.map((series) => (
              <ReplayChart key={series.signal.source} clock={clock} series={series} />
            ))}
          </div>
        </div>
      )}
      {history.error !== null && <RegionError title={texts("chart.failed")} error={history.error} failedAtMs={history.failedAtMs} onRetry={history.retry} />}
      {!isTable && <OnTheWay trip={trip} standstills={standstills} clock={clock} />}
      {signals.length === 0 && store.sources.length === 0 && <p className="quiet">{texts("trip.noSignals")}</p>}
      {signals.length > 0 && (
        <SignalPicks
          signals={signals}
          shown={shown}
          onPick={(sources) => void navigate({ search: (previous) => ({ ...previous, signals: sources.join(" ") }), replace: true, resetScroll: false })}
        />
      )}
    </section>
  );
}

/** Those with numbers. Which there are changes seldom; what they say now does not matter to a trip. */
function useSignals(vehicleId: string) {
  const { store } = useVehicle();
  const { data } = useQuery(signalsQuery({ vehicleId }));
  const sources = useBeat(() => store.sources, "second");
  return useMemo(
    () =>
      sources.flatMap((source) => {
        const signal = store.get(source);
        return signal === undefined || signal.kind === "text" ? [] : [signal];
      }),
    [sources, store, data],
  );
}

/** Keeps the replay's time in the address while it rests. */
function useAddress(clock: ReplayClock, onAt: (at: string | undefined) => void): void {
  const latest = useRef(onAt);
  useEffect(() => {
    latest.current = onAt;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = clock.onChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!clock.isPlaying) latest.current(clock.atMs === clock.fromMs ? undefined : new Date(clock.atMs).toISOString());
      }, settleMs);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [clock]);
}
