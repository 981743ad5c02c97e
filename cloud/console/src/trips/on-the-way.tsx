import { useQuery } from "@tanstack/react-query";
import { formatClock } from "@drawbar/ui/format/times.ts";
import { vehiclePlaceEventsQuery, type PlaceEventView } from "../places/place-queries.ts";
import { useTexts } from "../texts/texts.tsx";
import { useTownAt } from "../towns/towns-context.ts";
import type { ReplayClock } from "./replay-clock.ts";
import type { Standstill } from "./standstills.ts";
import type { TripView } from "./trip-queries.ts";
import { durationWords, endOf, endWordsInside, startOf, townOfEnd } from "./trip-words.ts";

interface OnTheWayProps {
  readonly trip: TripView;
  readonly standstills: readonly Standstill[];
  readonly clock: ReplayClock;
}

type Event =
  | { readonly kind: "start" | "end"; readonly atMs: number }
  | { readonly kind: "stood"; readonly atMs: number; readonly standstill: Standstill }
  | { readonly kind: "place"; readonly atMs: number; readonly event: PlaceEventView };

/** What happened on a trip, in order; each moment can be looked at. */
export function OnTheWay({ trip, standstills, clock }: OnTheWayProps) {
  const texts = useTexts();
  const fromMs = Date.parse(trip.startedAt);
  const toMs = Date.parse(trip.endedAt ?? trip.lastSeenAt);
  const { data: placeEvents = [] } = useQuery(vehiclePlaceEventsQuery(trip.vehicleId, fromMs, toMs));
  const events: readonly Event[] = [
    { kind: "start", atMs: fromMs },
    ...standstills.map((standstill): Event => ({ kind: "stood", atMs: standstill.fromMs, standstill })),
    ...placeEvents.map((event): Event => ({ kind: "place", atMs: Date.parse(event.at), event })),
    ...(trip.endedAt === undefined ? [] : [{ kind: "end", atMs: toMs } as const]),
  ];
  return (
    <div className="on-the-way">
      <h3 id="way-h">{texts("trip.onTheWay")}</h3>
      <ol aria-labelledby="way-h">
        {events
          .toSorted((a, b) => a.atMs - b.atMs)
          .map((event) => (
            <li key={`${event.kind} ${event.atMs} ${event.kind === "place" ? event.event.eventId : ""}`}>
              <button
                type="button"
                className="tall"
                onClick={() => {
                  clock.pause();
                  clock.seek(event.atMs);
                }}
              >
                {formatClock(event.atMs, { seconds: true })}
              </button>
              <span>
                <EventWords event={event} trip={trip} />
              </span>
            </li>
          ))}
      </ol>
    </div>
  );
}

function EventWords({ event, trip }: { readonly event: Event; readonly trip: TripView }) {
  const texts = useTexts();
  const townAt = useTownAt();
  switch (event.kind) {
    case "start": {
      const place = endWordsInside(startOf(trip), townAt, texts);
      return texts(townOfEnd(startOf(trip), townAt) === undefined ? "trip.started" : "trip.startedNear", { place });
    }
    case "end": {
      const place = endWordsInside(endOf(trip), townAt, texts);
      return texts(townOfEnd(endOf(trip), townAt) === undefined ? "trip.ended" : "trip.endedNear", { place });
    }
    case "stood":
      return texts("trip.stood", { duration: durationWords((event.standstill.toMs - event.standstill.fromMs) / 1_000) });
    case "place":
      return texts(`trip.place.${event.event.kind}`, { place: event.event.placeName });
  }
}
