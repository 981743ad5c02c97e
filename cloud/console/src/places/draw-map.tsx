import { ArrowUUpLeftIcon } from "@phosphor-icons/react/dist/csr/ArrowUUpLeft";
import { ArrowUUpRightIcon } from "@phosphor-icons/react/dist/csr/ArrowUUpRight";
import type { FeatureCollection } from "geojson";
import { useEffect, useRef, useState } from "react";
import { MapBox } from "../map/map-box.tsx";
import { featureOf, type Drawing, type MapSurface, type Overlay, type Position } from "../map/map-types.ts";
import { useTexts } from "../texts/texts.tsx";
import { drafted, shapeLimits, shapeOf, type DraftAct, type Outline, type ShapeDraft, type ShapeKind } from "./shape-draft.ts";
import { boundsOfShapes, circleRing, collectionOf, edgeOfCircle, metresBetween, placeLayers, shapeFeatures, type Named } from "./shape-geo.ts";

interface DrawMapProps {
  readonly draft: ShapeDraft;
  readonly onAct: (act: DraftAct) => void;
  /** The fleet's other places, to draw beside them. */
  readonly others: readonly Named[];
}

interface Drawn {
  readonly surface: MapSurface;
  readonly shape: Overlay;
  readonly others: Overlay;
}

/** The map on which a place is drawn: corners are set by click or by Enter at the crosshair, dragged, and taken back. */
export function DrawMap({ draft, onAct, others }: DrawMapProps) {
  const texts = useTexts();
  const [map, setMap] = useState<Drawn>();
  const [isDrawing, setIsDrawing] = useState(true);
  const latest = useRef({ draft, onAct, others });
  useEffect(() => {
    latest.current = { draft, onAct, others };
  });
  useEffect(() => map?.others.show(collectionOf(others.flatMap(shapeFeatures))), [map, others]);
  useEffect(() => {
    if (map === undefined) return;
    const shape = shapeOf(draft);
    map.shape.show(collectionOf(shape === undefined ? [] : shapeFeatures({ placeId: "", name: "", shape }).slice(0, 1)));
  }, [map, draft]);
  useDrawing(map?.surface, draft, isDrawing, latest, () => setIsDrawing(false));
  const ready = (surface: MapSurface) => {
    const beside = surface.overlay({ id: "others", layers: (colours) => placeLayers("others", colours, false) });
    const shape = surface.overlay({ id: "draft", layers: (colours) => placeLayers("draft", colours, true) });
    const own = shapeOf(latest.current.draft);
    const bounds = boundsOfShapes(own === undefined ? latest.current.others.map((each) => each.shape) : [own]);
    if (bounds !== undefined) surface.fit(bounds);
    setMap({ surface, shape, others: beside });
    return undefined;
  };
  return (
    <div className="places-map">
      <MapBox
        label={texts("places.drawLabel")}
        instead={texts("places.drawInstead")}
        onReady={ready}
        tools={
          <>
            <button type="button" className="btn" onClick={() => setIsDrawing(!isDrawing)}>
              {texts(isDrawing ? "places.drawEnd" : "places.drawOn")}
            </button>
            <button type="button" className="btn" aria-disabled={draft.past.length === 0} onClick={() => onAct({ kind: "undo" })}>
              <ArrowUUpLeftIcon className="i-s" aria-hidden="true" />
              {texts("places.undo")}
            </button>
            <button type="button" className="btn" aria-disabled={draft.future.length === 0} onClick={() => onAct({ kind: "redo" })}>
              <ArrowUUpRightIcon className="i-s" aria-hidden="true" />
              {texts("places.redo")}
            </button>
          </>
        }
        // a hint is a promise: a click before the map is there would be lost
        legend={map !== undefined && <li>{texts(isDrawing ? `places.drawHint.${draft.now.kind}` : "places.drawHintOff")}</li>}
      />
    </div>
  );
}

/** Keeps a drawing on the map in step with the draft: begun anew when the draft changed elsewhere, as by a field or an undo. */
function useDrawing(
  surface: MapSurface | undefined,
  draft: ShapeDraft,
  isDrawing: boolean,
  latest: { readonly current: { readonly draft: ShapeDraft; readonly onAct: (act: DraftAct) => void } },
  onEnd: () => void,
): void {
  const drawing = useRef<Drawing>(undefined);
  const own = useRef("");
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  const outline = JSON.stringify(draft.now);
  useEffect(() => {
    if (surface === undefined) return;
    if (!isDrawing) {
      drawing.current?.stop();
      drawing.current = undefined;
      return;
    }
    if (drawing.current !== undefined && own.current === outline) return;
    drawing.current?.stop();
    own.current = outline;
    const { kind } = latest.current.draft.now;
    const made = surface.draw({
      points: pointsOf(latest.current.draft.now),
      pointsMax: kind === "circle" ? 2 : shapeLimits.cornersMax,
      preview: (points) => previewOf(kind, points),
      onChange: (points) => {
        const act = actOf(kind, points);
        own.current = JSON.stringify(drafted(latest.current.draft, act).now);
        latest.current.onAct(act);
      },
      onDone: () => {
        if (drawing.current === made) drawing.current = undefined;
        end.current();
      },
      onCancel: () => {
        if (drawing.current === made) drawing.current = undefined;
        end.current();
      },
    });
    drawing.current = made;
  }, [surface, isDrawing, outline, latest]);
  useEffect(() => () => drawing.current?.stop(), []);
}

function pointsOf({ kind, corners, radiusM }: Outline): readonly Position[] {
  const [centre] = corners;
  return kind === "circle" ? (centre === undefined ? [] : [centre, edgeOfCircle(centre, radiusM)]) : corners;
}

function actOf(kind: ShapeKind, points: readonly Position[]): DraftAct {
  const [first] = points;
  const last = points.at(-1);
  if (kind !== "circle" || first === undefined || last === undefined || points.length < 2) return { kind: "corners", corners: points };
  return { kind: "circle", centre: first, radiusM: metresBetween(first, last) };
}

function previewOf(kind: ShapeKind, points: readonly Position[]): FeatureCollection {
  const coordinates = points.map((point) => [...point]);
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return collectionOf([]);
  // lines only: the area lies below already, as it would be saved
  const line =
    kind === "circle" ? circleRing(first, metresBetween(first, last)) : kind === "polygon" && points.length > 2 ? [...coordinates, [...first]] : coordinates;
  return collectionOf([featureOf({ type: "LineString", coordinates: line })]);
}
