/** How quiet the machine is: a busy loop reads the clock and counts the times when it was not let. */
import { setTimeout as sleep } from "node:timers/promises";

const probeMs = 1_000;
const gapMs = 1;
const gapsMax = 20;
const pauseMs = 4_000;

export interface Quietness {
  readonly isQuiet: boolean;
  /** Gaps over 1 ms in the last second that was probed. */
  readonly gaps: number;
}

/** Blocks for a second. */
function probe(): number {
  const end = performance.now() + probeMs;
  let gaps = 0;
  for (let previous = performance.now(); previous < end;) {
    const now = performance.now();
    if (now - previous > gapMs) gaps += 1;
    previous = now;
  }
  return gaps;
}

/** Probes until a second is quiet, or until `waitMaxMs` have passed. @param onWait told of each second that was not. */
export async function waitForQuiet(waitMaxMs: number, onWait: (gaps: number) => void): Promise<Quietness> {
  const giveUpAt = performance.now() + waitMaxMs;
  for (;;) {
    const gaps = probe();
    if (gaps <= gapsMax) return { isQuiet: true, gaps };
    if (performance.now() + pauseMs >= giveUpAt) return { isQuiet: false, gaps };
    onWait(gaps);
    await sleep(pauseMs);
  }
}
