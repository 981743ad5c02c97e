import { useInfiniteQuery } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import { Segmented } from "@drawbar/ui/segmented.tsx";
import { SelectField, TextField, Wrong } from "../admin/form-parts.tsx";
import { driversQuery } from "../drivers/driver-queries.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { lastDays, type TripsSearch } from "./trips-search.ts";

/** Call-signs offered while one types. */
const offered = 30;
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
      {!isOfVehicle && <VehiclePick key={search.vehicle ?? ""} picked={search.vehicle} onPick={(vehicle) => onSearch({ ...search, vehicle })} />}
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

/** By call-sign, offered while one types: a list of ten thousand to pick from is none. */
function VehiclePick({ picked, onPick }: { readonly picked: string | undefined; readonly onPick: (vehicleId: string | undefined) => void }) {
  const texts = useTexts();
  const { fleet } = useLive();
  const list = useId();
  const members = useBeat(() => fleet.members, "second");
  const known = picked === undefined ? undefined : fleet.get(picked)?.callSign;
  const [typed, setTyped] = useState<string>();
  const [isUnknown, setIsUnknown] = useState(false);
  const text = typed ?? known ?? "";
  const ofCallSign = useMemo(() => new Map(fleet.all().map(({ callSign, vehicleId }) => [squeezed(callSign), { callSign, vehicleId }])), [fleet, members]); // members stands for what all() returns
  const wanted = squeezed(text);
  const offers = typed === undefined ? [] : [...ofCallSign].filter(([sign]) => sign.includes(wanted)).slice(0, offered);
  const take = (value: string, isSure: boolean) => {
    const found = ofCallSign.get(squeezed(value));
    if (value.trim() === "") onPick(undefined);
    else if (found !== undefined) onPick(found.vehicleId);
    setIsUnknown(isSure && value.trim() !== "" && found === undefined);
  };
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        take(text, true);
      }}
    >
      <label htmlFor="tf-vehicle">{texts("trips.vehicle")}</label>
      <input
        id="tf-vehicle"
        list={list}
        autoComplete="off"
        spellCheck={false}
        placeholder={texts("trips.everyVehicle")}
        value={text}
        aria-invalid={isUnknown}
        {...(isUnknown ? { "aria-describedby": "tf-vehicle-below" } : {})}
        onChange={(event) => {
          setTyped(event.target.value);
          setIsUnknown(false);
          // a pick from the list is whole at once
          if (event.nativeEvent instanceof InputEvent && event.nativeEvent.inputType === "insertReplacementText") take(event.target.value, false);
        }}
        onBlur={() => typed !== undefined && take(text, true)}
      />
      <datalist id={list}>
        {offers.map(([sign, { callSign }]) => (
          <option key={sign} value={callSign} />
        ))}
      </datalist>
      {isUnknown && <Wrong id="tf-vehicle-below">{texts("trips.vehicleUnknown")}</Wrong>}
    </form>
  );
}

/** Blanks and case aside, as the search does. */
function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/\s/g, "");
}
