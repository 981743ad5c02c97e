import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { chartColours, type ChartColours } from "./chart-colours.ts";
import type { ChartFrame } from "./chart-frame.ts";
import { chartPadding, paintGround, paintMarks, placer, type Paint } from "./chart-paint.ts";
import { growScale, valueScale, type ValueScale } from "./scale.ts";

export interface PlotTexts {
  readonly unit: string;
  readonly locale: string;
  readonly marks: Paint["marks"];
  readonly gapLabel: Paint["gapLabel"];
}

/** uPlot with our axes: draws mean and band of one signal. One lives as long as its element. */
export class ChartPlot {
  readonly #element: HTMLElement;
  readonly #plot: uPlot;
  #colours: ChartColours;
  #frame: ChartFrame | undefined;
  #scale: ValueScale = valueScale(0, 1);
  #isScaleSet = false;
  #texts: PlotTexts;

  constructor(element: HTMLElement, size: { readonly width: number; readonly height: number }, texts: PlotTexts) {
    this.#element = element;
    this.#texts = texts;
    this.#colours = chartColours(element);
    const { top, right, bottom, left } = chartPadding;
    this.#plot = new uPlot(
      {
        ...size,
        padding: [top, right, bottom, left],
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: () => [this.#frame?.window.fromMs ?? 0, this.#frame?.window.toMs ?? 1] },
          y: { range: () => [this.#scale.low, this.#scale.high] },
        },
        axes: [{ show: false }, { show: false }],
        series: [
          {},
          { stroke: () => this.#colours.edge, width: 1, points: { show: false } },
          { stroke: () => this.#colours.edge, width: 1, points: { show: false } },
          { stroke: () => this.#colours.s1, width: 2, points: { show: false } },
        ],
        bands: [{ series: [2, 1], fill: () => withOpacity(this.#colours.s1, 0.13) }],
        hooks: {
          drawClear: [() => this.#paint(paintGround)],
          draw: [() => this.#paint(paintMarks)],
        },
      },
      [[], [], [], []],
      element,
    );
  }

  /** The frame drawn last. */
  get frame(): ChartFrame | undefined {
    return this.#frame;
  }

  draw(frame: ChartFrame, texts: PlotTexts): void {
    this.#frame = frame;
    this.#texts = texts;
    const range = rangeOf(frame);
    if (range !== undefined) {
      this.#scale = growScale(this.#isScaleSet ? this.#scale : undefined, ...range);
      this.#isScaleSet = true;
    }
    const { at, mean, low, high } = frame.columns;
    const hasBand = frame.stepMs !== undefined;
    // uPlot types its columns as mutable but only reads them
    this.#plot.setData([at, hasBand ? low : at.map(() => null), hasBand ? high : at.map(() => null), mean] as unknown as uPlot.AlignedData, true);
  }

  /** Lets the value axis fit what is in view; until then it only grows. */
  fitValues(): void {
    this.#isScaleSet = false;
    if (this.#frame !== undefined) this.draw(this.#frame, this.#texts);
  }

  /** @returns whether the axis has much more room than the values need. */
  isLoose(): boolean {
    const range = this.#frame === undefined ? undefined : rangeOf(this.#frame);
    if (range === undefined || !this.#isScaleSet) return false;
    const tight = valueScale(...range);
    return this.#scale.high - this.#scale.low > 1.9 * (tight.high - tight.low);
  }

  /** Takes the theme's colours anew. */
  recolour(): void {
    this.#colours = chartColours(this.#element);
    this.#plot.redraw(false);
  }

  resize(width: number, height: number): void {
    this.#plot.setSize({ width, height });
  }

  /** @returns where a value stands within the element, in CSS pixels. */
  place(atMs: number, value: number): [x: number, y: number] {
    return this.#frame === undefined ? [0, 0] : placer({ frame: this.#frame, scale: this.#scale, box: this.#box() })(atMs, value);
  }

  /** @returns the time at a place within the element. */
  timeAt(x: number): number {
    const { left, width } = this.#box();
    const { fromMs, toMs } = this.#frame?.window ?? { fromMs: 0, toMs: 1 };
    return fromMs + ((x - left) / width) * (toMs - fromMs);
  }

  get plotWidth(): number {
    return this.#box().width;
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #box(): Paint["box"] {
    const { left, top, width, height } = this.#plot.bbox;
    const ratio = uPlot.pxRatio;
    return { left: left / ratio, top: top / ratio, width: width / ratio, height: height / ratio };
  }

  #paint(paint: (paint: Paint) => void): void {
    if (this.#frame === undefined) return;
    const context = this.#plot.ctx;
    context.save();
    context.setTransform(uPlot.pxRatio, 0, 0, uPlot.pxRatio, 0, 0);
    paint({ context, colours: this.#colours, frame: this.#frame, scale: this.#scale, box: this.#box(), ...this.#texts });
    context.restore();
  }
}

/** Lowest and highest in view; points just outside do not stretch the axis. */
function rangeOf({ points, window }: ChartFrame): [low: number, high: number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < points.at.length; index += 1) {
    const atMs = points.at[index] ?? 0;
    if (atMs < window.fromMs || atMs > window.toMs) continue;
    low = Math.min(low, points.low[index] ?? low);
    high = Math.max(high, points.high[index] ?? high);
  }
  return high < low ? undefined : [low, high];
}

function withOpacity(colour: string, opacity: number): string {
  return colour.startsWith("rgb(") ? colour.replace("rgb(", "rgba(").replace(")", `, ${opacity})`) : colour;
}
