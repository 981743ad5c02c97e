import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { formatDay } from "@drawbar/ui/format/times.ts";
import { useMay } from "../admin/identity-queries.ts";
import { useBeat } from "../live/live-context.tsx";
import { MorePages } from "../states/more-pages.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { DocumentDialog } from "./document-dialog.tsx";
import { documentsQuery, type DocumentFilter, type DocumentView } from "./document-queries.ts";
import { expiryOf } from "./expiry.ts";

export interface DocumentTableProps {
  readonly filter: DocumentFilter;
  readonly title: string;
  /** Whether each row says whose it is. */
  readonly withOwner: boolean;
  /** What stands in place of an empty table. */
  readonly none: React.ReactNode;
}

/** Documents, those that expire next first. */
export function DocumentTable({ filter, title, withOwner, none }: DocumentTableProps) {
  const texts = useTexts();
  const may = useMay();
  const pages = useInfiniteQuery(documentsQuery(filter));
  const { data } = pages;
  const [changed, setChanged] = useState<DocumentView>();
  if (data === undefined)
    return <Unread of={pages} reading={texts("documents.reading")} failed={texts("documents.failed")} minHeight={160} headingLevel={withOwner ? 2 : 3} />;
  const documents = data.pages.flatMap(({ items }) => items);
  const mayChange = may("fleet.change");
  return (
    <>
      {documents.length === 0 ? (
        none
      ) : (
        <div className="scroll" tabIndex={0} role="group" aria-label={title}>
          <table className="t compact plain" aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{texts("documents.document")}</th>
                {withOwner && <th scope="col">{texts("documents.owner")}</th>}
                <th scope="col">{texts("documents.expires")}</th>
                <th scope="col">{texts("documents.number")}</th>
                <th scope="col">{texts("documents.file")}</th>
                {mayChange && (
                  <th scope="col">
                    <span className="vh">{texts("documents.change")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {documents.map((document) => (
                <tr key={document.documentId}>
                  <th scope="row">
                    {document.title}
                    <span className="two">{texts(`documents.kind.${document.kind}`)}</span>
                  </th>
                  {withOwner && (
                    <td>
                      <Owner document={document} />
                    </td>
                  )}
                  <td className="nw">
                    <Expires expiresOn={document.expiresOn} />
                  </td>
                  <td className="code">{document.number === "" ? "–" : document.number}</td>
                  <td>
                    {document.file === undefined ? (
                      <span className="quiet">{texts("documents.noFile")}</span>
                    ) : (
                      <a className="inrow" href={`/api/v1/documents/${document.documentId}/file`} download={document.file.name}>
                        {texts("documents.save.file", { name: document.file.name })}
                      </a>
                    )}
                  </td>
                  {mayChange && (
                    <td className="num">
                      <button
                        type="button"
                        className="btn"
                        aria-label={texts("documents.changeOf", { title: document.title })}
                        onClick={() => setChanged(document)}
                      >
                        {texts("documents.change")}
                      </button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <MorePages pages={pages} label={texts("documents.more")} />
      {changed !== undefined && <DocumentDialog document={changed} onClose={() => setChanged(undefined)} />}
    </>
  );
}

function Owner({ document: { vehicleId, driverId, ownerName } }: { readonly document: DocumentView }) {
  if (vehicleId !== undefined) {
    return (
      <Link className="inrow" to="/vehicles/$vehicleId/profile" params={{ vehicleId }}>
        {ownerName}
      </Link>
    );
  }
  return (
    <Link className="inrow" to="/drivers/$driverId" params={{ driverId: driverId ?? "" }}>
      {ownerName}
    </Link>
  );
}

function Expires({ expiresOn }: { readonly expiresOn: string | undefined }) {
  const texts = useTexts();
  const nowMs = useBeat((now) => Math.floor(now / 60_000) * 60_000, "second");
  const { kind, days = 0 } = expiryOf(expiresOn, nowMs);
  if (expiresOn === undefined) return <span className="quiet">{texts("documents.never")}</span>;
  const words = texts(kind === "expired" ? "documents.expired" : "documents.left", { days: Math.abs(days) });
  return (
    <>
      <time dateTime={expiresOn}>
        {formatDay(Date.parse(`${expiresOn}T12:00:00Z`), "UTC")} {expiresOn.slice(0, 4)}
      </time>
      <span className="two">
        {kind === "later" ? (
          words
        ) : (
          <span className="st">
            <Glyph name={kind === "expired" ? "stop" : "warn"} level={kind === "expired" ? "stop" : "warn"} />
            {words}
          </span>
        )}
      </span>
    </>
  );
}
