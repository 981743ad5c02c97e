import { InvalidArgumentError } from "commander";

/** A count on the command line. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError("a whole number from 1.");
}

/** A time on the command line, in milliseconds. */
export function parseMilliseconds(text: string): number {
  const ms = Number(text);
  if (text.trim() !== "" && ms >= 0 && ms <= 3_600_000) return ms;
  throw new InvalidArgumentError("milliseconds from 0 to 3600000.");
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("a port is a number from 0 to 65535.");
}
