import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

const list = { name: "vehicles", sort: "callSign", filters: { simulated: true } };
const positions = fc.array(fc.string(), { minLength: 1, maxLength: 3 });

test("a cursor gives back the position that went in", () => {
  fc.assert(
    fc.property(positions, (position) => {
      expect(decodeCursor(list, encodeCursor(list, position))).toEqual(position);
    }),
  );
});

test("a cursor with any character changed, left out or added is refused, and so is one that was cut", () => {
  const edits = fc.tuple(
    fc.nat(),
    fc.constantFrom("A", "Z", "a", "z", "0", "9", "-", "_", "=", ".", "~"),
    fc.constantFrom("change", "leave out", "add", "cut"),
  );
  fc.assert(
    fc.property(positions, edits, (position, [at, character, how]) => {
      const cursor = encodeCursor(list, position);
      const place = at % cursor.length;
      const [before, behind] = [cursor.slice(0, place), cursor.slice(place + 1)];
      const edited = { change: before + character + behind, "leave out": before + behind, add: before + character + cursor.slice(place), cut: before }[how];
      fc.pre(edited !== cursor);
      expect(() => decodeCursor(list, edited)).toThrow("CURSOR_INVALID");
    }),
    { numRuns: 500 },
  );
});
