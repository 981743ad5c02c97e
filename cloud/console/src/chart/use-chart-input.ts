import { useRef, type KeyboardEvent, type PointerEvent, type RefObject } from "react";
import type { ChartModel } from "./chart-model.ts";
import type { ChartPlot } from "./chart-plot.ts";
import { moveView, zoomView, type ChartView } from "./view.ts";

/** A key moves by this part of the window. */
const keyShare = 0.1;
const zoomStep = 2;
/** A wheel that turned outside the chart so shortly before is a page being scrolled: the chart that slides under the pointer lets it pass. */
const wheelPauseMs = 400;

interface PointerInput {
  readonly plot: RefObject<ChartPlot | undefined>;
  readonly model: ChartModel;
  readonly onView: (view: ChartView) => void;
  readonly onCross: (timeMs: number | undefined) => void;
}

/** Drag moves, wheel moves, wheel with Ctrl zooms; a pointer at rest reads. */
export function useChartPointer({ plot, model, onView, onCross }: PointerInput) {
  const drag = useRef<{ readonly x: number; readonly view: ChartView; readonly edgeMs: number }>(undefined);
  const xOf = (event: { readonly clientX: number; readonly currentTarget: EventTarget | null }) =>
    event.clientX - (event.currentTarget instanceof Element ? event.currentTarget.getBoundingClientRect().left : 0);
  const msPerPixel = () => model.view.spanMs / Math.max(plot.current?.plotWidth ?? 1, 1);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, view: model.view, edgeMs: model.edgeMs() };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = drag.current;
      if (from === undefined) {
        onCross(plot.current?.timeAt(xOf(event)));
        return;
      }
      // a click that trembles is no drag
      if (from.view === model.view && Math.abs(event.clientX - from.x) < 4) return;
      onCross(undefined);
      onView(moveView(from.view, from.edgeMs, (from.x - event.clientX) * msPerPixel()));
    },
    onPointerUp: () => {
      drag.current = undefined;
    },
    onWheel: (event: WheelEvent) => {
      const pixels = (Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY) * (event.deltaMode === 0 ? 1 : 16);
      if (isPageScroll(event)) return;
      // at the newest moment a turn towards later has nothing to show: the page may scroll
      if (!event.ctrlKey && pixels > 0 && model.view.toMs === undefined) return;
      event.preventDefault();
      if (event.ctrlKey) onView(zoomView(model.view, model.edgeMs(), 2 ** (pixels / 240), plot.current?.timeAt(xOf(event))));
      else onView(moveView(model.view, model.edgeMs(), pixels * msPerPixel()));
    },
  };
}

interface KeyInput {
  readonly model: ChartModel;
  readonly onView: (view: ChartView) => void;
  readonly onTable: () => void;
  /** -1: the point before, 1: the one after. */
  readonly onCross: (by: number) => void;
  readonly onLeave: () => void;
}

/** Keys while the chart has the focus: they work whatever is set for single keys. */
export function useChartKeys({ model, onView, onTable, onCross, onLeave }: KeyInput) {
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = actOf(event.shiftKey && event.key.startsWith("Arrow") ? `Shift ${event.key}` : event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  function actOf(key: string): (() => void) | undefined {
    const { view, edgeMs } = model;
    switch (key) {
      case "ArrowLeft":
        return () => onView(moveView(view, edgeMs(), -keyShare * view.spanMs));
      case "ArrowRight":
        return () => onView(moveView(view, edgeMs(), keyShare * view.spanMs));
      case "Shift ArrowLeft":
        return () => onCross(-1);
      case "Shift ArrowRight":
        return () => onCross(1);
      case "+":
      case "=":
        return () => onView(zoomView(view, edgeMs(), 1 / zoomStep, middleOf(view)));
      case "-":
      case "−":
        return () => onView(zoomView(view, edgeMs(), zoomStep, middleOf(view)));
      case "l":
      case "L":
        return () => onView({ spanMs: view.spanMs });
      case "t":
      case "T":
        return onTable;
      case "Escape":
        return onLeave;
      default:
        return undefined;
    }
  }
}

function middleOf(view: ChartView): number | undefined {
  return view.toMs === undefined ? undefined : view.toMs - view.spanMs / 2;
}

let lastWheelOutsideMs = Number.NEGATIVE_INFINITY;
addEventListener(
  "wheel",
  (event) => {
    const isOnChart = event.target instanceof Element && event.target.closest(".chart") !== null;
    if (!isOnChart || isPageScroll(event)) lastWheelOutsideMs = event.timeStamp;
  },
  { capture: true, passive: true },
);

function isPageScroll(event: WheelEvent): boolean {
  return !event.ctrlKey && event.timeStamp - lastWheelOutsideMs < wheelPauseMs;
}
