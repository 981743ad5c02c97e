import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { formatMomentWithin } from "@drawbar/ui/format/times.ts";
import { runsQuery, signalsQuery } from "../api/queries.ts";
import { ChartPanel } from "../chart/chart-panel.tsx";
import { spans } from "../chart/view.ts";
import { useChartView } from "../chart/use-chart-view.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { defaultSource } from "./default-source.ts";
import { useRunLength } from "./use-run-length.ts";
import { SignalsTable } from "./signals-table.tsx";
import { useVehicle } from "./vehicle-context.ts";

const route = getRouteApi("/inside/vehicles/$vehicleId");

/** The signal picked, over time; all signals below. The same for a recorded run, which ends where its recording ends. */
export function NowTab() {
  const texts = useTexts();
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/vehicles/$vehicleId" });
  const { pulse } = useLive();
  const { vehicle, scope, store, run } = useVehicle();
  const read = useQuery(signalsQuery(scope));
  const { data } = read;
  const sources = useBeat(() => store.sources);
  const endMs = scope.runId === undefined || sources.length === 0 ? undefined : Math.max(...sources.map((source) => store.get(source)?.atMs ?? 0));
  const runMs = useRunLength(scope, sources, endMs);
  const [view, setView] = useChartView(
    search,
    runMs ?? spans.live,
    ({ span, to }) => void navigate({ search: (previous) => ({ ...previous, span, to }), replace: true, resetScroll: false }),
  );
  const picked =
    search.signal !== undefined && sources.includes(search.signal) ? search.signal : defaultSource(sources.flatMap((source) => store.get(source) ?? []));
  const signal = picked === undefined ? undefined : store.get(picked);
  if (scope.runId === undefined && vehicle.unit === undefined) return <NoUnit vehicleId={vehicle.vehicleId} callSign={vehicle.callSign} />;
  return (
    <>
      {scope.runId !== undefined && (
        <div className="banner run">
          <p className="grow">
            {texts.rich("runs.shown", { log: run?.log.name ?? scope.runId, end: endMs === undefined ? "none" : formatMomentWithin(endMs, pulse.nowMs) })}
          </p>
          <Link className="btn" to="/vehicles/$vehicleId" params={{ vehicleId: vehicle.vehicleId }}>
            {texts("runs.leave")}
          </Link>
        </div>
      )}
      {sources.length === 0 && data === undefined ? (
        <section className="reg" aria-label={texts("signals.title")}>
          <Unread of={read} reading={texts("signals.reading")} failed={texts("signals.failed")} lines={8} minHeight={600} headingLevel={2} />
        </section>
      ) : sources.length === 0 ? (
        <section className="nothing" aria-labelledby="none-h">
          <h2 id="none-h">{texts("signals.none")}</h2>
          <p>{texts("signals.noneWhy")}</p>
        </section>
      ) : (
        <>
          {signal !== undefined && (
            <ChartPanel
              scope={scope}
              store={store}
              signal={signal}
              view={view}
              onView={setView}
              isTable={search.view === "table"}
              onTable={(isTable) =>
                void navigate({ search: (previous) => ({ ...previous, view: isTable ? "table" : undefined }), replace: true, resetScroll: false })
              }
              endMs={endMs}
              runMs={runMs}
            />
          )}
          <SignalsTable picked={picked} endMs={endMs} />
        </>
      )}
    </>
  );
}

/** A vehicle that was registered, or that only recordings were played for: what its runs say is there, not here. */
function NoUnit({ vehicleId, callSign }: { readonly vehicleId: string; readonly callSign: string }) {
  const texts = useTexts();
  const { data: runs = [] } = useQuery(runsQuery(vehicleId));
  return (
    <section className="nothing" aria-labelledby="no-unit-h">
      <h2 id="no-unit-h">{texts("vehicle.noUnit")}</h2>
      <p>{texts("vehicle.noUnitWhy")}</p>
      <pre tabIndex={0}>{`npx drawbar claim create unit --vehicle "${callSign}"`}</pre>
      {runs.length > 0 && (
        <p>
          <Link className="btn" to="/vehicles/$vehicleId/runs" params={{ vehicleId }}>
            {texts("vehicle.showRuns", { count: runs.length })}
          </Link>
        </p>
      )}
    </section>
  );
}
