const remindersMax = 6;
const daysMax = 730;

/** @returns the days in a text such as "60, 30, 7"; `undefined` when they are not such as may be set. */
export function parseReminders(text: string): readonly number[] | undefined {
  const words = text.split(/[\s,;]+/).filter((word) => word !== "");
  if (words.some((word) => !/^\d{1,3}$/.test(word) || Number(word) > daysMax)) return undefined;
  const days = [...new Set(words.map(Number))].toSorted((one, other) => other - one);
  return days.length > remindersMax ? undefined : days;
}
