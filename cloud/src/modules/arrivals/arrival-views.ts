import { Type, type Static } from "typebox";
import { named, oneOf, ref } from "../../http/schemas.ts";
import type { ArrivalOutcome, DepotArrivals } from "./arrival-service.ts";

const Time = Type.String({ format: "date-time" });

const HeadingView = named(
  "HeadingToDepot",
  Type.Object({
    depot: Type.Object({
      placeId: Type.String({ description: "The place that is its ground." }),
      depotId: Type.Optional(Type.String({ description: "Absent where the place is of no depot that is enrolled." })),
      name: Type.String(),
    }),
    probability: Type.Number({ minimum: 0, maximum: 1, description: "That it heads there." }),
    probabilityFrom: oneOf(["journeys", "direction"], { description: "Earlier journeys, or only that it drives that way." }),
    arrival: Type.Object({ p10: Time, p50: Time, p90: Time }, { description: "Eight in ten arrivals lie between P10 and P90." }),
    distanceM: Type.Number({ description: "What is left of the way." }),
    basis: oneOf(["journeys", "fleet", "route", "distance"], {
      description:
        "journeys: earlier ones through here; fleet: what the fleet takes for such a distance; route: a routing server; distance: nothing is known of the fleet yet.",
    }),
    journeys: Type.Integer({ description: "Earlier journeys through here that it is taken from." }),
    judged: Type.Integer({ description: "Earlier estimates of this kind whose errors the interval is taken from; at 0 it is a wide guess." }),
    routingServer: Type.Optional(oneOf(["used", "unavailable"], { description: "Absent where none was asked." })),
    explanation: Type.String(),
  }),
);

export const ArrivalView = named(
  "Arrival",
  Type.Object({
    vehicleId: Type.String(),
    state: oneOf(["heading", "unclear", "in-depot", "parked", "silent", "no-position", "no-depots", "never-driven"], {
      description: "heading: see there; any other says why there is no estimate.",
    }),
    reason: Type.Optional(Type.String({ description: "Why there is no estimate." })),
    positionAt: Type.Optional(Type.String({ format: "date-time", description: "Of the position or, where there is none, of what was last heard." })),
    standsSince: Type.Optional(Time),
    depotName: Type.Optional(Type.String({ description: "Of the depot that it is in." })),
    heading: Type.Optional(ref(HeadingView)),
  }),
);

const DepotArrivalView = named(
  "DepotArrival",
  Type.Object({ vehicleId: Type.String(), callSign: Type.String(), positionAt: Time, standsSince: Type.Optional(Time), heading: ref(HeadingView) }),
);

export const DepotArrivalsView = named(
  "DepotArrivals",
  Type.Object({
    depotId: Type.String(),
    name: Type.String(),
    placeId: Type.Optional(Type.String({ description: "Absent when no place is drawn as the depot's ground: then nobody can be estimated." })),
    nextStep: Type.Optional(Type.String({ description: "What to do so that arrivals can be said; absent when nothing is missing." })),
    items: Type.Array(ref(DepotArrivalView), { description: "The earliest first." }),
    isPartial: Type.Boolean({ description: "More vehicles are on their way than are looked at; those heard last were." }),
  }),
);

type Heading = Extract<ArrivalOutcome, { readonly kind: "heading" }>;

export function arrivalToJson(vehicleId: string, outcome: ArrivalOutcome): Static<typeof ArrivalView> {
  const base = { vehicleId, state: outcome.kind };
  switch (outcome.kind) {
    case "heading":
      return { ...base, ...situationOf(outcome), heading: headingOf(outcome) };
    case "unclear":
      return { ...base, ...situationOf(outcome), reason: "no depot is likely enough to be where it heads to" };
    case "in-depot":
      return { ...base, positionAt: timeOf(outcome.heardUs), depotName: outcome.ground.name, reason: "it is in a depot" };
    case "parked":
      return { ...base, positionAt: timeOf(outcome.heardUs), standsSince: timeOf(outcome.sinceUs), reason: "it has been standing for long" };
    case "silent":
      return { ...base, positionAt: timeOf(outcome.heardUs), reason: "nothing was heard of it for long" };
    case "no-position":
      return { ...base, positionAt: timeOf(outcome.heardUs), reason: "it does not say where it is" };
    case "no-depots":
      return { ...base, reason: "no place of the fleet is a depot" };
    case "never-driven":
      return { ...base, reason: "it has not driven in the last two days" };
  }
}

function drawGround(depotId: string): string {
  return `Draw the depot's ground: POST /api/v1/places with the purpose "depot" and the depotId ${depotId}. Journeys are learned from then on.`;
}

export function depotArrivalsToJson({ depotId, name, ground, arrivals, isPartial }: DepotArrivals): Static<typeof DepotArrivalsView> {
  return {
    depotId,
    name,
    ...(ground === undefined ? { nextStep: drawGround(depotId) } : { placeId: ground.placeId }),
    items: arrivals.map(({ vehicleId, callSign, outcome }) => ({ vehicleId, callSign, ...situationOf(outcome), heading: headingOf(outcome) })),
    isPartial,
  };
}

function headingOf({ situation, ground, destination, estimate, road }: Heading): Static<typeof HeadingView> {
  const at = (seconds: number): string => timeOf(situation.atUs + seconds * 1e6);
  return {
    depot: { placeId: ground.placeId, name: ground.name, ...(ground.depotId === undefined ? {} : { depotId: ground.depotId }) },
    probability: Math.round(destination.probability * 100) / 100,
    probabilityFrom: destination.from,
    arrival: { p10: at(estimate.p10S), p50: at(estimate.p50S), p90: at(estimate.p90S) },
    distanceM: Math.round(estimate.distanceM),
    basis: estimate.basis,
    journeys: estimate.journeys,
    judged: estimate.judged,
    ...(road === undefined ? {} : { routingServer: road }),
    explanation: explanationOf(estimate, road),
  };
}

function explanationOf({ basis, journeys, judged }: Heading["estimate"], road: Heading["road"]): string {
  const from = {
    journeys: `from ${journeys} earlier ${journeys === 1 ? "journey" : "journeys"} that came through here`,
    fleet: "from what the fleet takes for such a distance, as none of its journeys came through here",
    route: "from the routing server, as none of the fleet's journeys came through here",
    distance: "from the distance alone, as no journey of the fleet to a depot is known yet",
  }[basis];
  const error =
    judged === 0 ? "how far off it may be is a guess" : `how far off it may be is taken from ${judged} earlier ${judged === 1 ? "estimate" : "estimates"}`;
  return `${from}; ${error}${road === "unavailable" ? "; the routing server did not answer" : ""}`;
}

function situationOf({ situation }: Extract<ArrivalOutcome, { readonly kind: "heading" | "unclear" }>): {
  readonly positionAt: string;
  readonly standsSince?: string;
} {
  const { atUs, standsSinceUs } = situation;
  return { positionAt: timeOf(atUs), ...(standsSinceUs === undefined ? {} : { standsSince: timeOf(standsSinceUs) }) };
}

function timeOf(us: number): string {
  return new Date(us / 1_000).toISOString();
}
