import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "@drawbar/cloud/http/testing/test-api.ts";
import { linkMatrix, poolMatrix, socketMatrix, workerMatrix } from "./isolation/channels.ts";
import { routeMatrix } from "./isolation/matrix.ts";
import { Victim } from "./isolation/victim.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ level: "silent" });
});
afterAll(async () => api.dispose());

test("the matrix sees what is a tenant's own, and what was written there", async () => {
  const victim = await Victim.make(api);
  const headers = await victim.fleet.headers();
  const before = await victim.digest();
  expect(await victim.digest()).toBe(before);
  const answer = await api.app.inject({ url: "/api/v1/vehicles", headers });
  expect(victim.secretsIn(answer.body, "/api/v1/vehicles").length).toBeGreaterThan(1);
  await api.app.inject({ method: "PATCH", url: `/api/v1/vehicles/${answer.json().items[0].vehicleId}`, headers, payload: { description: "changed" } });
  const vehicles = (digest: string): readonly string[] => digest.split("\n").filter((line) => /^vehicle\d/.test(line));
  expect(vehicles(before)).toHaveLength(1);
  expect(vehicles(await victim.digest())).not.toEqual(vehicles(before));
});

describe("another tenant, and nobody,", () => {
  test("get and change nothing through any route that the API describes", async () => {
    const { leaks, unreached, asked, routes } = await routeMatrix(api);

    expect(leaks).toEqual([]);
    expect(unreached).toEqual([]);
    expect(asked).toBeGreaterThan(routes * 8);
  });

  test.each([
    ["a WebSocket", socketMatrix],
    ["the link, as a unit or a depot", linkMatrix],
    ["the worker's jobs", workerMatrix],
    ["connections that were cut in the middle of something", async (of: TestApi) => poolMatrix(of, 300)],
  ])("get and change nothing through %s", async (_what, matrix) => {
    const { leaks, asked } = await matrix(api);

    expect(leaks).toEqual([]);
    expect(asked).toBeGreaterThan(0);
  });
});
