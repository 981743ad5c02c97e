import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../http/testing/test-api.ts";
import { Towns } from "./towns.ts";
import { TownTable } from "./table/town-table.ts";
import type { TownTileJson } from "./town-views.ts";

let api: TestApi;
let headers: { readonly authorization: string };
beforeAll(async () => {
  api = await startTestApi();
  headers = await (await api.makeFleet()).headers();
});
afterAll(async () => api.dispose());

const ask = async (path: string, more: Readonly<Record<string, string>> = {}) => api.app.inject({ url: `/api/v1${path}`, headers: { ...headers, ...more } });

test("answers the towns of a tile as columns of one length, from south to north", async () => {
  const answer = await ask("/towns/48/4");
  const tile = answer.json<TownTileJson>();
  const at = tile.name.indexOf("Beesel");
  expect([tile.latitude[at], tile.longitude[at], tile.population[at], tile.country[at]]).toEqual([51.268, 6.039, 2_000, "NL"]);
  expect(new Set(Object.values(tile).map((column) => column.length)).size).toBe(1);
  expect(tile.latitude).toEqual(tile.latitude.toSorted((a, b) => a - b));
  expect((await ask("/towns/0/-32")).json()).toEqual({ latitude: [], longitude: [], population: [], name: [], country: [] });
});

test("lists the large towns of the world", async () => {
  const large = (await ask("/towns")).json<TownTileJson>();
  expect(Math.min(...large.population)).toBe(100_000);
  expect(large.name).toEqual(expect.arrayContaining(["Köln", "Auckland", "Lagos"]));
});

test("lets a browser keep what it read, and says when it is still the same", async () => {
  const first = await ask("/towns/48/4");
  const etag = String(first.headers.etag);
  expect(first.headers["cache-control"]).toBe("private, max-age=604800");
  const again = await ask("/towns/48/4", { "if-none-match": `"other", W/${etag}` });
  expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, "", etag]);
  expect((await ask("/towns/48/8", { "if-none-match": etag })).statusCode).toBe(200);
  expect((await ask("/towns", { "if-none-match": etag })).statusCode).toBe(200);
});

test("refuses who has no token", async () => {
  expect((await api.app.inject({ url: "/api/v1/towns/48/4" })).statusCode).toBe(401);
});

test("reads the table once, when the first one asks, and again when that failed", async () => {
  let loads = 0;
  const towns = new Towns({
    load: async () => {
      loads++;
      if (loads === 1) throw new Error("the disk is away");
      return TownTable.load();
    },
  });
  expect(loads).toBe(0);
  await expect(towns.table()).rejects.toThrow("the disk is away");
  const [naming] = await Promise.all([towns.naming(), towns.naming()]);
  expect(
    [
      { latitude: 50.94, longitude: 6.95 },
      { latitude: 51.24, longitude: 6.03 },
      { latitude: 0, longitude: -30 },
    ].map(naming),
  ).toEqual(["in Köln", "near Beesel", undefined]);
  expect(loads).toBe(2);
});
