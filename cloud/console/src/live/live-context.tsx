import { createContext, useContext, useSyncExternalStore } from "react";
import type { FleetStore } from "./fleet-store.ts";
import type { LiveFollowing } from "./live-following.ts";
import type { Pulse } from "./pulse.ts";

/** What is alive in the console: one of each, made in main.tsx. */
export interface Live {
  readonly pulse: Pulse;
  readonly socket: LiveFollowing;
  readonly fleet: FleetStore;
}

const LiveContext = createContext<Live | undefined>(undefined);
export const LiveProvider = LiveContext.Provider;

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error("useLive needs a LiveProvider above it");
  return live;
}

/**
 * Reads something that changes with time; renders again only when the result differs.
 *
 * @param read must give the same object for the same state: a string, a number, or something a store keeps.
 * @param pace how often it is read: 4 times a second, or once.
 */
export function useBeat<Result>(read: (nowMs: number) => Result, pace: "beat" | "second" = "beat"): Result {
  const { pulse } = useLive();
  return useSyncExternalStore(pace === "beat" ? pulse.onBeat : pulse.onSecond, () => read(pulse.nowMs));
}
