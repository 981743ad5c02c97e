/** The tokens a map needs, as colours it understands. */
import { tokenColours } from "../frame/token-colours.ts";

const tokens = [
  ...(["map-land", "map-water", "map-road", "map-road-2", "map-town", "map-label"] as const),
  ...(["ink", "ink-2", "edge", "rule", "ground", "sheet", "raised", "selected", "focus", "act", "on-act"] as const),
  ...(["stop", "warn", "info", "ok", "s1", "s2", "s3", "s4", "s5", "s6"] as const),
] as const;
export type MapColours = Readonly<Record<(typeof tokens)[number], string>>;

/** @param element stands where the map stands: its theme decides. */
export function mapColours(element: HTMLElement): MapColours {
  return tokenColours(element, tokens);
}
