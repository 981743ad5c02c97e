/** What a person says about a place, as fields hold it. */
import type { PlacePurpose, PlaceView } from "./place-queries.ts";
import type { PlaceShape } from "./shape-draft.ts";

export interface PlaceFields {
  readonly name: string;
  readonly purpose: PlacePurpose;
  /** Empty for none. */
  readonly depotId: string;
  readonly note: string;
  /** As typed. */
  readonly hysteresisM: string;
  readonly dwellS: string;
}

/** As the cloud has them. */
const limits = { hysteresisM: 1_000, dwellS: 3_600 } as const;

/** @param depotId of a place that is to be the ground of this depot. */
export function newFieldsOf(depotId?: string): PlaceFields {
  return { name: "", purpose: depotId === undefined ? "yard" : "depot", depotId: depotId ?? "", note: "", hysteresisM: "25", dwellS: "0" };
}

export function fieldsOf({ name, purpose, depotId = "", note, hysteresisM, dwellS }: PlaceView): PlaceFields {
  return { name, purpose, depotId, note, hysteresisM: String(hysteresisM), dwellS: String(dwellS) };
}

/** @returns the names of fields that cannot be saved. */
export function wrongFields({ name, hysteresisM, dwellS }: PlaceFields): ReadonlySet<"name" | "hysteresisM" | "dwellS"> {
  return new Set([
    ...(name.trim() === "" || name.trim().length > 100 ? (["name"] as const) : []),
    ...(wholeWithin(hysteresisM, limits.hysteresisM) === undefined ? (["hysteresisM"] as const) : []),
    ...(wholeWithin(dwellS, limits.dwellS) === undefined ? (["dwellS"] as const) : []),
  ]);
}

/** @returns all of it, as a new place wants it. */
export function wishOf(fields: PlaceFields, shape: PlaceShape) {
  const { purpose, depotId, note } = fields;
  return {
    name: fields.name.trim(),
    purpose,
    note: note.trim(),
    hysteresisM: wholeWithin(fields.hysteresisM, limits.hysteresisM) ?? 0,
    dwellS: wholeWithin(fields.dwellS, limits.dwellS) ?? 0,
    shape,
    ...(depotId === "" ? {} : { depotId }),
  };
}

/** @returns only what differs from the place as it is: a shape that is sent again would begin to hold anew. `undefined` when nothing does. */
export function changeOf(place: PlaceView, fields: PlaceFields, shape: PlaceShape) {
  const { depotId, ...wish } = wishOf(fields, shape);
  const all = { ...wish, depotId: depotId ?? null };
  const before = { ...place, depotId: place.depotId ?? null };
  const names = (Object.keys(all) as (keyof typeof all)[]).filter((name) => sorted(all[name]) !== sorted(before[name]));
  return names.length === 0 ? undefined : (Object.fromEntries(names.map((name) => [name, all[name]])) as Partial<typeof all>);
}

function wholeWithin(text: string, most: number): number | undefined {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) <= most ? Number(text) : undefined;
}

/** The same whatever order an object's names have. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
