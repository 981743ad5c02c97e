/** What is drawn on the canvas besides the lines: grid, axes, hatched gaps, the newest point. All in CSS pixels. */
import { formatAmount, formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatClock, formatDay } from "@drawbar/ui/format/times.ts";
import type { ChartColours } from "./chart-colours.ts";
import type { ChartMark } from "./chart-model.ts";
import type { ChartFrame } from "./chart-frame.ts";
import { scaleSteps, timeTicks, type ValueScale } from "./scale.ts";

/** CSS pixels. */
export const chartHeight = 272;
export const chartPadding = { top: 14, right: 74, bottom: 26, left: 8 } as const;
const family = '"Thin Space", "Sofia Sans Variable", system-ui, sans-serif';
const font = `500 13px ${family}`;
const boldFont = `650 13px ${family}`;
const gapHeight = 12;
const glyphSize = 16;
/** The vocabulary's glyphs on their grid of 16: filled where they have no width. */
const eventShapes: Readonly<Record<ChartMark["glyph"], readonly { readonly path: Path2D; readonly width?: number; readonly isOfGround?: true }[]>> = {
  stop: [{ path: new Path2D("M5 1h6l4 4v6l-4 4H5l-4-4V5z") }, { path: new Path2D("M4 8h8"), width: 2.4, isOfGround: true }],
  warn: [{ path: new Path2D("M8 1 15.5 14.5H.5z") }, { path: new Path2D("M8 5.5v4.4M8 11.2v1.9"), width: 1.9, isOfGround: true }],
  note: [
    { path: new Path2D("M8 1.8 14.2 8 8 14.2 1.8 8z"), isOfGround: true },
    { path: new Path2D("M8 1.8 14.2 8 8 14.2 1.8 8z"), width: 1.8 },
  ],
};

