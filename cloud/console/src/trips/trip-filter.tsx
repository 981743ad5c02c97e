import { useInfiniteQuery } from "@tanstack/react-query";
import { Segmented } from "@drawbar/ui/segmented.tsx";
import { SelectField, TextField } from "../admin/form-parts.tsx";
import { driversQuery } from "../drivers/driver-queries.ts";
import { useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { VehiclePick } from "../vehicles/vehicle-pick.tsx";
import { lastDays, type TripsSearch } from "./trips-search.ts";

const choices = { today: 1, days7: 7, days30: 30, all: undefined } as const;
type Choice = keyof typeof choices;

export interface TripFilterProps {
  readonly search: TripsSearch;
  readonly onSearch: (search: TripsSearch) => void;
  /** On the page of a vehicle there is nothing to pick. */
  readonly isOfVehicle?: boolean;
}

/** Narrows a list of trips by who drove, in what, and when. */
export function TripFilter({ search, onSearch, isOfVehicle = false }: TripFilterProps) {
  const texts = useTexts();
  const { pulse } = useLive();
  const { data } = useInfiniteQuery(driversQuery(true));
  const drivers = data?.pages.flatMap(({ items }) => items) ?? [];
  const known = drivers.some(({ driverId }) => driverId === search.driver) || search.driver === undefined;
  const picked = (Object.keys(choices) as Choice[]).find((name) => {
    const { from, to } = lastDays(choices[name], pulse.nowMs);
    return from === search.from && to === search.to;
  });
  return (
    <div className="legend filters trip-filters" role="group" aria-label={texts("trips.filter")}>
      {!isOfVehicle && (
        <VehiclePick
          key={search.vehicle ?? ""}
          id="tf-vehicle"
          label={texts("trips.vehicle")}
          placeholder={texts("trips.everyVehicle")}
          picked={search.vehicle}
          onPick={(vehicle) => onSearch({ ...search, vehicle })}
        />
      )}
      <SelectField
        id="tf-driver"
        label={texts("trips.driver")}
        value={search.driver ?? ""}
        choices={[
          { value: "", label: texts("trips.everyDriver") },
          ...drivers.map(({ driverId, name }) => ({ value: driverId, label: name })),
          // one who left, or whose page led here
          ...(known ? [] : [{ value: search.driver ?? "", label: texts("drivers.left") }]),
        ]}
        onChange={(value) => onSearch({ ...search, driver: value === "" ? undefined : value })}
      />
      <TextField
        id="tf-from"
        type="date"
        label={texts("trips.firstDay")}
        value={search.from ?? ""}
        onChange={(from) => onSearch({ ...search, from: from === "" ? undefined : from })}
      />
      <TextField
        id="tf-to"
        type="date"
        label={texts("trips.lastDay")}
        value={search.to ?? ""}
        onChange={(to) => onSearch({ ...search, to: to === "" ? undefined : to })}
      />
      <Segmented<Choice>
        label={texts("trips.days")}
        segments={(Object.keys(choices) as Choice[]).map((value) => ({ value, label: texts(`trips.${value}`) }))}
        value={picked}
        onPick={(value) => onSearch({ ...search, ...lastDays(choices[value], pulse.nowMs) })}
      />
    </div>
  );
}
