/** When somebody is told that a document expires. Pure: days in, days out. */
import { addDays, type Day } from "./days.ts";

/** In place of days before: it has expired. */
export const expired = -1;

export interface Reminded {
  /** The reminder to tell now, in days before expiry; `expired` once it has. Absent when none is due. */
  readonly tell?: number | undefined;
  /** The reminder told last, after that one. */
  readonly toldDays: number | undefined;
  /** The day from which the next one is due; absent when there is none. */
  readonly nextOn?: Day | undefined;
}

/**
 * Each of the set days is told of once. Of several that are due at the same moment, after days on which nobody looked
 * or for a document that came late, only the last is told: it says all that the others would.
 *
 * @param toldDays the reminder told last for this day of expiry.
 */
export function remindAt(
  today: Day,
  { expiresOn, remindDays, toldDays }: { readonly expiresOn?: Day | undefined; readonly remindDays: readonly number[]; readonly toldDays?: number | undefined },
): Reminded {
  if (expiresOn === undefined) return { toldDays: undefined };
  const left = [...new Set([...remindDays, expired])].filter((days) => toldDays === undefined || days < toldDays).toSorted((one, other) => other - one);
  const due = left.filter((days) => addDays(expiresOn, -days) <= today);
  const tell = due.at(-1);
  const next = left[due.length];
  return {
    ...(tell === undefined ? {} : { tell }),
    toldDays: tell ?? toldDays,
    ...(next === undefined ? {} : { nextOn: addDays(expiresOn, -next) }),
  };
}

/** @returns the day from which the next reminder is due, told or not; absent when there is none. */
export function nextReminderOn(document: Parameters<typeof remindAt>[1]): Day | undefined {
  return remindAt("0001-01-01" as Day, document).nextOn; // a day before which nothing is due
}
