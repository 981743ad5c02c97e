import { useMemo, useState } from "react";
import { useMedia } from "../frame/use-media.ts";
import { useKeptName } from "../lists/kept.ts";
import { chooseColumns, parseColumns, shownColumns, wordsOfColumns, type ListPlace, type VehicleColumns } from "./vehicle-columns.ts";

/** As ui/narrow.css. */
const narrow = "(max-width: 760px)";

export interface ColumnsChoice {
  readonly place: ListPlace;
  readonly shown: VehicleColumns;
  /** Absent: nobody chose, and the list shows what it usually does. */
  readonly chosen: VehicleColumns | undefined;
  /** @returns what is chosen then. */
  readonly choose: (picked: ReadonlySet<string>) => VehicleColumns;
  readonly chooseUsual: () => void;
}

/** Which columns the list shows; the browser keeps what a person chose. */
export function useColumns(isBesideMap: boolean): ColumnsChoice {
  const name = useKeptName("columns");
  const isNarrow = useMedia(narrow);
  const [kept, setKept] = useState(() => localStorage.getItem(name));
  const chosen = useMemo(() => parseColumns(kept), [kept]);
  const place = useMemo(() => ({ isNarrow, isBesideMap }), [isNarrow, isBesideMap]);
  const shown = useMemo(() => shownColumns(chosen, place), [chosen, place]); // rows are drawn again when it is another set
  return {
    place,
    shown,
    chosen,
    choose: (picked) => {
      const next = chooseColumns(chosen, place, picked);
      localStorage.setItem(name, wordsOfColumns(next));
      setKept(wordsOfColumns(next));
      return next;
    },
    chooseUsual: () => {
      localStorage.removeItem(name);
      setKept(null);
    },
  };
}
