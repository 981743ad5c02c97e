import { setFlagsFromString } from "node:v8";

/** The old generation is collected when it has grown by so much of what was alive: 60 to 80 MB, so at 300 to 400 MB. */
const growthPercent = 400;

/**
 * For a process that serves the API and does nothing else. Marking the heap takes a second core for 150 ms; where that
 * is the database's, everybody waits. V8 by itself does it every four seconds under load, then every twenty (P99 at 60 %
 * of what it can: 27-65 instead of 39-215 ms, a sixth less of the processor; docs/operations/sizing.md).
 */
export function letHeapGrow(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
}
