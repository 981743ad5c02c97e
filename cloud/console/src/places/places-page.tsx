import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { PageHead, SelectField, TextField } from "../admin/form-parts.tsx";
import { useMay } from "../admin/identity-queries.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { placesQuery, purposes, type PlaceView } from "./place-queries.ts";
import { parsePlacesSearch, type PlacesSearch } from "./place-search.ts";
import { PlacesMap } from "./places-map.tsx";
import { shapeWords } from "./place-words.ts";
import "../trips/trips.css";
import "./places.css";

/** Rows that are drawn; a longer list is narrowed, not scrolled. The map shows all. */
const rowsMost = 500;

/** Where does the fleet go? */
export function PlacesPage() {
  const texts = useTexts();
  const may = useMay();
  const search = parsePlacesSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const onSearch = (next: PlacesSearch) => void navigate({ to: "/places", search: next, replace: true, resetScroll: false });
  const read = useQuery(placesQuery);
  const { data: places } = read;
  const fit = useMemo(() => (places ?? []).filter((place) => fits(place, search)), [places, search.purpose, search.filter]);
  usePageTitle(texts("places.title"));
  return (
    <>
      <PageHead title={texts("places.title")} summary={texts("places.summary")}>
        <ListFiles file={listFile("/places", { purpose: search.purpose, text: search.filter?.slice(0, 100) })} />
        {may("fleet.change") && (
          <Link className="btn do" to="/places/new">
            {texts("places.draw")}
          </Link>
        )}
      </PageHead>
      {places !== undefined && places.length > 0 && (
        <div className="legend filters trip-filters" role="group" aria-label={texts("places.filter")}>
          <TextField
            id="pf-text"
            label={texts("places.name")}
            value={search.filter ?? ""}
            onChange={(filter) => onSearch({ ...search, filter: filter === "" ? undefined : filter })}
          />
          <SelectField
            id="pf-purpose"
            label={texts("places.purpose")}
            value={search.purpose ?? ""}
            choices={[{ value: "", label: texts("places.everyPurpose") }, ...purposes.map((value) => ({ value, label: texts(`places.purpose.${value}`) }))]}
            onChange={(purpose) => onSearch({ ...search, purpose: purpose === "" ? undefined : purpose })}
          />
        </div>
      )}
      {places === undefined ? (
        <div className="reg">
          <Unread of={read} reading={texts("places.reading")} failed={texts("places.failed")} lines={8} minHeight={480} headingLevel={2} />
        </div>
      ) : places.length === 0 ? (
        <section className="nothing" aria-labelledby="no-places">
          <h2 id="no-places">{texts("places.none")}</h2>
          <p>{texts("places.noneWhy")}</p>
        </section>
      ) : (
        <div className="places-split">
          <section className="reg" aria-label={texts("places.title")}>
            {fit.length === 0 ? (
              <div role="status">
                <b>{texts("places.noHit")}</b>
                <p>
                  <button
                    type="button"
                    className="btn"
                    onClick={() => onSearch(search.filter === undefined ? { ...search, purpose: undefined } : { ...search, filter: undefined })}
                  >
                    {texts(search.filter === undefined ? "places.dropPurpose" : "places.dropFilter")}
                  </button>
                </p>
              </div>
            ) : (
              <PlaceTable places={fit.slice(0, rowsMost)} />
            )}
            {fit.length > rowsMost && <p className="sub">{texts("places.more", { shown: formatNumber(rowsMost), all: formatNumber(fit.length) })}</p>}
          </section>
          <PlacesMap places={fit} onPick={(placeId) => void navigate({ to: "/places/$placeId", params: { placeId } })} />
        </div>
      )}
    </>
  );
}

function PlaceTable({ places }: { readonly places: readonly PlaceView[] }) {
  const texts = useTexts();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("places.title")}>
      <table className="t compact" aria-label={texts("places.title")}>
        <thead>
          <tr>
            <th scope="col">{texts("places.name")}</th>
            <th scope="col">{texts("places.shape")}</th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={place.placeId}>
              <th scope="row">
                <Link className="rowlink" to="/places/$placeId" params={{ placeId: place.placeId }}>
                  {place.name}
                </Link>
                <span className="two">{texts(`places.purpose.${place.purpose}`)}</span>
              </th>
              <td>{shapeWords(place.shape, texts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function fits({ name, purpose }: PlaceView, { purpose: wanted, filter = "" }: PlacesSearch): boolean {
  return (wanted === undefined || purpose === wanted) && name.toLowerCase().includes(filter.trim().toLowerCase());
}
