import { onlineManager } from "@tanstack/react-query";
import { useLive, useBeat } from "../live/live-context.tsx";

/** A break this short is over before it is read; only a longer one is told. */
const toldAfterMs = 4_000;

/** @returns since when this page has been cut off, milliseconds since 1970 by this computer's clock; `undefined` while it is not, or not for long. */
export function useLostSince(): number | undefined {
  const { socket } = useLive();
  return useBeat(() => {
    const { lostAtMs } = socket;
    return lostAtMs !== undefined && (Date.now() - lostAtMs > toldAfterMs || !onlineManager.isOnline()) ? lostAtMs : undefined;
  });
}
