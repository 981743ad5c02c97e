import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useTexts } from "../texts/texts.tsx";

/** What the marks of the map mean. @param without how many have not said where they are. */
export function FleetLegend({ shown, without }: { readonly shown: number; readonly without: number }) {
  const texts = useTexts();
  return (
    <>
      <li>
        <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 0 13.4 14 8 11 2.6 14z" fill="currentColor" transform="rotate(90 8 8)" />
        </svg>
        {texts("vehicles.map.ahead")}
      </li>
      {(["late", "silent", "asleep"] as const).map((state) => (
        <li key={state}>
          <Glyph name={state} />
          {texts(`state.${state}`)}
        </li>
      ))}
      <li>
        <span className="dep" aria-hidden="true">
          9
        </span>
        {texts("vehicles.map.depot")}
      </li>
      <li>
        <span className="many" aria-hidden="true">
          9
        </span>
        {texts("vehicles.map.many")}
      </li>
      <li>{texts("vehicles.map.count", { number: formatNumber(shown) })}</li>
      {without > 0 && <li>{texts("vehicles.map.without", { count: without, number: formatNumber(without) })}</li>}
    </>
  );
}
