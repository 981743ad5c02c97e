/** The marks of the vocabulary: shape first, word second, colour third. A glyph never stands without its word beside it. */
import type { ReactNode } from "react";

export type GlyphName = "live" | "late" | "silent" | "in-depot" | "asleep" | "never" | "depot" | "stop" | "warn" | "note" | "clear";

const gate = <path d="M2 14V6l6-4 6 4v8h-3V8H5v6z" fill="currentColor" />;

const drawings: Readonly<Record<GlyphName, ReactNode>> = {
  live: <circle cx="8" cy="8" r="5.5" fill="currentColor" />,
  late: (
    <>
      <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M8 3a5 5 0 0 1 0 10z" fill="currentColor" />
    </>
  ),
  silent: (
    <>
      <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M2 14 14 2" stroke="currentColor" strokeWidth="2" />
    </>
  ),
  asleep: <path d="M10.5 2.2A6 6 0 1 0 13.9 11 5.2 5.2 0 0 1 10.5 2.2z" fill="currentColor" />,
  never: <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="2.4 1.8" />,
  "in-depot": gate,
  depot: gate,
  stop: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
      <path d="M4 8h8" stroke="var(--gk,var(--sheet))" strokeWidth="2.4" />
    </>
  ),
  warn: (
    <>
      <path d="M8 1 15.5 14.5H.5z" fill="currentColor" />
      <path d="M8 5.5v4.4M8 11.2v1.9" stroke="var(--gk,var(--sheet))" strokeWidth="1.9" />
    </>
  ),
  note: <path d="M8 1.8 14.2 8 8 14.2 1.8 8z" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  clear: <path d="M3 8.5 6.5 12 13 4.5" fill="none" stroke="currentColor" strokeWidth="2.2" />,
};

/** Holds every drawing once; put it at the top of the page, before the first `Glyph`. */
export function GlyphSprite() {
  return (
    <svg width="0" height="0" style={{ position: "absolute" }} aria-hidden="true">
      {Object.entries(drawings).map(([name, drawing]) => (
        <symbol key={name} id={`g-${name}`} viewBox="0 0 16 16">
          {drawing}
        </symbol>
      ))}
    </svg>
  );
}

/** @param level colours the mark; without one it is ink, because normal is grey. */
export function Glyph({ name, level }: { readonly name: GlyphName; readonly level?: "stop" | "warn" | "info" | "ok" }) {
  return (
    <svg className={level === undefined ? "g" : `g ${level}`} aria-hidden="true">
      <use href={`#g-${name}`} />
    </svg>
  );
}
