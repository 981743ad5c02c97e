import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { SelectField } from "../admin/form-parts.tsx";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { MorePages } from "../states/more-pages.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { rowsQuery, type ImportView, type RowOutcome } from "./import-queries.ts";

const outcomes: readonly RowOutcome[] = ["changed", "new", "same", "error"];

/** Row by row what an import would do to vehicles, with the values before and after; once applied, what it has changed. */
export function RowsTable({ found }: { readonly found: ImportView }) {
  const texts = useTexts();
  const [outcome, setOutcome] = useState<RowOutcome>();
  const pages = useInfiniteQuery(rowsQuery(found, outcome));
  const { data } = pages;
  const rows = data?.pages.flatMap(({ items }) => items);
  return (
    <section className="reg" aria-labelledby="plan-h">
      <header>
        <h2 id="plan-h">{texts("imports.plan")}</h2>
        <span className="end">
          <ListFiles file={listFile(`/imports/${found.importId}/rows`, { outcome })} />
        </span>
      </header>
      {found.state === "checked" && (
        <div className="stack narrow" style={{ marginBottom: 16 }}>
          <SelectField
            id="plan-outcome"
            label={texts("imports.planShow")}
            value={outcome ?? ""}
            choices={[
              { value: "", label: texts("imports.outcome.all") },
              ...outcomes.map((each) => ({ value: each, label: texts(`imports.outcome.${each}`) })),
            ]}
            onChange={(value) => setOutcome(outcomes.find((each) => each === value))}
          />
        </div>
      )}
      {rows === undefined ? (
        <Unread of={pages} reading={texts("imports.planReading")} failed={texts("imports.planFailed")} minHeight={160} />
      ) : rows.length === 0 ? (
        <p>{texts("imports.planNone")}</p>
      ) : (
        <>
          <div className="scroll" tabIndex={0} role="region" aria-label={texts("imports.planTable")}>
            <table className="t compact plain">
              <thead>
                <tr>
                  <th scope="col" className="num">
                    {texts("imports.row")}
                  </th>
                  <th scope="col">{texts("imports.vehicle")}</th>
                  <th scope="col">{texts("imports.becomes")}</th>
                  <th scope="col">{texts("imports.changes")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ row, outcome: becomes, name, changes, problems }) => (
                  <tr key={row}>
                    <th scope="row" className="num">
                      {formatNumber(row)}
                    </th>
                    <td>{name}</td>
                    <td>{texts(`imports.outcome.${becomes}`)}</td>
                    <td style={{ overflowWrap: "anywhere", whiteSpace: "normal" }}>
                      {problems.map((problem) => (
                        <div key={problem}>{problem}</div>
                      ))}
                      {changes.map(({ field, label, before, after }) => (
                        <div key={field}>
                          {texts("imports.change", { label, before: before ?? texts("imports.noValue"), after: after ?? texts("imports.noValue") })}
                        </div>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <MorePages pages={pages} label={texts("imports.more")} />
        </>
      )}
    </section>
  );
}
