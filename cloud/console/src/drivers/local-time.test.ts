import { expect, test } from "vitest";
import { ofLocalField, toLocalField } from "./local-time.ts";

test("a time comes back as it went into the field, to the minute", () => {
  expect(ofLocalField(toLocalField(Date.parse("2026-11-25T06:31:00Z")))).toBe("2026-11-25T06:31:00.000Z");
  expect(ofLocalField("")).toBeUndefined();
});
