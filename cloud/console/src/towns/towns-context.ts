import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { NearTown } from "@drawbar/proto/towns/nearest-town.ts";
import type { Spot } from "@drawbar/proto/towns/town-tile.ts";
import type { TownStore } from "./town-store.ts";

const TownsContext = createContext<TownStore | undefined>(undefined);
export const TownsProvider = TownsContext.Provider;

export function useTownStore(): TownStore {
  const towns = useContext(TownsContext);
  if (towns === undefined) throw new Error("useTownStore needs a TownsProvider above it");
  return towns;
}

/** @returns the town that a position is named by; `undefined` where none is near and while it is not known yet. */
export function useTown(spot: Spot | undefined): NearTown | undefined {
  const towns = useTownStore();
  return useSyncExternalStore(towns.onChange, () => (spot === undefined ? undefined : townOf(towns, spot)));
}

export type TownAt = (spot: Spot) => NearTown | undefined;

/** The same for many positions. Renders again when more towns are known. */
export function useTownAt(): TownAt {
  const towns = useTownStore();
  const version = useSyncExternalStore(towns.onChange, () => towns.version);
  return useCallback((spot) => townOf(towns, spot), [towns, version]); // the version stands for what the store knows
}

function townOf(towns: TownStore, spot: Spot): NearTown | undefined {
  const town = towns.nearest(spot);
  return town.kind === "town" ? town : undefined;
}
