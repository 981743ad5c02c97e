/** Names of log files: eight hexadecimal digits of the timeline, then the position in segments of 16 MB (PostgreSQL 18, 28.6). */

const segmentName = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/;
/** Segments of 16 MB in a "log" of 4 GB. */
const segmentsPerLog = 256n;

/** @returns the position within the log, the same on every timeline; `undefined` for what is no log file. */
export function walPosition(name: string): bigint | undefined {
  const match = segmentName.exec(name);
  if (match === null) return undefined;
  return BigInt(`0x${match[2]}`) * segmentsPerLog + BigInt(`0x${match[3]}`);
}

/** Names from one to another, both included. */
export function walNames(first: string, last: string): readonly string[] {
  const [from, to] = [walPosition(first), walPosition(last)];
  if (from === undefined || to === undefined) return [];
  const names: string[] = [];
  for (let at = from; at <= to; at += 1n) names.push(`${first.slice(0, 8)}${hex(at / segmentsPerLog)}${hex(at % segmentsPerLog)}`);
  return names;
}

function hex(value: bigint): string {
  return value.toString(16).toUpperCase().padStart(8, "0");
}
