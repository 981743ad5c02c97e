import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMedia } from "../frame/use-media.ts";
import { useTexts } from "../texts/texts.tsx";
import { FleetMap } from "./fleet-map.tsx";
import type { ListSearch } from "./list-search.ts";
import { VehicleTable, type VehicleTableProps } from "./vehicle-table.tsx";

/** As ui/map.css: below, the map stands above the list and the page scrolls. */
const besideEachOther = "(min-width: 1181px) and (min-height: 600px)";

type FleetSplitProps = Pick<VehicleTableProps, "ids" | "columns" | "sort" | "onSort"> & { readonly search: ListSearch };

/** List and map of the same vehicles; the one selected is the same in both. */
export function FleetSplit({ search, ids, ...table }: FleetSplitProps) {
  const texts = useTexts();
  const navigate = useNavigate({ from: "/vehicles" });
  const isBeside = useMedia(besideEachOther);
  const [pane, setPane] = useState<HTMLElement | null>(null);
  return (
    <div className="fleet-split">
      <section ref={setPane} className="fleet-list" {...(isBeside ? { tabIndex: 0, "aria-label": texts("vehicles.map.list") } : {})}>
        <VehicleTable {...table} ids={ids} scroller={isBeside ? pane : "page"} isBesideMap selected={search.selected} />
      </section>
      <FleetMap
        ids={ids}
        selected={search.selected}
        at={search.at}
        onSelect={(selected) => void navigate({ search: (previous) => ({ ...previous, selected }), replace: true, resetScroll: false })}
        onView={(at) => void navigate({ search: (previous) => ({ ...previous, at }), replace: true, resetScroll: false })}
      />
    </div>
  );
}
