import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../../http/testing/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

const triangle = { kind: "polygon", rings: [[[6, 51], [6.1, 51], [6, 51.1]]] }; // prettier-ignore
const wish = { name: "Venlo yard", purpose: "yard", shape: triangle } as const;

async function caller() {
  const fleet = await api.makeFleet();
  const headers = await fleet.headers();
  const call = async (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: object, more: Record<string, string> = {}) =>
    api.app.inject({ method, url: `/api/v1${url}`, headers: { ...headers, ...more }, ...(payload === undefined ? {} : { payload }) });
  return { fleet, call };
}

describe("places", () => {
  it("are drawn, read back as drawn, and found by purpose", async () => {
    const { call } = await caller();
    const made = await call("POST", "/places", { ...wish, note: "two gates", dwellS: 30 });
    expect([made.statusCode, made.json()]).toMatchObject([201, { ...wish, note: "two gates", dwellS: 30, hysteresisM: 25 }]);
    const read = await call("GET", made.headers.location?.replace("/api/v1", "") ?? "");
    expect(read.json()).toEqual(made.json());
    expect(read.headers.etag).toBe(made.headers.etag);
    expect((await call("GET", "/places?purpose=yard")).json().items).toHaveLength(1);
    expect((await call("GET", "/places?purpose=zone")).json().items).toEqual([]);
  });

  it("are refused under a name that is taken, and with a depot of another fleet", async () => {
    const { call } = await caller();
    const other = await api.makeFleet();
    await call("POST", "/places", wish);
    const taken = await call("POST", "/places", wish);
    expect([taken.statusCode, taken.json().code]).toEqual([409, "PLACE_NAME_TAKEN"]);
    const foreign = await call("POST", "/places", { ...wish, name: "B", depotId: await other.addDepot("theirs") });
    expect([foreign.statusCode, foreign.json().code]).toEqual([400, "PLACE_DEPOT_UNKNOWN"]);
  });

  it("are drawn once when the request comes twice under one key", async () => {
    const { call } = await caller();
    const key = { "idempotency-key": "0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a77" };
    const [first, second] = [await call("POST", "/places", wish, key), await call("POST", "/places", wish, key)];
    expect(second.json()).toEqual(first.json());
    expect((await call("GET", "/places")).json().items).toHaveLength(1);
  });

  it("change only from the state that was seen, and keep the shape of before for positions of before", async () => {
    const { call, fleet } = await caller();
    const made = await call("POST", "/places", wish);
    const { placeId } = made.json();
    const etag = String(made.headers.etag);
    const changed = await call("PATCH", `/places/${placeId}`, { name: "Venlo" }, { "if-match": etag });
    expect([changed.statusCode, changed.json().name]).toEqual([200, "Venlo"]);
    expect((await call("PATCH", `/places/${placeId}`, { name: "V" }, { "if-match": etag })).statusCode).toBe(412);
    const moved = await call("PATCH", `/places/${placeId}`, { shape: { kind: "circle", centre: [6, 51], radiusM: 100 } });
    expect(moved.json().shapeSince > changed.json().shapeSince).toBe(true);
    const { rows } = await api.db.admin.query<{ shape: { kind: string }; until_us: string | null }>(
      "select shape, until_us from drawbar.place_shape where tenant_id = $1 order by from_us",
      [fleet.tenantId],
    );
    expect(rows.map(({ shape, until_us }) => [shape.kind, until_us === null])).toEqual([
      ["polygon", false],
      ["circle", true],
    ]);
  });

  it("go with what happened there, and leave a trace in the audit trail", async () => {
    const { call, fleet } = await caller();
    const { placeId } = (await call("POST", "/places", wish)).json();
    expect((await call("DELETE", `/places/${placeId}`)).statusCode).toBe(204);
    expect((await call("GET", `/places/${placeId}`)).statusCode).toBe(404);
    const { rows } = await api.db.admin.query<{ action: string }>("select action from drawbar.audit_pending where tenant_id = $1 and action like 'place.%'", [
      fleet.tenantId,
    ]);
    expect(rows.map(({ action }) => action).sort()).toEqual(["place.added", "place.removed"]);
  });

  it("are paged in order of their names", async () => {
    const { call } = await caller();
    for (const name of ["C", "A", "B"]) await call("POST", "/places", { ...wish, name });
    const first = (await call("GET", "/places?limit=2")).json();
    const second = (await call("GET", `/places?limit=2&after=${first.next}`)).json();
    expect([...first.items, ...second.items].map(({ name }: { name: string }) => name)).toEqual(["A", "B", "C"]);
    expect(second.next).toBeUndefined();
  });
});
