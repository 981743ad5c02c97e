import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { depotsQuery } from "../api/queries.ts";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import type { TodayItem, TodayPart } from "./today-part.ts";

/** Depots whose link to the cloud is down. */
export function useDepotsAlone(): TodayPart {
  const texts = useTexts();
  const nowMs = useBeat((now) => Math.floor(now / 1_000) * 1_000, "second");
  const { data, error, errorUpdatedAt, refetch } = useQuery(depotsQuery);
  const items = data
    ?.filter(({ connected }) => !connected)
    .map(({ depotId, name, lastHeardAt }): TodayItem => {
      const heardMs = lastHeardAt === undefined ? undefined : Date.parse(lastHeardAt);
      return {
        key: depotId,
        urgency: "depot-alone",
        mark: <Glyph name="warn" level="warn" />,
        who: name,
        what: texts("links.alone"),
        when: heardMs === undefined ? texts("vehicles.never") : formatAge(Math.max(0, nowMs - heardMs)),
        ...(heardMs === undefined ? {} : { whenMore: formatMoment(heardMs, nowMs) }),
        way: (className, children) => (
          <Link className={className} to="/depots/$depotId" params={{ depotId }}>
            {children}
          </Link>
        ),
      };
    });
  return {
    items,
    error,
    failedAtMs: errorUpdatedAt,
    onRetry: () => void refetch(),
    calm: data?.length === 0 ? texts("links.noDepots") : texts("links.summary", { alone: 0 }),
  };
}
