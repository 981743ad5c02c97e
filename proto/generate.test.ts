import { expect, it } from "vitest";
import { staleWire } from "./generate.ts";

it("keeps the generated wire code as proto/drawbar/v1 says", () => {
  expect(staleWire()).toEqual([]);
});
