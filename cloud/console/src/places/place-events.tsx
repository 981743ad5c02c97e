import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { formatDuration } from "@drawbar/ui/format/ages.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { SelectField, TextField } from "../admin/form-parts.tsx";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useBeat } from "../live/live-context.tsx";
import { MorePages } from "../states/more-pages.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { instantsOf } from "../trips/trips-search.ts";
import { placeEventsQuery, type PlaceEventView } from "./place-queries.ts";
import { parsePlaceSearch, type PlaceSearch } from "./place-search.ts";

const kinds = ["entered", "left", "found"] as const;

/** Who came and went, newest first. */
export function PlaceEvents({ placeId }: { readonly placeId: string }) {
  const texts = useTexts();
  const search = parsePlaceSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const onSearch = (next: PlaceSearch) => void navigate({ to: "/places/$placeId", params: { placeId }, search: next, replace: true, resetScroll: false });
  return (
    <section className="reg" aria-labelledby="events-h">
      <header>
        <h2 id="events-h">{texts("places.events")}</h2>
        <span className="end">
          <ListFiles file={listFile(`/places/${placeId}/events`, { sort: "-at", kind: search.kind, ...instantsOf(search) })} />
        </span>
      </header>
      <div className="filters trip-filters event-filters" role="group" aria-label={texts("places.eventsFilter")}>
        <SelectField
          id="ev-kind"
          label={texts("places.eventKind")}
          value={search.kind ?? ""}
          choices={[{ value: "", label: texts("places.everyEvent") }, ...kinds.map((value) => ({ value, label: texts(`places.event.${value}`) }))]}
          onChange={(value) => onSearch({ ...search, kind: kinds.find((kind) => kind === value) })}
        />
        <TextField
          id="ev-from"
          type="date"
          label={texts("trips.firstDay")}
          value={search.from ?? ""}
          onChange={(from) => onSearch({ ...search, from: from === "" ? undefined : from })}
        />
        <TextField
          id="ev-to"
          type="date"
          label={texts("trips.lastDay")}
          value={search.to ?? ""}
          onChange={(to) => onSearch({ ...search, to: to === "" ? undefined : to })}
        />
      </div>
      <Events placeId={placeId} search={search} onAll={() => onSearch({})} />
      <p className="sub">{texts("places.lateWhy")}</p>
    </section>
  );
}

function Events({ placeId, search, onAll }: { readonly placeId: string; readonly search: PlaceSearch; readonly onAll: () => void }) {
  const texts = useTexts();
  const pages = useInfiniteQuery(placeEventsQuery(placeId, search));
  const { data } = pages;
  if (data === undefined) return <Unread of={pages} reading={texts("places.readingEvents")} failed={texts("places.failedEvents")} minHeight={200} />;
  const events = data.pages.flatMap(({ items }) => items);
  if (events.length === 0) {
    const isNarrowed = Object.values(search).some((value) => value !== undefined);
    return (
      <div role="status">
        <p className="quiet">{texts(isNarrowed ? "places.noEventFits" : "places.noEvent")}</p>
        {isNarrowed && (
          <p>
            <button type="button" className="btn" onClick={onAll}>
              {texts("places.allEvents")}
            </button>
          </p>
        )}
      </div>
    );
  }
  return (
    <>
      <EventTable events={events} />
      <MorePages pages={pages} label={texts("places.olderEvents")} />
    </>
  );
}

function EventTable({ events }: { readonly events: readonly PlaceEventView[] }) {
  const texts = useTexts();
  const nowMs = useBeat((now) => Math.floor(now / 60_000) * 60_000, "second");
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("places.events")}>
      <table className="t compact" aria-label={texts("places.events")}>
        <thead>
          <tr>
            <th scope="col">{texts("trip.time")}</th>
            <th scope="col">{texts("trips.vehicle")}</th>
            <th scope="col">{texts("places.eventKind")}</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ eventId, at, vehicleId, callSign, kind, insideSince }) => (
            <tr key={eventId}>
              <td className="nw">{formatMoment(Date.parse(at), nowMs, { seconds: true })}</td>
              <th scope="row">
                <Link className="rowlink plate" to="/vehicles/$vehicleId/trips" params={{ vehicleId }}>
                  {callSign}
                </Link>
              </th>
              <td>
                {texts(`places.event.${kind}`)}
                {insideSince !== undefined && (
                  <span className="two">{texts("places.afterStay", { duration: formatDuration(Date.parse(at) - Date.parse(insideSince)) })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
