import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { Quotas } from "./index.ts";
import { RequestMeter } from "./request-meter.ts";
import { IngestMeter } from "./usage.ts";

let api: TestApi;
let quotas: Quotas;
let fleet: TestFleet;
let headers: { readonly authorization: string };
beforeAll(async () => {
  api = await startTestApi();
  quotas = new Quotas({ database: api.db.app, clock: systemClock });
});
afterAll(async () => api.dispose());
beforeEach(async () => {
  fleet = await api.makeFleet();
  headers = await fleet.headers();
});

const register = (callSign: string) => api.app.inject({ method: "POST", url: "/api/v1/vehicles", headers, payload: { callSign } });
const usedOf = async (tenant: TenantId, kind: string) => (await quotas.list(tenant)).find((use) => use.kind === kind);

describe("a quota of vehicles", () => {
  it("lets in up to the bound, and refuses the next one with what to do", async () => {
    await quotas.set(fleet.tenantId, "vehicles", 2);
    expect((await register("TR 1")).statusCode).toBe(201);
    expect((await register("TR 2")).statusCode).toBe(201);
    const refused = await register("TR 3");
    expect([refused.statusCode, refused.json().code]).toEqual([409, "QUOTA_EXCEEDED"]);
    expect(refused.json().detail).toBe("the fleet has 2 vehicles and may have 2 (quota vehicles)");
    expect(await usedOf(fleet.tenantId, "vehicles")).toEqual({ kind: "vehicles", used: 2, most: 2, isStandard: false });

    await quotas.set(fleet.tenantId, "vehicles", undefined);
    expect((await register("TR 3")).statusCode).toBe(201);
  });

  it("holds for many that are added at the same time", async () => {
    await quotas.set(fleet.tenantId, "vehicles", 5);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => register(`TR ${index}`)));
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(5);
    expect(await usedOf(fleet.tenantId, "vehicles")).toMatchObject({ used: 5 });
  });

  it("is of one fleet only, and counts what a run brings along", async () => {
    const other = await api.makeFleet();
    await quotas.set(fleet.tenantId, "vehicles", 0);
    const run = { method: "POST", url: "/api/v1/runs", payload: { callSign: "RUN", log: { name: "x" } } } as const;
    expect((await api.app.inject({ ...run, headers })).json().code).toBe("QUOTA_EXCEEDED");
    expect((await api.app.inject({ ...run, headers: await other.headers() })).statusCode).toBe(201);
  });

  it("refuses quotas that are none", async () => {
    await expect(quotas.set(fleet.tenantId, "wheels", 1)).rejects.toThrow(/QUOTA_INVALID: "wheels" is no quota; there are vehicles, depots/);
    for (const most of [-1, 1.5, Number.NaN, 2 ** 60]) await expect(quotas.set(fleet.tenantId, "vehicles", most)).rejects.toThrow("QUOTA_INVALID");
  });
});

describe("a quota of requests", () => {
  it("refuses what is too much for the minute, and says when to come again", async () => {
    const fresh = await api.makeFleet(); // its state is not remembered from before
    await quotas.set(fresh.tenantId, "requestsPerMinute", 20);
    const own = await fresh.headers();
    const answers: { readonly statusCode: number; readonly headers: Readonly<Record<string, unknown>>; json(): unknown }[] = [];
    for (let index = 0; index < 45; index += 1) answers.push(await api.app.inject({ url: "/api/v1/system", headers: own }));
    // The minute may end in between, once.
    expect(answers.filter(({ statusCode }) => statusCode === 200).length).toBeLessThanOrEqual(40);
    const refused = answers.find(({ statusCode }) => statusCode === 429);
    expect(refused?.json()).toMatchObject({ code: "QUOTA_REQUESTS_EXCEEDED", retryable: true });
    expect(Number(refused?.headers["retry-after"])).toBeGreaterThan(0);
  });

  it("is shared by processes: four that take turns let through little more than the bound", async () => {
    const clock = new ManualClock({ wallUs: systemClock.wallUs() });
    const failures: unknown[] = [];
    const meters = Array.from({ length: 4 }, () => new RequestMeter({ database: api.db.app, clock, onFailed: (error) => failures.push(error) }));
    let counted = 0;
    for (let turn = 0; turn < 1_000; turn += 1) {
      for (const meter of meters) if (meter.count(fleet.tenantId, 1_000) === undefined) counted += 1;
      if (turn % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 2)); // as requests come, and not all in one moment
    }
    expect(failures).toEqual([]);
    expect(counted).toBeGreaterThanOrEqual(990);
    expect(counted).toBeLessThan(1_150);
  });

  it("begins anew with the minute, and lets through when it cannot be counted", async () => {
    const clock = new ManualClock({ wallUs: 60_000_000_000 });
    const failures: unknown[] = [];
    const meter = new RequestMeter({
      database: { ...api.db.app, of: () => ({ one: async () => Promise.reject(new Error("gone")) }) } as never,
      clock,
      onFailed: (error) => failures.push(error),
    }); // only `one` is asked for
    expect([1, 2, 3].map(() => meter.count(fleet.tenantId, 2))).toEqual([undefined, undefined, 60_000]);
    clock.advanceMs(60_000);
    expect(meter.count(fleet.tenantId, 2)).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(failures.length).toBeGreaterThan(0);
  });
});

