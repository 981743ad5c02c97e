import { expect, test } from "vitest";
import type { AttributeField } from "./attribute-queries.ts";
import { keyOf, valueOf, wrongOf } from "./attribute-words.ts";

const field = (rest: Partial<AttributeField>): AttributeField => ({ key: "a", label: "A", type: "text", isRequired: false, ...rest });

test("a label gives a key that programs can use, and none twice", () => {
  expect(keyOf("Emission class", new Set())).toBe("emissionClass");
  expect(keyOf("Größe (m²)", new Set())).toBe("grosseM2");
  expect(keyOf("5th wheel", new Set())).toBe("field5thWheel");
  expect(keyOf("載重", new Set())).toBe("field");
  expect(keyOf("Payload", new Set(["payload", "payload2"]))).toBe("payload3");
});

test("what stands in a form becomes a value of its field's type, or is named as wrong", () => {
  const number = field({ type: "number", min: 0, max: 40 });
  expect([valueOf(number, " 18,5 "), valueOf(number, ""), valueOf(field({ type: "yes-no" }), "false"), valueOf(field({}), " x ")]).toEqual([
    18.5,
    undefined,
    false,
    "x",
  ]);
  expect([wrongOf(number, "41"), wrongOf(number, "much"), wrongOf(number, ""), wrongOf({ ...number, isRequired: true }, "")]).toEqual([
    "range",
    "number",
    undefined,
    "missing",
  ]);
  expect(wrongOf(field({ maxLength: 2 }), "abc")).toBe("long");
});
