import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { tileLatitudeMax } from "@drawbar/proto/towns/town-tile.ts";
import { packTable, type Town } from "./pack-table.ts";
import { tablePath, TownTable } from "./town-table.ts";

const towns = fc.array(
  fc.record<Town>({
    name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    country: fc.constantFrom("DE", "NL", "FJ"),
    latitude: fc.oneof(fc.double({ min: -79.9, max: 79.9, noNaN: true }), fc.constantFrom(-0.0004, 0, 3.9996, 51.9999)),
    longitude: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 179.9997, -0.0001)),
    population: fc.oneof(fc.nat(30_000_000), fc.constantFrom(0, 99, 100, 101)),
  }),
  { maxLength: 40 },
);

it("gives back every town that was packed: name, country, place to 100 m, people to two digits", () => {
  fc.assert(
    fc.property(towns, (given) => {
      const table = new TownTable(packTable(given, "test"));
      const read = [...table.tiles()].flatMap((tile) =>
        Array.from(tile.latitude, (latitude, index) => ({
          latitude,
          longitude: tile.longitude[index] ?? 0,
          population: tile.population[index] ?? 0,
          name: tile.nameAt(index),
          country: tile.countryAt(index),
        })),
      );
      expect(table.towns).toBe(given.length);
      const left = [...read];
      for (const town of given) {
        const at = left.findIndex(
          (each) =>
            each.name === town.name &&
            each.country === town.country &&
            Math.abs(each.latitude - town.latitude) < 0.000_6 &&
            Math.abs(((each.longitude - town.longitude + 540) % 360) - 180) < 0.000_6 &&
            each.population <= town.population &&
            each.population > town.population * 0.9 - 1,
        );
        expect(at).not.toBe(-1);
        left.splice(at, 1);
      }
    }),
  );
});

it("has its towns in the tile where they are looked for, from south to north", () => {
  fc.assert(
    fc.property(towns, (given) => {
      const table = new TownTable(packTable(given, "test"));
      for (const spot of given) expect(table.nearest(spot)).toMatchObject({ kind: "town" });
      for (const tile of table.tiles()) expect(Array.from(tile.latitude)).toEqual(Array.from(tile.latitude).toSorted((a, b) => a - b));
    }),
  );
});

it("has the same bytes, in whatever order the towns come", () => {
  fc.assert(
    fc.property(towns, (given) => {
      const unique = [...new Map(given.map((town) => [town.name, town])).values()];
      expect(packTable(unique.toReversed(), "test")).toEqual(packTable(unique, "test"));
    }),
  );
});

it("is small enough to ship, and names places as a person would", async () => {
  expect(statSync(tablePath).size).toBeLessThan(2_000_000);
  const table = await TownTable.load();
  expect(table.towns).toBe(170_391);
  expect(table.nearest({ latitude: 50.94, longitude: 6.95 })).toMatchObject({ name: "Köln", country: "DE", isIn: true });
  expect(table.nearest({ latitude: 51.27, longitude: 6.03 })).toMatchObject({ name: "Beesel", country: "NL", isIn: true });
  expect(table.nearest({ latitude: 51.24, longitude: 6.03 })).toMatchObject({ name: "Beesel", country: "NL", isIn: false });
  expect(table.nearest({ latitude: 45, longitude: -30 })).toEqual({ kind: "none" });
  for (const tile of table.tiles()) expect(Array.from(tile.latitude).every((latitude) => Math.abs(latitude) < tileLatitudeMax)).toBe(true);
});

it("refuses a file that was cut or is another", async () => {
  const bytes = zstdDecompressSync(readFileSync(tablePath));
  const damaged = [
    bytes.subarray(0, 3),
    bytes.subarray(0, 1_000),
    bytes.subarray(0, 100_000),
    bytes.subarray(0, bytes.length - 1),
    Buffer.alloc(100),
    Buffer.from("\u0002\u0000\u0000\u0000{}"),
  ];
  for (const each of damaged) expect(() => new TownTable(each)).toThrow(expect.objectContaining({ code: "TOWN_TABLE_DAMAGED" }));
  const folder = mkdtempSync(path.join(tmpdir(), "drawbar-towns-"));
  try {
    const file = path.join(folder, "table.zst");
    writeFileSync(file, "not packed");
    await expect(TownTable.load(file)).rejects.toMatchObject({ code: "TOWN_TABLE_DAMAGED", message: expect.stringContaining(file) });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
