/** Timeouts of a process that may itself have been held up. */
import type { Timer, TimerHandle } from "../can/timer.ts";

/** Later than this after its time, the process was busy or asleep rather than the other side. A loop under load is late by a few milliseconds. */
const lateMs = 20;

/**
 * Calls `run` at `atMs` or as soon as the process is there. When it comes late, what has arrived meanwhile is heard first:
 * event loops run timers before input, and an answer that lies in the socket must not count as silence.
 *
 * @param nowMs reads the monotonic clock, milliseconds.
 */
export function wakeAt(timer: Timer, nowMs: () => number, atMs: number, run: () => void): TimerHandle {
  let handle = timer.after(Math.max(0, atMs - nowMs()), () => {
    if (nowMs() - atMs <= lateMs) run();
    else handle = timer.after(0, run);
  });
  return { cancel: () => handle.cancel() };
}
