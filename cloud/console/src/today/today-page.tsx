import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { useMay } from "../admin/identity-queries.ts";
import { useKeys } from "../frame/keys.ts";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { EmptyFleet } from "../vehicles/empty-fleet.tsx";
import type { TodayPart } from "./today-part.ts";
import { TodayRegion } from "./today-region.tsx";
import { firstOf } from "./urgency.ts";
import { useDepotsAlone } from "./use-depots-alone.tsx";
import { useDueDocuments } from "./use-due-documents.tsx";
import { useFaultyVehicles } from "./use-faulty-vehicles.tsx";
import { useHeadquarters } from "./use-headquarters.tsx";
import { useOpenImports } from "./use-open-imports.tsx";
import { useQuietVehicles } from "./use-quiet-vehicles.tsx";
import "./today.css";

const rowsMost = 8;
const sideRowsMost = 5;

/** What needs me today? Everything that is out of order, each row a way to its place; the one act opens the most urgent. */
export function TodayPage() {
  const texts = useTexts();
  const { fleet } = useLive();
  const mayImport = useMay()("fleet.change");
  const page = useRef<HTMLDivElement>(null);
  const isEmpty = useBeat(() => fleet.isKnown && fleet.size === 0, "second");
  const faults = useFaultyVehicles();
  const quiet = useQuietVehicles();
  const depots = useDepotsAlone();
  const headquarters = useHeadquarters();
  const documents = useDueDocuments();
  const imports = useOpenImports(mayImport);
  usePageTitle(texts("today.title"));
  const moveTo = (by: number) => {
    const links = [...(page.current?.querySelectorAll<HTMLElement>("a.rowlink") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement); // -1 for any other element
    links[Math.min(Math.max(at < 0 ? 0 : at + by, 0), links.length - 1)]?.focus();
  };
  useKeys({ j: () => moveTo(1), k: () => moveTo(-1), ".": () => page.current?.querySelector<HTMLElement>("a.btn.do")?.click() });
  const parts = [faults, quiet, depots, headquarters, documents, ...(mayImport ? [imports] : [])];
  return (
    <div ref={page} className="today-page">
      <Head parts={parts} isEmpty={isEmpty} />
      <div className="today">
        {isEmpty ? (
          <EmptyFleet />
        ) : (
          <div>
            <TodayRegion
              id="faults"
              title={texts("today.faults")}
              part={faults}
              reading={texts("faults.reading")}
              failed={texts("faults.failed")}
              most={rowsMost}
              all={
                <Link className="tall" to="/faults">
                  {texts("today.faultsAll")}
                </Link>
              }
            />
            <TodayRegion
              id="quiet"
              title={texts("today.quiet")}
              part={quiet}
              reading={texts("vehicles.reading")}
              failed={texts("vehicles.failed")}
              most={rowsMost}
              all={
                <Link className="tall" to="/vehicles" search={{ state: "silent" }}>
                  {texts("today.quietAll")}
                </Link>
              }
            />
          </div>
        )}
        <div className="today-side">
          <TodayRegion
            id="depots"
            title={texts("today.depots")}
            part={depots}
            reading={texts("links.reading")}
            failed={texts("links.failed")}
            most={sideRowsMost}
            all={
              <Link className="tall" to="/health">
                {texts("today.depotsAll")}
              </Link>
            }
          />
          <TodayRegion
            id="documents"
            title={texts("today.documents")}
            part={documents}
            reading={texts("documents.reading")}
            failed={texts("documents.failed")}
            most={sideRowsMost}
            all={
              <Link className="tall" to="/documents">
                {texts("today.documentsAll")}
              </Link>
            }
          />
          <TodayRegion
            id="headquarters"
            title={texts("today.headquarters")}
            part={headquarters}
            reading={texts("health.reading")}
            failed={texts("health.failed")}
            most={sideRowsMost}
            all={null}
          />
          {mayImport && (
            <TodayRegion
              id="imports"
              title={texts("today.imports")}
              part={imports}
              reading={texts("imports.reading")}
              failed={texts("imports.failed")}
              most={sideRowsMost}
              all={
                <Link className="tall" to="/import">
                  {texts("today.importsAll")}
                </Link>
              }
            />
          )}
        </div>
      </div>
    </div>
  );
}

/** How many there are in all, and the one act. It comes when everything was read, so that it does not change under the pointer. */
function Head({ parts, isEmpty }: { readonly parts: readonly TodayPart[]; readonly isEmpty: boolean }) {
  const texts = useTexts();
  const isRead = parts.every(({ items, error }) => items !== undefined || error !== null);
  const isPartly = parts.some(({ items, error }) => items === undefined && error !== null);
  const count = parts.reduce((sum, part) => sum + (part.count ?? part.items?.length ?? 0), 0);
  const first = isRead ? firstOf(parts.flatMap(({ items }) => items ?? [])) : undefined;
  return (
    <div className="head">
      <div className="grow">
        <h1>
          {texts("today.title")} <AsOf />
        </h1>
        <p>
          {!isRead
            ? texts("today.reading")
            : count > 0
              ? texts("today.summary", { count, countText: formatNumber(count) })
              : isPartly || isEmpty
                ? ""
                : texts("today.calm")}{" "}
          {isPartly && texts("today.partly")}
        </p>
      </div>
      {first !== undefined && <div className="btns">{first.way("btn do", texts("today.first", { who: first.who }))}</div>}
    </div>
  );
}
