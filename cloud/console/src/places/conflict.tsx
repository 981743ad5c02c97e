import { useTexts, type Texts } from "../texts/texts.tsx";
import { fieldsOf, type PlaceFields } from "./place-form.ts";
import type { PlaceView } from "./place-queries.ts";
import { shapeWords } from "./place-words.ts";

interface ConflictProps {
  /** As it was when this page began. */
  readonly before: PlaceView;
  /** As it is now. */
  readonly theirs: PlaceView;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}

/** Somebody changed the place while this page did. Nothing was saved; the person decides. */
export function Conflict({ before, theirs, onTheirs, onMine }: ConflictProps) {
  const texts = useTexts();
  const changes = changesOf(before, theirs, texts);
  return (
    <section className="nothing conflict" role="alert" aria-labelledby="conflict-h">
      <h2 id="conflict-h">{texts("places.conflict")}</h2>
      <p>{texts("places.conflictWhy")}</p>
      <ul>
        {changes.map(({ name, from, to }) => (
          <li key={name}>{texts("places.conflictChange", { name, from: from === "" ? "–" : from, to: to === "" ? "–" : to })}</li>
        ))}
      </ul>
      <div className="btns">
        <button type="button" className="btn" onClick={onTheirs}>
          {texts("places.takeTheirs")}
        </button>
        <button type="button" className="btn" onClick={onMine}>
          {texts("places.saveMine")}
        </button>
      </div>
    </section>
  );
}

const labels = {
  name: "places.name",
  purpose: "places.purpose",
  depotId: "places.depot",
  note: "places.note",
  hysteresisM: "places.hysteresis",
  dwellS: "places.dwell",
} as const satisfies Readonly<Record<keyof PlaceFields, string>>;

function changesOf(before: PlaceView, theirs: PlaceView, texts: Texts): readonly { readonly name: string; readonly from: string; readonly to: string }[] {
  const [a, b] = [fieldsOf(before), fieldsOf(theirs)];
  const fields = (Object.keys(labels) as (keyof PlaceFields)[])
    .filter((name) => a[name] !== b[name])
    .map((name) => {
      const words = (fields: PlaceFields) => (name === "purpose" ? texts(`places.purpose.${fields.purpose}`) : fields[name]);
      return { name: texts(labels[name]), from: words(a), to: words(b) };
    });
  const isSameShape = before.shapeSince === theirs.shapeSince;
  return isSameShape ? fields : [...fields, { name: texts("places.shape"), from: shapeWords(before.shape, texts), to: shapeWords(theirs.shape, texts) }];
}
