import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { MorePages } from "../states/more-pages.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { auditQuery } from "./audit-queries.ts";
import { auditFilters, parseAuditSearch, type AuditSearch } from "./audit-search.ts";
import { AuditTable } from "./audit-table.tsx";
import { TrailState } from "./trail-state.tsx";

/** Who did what? And is this what was written? */
export function AuditPage() {
  const texts = useTexts();
  usePageTitle(texts("audit.title"));
  const search = parseAuditSearch(useSearch({ strict: false }));
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>
            {texts("audit.title")} <AsOf />
          </h1>
          <TrailState />
        </div>
        <div className="btns">
          <ListFiles file={listFile("/audit", { ...search })} />
        </div>
      </div>
      <Outcomes />
      <section className="reg" aria-label={texts("audit.entries")}>
        <ActiveFilters search={search} />
        <Entries search={search} />
      </section>
    </>
  );
}

function Outcomes() {
  const texts = useTexts();
  return (
    <nav className="tabs" aria-label={texts("audit.filter")}>
      {([undefined, "done", "refused"] as const).map((outcome) => (
        <Link key={outcome ?? "all"} to="/audit" search={(previous) => ({ ...previous, outcome })} activeOptions={{ exact: true }}>
          {texts(outcome === undefined ? "audit.all" : `audit.${outcome}`)}
        </Link>
      ))}
    </nav>
  );
}

function ActiveFilters({ search }: { readonly search: AuditSearch }) {
  const texts = useTexts();
  const active = auditFilters.filter((name) => search[name] !== undefined);
  if (active.length === 0) return null;
  return (
    <header>
      {active.map((name) => (
        <Link key={name} className="btn" to="/audit" search={(previous) => ({ ...previous, [name]: undefined })}>
          {texts("audit.drop", { what: texts(`audit.${name}`), value: shortened(search[name] ?? "") })}
        </Link>
      ))}
    </header>
  );
}

/** A button holds one line, on a phone too. */
function shortened(value: string): string {
  return value.length > 28 ? `${value.slice(0, 12)}…${value.slice(-8)}` : value;
}

function Entries({ search }: { readonly search: AuditSearch }) {
  const texts = useTexts();
  const pages = useInfiniteQuery(auditQuery(search));
  const { data } = pages;
  if (data === undefined) return <Unread of={pages} reading={texts("audit.reading")} failed={texts("audit.failed")} minHeight={240} />;
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) {
    const isFiltered = Object.values(search).some((value) => value !== undefined);
    return (
      <>
        <b>{texts(isFiltered ? "audit.noHit" : "audit.none")}</b>
        <p className="quiet">{texts(isFiltered ? "audit.noHitWhy" : "audit.noneWhy")}</p>
      </>
    );
  }
  return (
    <>
      <AuditTable entries={entries} />
      <MorePages pages={pages} label={texts("audit.older")} />
    </>
  );
}
