/** Rows of files as a statement takes them, many at once. */
import type { MadeThing } from "../imports/index.ts";
import { ownValuesOf } from "./vehicle-columns.ts";

/** What rows say of vehicles, $2 to $9. */
export const writtenRows = `unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[])
       as w (vehicle_id, call_sign, vin, description, life, group_id, tags, attributes)`;

/** Whether nobody has changed a vehicle `v` since it was made of `w`. */
export const isAsWritten = `(v.call_sign = w.call_sign and v.vin is not distinct from w.vin and v.description = w.description and v.life = w.life
       and v.group_id is not distinct from w.group_id and v.tags = ${tagsOf("w.tags")} and v.attributes = w.attributes::jsonb)`;

/** JSON in a row, since arrays of arrays have one length. */
export function tagsOf(column: string): string {
  return `array(select jsonb_array_elements_text(${column}::jsonb))`;
}

/** Parameters for `writtenRows`. */
export function writtenColumns(things: readonly MadeThing[]): readonly (readonly (string | null)[])[] {
  const column = (of: (written: MadeThing["written"]) => string | undefined) => things.map(({ written }) => of(written) ?? null);
  return [
    things.map(({ thingId }) => thingId),
    column(({ callSign }) => callSign),
    column(({ vin }) => vin),
    column(({ description = "" }) => description),
    column(({ life = "registered" }) => life),
    column(({ groupId }) => groupId),
    column(({ tags = "[]" }) => tags),
    column(ownValuesOf),
  ];
}
