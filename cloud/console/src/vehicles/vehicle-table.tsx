import { ArrowDownIcon } from "@phosphor-icons/react/dist/csr/ArrowDown";
import { ArrowUpIcon } from "@phosphor-icons/react/dist/csr/ArrowUp";
import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { useKeys } from "../frame/keys.ts";
import type { TextId } from "../texts/en.ts";
import { useTexts } from "../texts/texts.tsx";
import { rowRange } from "./row-range.ts";
import { columnLabels, type VehicleColumns } from "./vehicle-columns.ts";
import type { SortKey } from "./vehicle-order.ts";
import { headlineColumns, VehicleRow } from "./vehicle-row.tsx";

/** As ui/table.css draws a row of two lines; measured anyway, for text may be larger. */
const rowPx = 48;
/** Rows drawn beyond the edge, so that a key or a short scroll finds them there. */
const overscan = 12;

export interface VehicleTableProps {
  readonly ids: readonly string[];
  /** Beside the vehicle itself; the same set until another choice is made. */
  readonly columns: VehicleColumns;
  readonly sort: SortKey | undefined;
  readonly onSort: (sort: SortKey | undefined) => void;
  /** What scrolls; `"page"` is the page itself. */
  readonly scroller: HTMLElement | "page" | null;
  /** Beside a map the rows choose what it shows, and their links do not leave the page. */
  readonly isBesideMap: boolean;
  readonly selected: string | undefined;
}

/** Of thousands of rows only those near the screen are drawn. */
export function VehicleTable({ scroller, ...props }: VehicleTableProps) {
  return scroller === "page" ? <TableOfPage {...props} /> : <TableOfPane {...props} scroller={scroller} />;
}

function TableOfPage(props: Omit<VehicleTableProps, "scroller">) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [marginPx, setMarginPx] = useState(0);
  const focused = useRef<number | undefined>(undefined);
  // the head of the page may change its height at any render; the same number renders nothing again
  useLayoutEffect(() => setMarginPx(Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY)));
  const rows = useWindowVirtualizer<HTMLTableRowElement>({
    count: props.ids.length,
    estimateSize: () => rowPx,
    getItemKey: (index) => props.ids[index] ?? index,
    scrollMargin: marginPx,
    overscan,
    rangeExtractor: (range) => rowRange(range, focused.current),
  });
  return <Table {...props} rows={rows} body={body} focused={focused} marginPx={marginPx} />;
}

function TableOfPane({ scroller, ...props }: Omit<VehicleTableProps, "scroller"> & { readonly scroller: HTMLElement | null }) {
  const focused = useRef<number | undefined>(undefined);
  const rows = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count: props.ids.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowPx,
    getItemKey: (index) => props.ids[index] ?? index,
    overscan,
    rangeExtractor: (range) => rowRange(range, focused.current),
  });
  const { selected, ids } = props;
  useEffect(() => {
    const index = selected === undefined ? -1 : ids.indexOf(selected);
    if (index >= 0) rows.scrollToIndex(index, { align: "auto" });
  }, [selected]); // a list that changes must not scroll back
  return <Table {...props} rows={rows} focused={focused} marginPx={0} />;
}

type TableProps = Omit<VehicleTableProps, "scroller"> & {
  readonly rows: Virtualizer<Window, HTMLTableRowElement> | Virtualizer<HTMLElement, HTMLTableRowElement>;
  readonly body?: RefObject<HTMLTableSectionElement | null>;
  readonly focused: RefObject<number | undefined>;
  /** What of the page stands above the rows. */
  readonly marginPx: number;
};

