import pino from "pino";

/** Of a text. At the bound: it is cut, and says how long it was. */
const textMax = 4_000;
/** Errors, or other things, in one list. At the bound: the rest is counted. */
const listMax = 3;
/** Fields of one thing. At the bound: the rest is counted. */
const fieldsMax = 30;
/** Errors within errors. At the bound: what lies deeper is left out. */
const depthMax = 3;

/** @returns what a log line says of an error: enough to find it by, and no more, however many others it holds. */
export function loggedError(error: unknown): unknown {
  return bounded(error instanceof Error ? pino.stdSerializers.err(error) : error, depthMax);
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value.length > textMax ? `${value.slice(0, textMax)}… (${value.length} characters)` : value;
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (depth === 0) return "(more within)";
  if (Array.isArray(value)) {
    const kept = value.slice(0, listMax).map((each) => bounded(each, depth - 1));
    return value.length > listMax ? [...kept, `(${value.length - listMax} more)`] : kept;
  }
  const fields = Object.entries(value);
  const kept = fields.slice(0, fieldsMax).map(([name, field]) => [name, bounded(field, Array.isArray(field) ? depth : depth - 1)]);
  return Object.fromEntries(fields.length > fieldsMax ? [...kept, ["more", `(${fields.length - fieldsMax} more)`]] : kept);
}
