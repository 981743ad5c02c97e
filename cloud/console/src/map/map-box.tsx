import { MinusIcon } from "@phosphor-icons/react/dist/csr/Minus";
import { PlusIcon } from "@phosphor-icons/react/dist/csr/Plus";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { systemQuery } from "../api/queries.ts";
import { useTexts } from "../texts/texts.tsx";
import { useTownStore } from "../towns/towns-context.ts";
import type { DrawbarMap } from "./map-surface.ts";
import type { Bounds, MapSurface, MapView } from "./map-types.ts";

/** Europe, until something is there to be shown. */
const anywhere: MapView = { centre: [8, 50], zoom: 4 };

export interface MapBoxProps {
  /** What the map shows, for a screen reader; say where the same can be read. */
  readonly label: string;
  /** What this page shows first; read once. */
  readonly view?: MapView | undefined;
  /** Without a view, what is to be seen whole at first; asked once, when the map opens. */
  readonly firstBounds?: (() => Bounds | undefined) | undefined;
  /** Called once when the map can be drawn on; what it returns is called before the map goes. */
  readonly onReady: (map: MapSurface) => (() => void) | undefined;
  /** Buttons after zoom in and zoom out. */
  readonly tools?: ReactNode;
  /** `<li>` elements that say what the marks mean. */
  readonly legend?: ReactNode;
  /** Stands over the map, below its tools. */
  readonly children?: ReactNode;
  /** Where the same can be read when no map can be drawn here. */
  readonly instead: string;
}

/**
 * A map with zoom, legend and attribution. It fills its parent, which must have a height.
 *
 * By keyboard: arrows move, + and - zoom, Enter chooses what is under the crosshair in the middle.
 */
export function MapBox({ label, view, firstBounds, onReady, tools, legend, children, instead }: MapBoxProps) {
  const texts = useTexts();
  const element = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<DrawbarMap>();
  const [failure, setFailure] = useState<"webgl" | "load">();
  const [hasOutline, setHasOutline] = useState(true);
  const first = useRef({ label, view, firstBounds, onReady });
  const keysId = useId();
  const towns = useTownStore();
  const { data: system, isPending } = useQuery(systemQuery);
  const tiles = system?.map;
  const latestTiles = useRef(tiles);
  useEffect(() => {
    latestTiles.current = tiles;
  });
  useEffect(() => {
    const container = element.current;
    if (container === null || isPending) return undefined;
    const { label: name, view: start, firstBounds: whole, onReady: ready } = first.current;
    let opened: DrawbarMap | undefined;
    let leave: (() => void) | undefined;
    let isGone = false;
    const open = async () => {
      if (!canDraw()) {
        setFailure("webgl");
        return;
      }
      const { openMap } = await import("./map-surface.ts");
      if (isGone) return;
      const made = await openMap({
        element: container,
        label: name,
        describedBy: keysId,
        view: start ?? anywhere,
        bounds: start === undefined ? whole?.() : undefined,
        tiles: latestTiles.current,
        towns,
        onError: () => setHasOutline(false),
      });
      if (isGone) {
        made.close();
        return;
      }
      opened = made;
      leave = ready(made);
      setMap(made);
    };
    open().catch((error: unknown) => {
      console.warn("map", error);
      if (!isGone) setFailure("load");
    });
    return () => {
      isGone = true;
      leave?.();
      opened?.close();
    };
  }, [keysId, isPending, towns]); // id and towns stay the same; what the server says of tiles is asked once
  return (
    <div className="mapbox">
      <p id={keysId} className="vh">
        {texts("map.keys")}
      </p>
      {failure === undefined ? (
        <div className="map-area">
          <div ref={element} className="map" />
          <div className="map-cross" aria-hidden="true" />
          <div className="maptools">
            <button type="button" className="btn icon" aria-label={texts("map.in")} onClick={() => map?.zoomBy(1)}>
              <PlusIcon className="i-s" aria-hidden="true" />
            </button>
            <button type="button" className="btn icon" aria-label={texts("map.out")} onClick={() => map?.zoomBy(-1)}>
              <MinusIcon className="i-s" aria-hidden="true" />
            </button>
            {tools}
          </div>
          {children}
        </div>
      ) : (
        <div className="map-none" role="status">
          <b>{texts(`map.none.${failure}`)}</b>
          <p>{instead}</p>
        </div>
      )}
      <ul className="maplegend">
        {failure === undefined && legend}
        {tiles !== undefined && tiles.attribution !== "" && <li className="from">{tiles.attribution}</li>}
        <li className="from">{texts(hasOutline ? "map.attribution" : "map.noOutline")}</li>
      </ul>
    </div>
  );
}

/** Without WebGL there is no map; asked before MapLibre is loaded for nothing. */
function canDraw(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  // the browser keeps a few contexts only: this one is given back
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
