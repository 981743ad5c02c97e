/** The contract test's cases for vehicles, what they say, and how the whole stands. */
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import { nowhere, type RouteCase } from "./route-case.ts";
import type { TestApi, TestFleet } from "./test-api.ts";

const day = "from=2026-11-25T00:00:00Z&to=2026-11-26T00:00:00Z";
let callSigns = 0;

/** @param api asked when a case is called: it is started later. */
export function fleetCases(api: () => TestApi): Readonly<Record<string, RouteCase>> {
  const withSamples = async (of: TestFleet): Promise<VehicleId> => {
    const vehicleId = await vehicle(of);
    const source = new ScriptedSource({ source: await of.addUnit(vehicleId) });
    const { store } = api();
    await store.addCatalogue(of.tenantId, testCatalogueHash, testCatalogueBytes);
    await store.apply(of.tenantId, [source.segment(noonUs, 10)]);
    return vehicleId;
  };
  return {
    "GET /api/v1/vehicles": {
      status: 200,
      valid: async () => ({ url: "/vehicles?limit=10&simulated=false" }),
      malformed: [
        { url: "/vehicles?limit=0" },
        { url: "/vehicles?limit=501" },
        { url: "/vehicles?limit=ten" },
        { url: "/vehicles?simulated=perhaps" },
        { url: "/vehicles?after=%00" },
        { url: `/vehicles?after=${"x".repeat(500)}` },
        { url: "/vehicles?after=TR%201" },
        { url: "/vehicles?sort=colour" },
        { url: "/vehicles?depotId=7" },
      ],
    },
    "GET /api/v1/vehicles/export": {
      status: 200,
      valid: async () => ({ url: "/vehicles/export?sort=-registeredAt&state=never&text=tr&column=vin&column=callSign" }),
      malformed: [{ url: "/vehicles/export?format=pdf" }, { url: "/vehicles/export?column=colour" }, { url: "/vehicles/export?state=gone" }],
    },
    "POST /api/v1/vehicles": {
      status: 201,
      valid: async () => ({ url: "/vehicles", payload: { callSign: `NEW ${callSigns++}`, vin: undefined, description: "a tractor" } }),
      malformed: [
        { url: "/vehicles", payload: {} },
        { url: "/vehicles", payload: { callSign: "" } },
        { url: "/vehicles", payload: { callSign: " leading" } },
        { url: "/vehicles", payload: { callSign: "a\u0000b" } },
        { url: "/vehicles", payload: { callSign: "x".repeat(33) } },
        { url: "/vehicles", payload: { callSign: "A", description: "\u0000" } },
        { url: "/vehicles", payload: { callSign: "A", vin: "IOQ45678901234567" } },
        { url: "/vehicles", payload: { callSign: "A", tenantId: nowhere } },
      ],
    },
    "GET /api/v1/vin/{vin}": {
      status: 200,
      valid: async () => ({ url: "/vin/1FMCU0GA1PK000001" }),
      malformed: [{ url: `/vin/${"1".repeat(65)}` }],
    },
    "GET /api/v1/towns": {
      status: 200,
      valid: async () => ({ url: "/towns" }),
    },
    "GET /api/v1/towns/{south}/{west}": {
      status: 200,
      valid: async () => ({ url: "/towns/-36/148" }),
      malformed: [{ url: "/towns/51/4" }, { url: "/towns/80/4" }, { url: "/towns/-84/4" }, { url: "/towns/48/180" }, { url: "/towns/48/east" }],
    },
    "GET /api/v1/vehicles/{vehicleId}": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/vehicles/${await vehicle(of)}` }),
      malformed: [{ url: "/vehicles/7" }, { url: "/vehicles/%00" }],
    },
    "PATCH /api/v1/vehicles/{vehicleId}": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/vehicles/${await vehicle(of)}`, payload: { description: "with a new driver" } }),
      malformed: [
        { url: "/vehicles/7", payload: { description: "" } },
        { url: `/vehicles/${nowhere}`, payload: {} },
        { url: `/vehicles/${nowhere}`, payload: { callSign: "" } },
        { url: `/vehicles/${nowhere}`, payload: { vin: "IOQ45678901234567" } },
        { url: `/vehicles/${nowhere}`, payload: { simulated: true } },
      ],
    },
    "GET /api/v1/vehicles/by-call-sign/{callSign}": {
      status: 200,
      namesThings: true,
      valid: async (of) => {
        const callSign = `BY ${callSigns++}`;
        await of.addVehicle(callSign);
        return { url: `/vehicles/by-call-sign/${encodeURIComponent(callSign)}` };
      },
      malformed: [{ url: "/vehicles/by-call-sign/%20x" }, { url: `/vehicles/by-call-sign/${"x".repeat(101)}` }],
    },
    "DELETE /api/v1/vehicles/{vehicleId}": {
      status: 204,
      namesThings: true,
      valid: async (of) => ({ url: `/vehicles/${await vehicle(of)}` }),
      malformed: [{ url: "/vehicles/7" }],
    },
    "GET /api/v1/vehicles/{vehicleId}/signals": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/vehicles/${await vehicle(of)}/signals` }),
      malformed: [{ url: "/vehicles/7/signals" }, { url: `/vehicles/${nowhere}/signals?run=7` }],
    },
    "GET /api/v1/vehicles/{vehicleId}/history": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/vehicles/${await withSamples(of)}/history?source=can0/SPEED/V&${day}` }),
      malformed: [
        { url: `/vehicles/7/history?source=a&${day}` },
        { url: `/vehicles/${nowhere}/history?${day}` },
        { url: `/vehicles/${nowhere}/history?source=a` },
        { url: `/vehicles/${nowhere}/history?source=a&from=yesterday&to=today` },
        { url: `/vehicles/${nowhere}/history?source=a&from=2026-02-30T00:00:00Z&to=2026-03-01T00:00:00Z` },
        { url: `/vehicles/${nowhere}/history?source=a&from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z` },
        { url: `/vehicles/${nowhere}/history?source=a&${day}&points=9` },
        { url: `/vehicles/${nowhere}/history?${Array.from({ length: 33 }, (_, index) => `source=s${index}`).join("&")}&${day}` },
      ],
    },
    "GET /api/v1/vehicles/{vehicleId}/samples": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/vehicles/${await withSamples(of)}/samples?signal=Vehicle.Speed&${day}&format=csv` }),
      malformed: [
        { url: "/vehicles/7/samples" },
        { url: `/vehicles/${nowhere}/samples?format=xml` },
        { url: `/vehicles/${nowhere}/samples?from=now` },
        { url: `/vehicles/${nowhere}/samples?from=0000-00-00T00:00:00Z` },
        { url: `/vehicles/${nowhere}/samples?run=7` },
      ],
    },
    "GET /api/v1/vehicles/{vehicleId}/samples/parquet": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/vehicles/${await withSamples(of)}/samples/parquet?signal=Vehicle.Speed&${day}` }),
      malformed: [
        { url: `/vehicles/7/samples/parquet?${day}` },
        { url: `/vehicles/${nowhere}/samples/parquet` },
        { url: `/vehicles/${nowhere}/samples/parquet?${day}&run=7` },
      ],
    },
    "GET /api/v1/vehicles/{vehicleId}/signals/history": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/vehicles/${await withSamples(of)}/signals/history?source=can0/SPEED/V&${day}&width=400` }),
      malformed: [
        { url: `/vehicles/7/signals/history?source=a&${day}` },
        { url: `/vehicles/${nowhere}/signals/history?${day}` },
        { url: `/vehicles/${nowhere}/signals/history?source=a&${day}&width=9` },
        { url: `/vehicles/${nowhere}/signals/history?source=a&from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z` },
      ],
    },
    "GET /api/v1/vehicles/{vehicleId}/signals/at": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/vehicles/${await withSamples(of)}/signals/at?source=can0/SPEED/V&time=2026-11-25T12:00:05Z` }),
      malformed: [
        { url: `/vehicles/7/signals/at?source=a&time=2026-11-25T12:00:05Z` },
        { url: `/vehicles/${nowhere}/signals/at?source=a` },
        { url: `/vehicles/${nowhere}/signals/at?source=a&time=2026-02-30T00:00:00Z` },
      ],
    },
    "POST /api/v1/telemetry/aggregate": {
      status: 200,
      isQuestion: true,
      valid: async (of) => {
        const vehicles = [await withSamples(of)];
        return {
          url: "/telemetry/aggregate",
          payload: { signal: "Vehicle.Speed", vehicles, from: "2026-11-25T00:00:00Z", to: "2026-11-26T00:00:00Z", step: 300 },
        };
      },
      malformed: [
        { url: "/telemetry/aggregate", payload: {} },
        { url: "/telemetry/aggregate", payload: { signal: "a", from: "2026-11-25T00:00:00Z", to: "2026-11-26T00:00:00Z", step: 61 } },
        { url: "/telemetry/aggregate", payload: { signal: "a", from: "2026-11-25T00:00:00Z", to: "2026-11-24T00:00:00Z" } },
        { url: "/telemetry/aggregate", payload: { signal: "a", from: "1970-01-01T00:00:00Z", to: "2026-11-24T00:00:00Z", step: 60 } },
        { url: "/telemetry/aggregate", payload: { signal: "a", vehicles: ["7"], from: "2026-11-25T00:00:00Z", to: "2026-11-26T00:00:00Z" } },
      ],
    },
    "GET /api/v1/telemetry/retention": { status: 200, valid: async () => ({ url: "/telemetry/retention" }) },
    "PUT /api/v1/telemetry/retention": {
      status: 200,
      valid: async () => ({ url: "/telemetry/retention", payload: { hotDays: 30, coldDays: 365 } }),
      malformed: [
        { url: "/telemetry/retention", payload: { hotDays: 0, coldDays: 365 } },
        { url: "/telemetry/retention", payload: { hotDays: 30 } },
        { url: "/telemetry/retention", payload: { hotDays: 30, coldDays: 29 } },
        { url: "/telemetry/retention", payload: { hotDays: 30, coldDays: 3_651 } },
      ],
    },
    "GET /api/v1/telemetry/retention/forecast": {
      status: 200,
      valid: async () => ({ url: "/telemetry/retention/forecast?hotDays=7&coldDays=90" }),
      malformed: [
        { url: "/telemetry/retention/forecast?hotDays=7" },
        { url: "/telemetry/retention/forecast?hotDays=0&coldDays=90" },
        { url: "/telemetry/retention/forecast?hotDays=90&coldDays=7" },
      ],
    },
    "GET /api/v1/telemetry/sources": {
      status: 200,
      valid: async (of) => ({ url: `/telemetry/sources?of=${await of.addUnit(await vehicle(of))}` }),
      malformed: [{ url: "/telemetry/sources" }, { url: "/telemetry/sources?of=" }],
    },
    "GET /api/v1/telemetry/erasures": {
      status: 200,
      valid: async () => ({ url: "/telemetry/erasures?limit=10" }),
      malformed: [{ url: "/telemetry/erasures?limit=0" }, { url: "/telemetry/erasures?after=7" }],
    },
    "GET /api/v1/telemetry/erasures/forecast": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/telemetry/erasures/forecast?sourceId=${await of.addUnit(await vehicle(of))}&through=2026-10` }),
      malformed: [{ url: "/telemetry/erasures/forecast" }, { url: `/telemetry/erasures/forecast?sourceId=${nowhere}&through=2026-13` }],
    },
    "POST /api/v1/telemetry/erasures": {
      status: 201,
      namesThings: true,
      valid: async (of) => ({ url: "/telemetry/erasures", payload: { sourceId: await of.addUnit(await vehicle(of)), through: "2026-10" } }),
      malformed: [
        { url: "/telemetry/erasures", payload: {} },
        { url: "/telemetry/erasures", payload: { sourceId: nowhere, through: "2026-13" } },
        { url: "/telemetry/erasures", payload: { sourceId: "7" } },
      ],
    },
    "GET /api/v1/vehicles/{vehicleId}/runs": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/vehicles/${await vehicle(of)}/runs` }),
      malformed: [{ url: "/vehicles/7/runs" }],
    },
    "POST /api/v1/runs": {
      status: 201,
      valid: async () => ({ url: "/runs", payload: { callSign: `RUN ${callSigns++}`, log: { name: "drive.log", frames: 7 } } }),
      malformed: [
        { url: "/runs", payload: { callSign: "A" } },
        { url: "/runs", payload: { callSign: "A", log: {} } },
        { url: "/runs", payload: { callSign: "", log: { name: "x" } } },
        { url: "/runs", payload: { callSign: "A", log: { name: "x\u0000" } } },
        { url: "/runs", payload: { callSign: "A", log: { name: "x", detail: "\u0000" } } },
      ],
    },
    "GET /api/v1/runs/{runId}": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/runs/${await of.addRun(await vehicle(of))}` }),
      malformed: [{ url: "/runs/7" }],
    },
    "POST /api/v1/runs/{runId}/finish": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/runs/${await of.addRun(await vehicle(of))}/finish` }),
      malformed: [{ url: "/runs/7/finish" }],
    },
    "POST /api/v1/claims": {
      status: 201,
      valid: async () => ({ url: "/claims", payload: { kind: "unit", callSign: `CLAIM ${callSigns++}` } }),
      malformed: [
        { url: "/claims", payload: { kind: "unit" } },
        { url: "/claims", payload: { kind: "depot", callSign: "A" } },
        { url: "/claims", payload: { kind: "cloud", callSign: "A" } },
        { url: "/claims", payload: { kind: "unit", callSign: "A", expiresInMs: 1 } },
        { url: "/claims", payload: { kind: "depot", depotName: "\u0000" } },
      ],
    },
    "GET /api/v1/live/events": {
      status: 200,
      valid: async () => ({ url: "/live/events?topic=fleet" }),
      malformed: [{ url: "/live/events" }, { url: "/live/events?topic=everything" }, { url: "/live/events?topic=vehicle:7" }],
    },
    "GET /api/v1/depots": { status: 200, valid: async () => ({ url: "/depots?includeRevoked=true" }), malformed: [{ url: "/depots?includeRevoked=perhaps" }] },
    "GET /api/v1/sources/{sourceId}/account": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/sources/${await of.addUnit(await vehicle(of))}/account` }),
      malformed: [{ url: "/sources/7/account" }],
    },
    "DELETE /api/v1/demo": { status: 200, valid: async () => ({ url: "/demo" }) },
    "GET /api/v1/audit": {
      status: 200,
      valid: async () => ({ url: "/audit?limit=10&action=vehicle.registered&from=2026-11-25T00:00:00Z" }),
      malformed: [
        { url: "/audit?limit=0" },
        { url: "/audit?after=0" },
        { url: "/audit?after=9223372036854775808" },
        { url: "/audit?after=1%20or%20true" },
        { url: "/audit?outcome=perhaps" },
        { url: "/audit?from=2026-02-30T00:00:00Z" },
        { url: "/audit?actorId=%00" },
        { url: `/audit?action=${"x".repeat(201)}` },
      ],
    },
    "GET /api/v1/audit/export": {
      status: 200,
      valid: async () => ({ url: "/audit/export?outcome=done" }),
      malformed: [{ url: "/audit/export?from=now" }],
    },
    "GET /api/v1/audit/state": { status: 200, valid: async () => ({ url: "/audit/state" }) },
    "GET /api/v1/flags": { status: 200, valid: async () => ({ url: "/flags" }) },
    "PUT /api/v1/flags/{flagId}": {
      status: 204,
      valid: async () => ({ url: "/flags/audit-values", payload: { variant: "kept" } }),
      malformed: [
        { url: "/flags/audit-values", payload: { variant: "" } },
        { url: "/flags/audit-values", payload: { variant: "\u0000" } },
        { url: "/flags/audit-values", payload: { variant: true, extra: 1 } },
        { url: "/flags/audit-values", payload: [] },
      ],
    },
    "GET /api/v1/quotas": { status: 200, valid: async () => ({ url: "/quotas" }) },
    "GET /api/v1/system/health": { status: 200, valid: async () => ({ url: "/system/health" }) },
    "GET /api/v1/system": { status: 200, valid: async () => ({ url: "/system" }) },
  };
}

async function vehicle(of: TestFleet): Promise<VehicleId> {
  return of.addVehicle(`CASE ${callSigns++}`);
}
