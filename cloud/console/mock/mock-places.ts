/** Places of the made-up fleet, who came and went, and what a person draws. */
import { createHash, randomUUID } from "node:crypto";
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import type { MockState } from "./mock-server.ts";
import { placeIdOf, towns } from "./mock-trips.ts";
import { venlo } from "./vehicles.ts";
import type { Answer, Call } from "./mock-webhooks.ts";

type Place = Schemas["Place"];
type PlaceEvent = Schemas["PlaceEvent"];

const minute = 60_000;

export class MockPlaces {
  readonly #places = new Map<string, Place>();
  readonly #startedAtMs: number;

  constructor(startedAtMs: number) {
    this.#startedAtMs = startedAtMs;
    const at = new Date(startedAtMs - 90 * 24 * 60 * minute).toISOString();
    const rest = { note: "", hysteresisM: 25, dwellS: 0, createdAt: at, shapeSince: at };
    const around = ({ longitude, latitude }: (typeof towns)["Venlo"] | (typeof towns)["Roermond"], wide: number) =>
      [
        [longitude - wide, latitude - wide * 0.5],
        [longitude + wide, latitude - wide * 0.5],
        [longitude + wide * 1.1, latitude + wide * 0.4],
        [longitude - wide * 0.7, latitude + wide * 0.6],
      ] as const;
    const all: readonly Place[] = [
      {
        ...rest,
        placeId: placeIdOf("Venlo"),
        name: "Venlo",
        purpose: "depot",
        depotId: venlo.depotId,
        shape: { kind: "polygon", rings: [around(towns.Venlo, 0.012)] },
      },
      { ...rest, placeId: placeIdOf("Roermond"), name: "Roermond", purpose: "customer", dwellS: 60, note: "Ring at gate 2", shape: { kind: "circle", centre: [towns.Roermond.longitude, towns.Roermond.latitude], radiusM: 900 } }, // prettier-ignore
      { ...rest, placeId: placeIdOf("Liège"), name: "A73 south", purpose: "route", hysteresisM: 200, shape: { kind: "corridor", line: [[6.13, 51.35], [6.05, 51.28], [6.0, 51.21], [5.93, 51.12]], widthM: 1_200 } }, // prettier-ignore
    ];
    for (const place of all) this.#places.set(place.placeId, place);
  }

  /** @returns undefined for a path that is not of places. */
  answer({
    method,
    path,
    query,
    body,
    state,
    request,
  }: Call & { readonly state: MockState; readonly request?: { readonly headers: NodeJS.Dict<string | string[]> } }): Answer | undefined {
    const [, root, id, part] = path.split("/");
    if (root === "vehicles" && part === "place-events") return this.#events(state, query, (event) => event.vehicleId === id);
    if (root !== "places") return undefined;
    if (id === undefined) return method === "POST" ? this.#put({ placeId: randomUUID(), ...body }, 201) : { status: 200, body: { items: this.#sorted() } };
    const place = this.#places.get(id);
    if (place === undefined) return { status: 404, refusal: { code: "PLACE_UNKNOWN", detail: `the fleet has no place ${id}` } };
    if (part === "events") return this.#events(state, query, (event) => event.placeId === id);
    if (part === "vehicles") return { status: 200, body: { items: this.#inside(state, place) } };
    if (method === "DELETE") {
      this.#places.delete(id);
      return { status: 204 };
    }
    if (method !== "PATCH") return { status: 200, body: place, headers: { etag: etagOf(place) } };
    const ifMatch = request?.headers["if-match"];
    if (ifMatch !== undefined && ifMatch !== etagOf(place))
      return { status: 412, refusal: { code: "PRECONDITION_FAILED", detail: "somebody changed it since it was read" } };
    return this.#put({ ...place, ...body }, 200);
  }

  #put(wish: object, status: number): Answer {
    const now = new Date().toISOString();
    const { depotId, ...rest } = { createdAt: now, hysteresisM: 25, dwellS: 0, note: "", ...wish, shapeSince: now } as Place & {
      readonly depotId?: string | null;
    }; // a development server may trust its console
    if ([...this.#places.values()].some(({ name, placeId }) => name === rest.name && placeId !== rest.placeId))
      return { status: 409, refusal: { code: "PLACE_NAME_TAKEN", detail: `another place is called "${rest.name}"` } };
    const place: Place = { ...rest, ...(typeof depotId === "string" ? { depotId } : {}) };
    this.#places.set(place.placeId, place);
    return { status, body: place, headers: { etag: etagOf(place) } };
  }

  #sorted(): readonly Place[] {
    return [...this.#places.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** By the trips: who starts in a place has left it, who ends there has entered it. */
  #events(state: MockState, query: URLSearchParams, isWanted: (event: PlaceEvent) => boolean): Answer {
    const [from, to, kind] = [query.get("from") ?? "", query.get("to") ?? "9", query.get("kind")];
    const events = state.trips.all(state).flatMap(({ tripId, vehicleId, callSign, startedAt, endedAt, startPlace, endPlace }): PlaceEvent[] => {
      const event = (at: string, which: "entered" | "left", place: { readonly placeId: string; readonly name: string } | undefined, position: { longitude: number; latitude: number }): PlaceEvent[] => // prettier-ignore
        place === undefined || !this.#places.has(place.placeId)
          ? []
          : [{ eventId: `${which === "left" ? "1" : "2"}${tripId.slice(1)}`, kind: which, at, placeId: place.placeId, placeName: this.#places.get(place.placeId)?.name ?? "", vehicleId, callSign, ...position, ...(which === "left" ? { insideSince: shifted(startedAt, -170) } : {}) }]; // prettier-ignore
      return [
        ...event(shifted(startedAt, 2), "left", startPlace, towns.Venlo),
        ...(endedAt === undefined ? [] : event(shifted(endedAt, -2), "entered", endPlace, towns.Roermond)),
      ];
    });
    const items = events.filter((event) => isWanted(event) && event.at >= from && event.at < to && (kind === null || event.kind === kind));
    return { status: 200, body: { items: items.toSorted((a, b) => (query.get("sort") === "-at" ? -1 : 1) * (a.at < b.at ? -1 : 1)).slice(0, 100) } };
  }

  #inside({ vehicles }: MockState, { placeId, name }: Place): readonly PlaceEvent[] {
    return vehicles.slice(3, 5).map(({ vehicleId, callSign }, index) => ({
      eventId: randomUUID(),
      kind: index === 0 ? "entered" : "found",
      at: new Date(this.#startedAtMs - (index + 1) * 47 * minute).toISOString(),
      placeId,
      placeName: name,
      vehicleId,
      callSign,
      ...towns.Venlo,
    }));
  }
}

function shifted(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * minute).toISOString();
}

function etagOf(place: Place): string {
  return `"${createHash("sha256").update(JSON.stringify(place)).digest("hex").slice(0, 16)}"`;
}
