import { formatClock, formatMoment } from "@drawbar/ui/format/times.ts";
import type { Texts } from "../texts/texts.tsx";
import type { HeadingView } from "./arrival-queries.ts";

/** @returns "14:20 to 14:45" as two times, with the day where it is not today; of times that read the same, one. */
export function arrivalTimes({ arrival }: HeadingView, nowMs: number): readonly [from: string, to: string] {
  const [from, to] = [Date.parse(arrival.p10), Date.parse(arrival.p90)];
  const isToday = formatMoment(from, nowMs).startsWith("Today") && formatMoment(to, nowMs).startsWith("Today");
  return isToday ? [formatClock(from), formatClock(to)] : [formatMoment(from, nowMs), formatMoment(to, nowMs)];
}

export function whenWords(heading: HeadingView, nowMs: number, texts: Texts): string {
  const [from, to] = arrivalTimes(heading, nowMs);
  if (Date.parse(heading.arrival.p90) < nowMs) return texts("arrivals.overdue", { to });
  return from === to ? texts("arrivals.at", { at: to }) : texts("arrivals.between", { from, to });
}

export function basisWords({ basis, journeys }: HeadingView, texts: Texts): string {
  switch (basis) {
    case "journeys":
      return texts("arrivals.fromJourneys", { count: journeys });
    case "fleet":
      return texts("arrivals.fromFleet");
    case "route":
      return texts("arrivals.fromRoute");
    case "distance":
      return texts("arrivals.fromDistance");
  }
}
