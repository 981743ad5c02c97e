import { expect, it } from "vitest";
import { filtersOf, isSameView, parseViews, viewsMost, wordsOfViews, type SavedView } from "./saved-views.ts";

const late: SavedView = { name: "Late ones", search: { state: "late", sort: "-heard" }, columns: new Set(["fault", "heard"]) };
const plain: SavedView = { name: "All", search: {}, columns: undefined };

it("reads the views that it wrote", () => {
  expect(parseViews(wordsOfViews([late, plain]))).toEqual([late, plain]);
  expect(parseViews(null)).toEqual([]);
});

it("takes from what is kept only what is a view, once each, and no more than its bound", () => {
  expect(parseViews("{")).toEqual([]);
  expect(parseViews('{"name":"a"}')).toEqual([]);
  const odd = [
    null,
    7,
    { name: "  " },
    { name: 3 },
    { name: " A ", search: { state: "gone", selected: "v", at: "1,1,1" }, columns: 9 },
    { name: "A", search: [] },
  ];
  expect(parseViews(JSON.stringify(odd))).toEqual([{ name: "A", search: {}, columns: undefined }]);
  const many = Array.from({ length: viewsMost + 1 }, (_, index) => ({ ...plain, name: `v${index}` }));
  expect(parseViews(wordsOfViews(many))).toHaveLength(viewsMost);
});

it("knows a view again by what it shows, with a map beside it or without", () => {
  const search = { sort: "-heard", state: "late", selected: "v", at: "51,6,9", filter: undefined, view: "map" } as const;
  expect(isSameView({ search, columns: new Set(["heard", "fault"]) }, late)).toBe(true);
  expect(isSameView({ search, columns: undefined }, late)).toBe(false);
  expect(isSameView({ search: {}, columns: undefined }, plain)).toBe(true);
  expect(filtersOf(search)).not.toHaveProperty("at");
});
