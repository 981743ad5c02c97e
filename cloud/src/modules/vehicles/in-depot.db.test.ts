import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import { saveCrossings, type Crossing } from "../places/index.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

const secondsAgo = (seconds: number): number => Date.now() * 1_000 - seconds * 1_000_000;

/** A fleet with a vehicle whose newest sample is so old. */
async function makeFleet(heardSecondsAgo: number) {
  const fleet = await api.makeFleet();
  await api.store.addCatalogue(fleet.tenantId, testCatalogueHash, testCatalogueBytes);
  const vehicleId = await fleet.addVehicle("TR 214");
  const atUs = secondsAgo(heardSecondsAgo);
  const source = new ScriptedSource({ source: await fleet.addUnit(vehicleId), bootedAtUs: atUs - 60_000_000 });
  await api.db.app
    .of(fleet.tenantId)
    .count("t", "update unit_assignment set during = tstzrange(now() - interval '30 days', null) where tenant_id = $1", [fleet.tenantId]);
  await api.store.apply(fleet.tenantId, [source.segment(atUs, 1)]);
  const headers = await fleet.headers();
  const get = async (url: string) => (await api.app.inject({ url: `/api/v1${url}`, headers })).json();
  return { fleet, vehicleId, headers, get };
}

async function draw(fleet: TestFleet, name: string, purpose: string): Promise<string> {
  const payload = { name, purpose, shape: { kind: "circle", centre: [6.17, 51.37], radiusM: 200 } };
  return (await api.app.inject({ method: "POST", url: "/api/v1/places", headers: await fleet.headers(), payload })).json().placeId;
}

type Told = Pick<Crossing, "placeId" | "kind" | "atUs">;

/** All that the worker finds of a vehicle since a time. */
async function find(fleet: TestFleet, vehicleId: VehicleId, afterUs: number, told: readonly Told[]): Promise<void> {
  const crossings = told.map((one): Crossing => ({ ...one, certainUs: one.atUs, at: [6.17, 51.37] }));
  await api.db.worker.transaction(fleet.tenantId, async (tx) => saveCrossings(tx, [{ vehicleId, afterUs, throughUs: Number.MAX_SAFE_INTEGER, crossings }]));
}

describe("a vehicle on the ground of a depot", () => {
  it("is in the depot wherever its state is said, and no more once it has left", async () => {
    const { fleet, vehicleId, headers, get } = await makeFleet(1_800);
    const [yard, depot] = [await draw(fleet, "Yard", "yard"), await draw(fleet, "Venlo", "depot")];
    const cameUs = secondsAgo(3_600);
    await find(fleet, vehicleId, 0, [{ placeId: yard, kind: "entered", atUs: cameUs }]);
    expect(await get(`/vehicles/${vehicleId}`)).toMatchObject({ state: "silent" });

    await find(fleet, vehicleId, cameUs, [{ placeId: depot, kind: "entered", atUs: cameUs + 1 }]);
    const inDepot = { placeId: depot, name: "Venlo", since: new Date((cameUs + 1) / 1_000).toISOString() };
    expect(await get(`/vehicles/${vehicleId}`)).toMatchObject({ state: "in-depot", inDepot });
    expect((await get("/vehicles")).items).toMatchObject([{ state: "in-depot", inDepot }]);
    const file = async (state: string) => (await api.app.inject({ url: `/api/v1/vehicles/export?state=${state}&column=callSign&column=state`, headers })).body;
    expect([await file("in-depot"), await file("silent")]).toEqual(["callSign,state\r\nTR 214,in-depot\r\n", "callSign,state\r\n"]);

    await find(fleet, vehicleId, cameUs + 1, [{ placeId: depot, kind: "left", atUs: secondsAgo(2_000) }]);
    const left = await get(`/vehicles/${vehicleId}`);
    expect([left.state, left.inDepot]).toEqual(["silent", undefined]);
  });

  it("is not there when it did not enter after all, when the place is no depot any more, and when it is gone", async () => {
    const { fleet, vehicleId, headers, get } = await makeFleet(10);
    const state = async (): Promise<string> => (await get(`/vehicles/${vehicleId}`)).state;
    const depot = await draw(fleet, "Venlo", "depot");
    const found = { placeId: depot, kind: "found", atUs: secondsAgo(600) } as const;
    await find(fleet, vehicleId, 0, [found]);
    expect(await state()).toBe("in-depot");
    await find(fleet, vehicleId, 0, []);
    expect(await state()).toBe("live");
    await find(fleet, vehicleId, 0, [found]);
    await api.app.inject({ method: "PATCH", url: `/api/v1/places/${depot}`, headers, payload: { purpose: "yard" } });
    expect(await state()).toBe("live");
    await api.app.inject({ method: "PATCH", url: `/api/v1/places/${depot}`, headers, payload: { purpose: "depot" } });
    expect(await state()).toBe("in-depot");
    await api.app.inject({ method: "DELETE", url: `/api/v1/places/${depot}`, headers });
    expect(await state()).toBe("live");
  });

  it("of two stands in the one that it came to last; the same crossings again change nothing", async () => {
    const { fleet, vehicleId, get } = await makeFleet(10);
    const [big, small] = [await draw(fleet, "Port", "depot"), await draw(fleet, "Quay", "depot")];
    const crossings = [
      { placeId: big, kind: "entered", atUs: secondsAgo(900) },
      { placeId: small, kind: "entered", atUs: secondsAgo(600) },
    ] as const;
    for (let time = 0; time < 2; time += 1) {
      await find(fleet, vehicleId, 0, crossings);
      expect(await get(`/vehicles/${vehicleId}`)).toMatchObject({ inDepot: { name: "Quay" } });
    }
    await find(fleet, vehicleId, crossings[1].atUs, [{ placeId: small, kind: "left", atUs: secondsAgo(300) }]);
    expect(await get(`/vehicles/${vehicleId}`)).toMatchObject({ inDepot: { name: "Port" } });
  });

  it("is seen by nobody of another fleet, even by a statement that names no tenant", async () => {
    const { fleet, vehicleId } = await makeFleet(10);
    await find(fleet, vehicleId, 0, [{ placeId: await draw(fleet, "Venlo", "depot"), kind: "entered", atUs: secondsAgo(600) }]);
    const other = await api.makeFleet();
    const seen = async ({ tenantId }: TestFleet) => (await api.db.app.of(tenantId).many("all-stays", "select vehicle_id from place_stay", [])).length;
    expect([await seen(fleet), await seen(other)]).toEqual([1, 0]);
    await expect(find(other, vehicleId, 0, [{ placeId: await draw(other, "Venlo", "depot"), kind: "entered", atUs: secondsAgo(600) }])).rejects.toThrow(
      "place_event_of_vehicle",
    );
    expect(await seen(other)).toBe(0);
  });
});
