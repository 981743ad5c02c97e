import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { LevelMark } from "../faults/level-mark.tsx";
import { useTexts } from "../texts/texts.tsx";
import { listedLevels, vehicleStates, type ListSearch } from "./list-search.ts";
import type { VehicleList } from "./use-vehicle-list.ts";

/** What a tab shows: a list is of a state or of a level, or of all. */
export type TabSearch = Pick<ListSearch, "state" | "level">;

/** The tabs that stand there, in their order. */
export function tabsOf(counts: VehicleList["counts"]): readonly TabSearch[] {
  const states = vehicleStates.filter((state) => state !== "never" || counts.never > 0);
  return [{}, ...states.map((state) => ({ state })), ...listedLevels.map((level) => ({ level }))];
}

/** A tab for each state, with how many are in it now; then one for each level, with how many have nothing worse. */
export function StateTabs({ counts, levels }: Pick<VehicleList, "counts" | "levels">) {
  const texts = useTexts();
  return (
    <nav className="tabs" aria-label={texts("vehicles.filter")}>
      <Tab>
        {texts("vehicles.all")} <b>{formatNumber(counts.all)}</b>
      </Tab>
      {vehicleStates.map((state) =>
        state === "never" && counts.never === 0 ? null : (
          <Tab key={state} state={state}>
            <Glyph name={state} />
            {texts(`state.${state}`)} <b>{formatNumber(counts[state])}</b>
          </Tab>
        ),
      )}
      <span className="sep" aria-hidden="true" />
      {listedLevels.map((level) => (
        <Tab key={level} level={level}>
          <LevelMark level={level} />
          {texts(`level.${level}`)} <b>{levels === undefined ? "–" : formatNumber(levels[level])}</b>
        </Tab>
      ))}
    </nav>
  );
}

function Tab({ state, level, children }: TabSearch & { readonly children: ReactNode }) {
  return (
    <Link from="/vehicles" to="/vehicles" search={(previous) => ({ ...previous, state, level })} activeOptions={{ exact: true }}>
      {children}
    </Link>
  );
}
