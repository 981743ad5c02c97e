import type { Scope } from "../api/queries.ts";
import type { LiveSignal } from "../live/vehicle-store.ts";
import type { ChartHistory } from "./chart-frame.ts";
import type { Points } from "./points.ts";
import type { ChartView } from "./view.ts";

/** Something that happened, on top of the chart. */
export interface ChartMark {
  readonly atMs: number;
  readonly glyph: "stop" | "warn" | "note";
  readonly colour: "stop" | "warn" | "info";
  readonly label: string;
}

/** What chart, table and summary are of. */
export interface ChartModel {
  readonly scope: Scope;
  readonly signal: LiveSignal;
  readonly label: string;
  readonly history: ChartHistory;
  /** What this page heard itself; empty for a run. */
  readonly heard: () => Points;
  /** The newest moment there is: now, or the end of a run. */
  readonly edgeMs: () => number;
  readonly view: ChartView;
  /** How long a run is; absent for what goes on. */
  readonly runMs?: number | undefined;
  /** Most points worth drawing: one a pixel. */
  readonly pointsMost: number;
  readonly marks: readonly ChartMark[];
}
