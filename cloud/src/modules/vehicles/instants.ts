/** Times in requests, to the microsecond; a Date keeps milliseconds only. */
import { failVehicle } from "./vehicle-errors.ts";

/**
 * @param text RFC 3339 with a zone; its form was checked by the schema. Digits beyond microseconds are cut off.
 * @returns microseconds since 1970.
 * @throws DrawbarError `SPAN_INVALID` when there is no such day or hour.
 */
export function parseInstantUs(text: string): number {
  const [, front = "", fraction = "", zone = ""] = /^(.{19})(?:\.(\d+))?(.+)$/.exec(text) ?? [];
  const seconds = Date.parse(front + zone) / 1_000;
  // Date.parse lets 30 February pass as 2 March.
  const atMs = Date.parse(`${front}Z`);
  const isReal = !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(front);
  if (Number.isNaN(seconds) || !isReal) throw failVehicle("SPAN_INVALID", `${text} is no real date; expected one such as 2026-11-20T13:58:00Z`);
  return seconds * 1e6 + Number(fraction.padEnd(6, "0").slice(0, 6));
}

/** @throws DrawbarError `SPAN_INVALID` unless `from` lies before `to`. */
export function checkSpan(fromUs: number, toUs: number): void {
  if (fromUs >= toUs) throw failVehicle("SPAN_INVALID", '"from" must lie before "to"');
}
