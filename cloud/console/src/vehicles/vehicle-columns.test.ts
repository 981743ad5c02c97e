import { expect, it } from "vitest";
import { chooseColumns, columnsOfFile, parseColumns, shownColumns, sortOfShown, vehicleColumns, wordsOfColumns } from "./vehicle-columns.ts";

const wide = { isNarrow: false, isBesideMap: false };
const map = { isNarrow: false, isBesideMap: true };
const phone = { isNarrow: true, isBesideMap: false };

it("shows all until somebody chooses; on a phone and beside a map those that have room", () => {
  expect([...shownColumns(undefined, wide)]).toEqual(vehicleColumns);
  expect([...shownColumns(undefined, map)]).toEqual(["where", "fault", "heard"]);
  expect([...shownColumns(undefined, phone)]).toEqual(["where", "fault", "speed", "heard"]);
  expect([...shownColumns(undefined, { isNarrow: true, isBesideMap: true })]).toEqual(["fault", "heard"]);
});

it("shows what was chosen in the list's order, none included; beside a map what is not offered there stays chosen", () => {
  const chosen = chooseColumns(undefined, wide, new Set(["heard", "engine", "colour"]));
  expect([...shownColumns(chosen, wide)]).toEqual(["engine", "heard"]);
  expect([...shownColumns(chosen, phone)]).toEqual(["engine", "heard"]);
  const besideMap = chooseColumns(chosen, map, new Set(["fault"]));
  expect([...shownColumns(besideMap, map)]).toEqual(["fault"]);
  expect([...shownColumns(besideMap, wide)]).toEqual(["fault", "engine"]);
  expect(shownColumns(chooseColumns(undefined, wide, new Set()), wide).size).toBe(0);
});

it("ends the order by a column that goes, and no other", () => {
  const chosen = new Set(["fault"] as const);
  expect(sortOfShown("-heard", chosen)).toBeUndefined();
  expect(sortOfShown("-fault", chosen)).toBe("-fault");
  expect(sortOfShown("vehicle", chosen)).toBe("vehicle");
});

it("reads what it wrote, and of anything else only what it knows", () => {
  const chosen = new Set(["fault", "heard"] as const);
  expect(parseColumns(wordsOfColumns(chosen))).toEqual(chosen);
  expect(parseColumns(wordsOfColumns(new Set()))).toEqual(new Set());
  expect(parseColumns("heard,__proto__,fault")).toEqual(chosen);
  expect(parseColumns(7)).toBeUndefined();
});

it("asks for a file without what was taken out of the list, and for the whole one otherwise", () => {
  expect(columnsOfFile(undefined)).toBeUndefined();
  expect(columnsOfFile(new Set(["where", "through", "heard"]))).toBeUndefined();
  const ofVehicle = ["description", "vin", "life", "group", "tags", "attributes"];
  expect(columnsOfFile(new Set(["where"]))).toEqual(["callSign", "near", "latitude", "longitude", ...ofVehicle]);
  expect(columnsOfFile(new Set())).toEqual(["callSign", ...ofVehicle]);
});
