import { createContext, useContext } from "react";
import type { Scope } from "../api/queries.ts";
import type { RunView, VehicleSummary } from "../api/types.ts";
import type { VehicleStore } from "../live/vehicle-store.ts";

/** What the tabs of a vehicle page share. */
export interface VehicleContextValue {
  readonly vehicle: VehicleSummary;
  readonly scope: Scope;
  readonly store: VehicleStore;
  readonly run: RunView | undefined;
}

const VehicleContext = createContext<VehicleContextValue | undefined>(undefined);
export const VehicleProvider = VehicleContext.Provider;

export function useVehicle(): VehicleContextValue {
  const value = useContext(VehicleContext);
  if (value === undefined) throw new Error("useVehicle needs a vehicle page around it");
  return value;
}
