import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { vehiclesQuery } from "../api/queries.ts";
import { lastSampleMs, stateAt } from "../live/fleet-store.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { useVehicleList } from "../vehicles/use-vehicle-list.ts";
import type { TodayItem, TodayPart } from "./today-part.ts";

/** The list of vehicles has the rest. */
const itemsMost = 50;

/** Vehicles that are not heard as they should be, in the order of the list: what is silent first, and what falls silent later below it. */
export function useQuietVehicles(): TodayPart {
  const texts = useTexts();
  const { fleet, socket } = useLive();
  const { ids, counts } = useVehicleList({});
  const { error, errorUpdatedAt, refetch } = useQuery(vehiclesQuery);
  const nowMs = useBeat((now) => Math.floor(now / 1_000) * 1_000, "second");
  const items: TodayItem[] = [];
  for (const vehicleId of ids) {
    const vehicle = fleet.get(vehicleId);
    if (vehicle === undefined) continue;
    const state = stateAt(vehicle, nowMs, socket.lostAtMs === undefined);
    if (state !== "silent" && state !== "late") continue;
    const heardMs = lastSampleMs(vehicle);
    items.push({
      key: vehicleId,
      urgency: state,
      mark: <Glyph name={state} />,
      who: vehicle.callSign,
      isPlate: true,
      what: texts(`state.${state}`),
      whatMore: [vehicle.life === "active" ? "" : texts(`life.${vehicle.life}`), vehicle.group?.name ?? "", vehicle.description]
        .filter((part) => part !== "")
        .join(" · "),
      when: heardMs === undefined ? texts("vehicles.never") : formatAge(nowMs - heardMs),
      ...(heardMs === undefined ? {} : { whenMore: formatMoment(heardMs, nowMs) }),
      way: (className, children) => (
        <Link className={className} to="/vehicles/$vehicleId" params={{ vehicleId }}>
          {children}
        </Link>
      ),
    });
    if (items.length === itemsMost) break;
  }
  const rest = counts.live + counts["in-depot"] + counts.asleep;
  return {
    items: fleet.isKnown ? items : undefined,
    count: counts.silent + counts.late,
    error,
    failedAtMs: errorUpdatedAt,
    onRetry: () => void refetch(),
    calm: texts("vehicles.allWell", { rest, restText: formatNumber(rest) }),
  };
}
