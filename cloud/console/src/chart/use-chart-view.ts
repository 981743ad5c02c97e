import { useEffect, useRef, useState } from "react";
import { searchToView, viewToSearch, type ChartView } from "./view.ts";

/** A drag changes the view 60 times a second; the address follows when it rests. Browsers refuse more than some 200 changes in 30 s. */
const settleMs = 400;

interface ViewSearch {
  readonly span?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * The view, held by the address: what the address says when it changes by itself (a link, the back button) wins.
 *
 * @param fallbackMs the span where the address names none.
 * @param onSearch writes into the address, in place of the entry there is.
 */
export function useChartView(search: ViewSearch, fallbackMs: number, onSearch: (search: ViewSearch) => void): readonly [ChartView, (view: ChartView) => void] {
  const { span, to } = search;
  const [view, setView] = useState(() => searchToView(search, fallbackMs));
  const written = useRef({ span, to, fallbackMs });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const { current } = written;
    if (current.span === span && current.to === to && current.fallbackMs === fallbackMs) return;
    written.current = { span, to, fallbackMs };
    setView(searchToView({ span, to }, fallbackMs));
  }, [span, to, fallbackMs]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: ChartView) => {
    setView(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const said = viewToSearch(next);
      written.current = { span: said.span, to: said.to, fallbackMs };
      onSearch({ span: said.span, to: said.to });
    }, settleMs);
  };
  return [view, change];
}
