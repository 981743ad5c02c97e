import { useMemo } from "react";
import { useMedia } from "../frame/use-media.ts";
import { useKept } from "../lists/kept.ts";
import { parseColumns, shownColumns, wordsOfColumns, type ListPlace, type VehicleColumns } from "./vehicle-columns.ts";

/** As ui/narrow.css. */
const narrow = "(max-width: 760px)";

export interface ColumnsChoice {
  readonly place: ListPlace;
  readonly shown: VehicleColumns;
  /** Absent: nobody chose, and the list shows what it usually does. */
  readonly chosen: VehicleColumns | undefined;
  readonly choose: (columns: VehicleColumns | undefined) => void;
}

/** Which columns the list shows; the browser keeps what a person chose. */
export function useColumns(isBesideMap: boolean): ColumnsChoice {
  const isNarrow = useMedia(narrow);
  const [kept, keep] = useKept("columns");
  const chosen = useMemo(() => parseColumns(kept), [kept]);
  const place = useMemo(() => ({ isNarrow, isBesideMap }), [isNarrow, isBesideMap]);
  const shown = useMemo(() => shownColumns(chosen, place), [chosen, place]); // rows are drawn again when it is another set
  return { place, shown, chosen, choose: (columns) => keep(columns === undefined ? null : wordsOfColumns(columns)) };
}
