import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Dialog, Failure, PageHead } from "../admin/form-parts.tsx";
import { useChange, useMay } from "../admin/identity-queries.ts";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { depotsQuery } from "../api/queries.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { useBeat } from "../live/live-context.tsx";
import { NotFound } from "../states/not-found.tsx";
import { Unread } from "../states/unread.tsx";
import { depotTitle } from "../texts/depot-title.ts";
import { useTexts } from "../texts/texts.tsx";
import { PlaceEvents } from "./place-events.tsx";
import { insideQuery, placeQuery, type PlaceView } from "./place-queries.ts";
import { ruleWords, shapeWords } from "./place-words.ts";
import { PlacesMap } from "./places-map.tsx";
import "../trips/trips.css";
import "./places.css";

const route = getRouteApi("/inside/places/$placeId");

/** One place: what it is, who is there, who came and went. */
export function PlacePage() {
  const texts = useTexts();
  const { placeId } = route.useParams();
  const read = useQuery(placeQuery(placeId));
  const { data, error } = read;
  usePageTitle(data?.place.name ?? texts("places.title"));
  if (data !== undefined) return <Known place={data.place} />;
  // 400: the address holds no id at all
  if (error !== null && [400, 404].includes(asApiError(error).status)) return <NotFound />;
  return (
    <div className="reg">
      <Unread of={read} reading={texts("places.readingOne")} failed={texts("places.failedOne")} minHeight={480} headingLevel={2} />
    </div>
  );
}

function Known({ place }: { readonly place: PlaceView }) {
  const texts = useTexts();
  const may = useMay();
  const [isRemoving, setIsRemoving] = useState(false);
  const { data: depots = [] } = useQuery(depotsQuery);
  const depot = depots.find(({ depotId }) => depotId === place.depotId);
  const shown = useMemo(() => [place], [place]);
  const since = useBeat((nowMs) => formatMoment(Date.parse(place.shapeSince), nowMs), "second");
  return (
    <>
      <PageHead
        title={place.name}
        summary={[texts(`places.purpose.${place.purpose}`), depot === undefined ? "" : depotTitle(depot.name, texts)].filter((each) => each !== "").join(" · ")}
      >
        {may("fleet.change") ? (
          <>
            <Link className="btn" to="/places/$placeId/edit" params={{ placeId: place.placeId }}>
              {texts("places.change")}
            </Link>
            <button type="button" className="btn" onClick={() => setIsRemoving(true)}>
              {texts("places.remove")}
            </button>
          </>
        ) : undefined}
      </PageHead>
      <div className="places-split even">
        <div>
          <section className="reg" aria-labelledby="what-h">
            <h2 id="what-h">{texts("places.what")}</h2>
            <dl className="kv">
              <dt>{texts("places.shape")}</dt>
              <dd>{shapeWords(place.shape, texts)}</dd>
              <dt>{texts("places.since")}</dt>
              <dd>{since}</dd>
              {place.note !== "" && (
                <>
                  <dt>{texts("places.note")}</dt>
                  <dd>{place.note}</dd>
                </>
              )}
            </dl>
            <p className="sub">{ruleWords(place, texts)}</p>
          </section>
          <Inside placeId={place.placeId} />
        </div>
        <PlacesMap places={shown} isStrong label={texts("places.mapOf", { name: place.name })} />
      </div>
      <PlaceEvents placeId={place.placeId} />
      {isRemoving && <RemoveDialog place={place} onClose={() => setIsRemoving(false)} />}
    </>
  );
}

function Inside({ placeId }: { readonly placeId: string }) {
  const texts = useTexts();
  const read = useQuery(insideQuery(placeId));
  const { data: inside } = read;
  const nowMs = useBeat((now) => Math.floor(now / 60_000) * 60_000, "second");
  return (
    <section className="reg" aria-labelledby="inside-h">
      <h2 id="inside-h">{texts("places.inside")}</h2>
      {inside === undefined ? (
        <Unread of={read} reading={texts("places.readingInside")} failed={texts("places.failedInside")} minHeight={120} />
      ) : inside.length === 0 ? (
        <p className="quiet">{texts("places.insideNone")}</p>
      ) : (
        <div className="scroll tall-scroll" tabIndex={0} role="group" aria-label={texts("places.inside")}>
          <table className="t compact" aria-label={texts("places.inside")}>
            <thead>
              <tr>
                <th scope="col">{texts("trips.vehicle")}</th>
                <th scope="col" className="num">
                  {texts("places.insideFor")}
                </th>
              </tr>
            </thead>
            <tbody>
              {inside.map(({ eventId, vehicleId, callSign, at, kind }) => (
                <tr key={eventId}>
                  <th scope="row">
                    <Link className="rowlink plate" to="/vehicles/$vehicleId" params={{ vehicleId }}>
                      {callSign}
                    </Link>
                  </th>
                  <td className="num">
                    {formatAge(nowMs - Date.parse(at))}
                    {kind === "found" && <span className="two">{texts("places.orLonger")}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function RemoveDialog({ place, onClose }: { readonly place: PlaceView; readonly onClose: () => void }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const remove = useChange(async () => {
    await answer(api.DELETE("/api/v1/places/{placeId}", { params: { path: { placeId: place.placeId } } }));
    await navigate({ to: "/places" });
  }, [["places"]]);
  return (
    <Dialog title={texts("places.removeOf", { name: place.name })} onClose={onClose}>
      <div className="wide-stack">
        <p>{texts("places.removeWhy")}</p>
        <Failure error={remove.error} />
        <div className="btns">
          <button type="button" className="btn do" onClick={() => remove.mutate(undefined)}>
            {texts("places.removeDo")}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {texts("places.keep")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
