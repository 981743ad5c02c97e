import { ArrowDownIcon } from "@phosphor-icons/react/dist/csr/ArrowDown";
import { ArrowUpIcon } from "@phosphor-icons/react/dist/csr/ArrowUp";
import { useEffect, useRef, useState } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { useKeys } from "../frame/keys.ts";
import type { TextId } from "../texts/en.ts";
import { useTexts } from "../texts/texts.tsx";
import type { SortKey } from "./vehicle-order.ts";
import { headlineColumns, VehicleRow } from "./vehicle-row.tsx";

/** Rows drawn at first, and drawn more when the end comes near: a browser draws 10 000 rows slowly and nobody reads them. */
const rowsAtOnce = 100;

export interface VehicleTableProps {
  readonly ids: readonly string[];
  readonly sort: SortKey | undefined;
  readonly onSort: (sort: SortKey | undefined) => void;
}

export function VehicleTable({ ids, sort, onSort }: VehicleTableProps) {
  const texts = useTexts();
  const table = useRef<HTMLTableElement>(null);
  const [limit, setLimit] = useState(rowsAtOnce);
  const end = useRef<HTMLParagraphElement>(null);
  const hasMore = ids.length > limit;
  useEffect(() => {
    if (!hasMore || end.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setLimit((before) => before + rowsAtOnce);
      },
      { rootMargin: "600px" },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasMore, limit]);
  const moveTo = (by: number) => {
    const links = [...(table.current?.querySelectorAll<HTMLElement>("a.rowlink") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement); // -1 for any other element
    links[Math.min(Math.max(at < 0 ? 0 : at + by, 0), links.length - 1)]?.focus();
  };
  useKeys({ j: () => moveTo(1), k: () => moveTo(-1) });
  return (
    <>
      <div className="scroll">
        <table ref={table} className="t" aria-label={texts("vehicles.table")}>
          <thead>
            <tr>
              <SortHead column="vehicle" label="vehicles.vehicle" sort={sort} onSort={onSort} />
              <th scope="col">{texts("faults.worst")}</th>
              {headlineColumns.map(({ label, className }) => (
                <th key={label} scope="col" className={className}>
                  {texts(label)}
                </th>
              ))}
              <SortHead column="through" label="vehicles.by" sort={sort} onSort={onSort} className="wide" />
              <SortHead column="heard" label="vehicles.heard" sort={sort} onSort={onSort} className="num" />
            </tr>
          </thead>
          <tbody>
            {ids.slice(0, limit).map((id) => (
              <VehicleRow key={id} vehicleId={id} />
            ))}
          </tbody>
        </table>
      </div>
      {hasMore && (
        <p ref={end} className="legend sub">
          {texts("vehicles.shown", { shown: formatNumber(limit), count: formatNumber(ids.length) })}
        </p>
      )}
    </>
  );
}

interface SortHeadProps {
  readonly column: "vehicle" | "through" | "heard";
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
