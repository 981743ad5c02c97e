/** Days of the calendar without a time: a paper holds to the end of one, wherever that is. */
import { failDocument } from "./document-errors.ts";

const dayMs = 86_400_000;

/** As ISO 8601 writes it: 2026-11-25. */
export type Day = string & { readonly __brand: "Day" };

/** @throws DrawbarError `DOCUMENT_DAY_INVALID` for one that no calendar has. */
export function parseDay(text: string): Day {
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text)
    throw failDocument("DOCUMENT_DAY_INVALID", `"${text.slice(0, 20)}" is no day of the calendar; one is written 2026-11-25`);
  return text as Day; // it has just been read
}

/** The day in UTC that microseconds since 1970 fall on. */
export function dayOfUs(us: number): Day {
  return new Date(us / 1_000).toISOString().slice(0, 10) as Day; // that is how ISO writes it
}

/** @param days may be negative. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10) as Day;
}

/** @returns how many days `to` lies behind `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}
