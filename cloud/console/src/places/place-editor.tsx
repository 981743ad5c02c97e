import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo, useReducer, useState } from "react";
import { Segmented } from "@drawbar/ui/segmented.tsx";
import { Failure, PageHead, TextField, Wrong } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { NotFound } from "../states/not-found.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Conflict } from "./conflict.tsx";
import { CornerFields } from "./corner-fields.tsx";
import { DrawMap } from "./draw-map.tsx";
import { PlaceFieldSet } from "./place-field-set.tsx";
import { changeOf, fieldsOf, newFieldsOf, wishOf, wrongFields, type PlaceFields } from "./place-form.ts";
import { placeQuery, placesQuery, type PlaceRead, type PlaceView } from "./place-queries.ts";
import { drafted, draftOf, newDraft, problemOf, shapeOf, type ShapeKind } from "./shape-draft.ts";
import "../trips/trips.css";
import "./places.css";

const route = getRouteApi("/inside/places/$placeId/edit");
const newRoute = getRouteApi("/inside/places/new");
const kinds: readonly ShapeKind[] = ["polygon", "circle", "corridor"];

/** Draws a new place. */
export function NewPlacePage() {
  const texts = useTexts();
  const { depotId } = newRoute.useSearch();
  usePageTitle(texts("places.draw"));
  return <Editor key={depotId ?? ""} read={undefined} depotId={depotId} />;
}

/** Changes a place. */
export function EditPlacePage() {
  const texts = useTexts();
  const { placeId } = route.useParams();
  // what is being changed must not change under the hand
  const read = useQuery({ ...placeQuery(placeId), staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  const { data, error } = read;
  usePageTitle(texts("places.change"));
  if (data !== undefined) return <Editor read={data} />;
  if (error !== null && [400, 404].includes(asApiError(error).status)) return <NotFound />;
  return (
    <div className="reg">
      <Unread of={read} reading={texts("places.readingOne")} failed={texts("places.failedOne")} minHeight={480} headingLevel={2} />
    </div>
  );
}

interface EditorProps {
  readonly read: PlaceRead | undefined;
  /** Of a new place that is to be the ground of this depot. */
  readonly depotId?: string | undefined;
}

function Editor({ read: first, depotId }: EditorProps) {
  const texts = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [read, setRead] = useState(first);
  const [fields, setFields] = useState<PlaceFields>(first === undefined ? newFieldsOf(depotId) : fieldsOf(first.place));
  const [draft, act] = useReducer(drafted, first, (from) => (from === undefined ? newDraft() : draftOf(from.place.shape)));
  const [isTried, setIsTried] = useState(false);
  const [conflict, setConflict] = useState<PlaceRead>();
  const { data: places = [] } = useQuery(placesQuery);
  const others = useMemo(() => places.filter(({ placeId }) => placeId !== first?.place.placeId), [places, first]);
  const wrong = wrongFields(fields);
  const problem = problemOf(draft.now);
  const save = useChange(
    async (ifMatch: string | undefined) => {
      const shape = shapeOf(draft);
      if (shape === undefined) return;
      const saved = read === undefined ? await add(wishOf(fields, shape)) : await change(read.place, ifMatch);
      if (saved !== undefined) await navigate({ to: "/places/$placeId", params: { placeId: saved.placeId } });
    },
    [["places"], ["place"]],
  );

  async function change(place: PlaceView, ifMatch: string | undefined): Promise<PlaceView | undefined> {
    const shape = shapeOf(draft);
    const body = shape === undefined ? undefined : changeOf(place, fields, shape);
    if (body === undefined) return place;
    const path = { placeId: place.placeId };
    try {
      return await answer<PlaceView>(
        api.PATCH("/api/v1/places/{placeId}", { params: { path, ...(ifMatch === undefined ? {} : { header: { "if-match": ifMatch } }) }, body }),
      );
    } catch (error) {
      if (asApiError(error).status !== 412) throw error;
      setConflict(await client.fetchQuery({ ...placeQuery(place.placeId), staleTime: 0 }));
      return undefined;
    }
  }

  const title = read === undefined ? texts("places.draw") : texts("places.changeOf", { name: read.place.name });
  return (
    <>
      <PageHead title={title} summary={texts("places.editSummary")} />
      {conflict !== undefined && read !== undefined && (
        <Conflict
          before={read.place}
          theirs={conflict.place}
          onTheirs={() => {
            setFields(fieldsOf(conflict.place));
            const outline = draftOf(conflict.place.shape).now;
            act({ kind: "outline", outline });
            setRead(conflict);
            setConflict(undefined);
          }}
          onMine={() => {
            setRead(conflict);
            setConflict(undefined);
            save.mutate(conflict.etag);
          }}
        />
      )}
      <div className="places-split even draw">
        <form
          className="reg wide-stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setIsTried(true);
            if (wrong.size === 0 && problem === undefined && !save.isPending) save.mutate(read?.etag);
          }}
        >
          <div className="field">
            <span className="legendary" id="pl-kind">
              {texts("places.shape")}
            </span>
            <div>
              <Segmented
                label={texts("places.shape")}
                segments={kinds.map((value) => ({ value, label: texts(`places.kind.${value}`) }))}
                value={draft.now.kind}
                onPick={(shape) => act({ kind: "shape", shape })}
              />
            </div>
            <p className="sub">{texts(`places.kindWhy.${draft.now.kind}`)}</p>
          </div>
          {draft.now.kind === "circle" && (
            <TextField
              id="pl-radius"
              label={texts("places.radius")}
              value={String(draft.now.radiusM)}
              onChange={(text) => act({ kind: "radius", metres: Number(text.replaceAll(/\D/g, "")) })}
            />
          )}
          {draft.now.kind === "corridor" && (
            <TextField
              id="pl-width"
              label={texts("places.width")}
              value={String(draft.now.widthM)}
              onChange={(text) => act({ kind: "width", metres: Number(text.replaceAll(/\D/g, "")) })}
            />
          )}
          <div role="status">{problem !== undefined && (isTried || problem !== "too-few") && <Wrong>{texts(`places.problem.${problem}`)}</Wrong>}</div>
          <details className="more" open={draft.now.corners.length < 12 ? true : undefined}>
            <summary>{texts("places.byNumbers")}</summary>
            <CornerFields outline={draft.now} onAct={act} />
          </details>
          <PlaceFieldSet fields={fields} wrong={isTried ? wrong : new Set()} onFields={setFields} />
          <Failure error={save.error} />
          <div className="btns">
            <button type="submit" className="btn do">
              {texts(read === undefined ? "places.save" : "places.saveChange")}
            </button>
          </div>
        </form>
        <DrawMap draft={draft} onAct={act} others={others} />
      </div>
    </>
  );
}

async function add(body: ReturnType<typeof wishOf>): Promise<PlaceView> {
  return answer<PlaceView>(api.POST("/api/v1/places", { body }));
}
