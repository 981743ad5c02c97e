import { expect, test } from "vitest";
import { changedType, faultOfFields, faultOfValue, faultOfValues } from "./attribute-rules.ts";
import type { AttributeField, AttributeValue } from "./attribute-types.ts";

const field = (key: string, type: AttributeField["type"], rest: Partial<AttributeField> = {}): AttributeField => ({
  key,
  label: key,
  type,
  isRequired: false,
  ...rest,
});

test("fields have keys and labels of their own, limits that leave something, and choices", () => {
  expect(faultOfFields([field("a", "text"), field("b", "number", { min: 1, max: 1 })])).toBeUndefined();
  expect(faultOfFields([field("a", "text"), field("a", "date", { label: "B" })])).toContain("key a");
  expect(faultOfFields([field("a", "text"), field("b", "date", { label: "A" })])).toContain('called "A"');
  expect(faultOfFields([field("a", "number", { min: 2, max: 1 })])).toContain("at least 2");
  expect(faultOfFields([field("a", "choice")])).toContain("nothing to choose");
  expect(faultOfFields([field("a", "choice", { choices: ["x", "x"] })])).toContain("twice");
  expect(changedType([field("a", "text")], [field("b", "date"), field("a", "number")])?.key).toBe("a");
});

const cases: readonly {
  readonly type: AttributeField["type"];
  readonly rest?: Partial<AttributeField>;
  readonly good: AttributeValue;
  readonly bad: readonly AttributeValue[];
}[] = [
  { type: "text", good: "reefer", bad: [" ", 7, "x".repeat(201)] },
  { type: "text", rest: { maxLength: 3 }, good: "abc", bad: ["abcd"] },
  { type: "number", rest: { min: 0, max: 40 }, good: 40, bad: [-1, 41, "4", Number.NaN] },
  { type: "date", good: "2028-02-29", bad: ["2026-02-29", "2026-2-1", "infinity", 1] },
  { type: "choice", rest: { choices: ["Euro 5", "Euro 6"] }, good: "Euro 6", bad: ["Euro 7", true] },
  { type: "yes-no", good: false, bad: ["false", 0] },
];

test.each(cases)("a value of $type is taken when it is one, and refused when it is not: $good", ({ type, rest, good, bad }) => {
  expect(faultOfValue(field("a", type, rest), good)).toBeUndefined();
  for (const value of bad) expect([value, typeof faultOfValue(field("a", type, rest), value)]).toEqual([value, "string"]);
});

test("what is required must be there, and what has no field must not", () => {
  const fields = [field("a", "text", { isRequired: true }), field("b", "number")];
  expect(faultOfValues(fields, { a: "x" })).toBeUndefined();
  expect(faultOfValues(fields, { b: 1 })).toBe('"a" is missing');
  expect(faultOfValues(fields, { a: "x", c: 1 })).toBe("there is no field c");
});
