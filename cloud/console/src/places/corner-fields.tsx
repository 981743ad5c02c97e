import { useState } from "react";
import { useTexts } from "../texts/texts.tsx";
import type { Corner, DraftAct, Outline } from "./shape-draft.ts";

/** Of a longer line the map moves the rest: so many fields are no list to go through. */
const fieldsMost = 100;
const decimals = 6;

/** The corners as numbers: for those who know them, and for those who draw without a pointer. */
export function CornerFields({ outline, onAct }: { readonly outline: Outline; readonly onAct: (act: DraftAct) => void }) {
  const texts = useTexts();
  const { kind, corners } = outline;
  const isCircle = kind === "circle";
  const shown = corners.slice(0, isCircle ? 1 : fieldsMost);
  return (
    <fieldset className="corners">
      <legend>{texts(isCircle ? "places.centre" : "places.corners")}</legend>
      {shown.map((corner, index) => (
        // a corner is its place in the line: rows have no other name
        <CornerRow
          key={index}
          name={isCircle ? texts("places.centre") : texts("places.corner", { number: index + 1 })}
          corner={corner}
          onMove={(to) => onAct({ kind: "move", index, to })}
          acts={
            isCircle
              ? []
              : [
                  {
                    label: texts("places.cornerAfter"),
                    name: texts("places.cornerAfterOf", { number: index + 1 }),
                    act: () => onAct({ kind: "add", after: index }),
                  },
                  {
                    label: texts("places.cornerRemove"),
                    name: texts("places.cornerRemoveOf", { number: index + 1 }),
                    act: () => onAct({ kind: "remove", index }),
                  },
                ]
          }
        />
      ))}
      {corners.length > shown.length && !isCircle && <p className="sub">{texts("places.cornersMore", { count: corners.length - shown.length })}</p>}
      {(!isCircle || corners.length === 0) && <NewCorner isCentre={isCircle} onAdd={(at) => onAct({ kind: "add", after: corners.length - 1, at })} />}
    </fieldset>
  );
}

interface CornerRowProps {
  readonly name: string;
  readonly corner: Corner;
  readonly onMove: (to: Corner) => void;
  readonly acts: readonly { readonly label: string; readonly name: string; readonly act: () => void }[];
}

function CornerRow({ name, corner, onMove, acts }: CornerRowProps) {
  const texts = useTexts();
  const [longitude, latitude] = corner;
  return (
    <div className="corner" role="group" aria-label={name}>
      <Degrees
        label={texts("places.latitude")}
        name={`${name}, ${texts("places.latitude")}`}
        value={latitude}
        onValue={(value) => onMove([longitude, value])}
      />
      <Degrees
        label={texts("places.longitude")}
        name={`${name}, ${texts("places.longitude")}`}
        value={longitude}
        onValue={(value) => onMove([value, latitude])}
      />
      {acts.map(({ label, name: of, act }) => (
        <button key={label} type="button" className="btn" aria-label={of} onClick={act}>
          {label}
        </button>
      ))}
    </div>
  );
}

/** What is typed stays as it is typed; it moves the corner whenever it is a number. */
function Degrees({
  label,
  name,
  value,
  onValue,
}: {
  readonly label: string;
  readonly name: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
}) {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? String(Number(value.toFixed(decimals)));
  return (
    <label className="degrees">
      <span>{label}</span>
      <input
        inputMode="decimal"
        autoComplete="off"
        aria-label={name}
        aria-invalid={degreesOf(text) === undefined}
        value={text}
        onChange={(event) => {
          setTyped(event.target.value);
          const degrees = degreesOf(event.target.value);
          if (degrees !== undefined) onValue(degrees);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  );
}

function NewCorner({ isCentre, onAdd }: { readonly isCentre: boolean; readonly onAdd: (at: Corner) => void }) {
  const texts = useTexts();
  const [latitude, setLatitude] = useState("");
  const [longitude, setLongitude] = useState("");
  const [y, x] = [degreesOf(latitude), degreesOf(longitude)];
  const add = () => {
    if (x === undefined || y === undefined) return;
    onAdd([x, y]);
    setLatitude("");
    setLongitude("");
  };
  const name = texts(isCentre ? "places.centre" : "places.newCorner");
  const field = (label: string, value: string, onChange: (value: string) => void) => (
    <label className="degrees">
      <span>{label}</span>
      <input
        inputMode="decimal"
        autoComplete="off"
        aria-label={`${name}, ${label}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault(); // the form is saved by its own button
          add();
        }}
      />
    </label>
  );
  return (
    <div className="corner" role="group" aria-label={name}>
      {field(texts("places.latitude"), latitude, setLatitude)}
      {field(texts("places.longitude"), longitude, setLongitude)}
      <button type="button" className="btn" aria-disabled={x === undefined || y === undefined} onClick={add}>
        {texts(isCentre ? "places.setCentre" : "places.addCorner")}
      </button>
    </div>
  );
}

function degreesOf(text: string): number | undefined {
  const value = text.trim() === "" ? Number.NaN : Number(text.trim().replace("−", "-").replace(",", "."));
  return Number.isFinite(value) ? value : undefined;
}
