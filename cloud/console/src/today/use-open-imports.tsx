import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { importsQuery } from "../imports/import-queries.ts";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import type { TodayItem, TodayPart } from "./today-part.ts";

/** Imports that go on only when somebody decides. @param isEnabled whether this person may import. */
export function useOpenImports(isEnabled: boolean): TodayPart {
  const texts = useTexts();
  const nowMs = useBeat((now) => Math.floor(now / 1_000) * 1_000, "second");
  const { data, error, errorUpdatedAt, refetch } = useQuery({ ...importsQuery, enabled: isEnabled });
  const items = data
    ?.filter(({ state }) => state === "read" || state === "checked")
    .map(({ importId, fileName, state, createdAt }): TodayItem => ({
      key: importId,
      urgency: "import",
      who: fileName,
      what: texts(`imports.state.${state}`),
      when: formatAge(Math.max(0, nowMs - Date.parse(createdAt))),
      whenMore: formatMoment(Date.parse(createdAt), nowMs),
      way: (className, children) => (
        <Link className={className} to="/import/$importId" params={{ importId }}>
          {children}
        </Link>
      ),
    }));
  return { items, error, failedAtMs: errorUpdatedAt, onRetry: () => void refetch(), calm: texts("today.importsCalm") };
}
