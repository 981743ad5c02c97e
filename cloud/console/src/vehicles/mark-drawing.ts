/** Draws marks of a map on canvases, 2 image pixels to one of the map. */
import type { MapColours } from "../map/map-colours.ts";

const sizePx = 20;
/** As the glyphs of the lists are drawn on. */
const grid = 16;
const scale = 2;
const boxPx = 24;
/** Border and rounded corner, in pixels of the image. */
export const boxEdgePx = 8;

/** On a grid of 16, as the glyphs of the lists. */
export type Draw = (context: CanvasRenderingContext2D, colours: MapColours) => void;

/** @returns a mark of the map's colours, 20 px wide. */
export function drawn(draw: Draw, colours: MapColours): ImageData {
  const side = sizePx * scale;
  const context = contextOf(side);
  if (context === null) return new ImageData(side, side);
  context.scale(scale, scale);
  context.translate((sizePx - grid) / 2, (sizePx - grid) / 2);
  draw(context, colours);
  return context.getImageData(0, 0, side, side);
}

/** @returns a box with a rim, for `boxEdgePx` as what keeps its size when it grows with a text. */
export function drawnBox(fill: string, rim: string): ImageData {
  const side = boxPx * scale;
  const context = contextOf(side);
  if (context === null) return new ImageData(side, side);
  context.scale(scale, scale);
  context.beginPath();
  context.roundRect(1, 1, boxPx - 2, boxPx - 2, 3);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = rim;
  context.lineWidth = 1.25;
  context.stroke();
  return context.getImageData(0, 0, side, side);
}

/** A filled shape with a rim of the land, so that it stands out from what lies below. */
export function shape(path: string): Draw {
  return (context, colours) => {
    line(context, colours["map-land"], 3, path);
    area(context, colours.ink, path);
  };
}

export function area(context: CanvasRenderingContext2D, colour: string, path: string): void {
  context.save();
  context.clip(new Path2D(path));
  context.fillStyle = colour;
  context.fillRect(0, 0, grid, grid);
  context.restore();
}

export function line(context: CanvasRenderingContext2D, colour: string, width: number, path: string): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.stroke(new Path2D(path));
}

function contextOf(side: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  return canvas.getContext("2d");
}
