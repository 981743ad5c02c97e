import { useEffect, useSyncExternalStore } from "react";
import type { ReplayClock } from "./replay-clock.ts";

/** For those who want no motion, a replay goes in steps that can be read one by one. */
const stillStepMs = 1_000;

/**
 * Reads something of a replay; renders again only when the result differs.
 *
 * @param read must give a string, a number, or something that stays the same object.
 */
export function useReplay<Result>(clock: ReplayClock, read: (clock: ReplayClock) => Result): Result {
  return useSyncExternalStore(clock.onChange, () => read(clock));
}

/** Lets the clock go on while it plays: with every frame, or once a second where motion is to be reduced. */
export function useReplayMotion(clock: ReplayClock): void {
  const isPlaying = useReplay(clock, (each) => each.isPlaying);
  useEffect(() => {
    if (!isPlaying) return undefined;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      const timer = setInterval(() => clock.advance(stillStepMs), stillStepMs);
      return () => clearInterval(timer);
    }
    let lastMs = performance.now();
    let frame = requestAnimationFrame(function next(nowMs) {
      clock.advance(nowMs - lastMs);
      lastMs = nowMs;
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [clock, isPlaying]);
  // whoever leaves the page does not come back to a replay that went on
  useEffect(() => () => clock.pause(), [clock]);
}
