/** Ages and durations as the console writes them: 0.4 s, 42 s, 4 min, 3 h 10, 2 d. */

const narrowSpace = "\u202f";
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How old a value is.
 *
 * @param ms negative ages (clocks that disagree) read as 0.
 * @returns tenths of a second up to 10 s, then whole seconds, minutes, hours with minutes, days; always rounded down, an age is never ahead of itself.
 */
export function formatAge(ms: number): string {
  const age = Math.max(ms, 0);
  if (age < 10 * second) return `${(Math.floor(age / 100) / 10).toFixed(1)}${narrowSpace}s`;
  if (age < minute) return `${Math.floor(age / second)}${narrowSpace}s`;
  if (age < hour) return `${Math.floor(age / minute)}${narrowSpace}min`;
  if (age < day) return `${Math.floor(age / hour)}${narrowSpace}h${narrowSpace}${twoDigits(Math.floor((age % hour) / minute))}`;
  return `${Math.floor(age / day)}${narrowSpace}d`;
}

/** @returns how long something lasted, to its two largest units: "7 h 42 min", "52 min", "5 min 30 s", "3 d 4 h", "0.3 s". */
export function formatDuration(ms: number): string {
  // rounded before the units are chosen, so that 59 min 59.9 s reads as 1 h
  const step = ms < hour ? second : ms < day ? minute : hour;
  const length = ms < second ? Math.max(ms, 0) : Math.round(ms / step) * step;
  if (length < second) return `${(length / second).toFixed(1)}${narrowSpace}s`;
  if (length < minute) return `${length / second}${narrowSpace}s`;
  if (length < hour) return pair(length, minute, "min", second, "s");
  if (length < day) return pair(length, hour, "h", minute, "min");
  return pair(length, day, "d", hour, "h");
}

function pair(length: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.round((length % large) / small);
  const head = `${Math.floor(length / large)}${narrowSpace}${largeUnit}`;
  return rest === 0 ? head : `${head} ${rest}${narrowSpace}${smallUnit}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
