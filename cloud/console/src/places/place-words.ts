import { formatAmount, formatNumber } from "@drawbar/ui/format/numbers.ts";
import type { Texts } from "../texts/texts.tsx";
import { distanceWords } from "../trips/trip-words.ts";
import type { PlaceShape } from "./shape-draft.ts";
import { metresBetween } from "./shape-geo.ts";

/** @returns "Circle, 250 m around", "Outline of 5 corners", "Corridor, 12.4 km long, 60 m wide". */
export function shapeWords(shape: PlaceShape, texts: Texts): string {
  switch (shape.kind) {
    case "circle":
      return texts("places.circleOf", { radius: distanceWords(shape.radiusM, texts.locale) });
    case "polygon": {
      const corners = (shape.rings[0] ?? []).length;
      return texts("places.polygonOf", { corners: formatNumber(corners), holes: shape.rings.length - 1 });
    }
    case "corridor": {
      const line = shape.line.map(([longitude = 0, latitude = 0]) => [longitude, latitude] as const);
      const length = line.reduce((sum, at, index) => sum + (index === 0 ? 0 : metresBetween(line[index - 1] ?? at, at)), 0);
      return texts("places.corridorOf", { length: distanceWords(length, texts.locale), width: formatAmount(shape.widthM, 0, "m", texts.locale) });
    }
  }
}

/** What makes a vehicle enter and leave, in words. */
export function ruleWords({ hysteresisM, dwellS }: { readonly hysteresisM: number; readonly dwellS: number }, texts: Texts): string {
  return [
    dwellS === 0 ? texts("places.entersAtOnce") : texts("places.entersAfter", { seconds: formatNumber(dwellS) }),
    texts("places.leavesBeyond", { metres: formatNumber(hysteresisM) }),
  ].join(" ");
}
