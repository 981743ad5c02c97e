import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../../http/testing/test-api.ts";
import { Towns } from "../towns/index.ts";
import { exportPages } from "./list-export.ts";
import { vehicleList } from "./vehicle-list.ts";
import type { VehicleSummary } from "./vehicle-types.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

describe("the list as a file", () => {
  it("has every vehicle of the fleet, over pages, sorted and with the columns that are asked for", async () => {
    const fleet = await api.makeFleet();
    await api.db.app
      .of(fleet.tenantId)
      .count("t", "insert into vehicle (tenant_id, vehicle_id, call_sign) select $1, gen_random_uuid(), 'V ' || n from generate_series(1000, 2100) n", [
        fleet.tenantId,
      ]);
    const headers = await fleet.headers();
    const csv = await api.app.inject({ url: "/api/v1/vehicles/export?sort=-callSign&column=callSign&column=state", headers });
    const lines = csv.body.trimEnd().split("\r\n");
    expect([lines.length, ...lines.slice(0, 2), lines.at(-1)]).toEqual([1_102, "callSign,state", "V 2100,never", "V 1000,never"]);

    const xlsx = await api.app.inject({ url: "/api/v1/vehicles/export?format=xlsx&column=callSign&text=v201", headers });
    const { sheets } = await readXlsx(xlsx.rawPayload);
    expect(sheets[0]?.rows).toEqual([["callSign"], ...Array.from({ length: 10 }, (_, digit) => [`V 201${digit}`])]);
    expect((await api.app.inject({ url: "/api/v1/vehicles/export?state=live&column=vin", headers })).body).toBe("vin\r\n");
  });

  it("says by which town a vehicle is, beside its coordinates; nothing where it has not said where it is", async () => {
    const { tenantId } = await api.makeFleet();
    const at = { latitude: 51.24, longitude: 6.03, atUs: 1 };
    const known = { state: "live", position: at } as VehicleSummary; // what these columns need of it
    const unknown = { state: "never" } as VehicleSummary;
    const columns = ["state", "near", "latitude", "longitude"] as const;
    const nameTown = await new Towns().naming();
    const page = async () => ({ vehicles: [known, unknown, { ...known, position: { ...at, longitude: -30 } }] });
    const wanted = { query: vehicleList.read({ limit: 1 }), columns, fields: [], nameTown };
    const rows: string[][] = [];
    for await (const some of exportPages({ page }, tenantId, wanted)) rows.push(...some);
    expect(rows).toEqual([[...columns], ["live", "near Beesel", "51.24000", "6.03000"], ["never", "", "", ""], ["live", "", "51.24000", "-30.00000"]]);
  });
});
