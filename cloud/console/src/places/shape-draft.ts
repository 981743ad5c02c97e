/** A shape while a person draws it: what stands there, what can be taken back, and whether it can be a place. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";

export type PlaceShape = Schemas["PlaceShape"];
export type ShapeKind = PlaceShape["kind"];
export type Corner = readonly [longitude: number, latitude: number];

/** As the cloud has them. */
export const shapeLimits = { cornersMax: 2_000, radiusMaxM: 500_000, widthMaxM: 10_000, latitudeMaxDeg: 85 } as const;
const undoMost = 200;
const firstRadiusM = 250;
const firstWidthM = 60;

/** One state of the shape. A circle has its centre as its only corner; a polygon's last corner does not repeat the first. */
export interface Outline {
  readonly kind: ShapeKind;
  readonly corners: readonly Corner[];
  readonly radiusM: number;
  readonly widthM: number;
}

export interface ShapeDraft {
  readonly now: Outline;
  readonly past: readonly Outline[];
  readonly future: readonly Outline[];
  /** What the last act moved: what follows of it, as a drag or the next letter typed, is taken back with it. */
  readonly moved?: string | undefined;
  /** Of a polygon that was drawn elsewhere; they stay as they are. */
  readonly holes: readonly (readonly Corner[])[];
}

export type DraftAct =
  | { readonly kind: "shape"; readonly shape: ShapeKind }
  | { readonly kind: "corners"; readonly corners: readonly Corner[] }
  | { readonly kind: "move"; readonly index: number; readonly to: Corner }
  | { readonly kind: "add"; readonly after: number; readonly at?: Corner }
  | { readonly kind: "remove"; readonly index: number }
  | { readonly kind: "circle"; readonly centre: Corner; readonly radiusM: number }
  | { readonly kind: "radius" | "width"; readonly metres: number }
  | { readonly kind: "outline"; readonly outline: Outline }
  | { readonly kind: "clear" }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" };

export function newDraft(kind: ShapeKind = "polygon"): ShapeDraft {
  return { now: { kind, corners: [], radiusM: firstRadiusM, widthM: firstWidthM }, past: [], future: [], holes: [] };
}

export function draftOf(shape: PlaceShape): ShapeDraft {
  const draft = newDraft(shape.kind);
  const [now, holes] = ((): [Partial<Outline>, ShapeDraft["holes"]] => {
    switch (shape.kind) {
      case "circle":
        return [{ corners: [cornerOf(shape.centre)], radiusM: shape.radiusM }, []];
      case "corridor":
        return [{ corners: shape.line.map(cornerOf), widthM: shape.widthM }, []];
      case "polygon": {
        const [outline = [], ...rest] = shape.rings.map((ring) => ring.map(cornerOf));
        return [{ corners: opened(outline) }, rest];
      }
    }
  })();
  return { ...draft, now: { ...draft.now, ...now }, holes };
}

/** @returns the draft after what a person did; the same object when nothing changed. */
export function drafted(draft: ShapeDraft, act: DraftAct): ShapeDraft {
  const { now, past, future } = draft;
  if (act.kind === "undo") {
    const before = past.at(-1);
    return before === undefined ? draft : { ...draft, now: before, past: past.slice(0, -1), future: [now, ...future], moved: undefined };
  }
  if (act.kind === "redo") {
    const [after, ...rest] = future;
    return after === undefined ? draft : { ...draft, now: after, past: [...past, now], future: rest, moved: undefined };
  }
  const next = stepped(now, act);
  if (JSON.stringify(next) === JSON.stringify(now)) return draft;
  const moved = movedBy(now, act);
  const goesOn = moved !== undefined && moved === draft.moved;
  return { now: next, past: goesOn ? past : [...past, now].slice(-undoMost), future: [], moved, holes: next.kind === "polygon" ? draft.holes : [] };
}

function movedBy({ corners }: Outline, act: DraftAct): string | undefined {
  if (act.kind === "radius" || act.kind === "width") return act.kind;
  if (act.kind === "move") return `corner ${act.index}`;
  if (act.kind === "circle") return String(act.centre) === String(corners[0]) ? "radius" : undefined;
  if (act.kind !== "corners" || act.corners.length !== corners.length) return undefined;
  const changed = act.corners.flatMap((corner, index) => (String(corner) === String(corners[index]) ? [] : [index]));
  return changed.length === 1 ? `corner ${changed[0]}` : undefined;
}

