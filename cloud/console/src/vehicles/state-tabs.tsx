import { Link } from "@tanstack/react-router";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useTexts } from "../texts/texts.tsx";
import { vehicleStates } from "./list-search.ts";
import type { VehicleList } from "./use-vehicle-list.ts";

/** A tab for each state, with how many are in it now. */
export function StateTabs({ counts }: { readonly counts: VehicleList["counts"] }) {
  const texts = useTexts();
  return (
    <nav className="tabs" aria-label={texts("vehicles.filter")}>
      <Link from="/vehicles" to="/vehicles" search={(previous) => ({ ...previous, state: undefined })} activeOptions={{ exact: true }}>
        {texts("vehicles.all")} <b>{formatNumber(counts.all)}</b>
      </Link>
      {vehicleStates.map((state) =>
        state === "never" && counts.never === 0 ? null : (
          <Link key={state} from="/vehicles" to="/vehicles" search={(previous) => ({ ...previous, state })} activeOptions={{ exact: true }}>
            <Glyph name={state} />
            {texts(`state.${state}`)} <b>{formatNumber(counts[state])}</b>
          </Link>
        ),
      )}
    </nav>
  );
}
