import { expect, it } from "vitest";
import { parseFaultSearch } from "./fault-search.ts";

it("finds a code however it was typed, and takes nothing else that makes no sense", () => {
  expect(parseFaultSearch({ code: " p0401 ", show: "all", level: "workshop" })).toEqual({ code: "P0401", show: "all", level: "workshop" });
  expect(parseFaultSearch({ code: "spn 111 fmi 3" })).toEqual({ code: "SPN 111 FMI 3" });
  expect(parseFaultSearch({ code: "  ", show: "none", level: 3 })).toEqual({});
  expect(parseFaultSearch({ code: "x".repeat(201) })).toEqual({});
});
