import { ArrowClockwiseIcon } from "@phosphor-icons/react/dist/csr/ArrowClockwise";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Segmented } from "@drawbar/ui/segmented.tsx";
import { Waiting } from "@drawbar/ui/waiting.tsx";
import { useMay } from "../admin/identity-queries.ts";
import { vehiclesQuery } from "../api/queries.ts";
import { faultLevelsQuery } from "../faults/fault-queries.ts";
import { HoldButton } from "../frame/hold-button.tsx";
import { useKeys } from "../frame/keys.ts";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useLive } from "../live/live-context.tsx";
import { RegisterDialog } from "../profile/register-dialog.tsx";
import { RegionError } from "../states/region-error.tsx";
import { useTexts } from "../texts/texts.tsx";
import { ColumnMenu } from "./column-menu.tsx";
import { rememberList } from "./last-list.ts";
import { EmptyFleet } from "./empty-fleet.tsx";
import { FleetSplit } from "./fleet-split.tsx";
import { FleetSummary } from "./fleet-summary.tsx";
import { listFile } from "./list-search.ts";
import { NoHit } from "./no-hit.tsx";
import { ProfileFilter } from "./profile-filter.tsx";
import { StateTabs, tabsOf } from "./state-tabs.tsx";
import { useColumns } from "./use-columns.ts";
import { useVehicleList } from "./use-vehicle-list.ts";
import { chooseColumns, sortOfShown } from "./vehicle-columns.ts";
import type { SortKey } from "./vehicle-order.ts";
import { ViewMenu } from "./view-menu.tsx";
import { VehicleTable } from "./vehicle-table.tsx";

const route = getRouteApi("/inside/vehicles");

/** Who needs help? The list keeps its order while its values live; the operator sorts again when it suits. */
export function VehiclesPage() {
  const texts = useTexts();
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/vehicles" });
  const { fleet } = useLive();
  const may = useMay();
  const [isRegistering, setIsRegistering] = useState(false);
  const list = useVehicleList(search);
  const columns = useColumns(search.view === "map");
  const vehiclesRead = useQuery(vehiclesQuery);
  const faultsRead = useQuery(faultLevelsQuery);
  // a list of a level is known only with the faults
  const isWithoutFaults = search.level !== undefined && list.levels === undefined;
  const { error, errorUpdatedAt, refetch } = fleet.isKnown && isWithoutFaults ? faultsRead : vehiclesRead;
  usePageTitle(texts("vehicles.title"));
  useEffect(() => rememberList(search), [search]);
  const onSort = (sort: SortKey | undefined) => void navigate({ search: (previous) => ({ ...previous, sort }) });
  const rows = { ids: list.ids, columns: columns.shown, sort: search.sort, onSort };
  const pickColumns = (picked: ReadonlySet<string>) => {
    const chosen = chooseColumns(columns.chosen, columns.place, picked);
    columns.choose(chosen);
    const sort = sortOfShown(search.sort, chosen);
    if (sort !== search.sort) onSort(sort);
  };
  const step = (by: number) => {
    const tabs = tabsOf(list.counts);
    const at = tabs.findIndex((tab) => tab.state === search.state && tab.level === search.level);
    const { state, level } = tabs[(at + by + tabs.length) % tabs.length] ?? {};
    void navigate({ search: (previous) => ({ ...previous, state, level }) });
  };
  useKeys({ "[": () => step(-1), "]": () => step(1) });
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>
            {texts("vehicles.title")} <AsOf />
          </h1>
          {fleet.size > 0 && <FleetSummary counts={list.counts} levels={list.levels} />}
        </div>
        {fleet.isKnown && (
          <div className="btns">
            {may("fleet.change") && (
              <button type="button" className="btn" onClick={() => setIsRegistering(true)}>
                {texts("profile.add")}
              </button>
            )}
            {list.moved > 0 && (
              <button type="button" className="btn" onClick={list.resort}>
                <ArrowClockwiseIcon className="i-s" aria-hidden="true" />
                {texts("vehicles.resort", { count: list.moved, rows: formatNumber(list.moved) })}
              </button>
            )}
            <ListFiles file={(format) => listFile(search, format, columns.chosen)} />
            {fleet.size > 0 && <HoldButton />}
            {fleet.size > 0 && (
              <Segmented
                label={texts("vehicles.view")}
                segments={[
                  { value: "list", label: texts("vehicles.view.list") },
                  { value: "map", label: texts("vehicles.view.map") },
                ]}
                value={search.view ?? "list"}
                onPick={(view) => void navigate({ search: (previous) => ({ ...previous, view: view === "map" ? view : undefined }) })}
              />
            )}
          </div>
        )}
      </div>
      {fleet.isKnown && fleet.size > 0 && (
        <>
          <StateTabs counts={list.counts} levels={list.levels} />
          <div className="over-list">
            <ProfileFilter search={search} />
            <div className="btns">
              <ColumnMenu columns={columns} onChoose={pickColumns} />
              <ViewMenu search={search} columns={columns} />
            </div>
          </div>
        </>
      )}
      {fleet.isKnown && !isWithoutFaults ? (
        fleet.size === 0 ? (
          <EmptyFleet />
        ) : list.ids.length === 0 ? (
          <NoHit search={search} />
        ) : search.view === "map" ? (
          <FleetSplit search={search} {...rows} />
        ) : (
          <VehicleTable {...rows} scroller="page" isBesideMap={false} selected={undefined} />
        )
      ) : error === null ? (
        <div className="reg">
          <Waiting label={texts("vehicles.reading")} lines={12} minHeight={480} />
        </div>
      ) : (
        <div className="reg">
          <RegionError
            title={texts(fleet.isKnown ? "faults.failed" : "vehicles.failed")}
            headingLevel={2}
            error={error}
            failedAtMs={errorUpdatedAt}
            onRetry={() => void refetch()}
          />
        </div>
      )}
      {isRegistering && <RegisterDialog onClose={() => setIsRegistering(false)} />}
    </>
  );
}