function Table({ ids, columns, sort, onSort, isBesideMap, selected, rows, body, focused, marginPx }: TableProps) {
  const texts = useTexts();
  const table = useRef<HTMLTableElement>(null);
  const drawn = rows.getVirtualItems();
  const moveTo = (by: number) => {
    const links = [...(table.current?.querySelectorAll<HTMLElement>("a.rowlink") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement); // -1 for any other element
    links[Math.min(Math.max(at < 0 ? 0 : at + by, 0), links.length - 1)]?.focus();
  };
  useKeys({ j: () => moveTo(1), k: () => moveTo(-1) });
  return (
    <div className="scroll">
      <table
        ref={table}
        className="t"
        aria-label={texts("vehicles.table")}
        aria-rowcount={ids.length + 1}
        onFocus={(event) => (focused.current = indexOf(event.target))}
        onBlur={() => (focused.current = undefined)}
      >
        <thead>
          <tr aria-rowindex={1}>
            <SortHead column="vehicle" label="vehicles.vehicle" sort={sort} onSort={onSort} />
            {columns.has("where") && (
              <th scope="col" className="where-cell">
                {texts(columnLabels.where)}
              </th>
            )}
            {columns.has("fault") && <SortHead column="fault" label={columnLabels.fault} sort={sort} onSort={onSort} className="fault-cell" />}
            {headlineColumns.map(
              ({ column }) =>
                columns.has(column) && (
                  <th key={column} scope="col" className="num">
                    {texts(columnLabels[column])}
                  </th>
                ),
            )}
            {columns.has("through") && <SortHead column="through" label={columnLabels.through} sort={sort} onSort={onSort} />}
            {columns.has("heard") && <SortHead column="heard" label={columnLabels.heard} sort={sort} onSort={onSort} className="num" />}
          </tr>
        </thead>
        <tbody ref={body}>
          {drawn.map((item, at) => (
            <RowWithSpace key={item.key} columns={columns.size + 1} before={item.start - (at === 0 ? marginPx : (drawn[at - 1]?.end ?? 0))}>
              <VehicleRow
                vehicleId={ids[item.index] ?? ""}
                index={item.index}
                isBesideMap={isBesideMap}
                columns={columns}
                isSelected={selected !== undefined && selected === ids[item.index]}
                measure={rows.measureElement}
              />
            </RowWithSpace>
          ))}
          <Space columns={columns.size + 1} px={rows.getTotalSize() + marginPx - (drawn.at(-1)?.end ?? marginPx)} />
        </tbody>
      </table>
    </div>
  );
}

function RowWithSpace({ columns, before, children }: { readonly columns: number; readonly before: number; readonly children: ReactNode }) {
  return (
    <>
      <Space columns={columns} px={before} />
      {children}
    </>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ columns, px }: { readonly columns: number; readonly px: number }) {
  return px < 1 ? null : (
    <tr className="space" aria-hidden="true">
      <td colSpan={columns} style={{ height: px }} />
    </tr>
  );
}

function indexOf(target: EventTarget & Element): number | undefined {
  const row = target.closest("tr[data-index]")?.getAttribute("data-index");
  return row === null || row === undefined ? undefined : Number(row);
}

interface SortHeadProps {
  readonly column: "vehicle" | "fault" | "through" | "heard";
  readonly label: TextId;
  readonly sort: SortKey | undefined;
  readonly onSort: (sort: SortKey | undefined) => void;
  readonly className?: string;
}

/** Up, down, and back to the order that puts what needs attention first. */
function SortHead({ column, label, sort, onSort, className }: SortHeadProps) {
  const texts = useTexts();
  const isUp = sort === column;
  const isDown = sort === `-${column}`;
  const Arrow = isDown ? ArrowUpIcon : ArrowDownIcon;
  return (
    <th scope="col" className={className} {...(isUp ? { "aria-sort": "ascending" as const } : isDown ? { "aria-sort": "descending" as const } : {})}>
      <button type="button" className="sort" onClick={() => onSort(isUp ? `-${column}` : isDown ? undefined : column)}>
        {texts(label)}
        {(isUp || isDown) && <Arrow className="i-s" aria-hidden="true" />}
      </button>
    </th>
  );
}
