import { Glyph, type GlyphName } from "@drawbar/ui/glyphs.tsx";
import type { FaultLevel } from "./fault-search.ts";

export const levelGlyphs = {
  "stop-now": { name: "stop", level: "stop" },
  workshop: { name: "warn", level: "warn" },
  note: { name: "note", level: "info" },
} as const satisfies Readonly<Record<FaultLevel, { readonly name: GlyphName; readonly level: "stop" | "warn" | "info" }>>;

/** The mark of a level, or of a fault that is gone. Its word stands beside it. */
export function LevelMark({ level, isCleared = false }: { readonly level: FaultLevel; readonly isCleared?: boolean }) {
  return isCleared ? <Glyph name="clear" /> : <Glyph {...levelGlyphs[level]} />;
}
