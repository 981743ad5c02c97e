import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { VehicleState } from "../api/types.ts";
import { faultLevelsQuery } from "../faults/fault-queries.ts";
import { stateAt } from "../live/fleet-store.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { fitsProfile } from "./fits-profile.ts";
import type { ListedLevel, ListSearch } from "./list-search.ts";
import { fitsFilter, keepPlaces, movedRows, orderVehicles, rankByCallSign } from "./vehicle-order.ts";

export interface VehicleList {
  /** The rows to show, in the order shown. */
  readonly ids: readonly string[];
  readonly counts: Readonly<Record<VehicleState | "all", number>>;
  /** How many have a worst fault of each level, and how many are heard as expected without any; absent until the faults were read. */
  readonly levels: Readonly<Record<ListedLevel | "well", number>> | undefined;
  /** Rows that are no longer where the order would put them. */
  readonly moved: number;
  readonly resort: () => void;
}

const isWell: ReadonlySet<VehicleState> = new Set(["live", "in-depot", "asleep"]);

/** The list as the address asks for it. Worked out once a second at most; the order shown changes only when asked to. */
export function useVehicleList(search: ListSearch): VehicleList {
  const { fleet, socket } = useLive();
  const { data: faults } = useQuery(faultLevelsQuery);
  const version = useBeat(() => fleet.version, "second");
  const members = useBeat(() => fleet.members, "second");
  const isConnected = useBeat(() => socket.lostAtMs === undefined, "second");
  // cut off, states change by age alone: looked at again every 5 s
  const aging = useBeat((nowMs) => (isConnected ? 0 : Math.floor(nowMs / 5_000)), "second");
  const nowMs = useBeat((now) => Math.floor(now / 1_000) * 1_000, "second");
  const ranks = useMemo(() => rankByCallSign(fleet.all()), [fleet, members]); // members stands for what all() returns

  const due = useMemo(() => {
    const counts = { all: 0, live: 0, late: 0, silent: 0, "in-depot": 0, asleep: 0, never: 0 };
    const levels = { "stop-now": 0, workshop: 0, well: 0 };
    const listed = [];
    for (const vehicle of fleet.all()) {
      if (!fitsProfile(vehicle, search) || !fitsFilter(vehicle, search.filter ?? "")) continue;
      const state = stateAt(vehicle, nowMs, isConnected);
      const fault = faults?.get(vehicle.vehicleId);
      const level = fault?.level;
      counts.all += 1;
      counts[state] += 1;
      if (level !== undefined && level !== "note") levels[level] += 1;
      else if (isWell.has(state)) levels.well += 1;
      const isListed = (search.state === undefined || search.state === state) && (search.level === undefined || search.level === level);
      if (isListed) listed.push({ vehicle, state, level, onsetAt: fault?.worst.onsetAt, rank: ranks.get(vehicle.vehicleId) ?? 0 });
    }
    return { counts, levels, ids: orderVehicles(listed, search.sort) };
  }, [
    fleet,
    faults,
    version,
    aging,
    isConnected,
    ranks,
    search.filter,
    search.state,
    search.level,
    search.sort,
    search.group,
    search.tag,
    search.attribute,
    search.life,
  ]); // version and aging stand for what the fleet and the clock hold

  // another filter, tab or order is another list: it starts in its own order; so does one that did not know of faults yet
  const { filter, state, level, sort, group, tag, attribute, life } = search;
  const list = [filter, state, level, sort, group, tag, attribute, life, faults === undefined].join("\n");
  const [shown, setShown] = useState({ list, ids: due.ids });
  const ids = shown.list === list && shown.ids.length > 0 ? keepPlaces(shown.ids, due.ids) : due.ids;
  if (shown.list !== list || shown.ids !== ids) setShown({ list, ids });
  return {
    ids,
    counts: due.counts,
    levels: faults === undefined ? undefined : due.levels,
    moved: useMemo(() => movedRows(ids, due.ids), [ids, due.ids]),
    resort: () => setShown({ list, ids: due.ids }),
  };
}