export interface Paint {
  readonly context: CanvasRenderingContext2D;
  readonly colours: ChartColours;
  readonly frame: ChartFrame;
  readonly scale: ValueScale;
  readonly unit: string;
  readonly locale: string;
  /** The plot without axes. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly marks: readonly ChartMark[];
  readonly gapLabel: (gap: ChartFrame["gaps"][number]) => string;
}

/** Below the lines. */
export function paintGround({ context, colours, frame, scale, unit, locale, box }: Paint): void {
  context.font = font;
  context.textBaseline = "middle";
  context.textAlign = "left";
  const bottom = box.top + box.height;
  const steps = scaleSteps(scale);
  for (const [index, value] of steps.entries()) {
    const y = crisp(bottom - ((value - scale.low) / (scale.high - scale.low)) * box.height);
    line(context, colours.rule, box.left, y, box.left + box.width, y);
    context.fillStyle = colours["ink-2"];
    const label = formatNumber(value, scale.decimals, locale);
    const withUnit = formatAmount(value, scale.decimals, unit, locale);
    // the head of the chart names the unit in any case
    const hasUnit = index === steps.length - 1 && context.measureText(withUnit).width < chartPadding.right - 8;
    context.fillText(hasUnit ? withUnit : label, box.left + box.width + 8, y);
  }
  const { fromMs, toMs } = frame.window;
  const withSeconds = toMs - fromMs < 10 * 60_000;
  const ticks = timeTicks(fromMs, toMs, Math.max(2, Math.floor(box.width / (withSeconds ? 84 : 62))));
  context.textAlign = "center";
  for (const { atMs, isDay } of ticks) {
    const x = crisp(box.left + ((atMs - fromMs) / (toMs - fromMs)) * box.width);
    line(context, colours.edge, x, bottom, x, bottom + 5);
    context.font = isDay ? boldFont : font;
    context.fillStyle = isDay ? colours.ink : colours["ink-2"];
    context.fillText(isDay ? formatDay(atMs) : formatClock(atMs, { seconds: withSeconds }), x, bottom + 17);
  }
  line(context, colours.edge, box.left, crisp(bottom), box.left + box.width, crisp(bottom));
}

/** Above the lines. */
export function paintMarks(paint: Paint): void {
  paintGaps(paint);
  paintEvents(paint);
  const { context, colours, frame, scale, box } = paint;
  const { points, columns } = frame;
  const place = placer(paint);
  context.fillStyle = colours.s1;
  // a sample alone between two gaps makes no line
  for (let index = 0; index < columns.at.length; index += 1) {
    const value = columns.mean[index];
    if (value === null || value === undefined || isNumber(columns.mean[index - 1]) || isNumber(columns.mean[index + 1])) continue;
    dot(context, ...place(columns.at[index] ?? 0, value), 2);
  }
  const lastMs = points.at.at(-1) ?? Number.NEGATIVE_INFINITY;
  const last = points.mean.at(-1);
  if (last !== undefined && lastMs <= frame.window.toMs && lastMs >= frame.window.fromMs && last >= scale.low && last <= scale.high) {
    const [x, y] = place(lastMs, last);
    dot(context, Math.min(x, box.left + box.width), y, 4.5);
  }
}

/** @returns where a value stands, in CSS pixels. */
export function placer({ frame, scale, box }: Pick<Paint, "frame" | "scale" | "box">): (atMs: number, value: number) => [x: number, y: number] {
  const { fromMs, toMs } = frame.window;
  return (atMs, value) => [
    box.left + ((atMs - fromMs) / (toMs - fromMs)) * box.width,
    box.top + box.height - ((value - scale.low) / (scale.high - scale.low)) * box.height,
  ];
}

/** Glyphs on top, each with its word where there is room for it. */
function paintEvents({ context, colours, frame, box, marks }: Paint): void {
  const { fromMs, toMs } = frame.window;
  let freeUntil = box.left + box.width;
  context.font = font;
  context.textAlign = "right";
  for (const { atMs, glyph, colour, label } of marks.toSorted((a, b) => b.atMs - a.atMs)) {
    if (atMs < fromMs || atMs > toMs) continue;
    const x = box.left + ((atMs - fromMs) / (toMs - fromMs)) * box.width;
    line(context, colours[colour], crisp(x), box.top + glyphSize, crisp(x), box.top + box.height);
    context.save();
    context.translate(x - glyphSize / 2, box.top);
    for (const { path, width, isOfGround } of eventShapes[glyph]) {
      const paints = isOfGround ? colours.sheet : colours[colour];
      context.strokeStyle = paints;
      context.fillStyle = paints;
      drawPath(context, path, width);
    }
    context.restore();
    const left = x - glyphSize / 2 - 6 - context.measureText(label).width;
    if (left < box.left || x + glyphSize / 2 > freeUntil) continue;
    context.strokeStyle = colours.sheet;
    context.lineWidth = 4;
    context.strokeText(label, x - glyphSize / 2 - 6, box.top + glyphSize / 2);
    context.fillStyle = colours.ink;
    context.fillText(label, x - glyphSize / 2 - 6, box.top + glyphSize / 2);
    freeUntil = left - 6;
  }
}

/** Hatched on the axis, with the reason where there is room for it. */
function paintGaps({ context, colours, frame, box, gapLabel }: Paint): void {
  const { fromMs, toMs } = frame.window;
  const bottom = box.top + box.height;
  context.font = font;
  context.textAlign = "center";
  let freeFrom = box.left;
  for (const gap of frame.gaps.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const x = (ms: number) => box.left + ((Math.min(Math.max(ms, fromMs), toMs) - fromMs) / (toMs - fromMs)) * box.width;
    const [left, right] = [x(gap.fromMs), x(gap.toMs)];
    if (right - left < 1) continue;
    hatch(context, colours.edge, left, bottom - gapHeight, right - left, gapHeight);
    const label = gapLabel(gap);
    const half = context.measureText(label).width / 2;
    const middle = Math.min(Math.max((left + right) / 2, box.left + half), box.left + box.width - half);
    if (right - left < 12 || middle - half < freeFrom) continue;
    // the line may run behind the words
    context.strokeStyle = colours.sheet;
    context.lineWidth = 4;
    context.strokeText(label, middle, bottom - gapHeight - 10);
    context.fillStyle = colours["ink-2"];
    context.fillText(label, middle, bottom - gapHeight - 10);
    freeFrom = middle + half + 12;
  }
}

function hatch(context: CanvasRenderingContext2D, colour: string, left: number, top: number, width: number, height: number): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  // lines stay where they are in the plot, so that the hatching does not crawl while the edge moves
  for (let x = Math.floor((left - height) / 10) * 10; x < left + width; x += 10) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.stroke();
  context.restore();
}

function line(context: CanvasRenderingContext2D, colour: string, x1: number, y1: number, x2: number, y2: number): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

function drawPath(context: CanvasRenderingContext2D, path: Path2D, width: number | undefined): void {
  if (width === undefined) {
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas is no array
    context.fill(path);
    return;
  }
  context.lineWidth = width;
  context.stroke(path);
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}

function crisp(position: number): number {
  return Math.round(position) + 0.5;
}

function isNumber(value: number | null | undefined): value is number {
  return value !== null && value !== undefined;
}
