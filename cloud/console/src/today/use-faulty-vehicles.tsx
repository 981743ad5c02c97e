import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { faultLevelsQuery } from "../faults/fault-queries.ts";
import { LevelMark, levelGlyphs } from "../faults/level-mark.tsx";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import type { TodayItem, TodayPart } from "./today-part.ts";
import { byUrgency } from "./urgency.ts";

/** Vehicles that must stop or go to the workshop, each with its worst fault. */
export function useFaultyVehicles(): TodayPart {
  const texts = useTexts();
  const { fleet } = useLive();
  const nowMs = useBeat((now) => Math.floor(now / 1_000) * 1_000, "second");
  const { data, error, errorUpdatedAt, refetch } = useQuery(faultLevelsQuery);
  const found = [...(data?.values() ?? [])].toSorted((one, other) => (one.worst.onsetAt > other.worst.onsetAt ? -1 : 1)); // what is new first
  const items = found.flatMap(({ vehicleId, level, worst, faults }): readonly TodayItem[] => {
    if (level === "note") return [];
    const { episodeId, code, text, onsetAt } = worst;
    const vehicle = fleet.get(vehicleId);
    if (vehicle?.life === "decommissioned") return [];
    return [
      {
        key: vehicleId,
        urgency: level,
        mark: <LevelMark level={level} />,
        who: vehicle?.callSign ?? texts("vehicles.vehicle"),
        isPlate: true,
        what: <span className={`${levelGlyphs[level].level}-ink`}>{text ?? texts("faults.noText")}</span>,
        whatMore: (
          <>
            {texts(`level.${level}`)}, <span className="code">{faults > 1 ? texts("faults.more", { code, count: faults - 1 }) : code}</span>
          </>
        ),
        when: formatAge(Math.max(0, nowMs - Date.parse(onsetAt))),
        whenMore: formatMoment(Date.parse(onsetAt), nowMs),
        way: (className, children) => (
          <Link className={className} to="/faults/$episodeId" params={{ episodeId }}>
            {children}
          </Link>
        ),
      },
    ];
  });
  return {
    items: data === undefined ? undefined : byUrgency(items),
    error,
    failedAtMs: errorUpdatedAt,
    onRetry: () => void refetch(),
    calm: texts("today.faultsCalm"),
  };
}
