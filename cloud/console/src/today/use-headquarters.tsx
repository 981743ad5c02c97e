import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { healthQuery } from "../api/queries.ts";
import { isDiskShort, lateness } from "../health/troubles.ts";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import type { TodayItem, TodayPart } from "./today-part.ts";

/** What fails at the headquarters itself: work that nobody does, a log that is not archived, a disk that fills up. */
export function useHeadquarters(): TodayPart {
  const texts = useTexts();
  const nowMs = useBeat((now) => Math.floor(now / 1_000) * 1_000, "second");
  const { data, error, errorUpdatedAt, refetch } = useQuery(healthQuery);
  const item = (level: "stop" | "warn", who: string, what: string, sinceMs?: number): TodayItem => ({
    key: who,
    urgency: "headquarters",
    mark: <Glyph name={level} level={level} />,
    who,
    what,
    when: sinceMs === undefined ? "" : formatAge(Math.max(0, nowMs - sinceMs)),
    ...(sinceMs === undefined ? {} : { whenMore: formatMoment(sinceMs, nowMs) }),
    way: (className, children) => (
      <Link className={className} to="/health">
        {children}
      </Link>
    ),
  });
  const items: TodayItem[] = [];
  for (const job of data?.jobs ?? []) {
    const ageMs = lateness(job, nowMs);
    if (ageMs !== undefined) items.push(item("warn", texts(`health.${job.job}`), texts("health.late", { age: formatAge(ageMs) }), nowMs - ageMs));
  }
  const { database } = data ?? {};
  if (database?.logArchive === "failing") {
    const archivedMs = database.archivedAt === undefined ? undefined : Date.parse(database.archivedAt);
    items.push(item("stop", texts("health.backups"), texts("health.archiveFailing"), archivedMs));
  }
  if (database?.diskFreePercent !== undefined && isDiskShort(database))
    items.push(item("stop", texts("health.disk"), texts("health.diskShort", { percent: database.diskFreePercent })));
  return {
    items: data === undefined ? undefined : items,
    error,
    failedAtMs: errorUpdatedAt,
    onRetry: () => void refetch(),
    calm: texts(data !== undefined && database === undefined ? "health.notAsked" : "today.headquartersCalm"),
  };
}
