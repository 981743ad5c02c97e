/** Fields of NMEA sentences to values. Every field may be empty; an empty or impossible one is `undefined`. */

const minutesPerDegree = 60;
const dayUs = 86_400_000_000;
const knotMps = 1_852 / 3_600;
/** Two-digit years from here on are of the last century: GPS time began in 1980. */
const firstYearOf1900 = 80;

/** A decimal number without an exponent. */
export function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[-+]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})$/.test(text) ? Number(text) : undefined;
}

export function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}

/** `3854.5087`, `N`: 38 degrees and 54.5087 minutes. */
export function latitudeOf(text: string | undefined, hemisphere: string | undefined): number | undefined {
  return angleOf(text, hemisphere === "N" ? 1 : hemisphere === "S" ? -1 : 0, 90);
}

export function longitudeOf(text: string | undefined, hemisphere: string | undefined): number | undefined {
  return angleOf(text, hemisphere === "E" ? 1 : hemisphere === "W" ? -1 : 0, 180);
}

function angleOf(text: string | undefined, sign: -1 | 0 | 1, max: number): number | undefined {
  const parts = /^(\d{1,3})(\d{2}(?:\.\d{0,12})?)$/.exec(text ?? "");
  if (parts === null || sign === 0) return undefined;
  const minutes = Number(parts[2]);
  const degrees = Number(parts[1]) + minutes / minutesPerDegree;
  // 0 - x instead of -x: the equator is 0 from both sides.
  return minutes < minutesPerDegree && degrees <= max ? (sign < 0 ? 0 - degrees : degrees) : undefined;
}

/** `125106.50`: microseconds of the day. A leap second is the 60th of its minute and ends the day. */
export function timeOfDayUs(text: string | undefined): number | undefined {
  const parts = /^(\d{2})(\d{2})(\d{2})(?:\.(\d{0,9}))?$/.exec(text ?? "");
  if (parts === null) return undefined;
  const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (hours > 23 || minutes > 59 || seconds > 60) return undefined;
  const fractionUs = Number((parts[4] ?? "").slice(0, 6).padEnd(6, "0"));
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + fractionUs;
}

/** `240315`: days since 1970. */
export function dayOf(text: string | undefined): number | undefined {
  const parts = /^(\d{2})(\d{2})(\d{2})$/.exec(text ?? "");
  if (parts === null) return undefined;
  const year = Number(parts[3]);
  return dayOfParts(Number(parts[1]), Number(parts[2]), year + (year >= firstYearOf1900 ? 1_900 : 2_000));
}

/** @returns days since 1970, `undefined` for a day that no calendar has. */
export function dayOfParts(day: number, month: number, year: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1_980 || year > 2_200 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return (date.getTime() * 1_000) / dayUs;
}

export function speedOfKnots(text: string | undefined): number | undefined {
  const knots = numberOf(text);
  return knots === undefined || knots < 0 ? undefined : knots * knotMps;
}

export function speedOfKmh(text: string | undefined): number | undefined {
  const kmh = numberOf(text);
  return kmh === undefined || kmh < 0 ? undefined : kmh / 3.6;
}

/** A direction from north, 0 to 360. */
export function directionOf(text: string | undefined): number | undefined {
  const degrees = numberOf(text);
  return degrees !== undefined && degrees >= 0 && degrees <= 360 ? degrees : undefined;
}
