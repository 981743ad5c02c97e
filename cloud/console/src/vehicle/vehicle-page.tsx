import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMomentWithin } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { Waiting } from "@drawbar/ui/waiting.tsx";
import { asApiError } from "../api/api-error.ts";
import { runsQuery, signalsQuery, vehicleQuery, type Scope } from "../api/queries.ts";
import type { VehicleSummary, VinReading } from "../api/types.ts";
import { HeadingLine } from "../arrivals/heading-line.tsx";
import { faultLevelsQuery } from "../faults/fault-queries.ts";
import { HoldButton } from "../frame/hold-button.tsx";
import { useKeys } from "../frame/keys.ts";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { lastSampleMs, stateAt } from "../live/fleet-store.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { serverNowMs } from "../live/server-clock.ts";
import { VehicleStore } from "../live/vehicle-store.ts";
import { NotFound } from "../states/not-found.tsx";
import { RegionError } from "../states/region-error.tsx";
import { depotTitle } from "../texts/depot-title.ts";
import { useTexts } from "../texts/texts.tsx";
import { townWords, townWordsInside } from "../towns/town-words.ts";
import { useTown } from "../towns/towns-context.ts";
import { lastList } from "../vehicles/last-list.ts";
import { coordinateWords } from "../vehicles/where-words.ts";
import { VehicleProvider } from "./vehicle-context.ts";
import { VinDetails } from "./vin-details.tsx";

const route = getRouteApi("/inside/vehicles/$vehicleId");

/** One vehicle: its plate, how it stands, and the tabs of what exists for it. */
export function VehiclePage() {
  const texts = useTexts();
  const { vehicleId } = route.useParams();
  const { run: runId } = route.useSearch();
  const { fleet } = useLive();
  const { data: read, error, errorUpdatedAt, refetch } = useQuery(vehicleQuery(vehicleId));
  const live = useBeat(() => fleet.get(vehicleId));
  const vehicle = live ?? read;
  usePageTitle(vehicle?.callSign ?? texts("vehicles.vehicle"));
  if (vehicle === undefined) {
    if (error === null) {
      return (
        <div className="reg">
          <Waiting label={texts("vehicle.reading")} minHeight={480} />
        </div>
      );
    }
    // 400: the address holds no id at all
    if ([400, 404].includes(asApiError(error).status)) return <NotFound />;
    return (
      <div className="reg">
        <RegionError title={texts("vehicle.failed")} headingLevel={2} error={error} failedAtMs={errorUpdatedAt} onRetry={() => void refetch()} />
      </div>
    );
  }
  // one page a vehicle and run: nothing heard of one may show at another
  return <Known key={`${vehicleId} ${runId ?? ""}`} vehicle={vehicle} decoded={read?.decoded} runId={runId} />;
}

interface KnownProps {
  readonly vehicle: VehicleSummary;
  /** What its VIN says; live messages do not repeat it. */
  readonly decoded: VinReading | undefined;
  readonly runId: string | undefined;
}

function Known({ vehicle, decoded, runId }: KnownProps) {
  const { vehicleId } = vehicle;
  const scope = useMemo<Scope>(() => ({ vehicleId, runId }), [vehicleId, runId]);
  const store = useVehicleStore(scope);
  const { data: runs } = useQuery(runsQuery(vehicleId));
  const run = runs?.find((each) => each.runId === runId);
  return (
    <VehicleProvider value={{ vehicle, scope, store, run }}>
      <Head vehicle={vehicle} decoded={decoded} isNow={runId === undefined} />
      <Tabs vehicle={vehicle} runs={runs?.length ?? 0} />
      <Outlet />
    </VehicleProvider>
  );
}

/** Reads the signals once and follows them; a run is over and is only read. */
function useVehicleStore(scope: Scope): VehicleStore {
  const { socket } = useLive();
  const store = useMemo(() => new VehicleStore(), [scope]); // a new scope is a new store
  const { data } = useQuery(signalsQuery(scope));
  useEffect(() => {
    if (data !== undefined) store.replace(data);
  }, [data, store]);
  useEffect(
    () => (scope.runId === undefined ? socket.follow({ kind: "vehicle", vehicleId: scope.vehicleId }, (message) => store.receive(message)) : undefined),
    [scope, socket, store],
  );
  return store;
}

