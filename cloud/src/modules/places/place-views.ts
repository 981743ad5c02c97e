import { Type, type Static } from "typebox";
import { named, oneOf, pageOf, ref, uuidPattern } from "../../http/schemas.ts";
import type { ListColumn } from "../../http/tables/list-export.ts";
import type { Coordinate } from "./geodesy.ts";
import { placeLimits } from "./limits.ts";
import { failPlace } from "./place-errors.ts";
import { placePurposes, type Place, type PlaceEvent } from "./place-types.ts";
import { problemOfShape, type Shape } from "./shape.ts";

const Time = Type.String({ format: "date-time" });
const Corner = Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: "Longitude, then latitude, in degrees." });

const shapeKinds = [
  Type.Object(
    { kind: Type.Literal("circle"), centre: Corner, radiusM: Type.Number({ exclusiveMinimum: 0, maximum: placeLimits.radiusMaxM }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal("polygon"),
      rings: Type.Array(Type.Array(Corner, { minItems: 3, maxItems: placeLimits.cornersMax }), {
        minItems: 1,
        maxItems: placeLimits.ringsMax,
        description: "The outline first, then holes. Edges are straight in degrees, as in GeoJSON; the antimeridian may lie within.",
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal("corridor"),
      line: Type.Array(Corner, { minItems: 2, maxItems: placeLimits.cornersMax }),
      widthM: Type.Number({ exclusiveMinimum: 0, maximum: placeLimits.widthMaxM, description: "Across the line." }),
    },
    { additionalProperties: false },
  ),
] as const;

/** As the domain has it: corners are pairs, which the schema says in the number of their items. */
export const ShapeView = named(
  "PlaceShape",
  Type.Unsafe<Shape>(Type.Union([...shapeKinds], { description: "A circle, a polygon with or without holes, or a line with a width." })),
);

export const wishFields = {
  name: Type.String({ minLength: 1, maxLength: 100, pattern: String.raw`^[^\s\u0000-\u001f]([^\u0000-\u001f]*[^\s\u0000-\u001f])?$` }),
  purpose: oneOf(placePurposes, { description: "What the fleet goes there for." }),
  note: Type.String({ maxLength: 1_000, pattern: String.raw`^[^\u0000]*$` }),
  depotId: Type.String({ pattern: uuidPattern, description: "The depot that it is the ground of." }),
  shape: ref(ShapeView),
  hysteresisM: Type.Integer({ minimum: 0, maximum: placeLimits.hysteresisMaxM, description: "How far beyond the line a vehicle has left." }),
  dwellS: Type.Integer({ minimum: 0, maximum: placeLimits.dwellMaxS, description: "How long a vehicle must be inside to have entered." }),
};

export const PlaceView = named(
  "Place",
  Type.Object({
    placeId: Type.String(),
    ...wishFields,
    depotId: Type.Optional(wishFields.depotId),
    createdAt: Time,
    shapeSince: Type.String({ format: "date-time", description: "Crossings are found for positions from then on; those of before met the shape of before." }),
  }),
);
export const PlacePage = pageOf("PlacePage", PlaceView);

export const PlaceEventView = named(
  "PlaceEvent",
  Type.Object({
    eventId: Type.String({ description: "The same for the same crossing, however often its telemetry came." }),
    kind: oneOf(["entered", "left", "found"], { description: "found: inside at the first position since the place was drawn; nobody saw it enter." }),
    at: Type.String({ format: "date-time", description: "Of the first position on the other side of the line, by the vehicle's clock." }),
    placeId: Type.String(),
    placeName: Type.String(),
    vehicleId: Type.String(),
    callSign: Type.String(),
    longitude: Type.Number(),
    latitude: Type.Number(),
    insideSince: Type.Optional(Type.String({ format: "date-time", description: "Of a vehicle that left: since when it was inside." })),
  }),
);
export const PlaceEventPage = pageOf("PlaceEventPage", PlaceEventView);
export const PlaceEventList = named("PlaceEventList", Type.Object({ items: Type.Array(ref(PlaceEventView)) }));

/** Of files: places. */
export const placeColumns: readonly ListColumn<Static<typeof PlaceView>>[] = [
  ["name", ({ name }) => name],
  ["purpose", ({ purpose }) => purpose],
  ["shape", ({ shape }) => shape.kind],
  ["note", ({ note }) => note],
  ["dwellS", ({ dwellS }) => String(dwellS)],
  ["hysteresisM", ({ hysteresisM }) => String(hysteresisM)],
  ["createdAt", ({ createdAt }) => createdAt],
];

/** Of files: what happened at places. */
export const placeEventColumns: readonly ListColumn<Static<typeof PlaceEventView>>[] = [
  ["at", ({ at }) => at],
  ["vehicle", ({ callSign }) => callSign],
  ["event", ({ kind }) => kind],
  ["place", ({ placeName }) => placeName],
  ["insideSince", ({ insideSince = "" }) => insideSince],
];

/** @throws DrawbarError `PLACE_SHAPE_INVALID`. */
export function checkShape(shape: Shape): Shape {
  const problem = problemOfShape(shape);
  if (problem !== undefined) throw failPlace("PLACE_SHAPE_INVALID", `the ${shape.kind} cannot be a place: ${problem}`);
  return shape;
}

export function placeToJson({ createdAt, shapeFromUs, depotId, ...place }: Place): Static<typeof PlaceView> {
  return {
    ...place,
    ...(depotId === undefined ? {} : { depotId }),
    createdAt: createdAt.toISOString(),
    shapeSince: timeOf(shapeFromUs),
  };
}

export function placeEventToJson({ atUs, insideSinceUs, at, ...event }: PlaceEvent): Static<typeof PlaceEventView> {
  const [longitude, latitude]: Coordinate = at;
  return { ...event, at: timeOf(atUs), longitude, latitude, ...(insideSinceUs === undefined ? {} : { insideSince: timeOf(insideSinceUs) }) };
}

function timeOf(us: number): string {
  return new Date(us / 1_000).toISOString();
}
