/**
 * The date in the head of an ASC recording: `Sam Sep 30 15:06:13.191 2017`, `Thu Apr 28 10:44:52.480 am 2022`.
 * It is local time of a machine that does not name its zone and is taken as UTC, as everywhere in recordings.
 */

/** Names in English and, as Vector writes them on German machines, in German; without their umlauts, whose bytes differ. */
const months: Readonly<Record<string, number>> = {
  jan: 0,
  jn: 0,
  feb: 1,
  mar: 2,
  mr: 2,
  mrz: 2,
  apr: 3,
  may: 4,
  mai: 4,
  jun: 5,
  jul: 6,
  aug: 7,
  sep: 8,
  oct: 9,
  okt: 9,
  nov: 10,
  dec: 11,
  dez: 11,
};

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

const shape = /^\S+\s+(\S{3,12})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})(\.\d{1,9})?\s+(?:([AaPp])\.?[Mm]\.?\s+)?(\d{4})$/;

/** @returns seconds since 1970 with the fraction as written, `undefined` when it is no date. */
export function ascDateSeconds(text: string): string | undefined {
  const parts = shape.exec(text.trim());
  if (parts === null) return undefined;
  const [, name = "", day, hour, minute, second, fraction = "", half, year] = parts;
  const month =
    months[
      name
        .toLowerCase()
        .replaceAll(/[^a-z]/g, "")
        .slice(0, 3)
    ];
  if (month === undefined) return undefined;
  // Twelve o'clock is hour 0 of its half of the day.
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  const ms = Date.UTC(Number(year), month, Number(day), hours, Number(minute), Number(second));
  return ms >= 0 ? `${ms / 1_000}${fraction}` : undefined;
}

/** @param ms since 1970. */
export function ascDateText(ms: number): string {
  const date = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, "0");
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}.${String(date.getUTCMilliseconds()).padStart(3, "0")}`;
  return `${dayNames[date.getUTCDay()]} ${monthNames[date.getUTCMonth()]} ${two(date.getUTCDate())} ${time} ${date.getUTCFullYear()}`;
}
