import { useInfiniteQuery } from "@tanstack/react-query";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { MorePages } from "../states/more-pages.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { findingsQuery, type ImportView } from "./import-queries.ts";

/** Every row that is not as it should be, with its cell and the reason. */
export function FindingsTable({ found }: { readonly found: ImportView }) {
  const texts = useTexts();
  const pages = useInfiniteQuery(findingsQuery(found));
  const { data } = pages;
  const labels = new Map(found.columns.map(({ key, label }) => [key, label]));
  return (
    <section className="reg" aria-labelledby="findings-h">
      <header>
        <h2 id="findings-h">{texts("imports.findings")}</h2>
        <span className="end">
          <ListFiles file={listFile(`/imports/${found.importId}/findings`)} />
        </span>
      </header>
      {data === undefined ? (
        <Unread of={pages} reading={texts("imports.findingsReading")} failed={texts("imports.findingsFailed")} minHeight={160} />
      ) : (
        <>
          <div className="scroll" tabIndex={0} role="region" aria-label={texts("imports.findingsTable")}>
            <table className="t compact plain">
              <thead>
                <tr>
                  <th scope="col" className="num">
                    {texts("imports.row")}
                  </th>
                  <th scope="col">{texts("imports.what")}</th>
                  <th scope="col">{texts("imports.cell")}</th>
                  <th scope="col">{texts("imports.value")}</th>
                </tr>
              </thead>
              <tbody>
                {data.pages
                  .flatMap(({ items }) => items)
                  .map(({ row, field, code, severity, message, value }) => (
                    <tr key={`${row} ${field} ${code}`}>
                      <th scope="row" className="num">
                        {formatNumber(row)}
                      </th>
                      <td>
                        {texts(`imports.severity.${severity}`)}: {message}
                      </td>
                      <td>{labels.get(field) ?? ""}</td>
                      <td style={{ overflowWrap: "anywhere" }}>{value}</td>
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
