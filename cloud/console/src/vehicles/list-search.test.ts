import { expect, it } from "vitest";
import { listFile, parseListSearch, viewOf, wordsOfView } from "./list-search.ts";

it("takes from an address what makes sense and leaves the rest", () => {
  expect(parseListSearch({ view: "map", selected: "v", at: "51.5,6.25,9.5", state: "live" })).toEqual({
    view: "map",
    selected: "v",
    at: "51.5,6.25,9.5",
    state: "live",
  });
  expect(parseListSearch({ view: "table", selected: 7, at: "91,6,9", state: "gone" })).toEqual({});
  expect(parseListSearch({ at: "51,6" })).toEqual({});
});

it("holds a state or a level, and asks for the same as a file", () => {
  expect(parseListSearch({ level: "workshop", state: "live" })).toEqual({ level: "workshop" });
  expect(parseListSearch({ level: "note", state: "live" })).toEqual({ state: "live" });
  const whole = "/api/v1/vehicles/export?format=csv&sort=callSign&faultLevel=stop-now&text=TR";
  expect(listFile({ level: "stop-now", filter: "TR" }, "csv", undefined)).toBe(whole);
  const some = listFile({ level: "stop-now", filter: "TR" }, "csv", new Set(["through"]));
  expect(some).toBe(
    `${whole}${["callSign", "description", "vin", "depot", "unit", "life", "group", "tags", "attributes"].map((column) => `&column=${column}`).join("")}`,
  );
});

it("writes what a map shows so that it reads it back", () => {
  expect(viewOf(wordsOfView({ centre: [6.25, -51.5], zoom: 9.5 }))).toEqual({ centre: [6.25, -51.5], zoom: 9.5 });
});
