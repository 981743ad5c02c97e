import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../http/testing/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
}, 60_000);
afterAll(async () => api.dispose());

test("who has rights at some depots sees those only", async () => {
  const fleet = await api.makeFleet();
  const [venlo, ghent] = [await fleet.addDepot("Venlo"), await fleet.addDepot("Ghent")];
  const headers = await fleet.headers("read");
  const depots = async () =>
    ((await api.app.inject({ url: "/api/v1/depots", headers })).json().items as { depotId: string }[]).map(({ depotId }) => depotId).toSorted();
  expect(await depots()).toEqual([venlo, ghent].toSorted());
  await api.db.admin.query("update drawbar.api_token set depot_ids = array[$2::uuid] where tenant_id = $1", [fleet.tenantId, ghent]);

  expect(await depots()).toEqual([ghent]);
});
