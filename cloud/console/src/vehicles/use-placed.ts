import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { faultLevelsQuery } from "../faults/fault-queries.ts";
import { stateAt } from "../live/fleet-store.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import type { PlacedVehicle } from "./fleet-features.ts";

const manyVehicles = 2_000;
const manyMs = 3_000;

/** The vehicles of a list as a map shows them. Of a large fleet places are looked at every few seconds, for each time the whole map is drawn anew. */
export function usePlaced(ids: readonly string[]): readonly PlacedVehicle[] {
  const { fleet, socket } = useLive();
  const { data: faults } = useQuery(faultLevelsQuery);
  const states = useBeat(() => fleet.states, "second");
  const version = useBeat((now) => (ids.length > manyVehicles ? Math.floor(now / manyMs) : fleet.version), "second");
  const isConnected = useBeat(() => socket.lostAtMs === undefined, "second");
  // cut off, states change by age alone
  const nowMs = useBeat((now) => (isConnected ? 0 : Math.floor(now / 5_000) * 5_000), "second");
  return useMemo(
    () =>
      ids.flatMap((id) => {
        const vehicle = fleet.get(id);
        if (vehicle === undefined) return [];
        const level = faults?.get(id)?.level;
        return [{ vehicle, state: stateAt(vehicle, nowMs, isConnected), level: level === "note" ? undefined : level }];
      }),
    [fleet, ids, faults, states, version, nowMs, isConnected], // states and version stand for what the fleet holds
  );
}