function Head({ vehicle, decoded, isNow }: Pick<KnownProps, "vehicle" | "decoded"> & { readonly isNow: boolean }) {
  const texts = useTexts();
  const { socket } = useLive();
  const state = useBeat((nowMs) => stateAt(vehicle, nowMs, socket.lostAtMs === undefined));
  const age = useBeat((nowMs) => {
    const sampleMs = lastSampleMs(vehicle);
    return sampleMs === undefined ? undefined : formatAge(nowMs - sampleMs);
  });
  return (
    <div className="head vhead">
      <h1 className="plate">{vehicle.callSign}</h1>
      <div className="grow">
        <p className="lead">
          <span>
            <span className="st">
              <Glyph name={state} />
              {texts(`state.${state}`)}
            </span>
            {age !== undefined && `, ${age}`}
          </span>
          {vehicle.inDepot !== undefined && (
            <span>
              {texts("vehicles.inDepot", { place: vehicle.inDepot.name, time: formatMomentWithin(Date.parse(vehicle.inDepot.since), serverNowMs()) })}
            </span>
          )}
          {vehicle.inDepot === undefined && vehicle.position !== undefined && <At position={vehicle.position} isNow={state === "live"} />}
          {vehicle.life !== "active" && <span>{texts(`life.${vehicle.life}`)}</span>}
          {vehicle.depot !== undefined && <span>{depotTitle(vehicle.depot.name, texts)}</span>}
          <AsOf />
        </p>
        {isNow && <HeadingLine vehicleId={vehicle.vehicleId} />}
        <p>
          {vehicle.description !== "" && <span>{vehicle.description}</span>}
          {vehicle.vin !== undefined && (
            <span>
              {texts("vehicle.vin")} <span className="code">{vehicle.vin}</span>
            </span>
          )}
          {vehicle.unit !== undefined && <span>{vehicle.unit.device}</span>}
          {vehicle.group !== undefined && <span>{vehicle.group.name}</span>}
          {vehicle.tags.length > 0 && <span>{vehicle.tags.join(", ")}</span>}
        </p>
        {vehicle.vin !== undefined && <VinDetails reading={decoded?.vin === vehicle.vin ? decoded : undefined} />}
      </div>
      <div className="btns">
        <HoldButton />
      </div>
    </div>
  );
}

/** By which town it is, and its coordinates; or where that was, when it was heard last. */
function At({ position, isNow }: { readonly position: NonNullable<VehicleSummary["position"]>; readonly isNow: boolean }) {
  const texts = useTexts();
  const town = useTown(position);
  const coordinates = coordinateWords(position, texts.locale);
  const where = isNow || town === undefined ? (town === undefined ? coordinates : townWords(town, texts)) : townWordsInside(town, texts);
  return (
    <span>
      {isNow ? where : texts("vehicle.lastKnown", { where })}
      {town !== undefined && <span className="quiet"> {coordinates}</span>}
    </span>
  );
}

function Tabs({ vehicle, runs }: { readonly vehicle: VehicleSummary; readonly runs: number }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { vehicleId } = vehicle;
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const part = pathname.split("/")[3] ?? "";
  const { data: levels } = useQuery(faultLevelsQuery);
  const counts = { "/faults": levels?.get(vehicleId)?.faults ?? 0, "/runs": runs };
  const tabs = tabsOf(runs > 0 || part === "runs");
  const at = Math.max(
    0,
    tabs.findIndex(({ to }) => to.split("/")[3] === part),
  );
  const step = (by: number) => void navigate({ to: tabs[(at + by + tabs.length) % tabs.length]?.to ?? "/vehicles/$vehicleId", params: { vehicleId } });
  useKeys({ "[": () => step(-1), "]": () => step(1), Escape: () => void navigate({ to: "/vehicles", search: lastList() }) });
  return (
    <nav className="tabs" aria-label={vehicle.callSign}>
      {tabs.map(({ to, text }) => (
        <Link key={to} to={to} params={{ vehicleId }} activeOptions={{ exact: to === "/vehicles/$vehicleId", includeSearch: false }}>
          {texts(text)} {Object.entries(counts).map(([part, count]) => to.endsWith(part) && <b key={part}>{formatNumber(count)}</b>)}
        </Link>
      ))}
    </nav>
  );
}

/** A vehicle that no recording was played for has no tab of them. */
function tabsOf(hasRuns: boolean) {
  return [
    { to: "/vehicles/$vehicleId", text: "vehicle.tabNow" },
    { to: "/vehicles/$vehicleId/faults", text: "faults.title" },
    { to: "/vehicles/$vehicleId/profile", text: "profile.tab" },
    { to: "/vehicles/$vehicleId/trips", text: "trips.tab" },
    ...(hasRuns ? ([{ to: "/vehicles/$vehicleId/runs", text: "vehicle.tabRuns" }] as const) : []),
  ] as const;
}
