import type { ReactNode } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Waiting } from "@drawbar/ui/waiting.tsx";
import { RegionError } from "../states/region-error.tsx";
import { useTexts } from "../texts/texts.tsx";
import type { TodayItem, TodayPart } from "./today-part.ts";

export interface TodayRegionProps {
  readonly id: string;
  readonly title: string;
  readonly part: TodayPart;
  /** What is read, and what could not be: sentences of the place that it comes from. */
  readonly reading: string;
  readonly failed: string;
  /** How many rows at most; the rest stands in the place that `all` leads to. */
  readonly most: number;
  readonly all: ReactNode;
}

/** One kind of thing that needs a look; it waits, fails and is read again by itself. */
export function TodayRegion({ id, title, part, reading, failed, most, all }: TodayRegionProps) {
  const texts = useTexts();
  const { items, error, failedAtMs, onRetry, calm, hasMore = false } = part;
  const count = part.count ?? items?.length ?? 0;
  return (
    <section className="reg" aria-labelledby={`${id}-h`}>
      <header>
        <h2 id={`${id}-h`}>{title}</h2>
        {count > 0 && <span className="quiet">{texts(hasMore ? "today.countMost" : "today.count", { count: formatNumber(count) })}</span>}
      </header>
      {items === undefined ? (
        error === null ? (
          <Waiting label={reading} minHeight={88} />
        ) : (
          <RegionError title={failed} error={error} failedAtMs={failedAtMs} onRetry={onRetry} />
        )
      ) : items.length === 0 ? (
        <p className="quiet">{calm}</p>
      ) : (
        <>
          <Rows labelledBy={`${id}-h`} items={items.slice(0, most)} />
          {(hasMore || count > most) && all}
        </>
      )}
    </section>
  );
}

function Rows({ labelledBy, items }: { readonly labelledBy: string; readonly items: readonly TodayItem[] }) {
  const texts = useTexts();
  return (
    <table className="t compact today-rows" aria-labelledby={labelledBy}>
      <colgroup>
        <col className="who" />
        <col />
        <col className="when" />
      </colgroup>
      <thead className="vh">
        <tr>
          <th scope="col">{texts("today.who")}</th>
          <th scope="col">{texts("today.what")}</th>
          <th scope="col">{texts("today.when")}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ key, mark, who, isPlate = false, what, whatMore, when, whenMore, way }) => (
          <tr key={key}>
            <th scope="row">
              <span className="callsign">
                {mark}
                {way(isPlate ? "rowlink plate" : "rowlink", who)}
              </span>
            </th>
            <td>
              {what}
              {whatMore !== undefined && <span className="two">{whatMore}</span>}
            </td>
            <td className="num">
              <b className="nw">{when}</b>
              {whenMore !== undefined && <span className="two">{whenMore}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
