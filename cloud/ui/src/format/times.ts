/** Points in time as the console writes them: 24 h, in the viewer's zone, which the foot line names. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** @returns "14:32", or "14:32:07" with seconds. */
export function formatClock(atMs: number, { seconds = false, zone }: { readonly seconds?: boolean; readonly zone?: string } = {}): string {
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (seconds) options.second = "2-digit";
  return format(options, zone).format(atMs);
}

/** @returns "20 Nov". */
export function formatDay(atMs: number, zone?: string): string {
  return format({ day: "numeric", month: "short" }, zone).format(atMs);
}

/** @returns "Fri 20". */
export function formatWeekday(atMs: number, zone?: string): string {
  const parts = format({ weekday: "short", day: "numeric" }, zone).formatToParts(atMs);
  return `${partOf(parts, "weekday")} ${partOf(parts, "day")}`;
}

/** @returns "Today 13:58", "Fri 20 Nov 16:20", and with the year when it is another one than now's. */
export function formatMoment(atMs: number, nowMs: number, options: { readonly seconds?: boolean; readonly zone?: string } = {}): string {
  return `${dayBeside(atMs, nowMs, options.zone) ?? "Today"} ${formatClock(atMs, options)}`;
}

/** @returns the same within a sentence: "today, 13:58", "Fri 20 Nov, 16:20". */
export function formatMomentWithin(atMs: number, nowMs: number, options: { readonly zone?: string } = {}): string {
  return `${dayBeside(atMs, nowMs, options.zone) ?? "today"}, ${formatClock(atMs, options)}`;
}

/** @returns the short name of the zone at that time, such as "CET". */
export function zoneName(atMs: number, zone?: string): string {
  return partOf(format({ timeZoneName: "short" }, zone).formatToParts(atMs), "timeZoneName");
}

/** @returns `undefined` for the day of now. */
function dayBeside(atMs: number, nowMs: number, zone: string | undefined): string | undefined {
  const day = dayOf(atMs, zone);
  const today = dayOf(nowMs, zone);
  if (day.date === today.date && day.year === today.year) return undefined;
  return day.year === today.year ? day.date : `${day.date} ${day.year}`;
}

function dayOf(atMs: number, zone: string | undefined): { readonly date: string; readonly year: string } {
  const parts = format({ weekday: "short", day: "numeric", month: "short", year: "numeric" }, zone).formatToParts(atMs);
  return { date: `${partOf(parts, "weekday")} ${partOf(parts, "day")} ${partOf(parts, "month")}`, year: partOf(parts, "year") };
}

function partOf(parts: readonly Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes): string {
  return parts.find((part) => part.type === type)?.value ?? "";
}

/** English names for days and months: the words around them are English (texts/en.ts). Building a formatter costs 50 µs, so they are kept. */
function format(options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormat {
  const key = `${zone ?? ""}/${Object.keys(options).join()}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat("en-GB", zone === undefined ? options : { ...options, timeZone: zone });
    formats.set(key, found);
  }
  return found;
}
