import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { PageHead, SelectField } from "../admin/form-parts.tsx";
import { useMay } from "../admin/identity-queries.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { DocumentDialog } from "./document-dialog.tsx";
import { documentKinds } from "./document-queries.ts";
import { filterOf, parseDocumentSearch, whens, type DocumentSearch } from "./document-search.ts";
import { DocumentTable } from "./document-table.tsx";

const route = getRouteApi("/inside/documents");

/** What expires next? */
export function DocumentsPage() {
  const texts = useTexts();
  const may = useMay();
  const search = route.useSearch();
  const [isAdding, setIsAdding] = useState(false);
  // The day changes at midnight, and with it what a list of the next days holds.
  const nowMs = useBeat((now) => Math.floor(now / 3_600_000) * 3_600_000, "second");
  usePageTitle(texts("documents.title"));
  const filter = filterOf(search, nowMs);
  return (
    <>
      <PageHead title={texts("documents.title")} summary={texts("documents.summary")}>
        <ListFiles file={listFile("/documents", { ...filter })} />
        {may("fleet.change") && (
          <button type="button" className="btn do" onClick={() => setIsAdding(true)}>
            {texts("documents.add")}
          </button>
        )}
      </PageHead>
      <nav className="tabs" aria-label={texts("documents.when")}>
        {([undefined, ...whens] as const).map((when) => (
          <Link key={when ?? "all"} to="/documents" search={{ ...search, when }} activeOptions={{ exact: true }}>
            {texts(`documents.when.${when ?? "all"}`)}
          </Link>
        ))}
      </nav>
      <Filters search={search} />
      <section className="reg" aria-label={texts("documents.title")}>
        <DocumentTable filter={filter} title={texts("documents.title")} withOwner none={<Nothing search={search} />} />
      </section>
      {isAdding && <DocumentDialog onClose={() => setIsAdding(false)} />}
    </>
  );
}

function Filters({ search }: { readonly search: DocumentSearch }) {
  const texts = useTexts();
  const navigate = useNavigate({ from: "/documents" });
  const pick = (name: "of" | "kind") => (value: string) =>
    void navigate({ search: (previous) => parseDocumentSearch({ ...previous, [name]: value === "" ? undefined : value }) });
  return (
    <div className="legend filters" role="group" aria-label={texts("documents.filter")}>
      <SelectField
        id="df-of"
        label={texts("documents.owner")}
        value={search.of ?? ""}
        choices={[
          { value: "", label: texts("documents.ofAll") },
          { value: "vehicles", label: texts("documents.ofVehicles") },
          { value: "drivers", label: texts("documents.ofDrivers") },
        ]}
        onChange={pick("of")}
      />
      <SelectField
        id="df-kind"
        label={texts("documents.kind")}
        value={search.kind ?? ""}
        choices={[{ value: "", label: texts("documents.everyKind") }, ...documentKinds.map((value) => ({ value, label: texts(`documents.kind.${value}`) }))]}
        onChange={pick("kind")}
      />
    </div>
  );
}

function Nothing({ search }: { readonly search: DocumentSearch }) {
  const texts = useTexts();
  if (Object.keys(search).length === 0) {
    return (
      <>
        <b>{texts("documents.none")}</b>
        <p className="quiet">{texts("documents.noneWhy")}</p>
      </>
    );
  }
  return (
    <>
      <b>{texts("documents.noHit")}</b>
      <p>
        <Link to="/documents" search={{}}>
          {texts("documents.showAll")}
        </Link>
      </p>
    </>
  );
}
