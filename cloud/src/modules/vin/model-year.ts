/** The model year in position 10, a letter or digit that comes back every 30 years. */

/** 1980 to 2009, and again 2010 to 2039; I, O, Q, U, Z and 0 are none. */
const yearCodes = "ABCDEFGHJKLMNPRSTVWXY123456789";
const firstModelYear = 1980;
/** From here on position 7 of a car or light truck is a letter. */
const letterCycleYear = 2010;

/**
 * Years that position 10 may mean.
 *
 * @param yearMax the newest model year there can be: next year's models are sold this year.
 * @returns newest first; empty when it is no year.
 * @see 49 CFR 565.15 (d), table VII
 */
export function modelYearsOf(vin: string, yearMax: number): readonly number[] {
  const index = yearCodes.indexOf(vin[9] ?? "");
  if (index < 0) return [];
  const years: number[] = [];
  for (let year = firstModelYear + index; year <= yearMax; year += yearCodes.length) years.unshift(year);
  return years;
}

/**
 * Of these years the ones that position 7 allows, which is a digit until 2009 and a letter from 2010 on.
 * Only of cars, multipurpose vehicles and trucks up to 10,000 lb that were made for North America.
 */
export function yearsByPosition7(vin: string, years: readonly number[]): readonly number[] {
  const isLetter = /[A-Z]/.test(vin[6] ?? "");
  return years.filter((year) => isLetter === year >= letterCycleYear);
}
