import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../../http/testing/test-api.ts";
import { csvOf } from "../imports/index.ts";

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

  it("has nothing that a spreadsheet takes for a formula", () => {
    expect(csvOf([["=1+1", "+1", "-1", "@a", "\tx", 'a "b", c']])).toBe(`'=1+1,'+1,'-1,'@a,'\tx,"a ""b"", c"\r\n`);
  });
});
