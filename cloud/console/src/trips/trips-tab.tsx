import { useNavigate, useSearch } from "@tanstack/react-router";
import { ListFiles } from "../lists/list-files.tsx";
import { useTexts } from "../texts/texts.tsx";
import { useVehicle } from "../vehicle/vehicle-context.ts";
import { TripFilter } from "./trip-filter.tsx";
import { TripList } from "./trip-list.tsx";
import { parseTripsSearch, tripsFile, type TripsSearch } from "./trips-search.ts";
import "./trips.css";

/** How one vehicle was driven. */
export function TripsTab() {
  const texts = useTexts();
  const { vehicle } = useVehicle();
  const { vehicleId, callSign } = vehicle;
  const search: TripsSearch = { ...parseTripsSearch(useSearch({ strict: false })), vehicle: vehicleId };
  const navigate = useNavigate();
  const onSearch = ({ driver, from, to }: TripsSearch) =>
    void navigate({ to: "/vehicles/$vehicleId/trips", params: { vehicleId }, search: { driver, from, to }, replace: true, resetScroll: false });
  const title = texts("trips.of", { callSign });
  return (
    <>
      <TripFilter search={search} onSearch={onSearch} isOfVehicle />
      <section className="reg" aria-labelledby="trips-h">
        <header>
          <h2 id="trips-h">{title}</h2>
          <span className="end">
            <ListFiles file={tripsFile(search)} />
          </span>
        </header>
        <TripList search={search} label={title} hasVehicle={false} onSearch={onSearch} />
        <p className="sub">{texts("trips.notRuns")}</p>
      </section>
    </>
  );
}
