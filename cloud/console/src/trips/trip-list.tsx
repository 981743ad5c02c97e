import { useInfiniteQuery } from "@tanstack/react-query";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { MorePages } from "../states/more-pages.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts, type Texts } from "../texts/texts.tsx";
import { tripsQuery, type TripView } from "./trip-queries.ts";
import { TripTable } from "./trip-table.tsx";
import { distanceWords, durationWords } from "./trip-words.ts";
import type { TripsSearch } from "./trips-search.ts";

interface TripListProps {
  readonly search: TripsSearch;
  readonly label: string;
  readonly hasVehicle: boolean;
  readonly onSearch: (search: TripsSearch) => void;
}

/** The trips that fit, what they add up to, and a way to older ones. */
export function TripList({ search, label, hasVehicle, onSearch }: TripListProps) {
  const texts = useTexts();
  const pages = useInfiniteQuery(tripsQuery(search));
  const { data, hasNextPage } = pages;
  if (data === undefined)
    return <Unread of={pages} reading={texts("trips.reading")} failed={texts("trips.failed")} lines={8} minHeight={480} headingLevel={2} />;
  const trips = data.pages.flatMap(({ items }) => items);
  if (trips.length === 0) return <NoTrips search={search} hasVehicle={hasVehicle} onSearch={onSearch} />;
  return (
    <>
      <p className="chart-says" role="status">
        {sumWords(trips, hasNextPage, texts)}
      </p>
      <TripTable trips={trips} label={label} hasVehicle={hasVehicle} />
      <MorePages pages={pages} label={texts("trips.older")} />
    </>
  );
}

/** Offers to drop the narrowest filter: days before a driver before a vehicle. */
function NoTrips({ search, hasVehicle, onSearch }: Omit<TripListProps, "label">) {
  const texts = useTexts();
  const narrowest =
    search.from !== undefined || search.to !== undefined
      ? "day"
      : search.driver !== undefined
        ? "driver"
        : search.vehicle !== undefined && hasVehicle
          ? "vehicle"
          : undefined;
  return (
    <div role="status">
      <b>{texts(narrowest === undefined ? "trips.none" : "trips.noHit")}</b>
      <p className="quiet">{texts(narrowest === undefined ? "trips.noneWhy" : "trips.noHitWhy")}</p>
      {narrowest !== undefined && (
        <p>
          <button
            type="button"
            className="btn"
            onClick={() => onSearch(narrowest === "day" ? { ...search, from: undefined, to: undefined } : { ...search, [narrowest]: undefined })}
          >
            {texts("trips.drop", { what: narrowest })}
          </button>
        </p>
      )}
    </div>
  );
}

function sumWords(trips: readonly TripView[], hasMore: boolean, texts: Texts): string {
  const sum = (of: (trip: TripView) => number) => trips.reduce((total, trip) => total + of(trip), 0);
  return texts("trips.shown", {
    count: trips.length,
    trips: formatNumber(trips.length),
    more: hasMore ? "yes" : "no",
    distance: distanceWords(
      sum(({ distanceM }) => distanceM),
      texts.locale,
    ),
    duration: durationWords(sum(({ movingS }) => movingS)),
  });
}
