/** The tokens a chart's canvas needs, as colours it understands. */
import { tokenColours } from "../frame/token-colours.ts";

const tokens = ["s1", "ink", "ink-2", "edge", "rule", "sheet", "stop", "warn", "info"] as const;
export type ChartColours = Readonly<Record<(typeof tokens)[number], string>>;

/** @param element stands where the chart stands: its theme decides. */
export function chartColours(element: HTMLElement): ChartColours {
  return tokenColours(element, tokens);
}
