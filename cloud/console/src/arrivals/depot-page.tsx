import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useMay } from "../admin/identity-queries.ts";
import { asApiError } from "../api/api-error.ts";
import { depotsQuery } from "../api/queries.ts";
import type { DepotView } from "../api/types.ts";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useBeat } from "../live/live-context.tsx";
import { NotFound } from "../states/not-found.tsx";
import { Unread } from "../states/unread.tsx";
import { depotTitle } from "../texts/depot-title.ts";
import { useTexts } from "../texts/texts.tsx";
import { depotArrivalsQuery } from "./arrival-queries.ts";
import { ArrivalTable } from "./arrival-table.tsx";

const route = getRouteApi("/inside/depots/$depotId");

/** A depot: how its link stands, and which vehicles head to it. */
export function DepotPage() {
  const texts = useTexts();
  const { depotId } = route.useParams();
  const may = useMay();
  const { data: depots } = useQuery(depotsQuery);
  const read = useQuery(depotArrivalsQuery(depotId));
  const { data, error } = read;
  const depot = depots?.find((each) => each.depotId === depotId);
  const name = depot?.name ?? data?.name;
  usePageTitle(name === undefined ? texts("links.depot") : depotTitle(name, texts));
  // 400: the address holds no id at all
  if (error !== null && data === undefined && [400, 404].includes(asApiError(error).status)) return <NotFound />;
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>
            {name === undefined ? texts("links.depot") : depotTitle(name, texts)} <AsOf />
          </h1>
          {depot !== undefined && <LinkState depot={depot} />}
        </div>
        <div className="btns">
          <Link className="btn" to="/health">
            {texts("depot.toLinks")}
          </Link>
        </div>
      </div>
      <section className="reg" aria-labelledby="heading-h">
        <header>
          <h2 id="heading-h">{texts("depot.expected")}</h2>
          {data !== undefined && data.items.length > 0 && (
            <>
              <span className="quiet">{texts("depot.expectedWhy")}</span>
              <span className="end">
                <ListFiles file={listFile(`/depots/${depotId}/arrivals`)} />
              </span>
            </>
          )}
        </header>
        {data === undefined ? (
          <Unread of={read} reading={texts("depot.reading")} failed={texts("depot.failed")} minHeight={240} />
        ) : data.placeId === undefined ? (
          <>
            <b>{texts("depot.noGround")}</b>
            <p className="quiet">{texts("depot.noGroundWhy")}</p>
            {may("fleet.change") && (
              <div className="btns">
                <Link className="btn do" to="/places/new" search={{ depotId }}>
                  {texts("depot.drawGround")}
                </Link>
              </div>
            )}
          </>
        ) : data.items.length === 0 ? (
          <>
            <b>{texts("depot.none")}</b>
            <p className="quiet">{texts("depot.noneWhy")}</p>
          </>
        ) : (
          <ArrivalTable arrivals={data.items} />
        )}
        {data?.isPartial === true && <p className="quiet">{texts("depot.partial")}</p>}
      </section>
    </>
  );
}

function LinkState({ depot }: { readonly depot: DepotView }) {
  const texts = useTexts();
  const heardMs = depot.lastHeardAt === undefined ? undefined : Date.parse(depot.lastHeardAt);
  const age = useBeat((nowMs) => (heardMs === undefined ? texts("vehicles.never") : formatAge(nowMs - heardMs)), "second");
  return (
    <p className="lead">
      <span>
        <span className="st">
          {depot.connected ? <Glyph name="depot" /> : <Glyph name="warn" level="warn" />}
          {texts(depot.connected ? "links.connected" : "links.alone")}
        </span>
        , {age}
      </span>
    </p>
  );
}
