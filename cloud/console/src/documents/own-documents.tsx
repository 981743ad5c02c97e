import { useState } from "react";
import { useMay } from "../admin/identity-queries.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useTexts } from "../texts/texts.tsx";
import { DocumentDialog } from "./document-dialog.tsx";
import type { DocumentOwner } from "./document-queries.ts";
import { DocumentTable } from "./document-table.tsx";

/** The papers of one vehicle or of one driver. */
export function OwnDocuments({ owner }: { readonly owner: DocumentOwner }) {
  const texts = useTexts();
  const may = useMay();
  const [isAdding, setIsAdding] = useState(false);
  return (
    <section className="reg" aria-labelledby="documents-h">
      <header>
        <h2 id="documents-h">{texts("documents.title")}</h2>
        <span className="end">
          <ListFiles file={listFile("/documents", { ...owner })} />
          {may("fleet.change") && (
            <button type="button" className="btn" onClick={() => setIsAdding(true)}>
              {texts("documents.add")}
            </button>
          )}
        </span>
      </header>
      <DocumentTable filter={owner} title={texts("documents.title")} withOwner={false} none={<p className="quiet">{texts("documents.ownNone")}</p>} />
      {isAdding && <DocumentDialog owner={owner} onClose={() => setIsAdding(false)} />}
    </section>
  );
}