function stepped(now: Outline, act: Exclude<DraftAct, { kind: "undo" | "redo" }>): Outline {
  const { corners } = now;
  switch (act.kind) {
    case "shape":
      // a circle's centre is one corner of the others, and the middle of theirs is its centre
      return { ...now, kind: act.shape, corners: act.shape === "circle" && corners.length > 1 ? [middleOf(corners)] : corners };
    case "corners":
      return { ...now, corners: act.corners.slice(0, shapeLimits.cornersMax) };
    case "move":
      return { ...now, corners: corners.map((corner, index) => (index === act.index ? act.to : corner)) };
    case "add": {
      if (corners.length >= shapeLimits.cornersMax) return now;
      const at = act.at ?? halfway(corners, act.after);
      return at === undefined ? now : { ...now, corners: [...corners.slice(0, act.after + 1), at, ...corners.slice(act.after + 1)] };
    }
    case "remove":
      return { ...now, corners: corners.filter((_, index) => index !== act.index) };
    case "circle":
      return { ...now, corners: [act.centre], radiusM: rounded(act.radiusM, shapeLimits.radiusMaxM) };
    case "radius":
      return { ...now, radiusM: act.metres };
    case "width":
      return { ...now, widthM: act.metres };
    case "outline":
      return act.outline;
    case "clear":
      return { ...now, corners: [] };
  }
}

/** @returns the shape as the API takes it; `undefined` while it is none. */
export function shapeOf({ now, holes }: ShapeDraft): PlaceShape | undefined {
  if (problemOf(now) !== undefined) return undefined;
  const corners = now.corners.map(([longitude, latitude]) => [longitude, latitude]);
  const [first] = corners;
  switch (now.kind) {
    case "circle":
      return first === undefined ? undefined : { kind: "circle", centre: first, radiusM: now.radiusM };
    case "corridor":
      return { kind: "corridor", line: corners, widthM: now.widthM };
    case "polygon":
      return { kind: "polygon", rings: [corners, ...holes.map((hole) => hole.map(([longitude, latitude]) => [longitude, latitude]))] };
  }
}

export type ShapeProblem = "too-few" | "latitude" | "longitude" | "radius" | "width" | "crosses" | "flat";

/** @returns why the shape cannot be a place yet. A line that crosses itself leaves open what is inside, so it is refused here. */
export function problemOf({ kind, corners, radiusM, widthM }: Outline): ShapeProblem | undefined {
  if (corners.some(([longitude]) => !(Math.abs(longitude) <= 180))) return "longitude";
  if (corners.some(([, latitude]) => !(Math.abs(latitude) <= shapeLimits.latitudeMaxDeg))) return "latitude";
  const distinct = new Set(corners.map(String)).size;
  if (distinct < { circle: 1, corridor: 2, polygon: 3 }[kind]) return "too-few";
  if (kind === "circle") return radiusM > 0 && radiusM <= shapeLimits.radiusMaxM ? undefined : "radius";
  if (kind === "corridor") return widthM > 0 && widthM <= shapeLimits.widthMaxM ? undefined : "width";
  if (crossesItself(corners)) return "crosses";
  return areaOf(corners) === 0 ? "flat" : undefined;
}

function cornerOf(position: readonly number[]): Corner {
  return [position[0] ?? 0, position[1] ?? 0];
}

function opened(ring: readonly Corner[]): readonly Corner[] {
  const [first] = ring;
  const last = ring.at(-1);
  return ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1] ? ring.slice(0, -1) : ring;
}

function halfway(corners: readonly Corner[], after: number): Corner | undefined {
  const from = corners[after];
  const to = corners[(after + 1) % corners.length];
  return from === undefined || to === undefined ? undefined : [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
}

function middleOf(corners: readonly Corner[]): Corner {
  const sum = corners.reduce(([x, y], [longitude, latitude]) => [x + longitude, y + latitude], [0, 0] as Corner);
  return [sum[0] / corners.length, sum[1] / corners.length];
}

function rounded(metres: number, most: number): number {
  return Math.min(Math.max(Math.round(metres), 1), most);
}

function areaOf(corners: readonly Corner[]): number {
  return corners.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = corners[(index + 1) % corners.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
}

/** Every edge against every other: at most 2,000 of them, some 10 ms. */
function crossesItself(corners: readonly Corner[]): boolean {
  const edges = corners.map((corner, index) => [corner, corners[(index + 1) % corners.length] ?? corner] as const);
  return edges.some(([a, b], index) =>
    edges.some(([c, d], other) => {
      // neighbours share a corner
      if (other <= index + 1 || (index === 0 && other === edges.length - 1)) return false;
      return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
    }),
  );
}

function side([ax, ay]: Corner, [bx, by]: Corner, [x, y]: Corner): boolean {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
}
