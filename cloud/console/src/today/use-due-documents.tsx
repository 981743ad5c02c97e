import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatDay } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { documentsQuery } from "../documents/document-queries.ts";
import { expiryOf, localDay, soonDays } from "../documents/expiry.ts";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import type { TodayItem, TodayPart } from "./today-part.ts";

/** Papers that have expired or do within a month, those that expire first at the top. */
export function useDueDocuments(): TodayPart {
  const texts = useTexts();
  // The day changes at midnight, and with it what is due.
  const nowMs = useBeat((now) => Math.floor(now / 3_600_000) * 3_600_000, "second");
  const { data, error, errorUpdatedAt, refetch, hasNextPage } = useInfiniteQuery(documentsQuery({ expiresTo: localDay(nowMs, soonDays) }));
  const items = data?.pages
    .flatMap((page) => page.items)
    .map(({ documentId, vehicleId, driverId, ownerName, title, kind, expiresOn }): TodayItem => {
      const { kind: expiry, days = 0 } = expiryOf(expiresOn, nowMs);
      const kindWords = texts(`documents.kind.${kind}`);
      const isExpired = expiry === "expired";
      return {
        key: documentId,
        urgency: isExpired ? "expired" : "expires-soon",
        mark: <Glyph name={isExpired ? "stop" : "warn"} level={isExpired ? "stop" : "warn"} />,
        who: ownerName,
        isPlate: vehicleId !== undefined,
        what: title,
        ...(kindWords.toLowerCase() === title.toLowerCase() ? {} : { whatMore: kindWords }),
        when: expiresOn === undefined ? "" : formatDay(Date.parse(`${expiresOn}T12:00:00Z`), "UTC"),
        whenMore: texts(isExpired ? "documents.expired" : "documents.left", { days: Math.abs(days) }),
        way: (className, children) =>
          vehicleId === undefined ? (
            <Link className={className} to="/drivers/$driverId" params={{ driverId: driverId ?? "" }}>
              {children}
            </Link>
          ) : (
            <Link className={className} to="/vehicles/$vehicleId/profile" params={{ vehicleId }}>
              {children}
            </Link>
          ),
      };
    });
  return {
    items,
    hasMore: hasNextPage,
    error,
    failedAtMs: errorUpdatedAt,
    onRetry: () => void refetch(),
    calm: texts("today.documentsCalm"),
  };
}
