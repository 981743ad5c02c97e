import { formatDuration } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import type { Texts } from "../texts/texts.tsx";
import type { Gap } from "./points.ts";

/** Why a stretch is empty, in the few words that fit above it. */
export function gapWords(gap: Gap, texts: Texts): string {
  const length = formatDuration(gap.toMs - gap.fromMs);
  switch (gap.reason) {
    case "asleep":
      return texts("chart.gapAsleep", { length });
    case "to-come":
      return texts("chart.gapToCome", { length });
    case "lost":
      return gap.samples === undefined
        ? texts("chart.gapLostPlain", { length })
        : texts("chart.gapLost", { samples: formatNumber(gap.samples, 0, texts.locale) });
    case "unknown":
      return texts("chart.gapUnknown", { length });
  }
}
