/** What a unit must know of its own past before it may stamp anything: how often it has started, and a time that has surely passed. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface UnitState {
  /** Starts of the agent; with the monotonic clock it orders samples, whatever the wall clock did. */
  readonly boot: number;
  /** Microseconds since 1970. */
  readonly trustedUs: number;
}

/**
 * @returns what was saved; zeros when there is nothing or it cannot be read. Then the cloud remembers the boot
 *   counter (docs/protocols/link.md, rule R6) and the certificate bounds the time, so a damaged file costs nothing.
 */
export function loadUnitState(file: string): UnitState {
  try {
    const saved: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof saved !== "object" || saved === null) return { boot: 0, trustedUs: 0 };
    return { boot: wholeNumber(saved, "boot"), trustedUs: wholeNumber(saved, "trustedUs") };
  } catch {
    return { boot: 0, trustedUs: 0 };
  }
}

/** Atomic and synced: a power cut leaves the old state or the new one. @throws what the file system throws, such as ENOSPC. */
export function saveUnitState(file: string, state: UnitState): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(state)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

function wholeNumber(saved: object, name: string): number {
  const value: unknown = (saved as Record<string, unknown>)[name]; // an object has any property, or none
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
