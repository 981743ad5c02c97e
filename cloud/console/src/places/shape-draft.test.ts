import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drafted, draftOf, newDraft, problemOf, shapeOf, type Corner, type DraftAct, type ShapeDraft } from "./shape-draft.ts";

const square: readonly Corner[] = [
  [6, 51],
  [6.1, 51],
  [6.1, 51.1],
  [6, 51.1],
];
const after = (draft: ShapeDraft, ...acts: readonly DraftAct[]) => acts.reduce(drafted, draft);

describe("a shape that is drawn", () => {
  it("is a place once it encloses something, and no sooner", () => {
    const draft = after(newDraft(), { kind: "corners", corners: square.slice(0, 2) });
    expect([problemOf(draft.now), shapeOf(draft)]).toEqual(["too-few", undefined]);
    const whole = drafted(draft, { kind: "corners", corners: square });
    expect(shapeOf(whole)).toEqual({ kind: "polygon", rings: [square] });
    expect(problemOf({ ...whole.now, corners: [square[0], square[2], square[1], square[3]].map((corner) => corner ?? [0, 0]) })).toBe("crosses");
    expect(problemOf({ ...whole.now, corners: [[6, 51], [7, 52], [8, 53]] })).toBe("flat"); // prettier-ignore
    expect(problemOf({ ...whole.now, corners: [[6, 51], [7, 89], [8, 53]] })).toBe("latitude"); // prettier-ignore
    expect(problemOf({ ...whole.now, corners: [[6, 51], [Number.NaN, 8], [8, 53]] })).toBe("longitude"); // prettier-ignore
  });

  it("keeps its corners when it becomes a corridor, and their middle when it becomes a circle", () => {
    const draft = after(newDraft(), { kind: "corners", corners: square }, { kind: "shape", shape: "corridor" }, { kind: "width", metres: 0 });
    expect(problemOf(draft.now)).toBe("width");
    expect(shapeOf(drafted(draft, { kind: "width", metres: 80 }))).toEqual({ kind: "corridor", line: square, widthM: 80 });
    const circle = drafted(draft, { kind: "shape", shape: "circle" });
    expect(circle.now.corners[0]?.[0]).toBeCloseTo(6.05, 9);
    expect(drafted(circle, { kind: "circle", centre: [6, 51], radiusM: 0.2 }).now.radiusM).toBe(1);
    expect(problemOf({ ...circle.now, radiusM: 500_001 })).toBe("radius");
  });

  it("takes a corner in between, moves and removes it", () => {
    const draft = after(newDraft(), { kind: "corners", corners: square }, { kind: "add", after: 3 }, { kind: "move", index: 0, to: [5.9, 51] });
    expect(draft.now.corners).toEqual([[5.9, 51], ...square.slice(1), [6, 51.05]]);
    expect(drafted(draft, { kind: "remove", index: 4 }).now.corners).toHaveLength(4);
    expect(drafted(newDraft(), { kind: "add", after: 0 })).toEqual(newDraft());
  });

  it("comes back from what is kept, a closed ring opened, holes untouched", () => {
    const hole = [[6.02, 51.02], [6.04, 51.02], [6.04, 51.04]]; // prettier-ignore
    const draft = draftOf({ kind: "polygon", rings: [[...square.map((corner) => [...corner]), [6, 51]], hole] });
    expect(draft.now.corners).toEqual(square);
    expect(shapeOf(drafted(draft, { kind: "move", index: 0, to: [5.9, 51] }))).toMatchObject({ rings: [{}, hole] });
    expect(draftOf({ kind: "circle", centre: [6, 51], radiusM: 40 }).now).toMatchObject({ corners: [[6, 51]], radiusM: 40 });
    expect(shapeOf(draftOf({ kind: "corridor", line: [[6, 51], [7, 51]], widthM: 40 }))).toEqual({ kind: "corridor", line: [[6, 51], [7, 51]], widthM: 40 }); // prettier-ignore
  });

  it("takes a whole drag back at once", () => {
    const draft = after(newDraft(), { kind: "corners", corners: square });
    const dragged = [5.99, 5.98, 5.97].reduce<ShapeDraft>((each, x) => drafted(each, { kind: "corners", corners: [[x, 51], ...square.slice(1)] }), draft);
    expect(dragged.now.corners[0]).toEqual([5.97, 51]);
    expect(drafted(dragged, { kind: "undo" }).now.corners).toEqual(square);
  });

  it("goes back step by step to where it began, and forward again", () => {
    const corner = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true })).map(([x, y]): Corner => [x, y]);
    const act: fc.Arbitrary<DraftAct> = fc.oneof(
      fc.constantFrom<DraftAct>(
        { kind: "shape", shape: "circle" },
        { kind: "shape", shape: "corridor" },
        { kind: "shape", shape: "polygon" },
        { kind: "clear" },
      ),
      fc.array(corner, { maxLength: 6 }).map((corners): DraftAct => ({ kind: "corners", corners })),
      fc.tuple(fc.nat(5), corner).map(([index, to]): DraftAct => ({ kind: "move", index, to })),
      fc.tuple(fc.nat(5), corner).map(([index, at]): DraftAct => ({ kind: "add", after: index, at })),
      fc.nat(5).map((index): DraftAct => ({ kind: "remove", index })),
      fc.nat(900).map((metres): DraftAct => ({ kind: "radius", metres })),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const end = after(newDraft(), ...acts);
        let draft = end;
        const steps = end.past.length;
        for (let step = 0; step < steps; step += 1) draft = drafted(draft, { kind: "undo" });
        expect(draft.now).toEqual(newDraft().now);
        expect(drafted(draft, { kind: "undo" })).toBe(draft);
        for (let step = 0; step < steps; step += 1) draft = drafted(draft, { kind: "redo" });
        expect(draft.now).toEqual(end.now);
      }),
      { numRuns: 60 },
    );
  });
});
