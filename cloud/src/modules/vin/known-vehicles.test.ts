/** Against lists of vehicles that others made. That the table is what it was made from, the bench VIN shows. */
import { beforeAll, describe, expect, it } from "vitest";
import { recordingsFolder } from "../../../../test/recordings.ts";
import { vinList, type KnownVehicle } from "../../../../test/vin-lists.ts";
import { decodeVin } from "./decode-vin.ts";
import { VpicTable } from "./table/vpic-table.ts";
import type { DecodedVin } from "./vin-types.ts";

let table: VpicTable;
beforeAll(async () => {
  table = await VpicTable.load();
});

function decoded({ vin }: KnownVehicle): DecodedVin {
  const reading = decodeVin(vin, { table, year: 2026 });
  if (reading.kind === "malformed") throw new Error(`${vin} is malformed`);
  return reading;
}

describe.skipIf(recordingsFolder() === undefined)("vehicles that others know", () => {
  it.each([
    ["ford", 415],
    ["kia", 666],
    ["decode", 97],
  ] as const)("have a right check digit, their year and their make: %s", (name, length) => {
    const vehicles = vinList(name);
    expect(vehicles).toHaveLength(length);
    for (const vehicle of vehicles) {
      const { vin, checkDigitOk, modelYear, make } = decoded(vehicle);
      expect({ vin, checkDigitOk, modelYear, make: make?.toLowerCase() }).toEqual({
        vin: vehicle.vin,
        checkDigitOk: true,
        modelYear: vehicle.modelYear,
        make: vehicle.make.toLowerCase(),
      });
    }
  });

  it.each(["ford", "kia"] as const)("have their model, series, trim and body: %s", (name) => {
    for (const vehicle of vinList(name)) {
      const { vin, model = "", series = "", trim = "", bodyClass = "" } = decoded(vehicle);
      expect({ vin, model, series, trim, bodyClass }).toEqual({
        vin,
        model: vehicle.model,
        series: vehicle.series,
        trim: vehicle.trim,
        bodyClass: vehicle.bodyClass,
      });
    }
  });

  // This list tells no series and no trim apart: its model is ours with series and trim behind it. Nothing else differs.
  it("have their model in a list that writes model, series and trim as one", () => {
    const vehicles = vinList("decode").map((known) => ({ known, ours: decoded(known) }));
    const differing = vehicles.filter(({ known, ours }) => known.model !== ours.model);
    expect(differing).toHaveLength(77);
    for (const { known, ours } of differing) expect([ours.model, ours.series, ours.trim].filter((part) => part !== undefined).join(" ")).toBe(known.model);
    const withBody = vehicles.filter(({ known }) => known.bodyClass !== undefined);
    expect(withBody.map(({ ours }) => ours.bodyClass)).toEqual(withBody.map(({ known }) => known.bodyClass));
  });
});