describe("use of storage", () => {
  it("adds up over processes and batches, and keeps what could not be written", async () => {
    const meters = [0, 1].map(() => new IngestMeter({ database: api.db.app, clock: systemClock }));
    for (const meter of meters) {
      meter.add(fleet.tenantId, 10, 100);
      meter.add(fleet.tenantId, 5, 50);
      await meter.write();
      await meter.write();
    }
    expect(await usedOf(fleet.tenantId, "samplesPerDay")).toMatchObject({ used: 30 });
    expect(await usedOf(fleet.tenantId, "storageBytes")).toMatchObject({ used: 300 });

    let isBroken = true;
    const flaky = {
      ...api.db.app,
      of: (tenant: TenantId) => (isBroken ? ({ count: async () => Promise.reject(new Error("gone")) } as never) : api.db.app.of(tenant)),
    }; // only `count` is asked for
    const meter = new IngestMeter({ database: flaky, clock: systemClock });
    meter.add(fleet.tenantId, 1, 1);
    await expect(meter.write()).rejects.toThrow("gone");
    isBroken = false;
    meter.add(fleet.tenantId, 1, 1);
    await meter.write();
    expect(await usedOf(fleet.tenantId, "samplesPerDay")).toMatchObject({ used: 32 });
  });

  it("goes down again with the vehicle that is removed", async () => {
    const vehicle = await fleet.addVehicle("TR 1");
    const source = new ScriptedSource({ source: await fleet.addUnit(vehicle) });
    await api.store.addCatalogue(fleet.tenantId, testCatalogueHash, testCatalogueBytes);
    await api.store.apply(fleet.tenantId, [source.segment(noonUs, 10)]);
    const { rows } = await api.db.admin.query<{ bytes: string }>("select sum(octet_length(body)) as bytes from drawbar.segment where tenant_id = $1", [
      fleet.tenantId,
    ]);
    const meter = new IngestMeter({ database: api.db.app, clock: systemClock });
    meter.add(fleet.tenantId, 10, Number(rows[0]?.bytes));
    await meter.write();
    await api.app.inject({ method: "DELETE", url: `/api/v1/vehicles/${vehicle}`, headers });
    expect(await usedOf(fleet.tenantId, "storageBytes")).toMatchObject({ used: 0 });
    expect(await usedOf(fleet.tenantId, "samplesPerDay")).toMatchObject({ used: 10 });
  });

  it("is shown to the fleet together with what each quota means", async () => {
    await fleet.addVehicle("TR 1");
    const answer = await api.app.inject({ url: "/api/v1/quotas", headers });
    expect(answer.json().items.map(({ kind }: { kind: string }) => kind)).toEqual([
      "vehicles",
      "depots",
      "users",
      "requestsPerMinute",
      "samplesPerDay",
      "storageBytes",
    ]);
    expect(answer.json().items[0]).toMatchObject({ used: 1, most: 100_000, isStandard: true, meaning: expect.stringContaining("registered") });
  });
});
