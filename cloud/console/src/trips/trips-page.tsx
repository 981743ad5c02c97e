import { useNavigate, useSearch } from "@tanstack/react-router";
import { PageHead } from "../admin/form-parts.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useTexts } from "../texts/texts.tsx";
import { TripFilter } from "./trip-filter.tsx";
import { TripList } from "./trip-list.tsx";
import { parseTripsSearch, tripsFile, type TripsSearch } from "./trips-search.ts";
import "./trips.css";

/** How was it driven? */
export function TripsPage() {
  const texts = useTexts();
  const search = parseTripsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const onSearch = (next: TripsSearch) => void navigate({ to: "/trips", search: next, replace: true, resetScroll: false });
  usePageTitle(texts("trips.title"));
  return (
    <>
      <PageHead title={texts("trips.title")} summary={texts("trips.summary")}>
        <ListFiles file={tripsFile(search)} />
      </PageHead>
      <TripFilter search={search} onSearch={onSearch} />
      <section className="reg" aria-label={texts("trips.title")}>
        <TripList search={search} label={texts("trips.title")} hasVehicle onSearch={onSearch} />
      </section>
    </>
  );
}
