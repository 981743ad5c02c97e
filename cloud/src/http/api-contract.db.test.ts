/** Walks every route of the API: as it should be called, malformed, by nobody, with too few rights, with another tenant's ids. Never a 500. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../link/testing/scripted-source.ts";
import { identityCases } from "./testing/identity-cases.ts";
import { nowhere, type Call, type Method, type RouteCase } from "./testing/route-case.ts";
import { startTestApi, type TestApi, type TestFleet } from "./testing/test-api.ts";

const day = "from=2026-11-25T00:00:00Z&to=2026-11-26T00:00:00Z";
let callSigns = 0;

const cases: Readonly<Record<string, RouteCase>> = {
  ...identityCases,
  "GET /api/v1/openapi.json": { isPublic: true, status: 200, valid: async () => ({ url: "/openapi.json" }) },
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
    ],
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
  "GET /api/v1/vehicles/{vehicleId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await vehicle(of)}` }),
    malformed: [{ url: "/vehicles/7" }, { url: "/vehicles/%00" }],
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
      { url: `/vehicles/${nowhere}/samples?run=7` },
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
  "GET /api/v1/depots": { status: 200, valid: async () => ({ url: "/depots" }) },
  "GET /api/v1/sources/{sourceId}/account": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/sources/${await of.addUnit(await vehicle(of))}/account` }),
    malformed: [{ url: "/sources/7/account" }],
  },
  "DELETE /api/v1/demo": { status: 200, valid: async () => ({ url: "/demo" }) },
  "GET /api/v1/system": { status: 200, valid: async () => ({ url: "/system" }) },
};

const junk = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "null", "-1", "1e999", "..", "%", "'; drop table vehicle; --", "\u0000", nowhere),
);

const routes = Object.entries(cases).map(([route, routeCase]) => ({ route, method: route.split(" ")[0] as Method, ...routeCase }));

async function vehicle(of: TestFleet): Promise<VehicleId> {
  return of.addVehicle(`CASE ${callSigns++}`);
}

async function withSamples(of: TestFleet): Promise<VehicleId> {
  const vehicleId = await vehicle(of);
  const source = new ScriptedSource({ source: await of.addUnit(vehicleId) });
  await api.store.addCatalogue(of.tenantId, testCatalogueHash, testCatalogueBytes);
  await api.store.apply(of.tenantId, [source.segment(noonUs, 10)]);
  return vehicleId;
}

let api: TestApi;
let ours: TestFleet;
let theirs: TestFleet;
let all: { readonly authorization: string };

beforeAll(async () => {
  api = await startTestApi();
  ours = await api.makeFleet("Ours");
  theirs = await api.makeFleet("Theirs");
  all = await ours.headers();
});
afterAll(async () => api.dispose());

async function ask(method: Method, call: Call, headers: Readonly<Record<string, string>>) {
  return api.app.inject({ method, url: `/api/v1${call.url}`, headers, ...(call.payload === undefined ? {} : { payload: call.payload as object }) });
}

/** A fresh person each time: signing out and changing the password use one up. */
async function person(): Promise<{ readonly fleet: TestFleet; readonly headers: Readonly<Record<string, string>> }> {
  const fleet = await api.makeFleet("Somebody");
  const answer = await ask("POST", { url: "/session", payload: { email: fleet.email, password: fleet.password } }, {});
  return { fleet, headers: { cookie: `drawbar_session=${answer.cookies[0]?.value}`, "x-csrf-token": answer.json().csrfToken } };
}

test("every route of the document has its case here, and every case its route", () => {
  const { paths = {} } = api.app.swagger() as { paths?: Record<string, Record<string, unknown>> };
  const documented = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));

  expect(documented.filter((route) => !route.startsWith("HEAD")).toSorted()).toEqual(Object.keys(cases).toSorted());
});

describe("a route", () => {
  test.each(routes)("answers as documented: $route", async ({ method, status, valid, isOfPerson, route }) => {
    const { fleet, headers } = isOfPerson === true || route.startsWith("POST /api/v1/session") ? await person() : { fleet: ours, headers: all };
    const answer = await ask(method, await valid(fleet), headers);

    expect([answer.statusCode, status === 204 ? answer.body : ""]).toEqual([status, ""]);
  });

  test.each(routes.filter(({ malformed = [] }) => malformed.length > 0))(
    "refuses what is malformed: $route",
    async ({ method, malformed = [], isOfPerson }) => {
      const { headers } = isOfPerson === true ? await person() : { headers: all };
      for (const call of malformed) {
        const answer = await ask(method, call, headers);
        expect([call, answer.statusCode, answer.headers["content-type"]?.toString().split(";")[0]]).toEqual([call, 400, "application/problem+json"]);
      }
    },
  );

  test.each(routes.filter((route) => route.isPublic !== true))("refuses nobody: $route", async ({ method, valid }) => {
    const answer = await ask(method, await valid(ours), {});
    expect([answer.statusCode, answer.json().code]).toEqual([401, "NOT_SIGNED_IN"]);
  });

  test.each(routes.filter((route) => route.isPublic !== true && route.method !== "GET" && route.isOfPerson !== true))(
    "refuses who may only read: $route",
    async ({ method, valid }) => {
      const answer = await ask(method, await valid(ours), await ours.headers("read"));
      expect([answer.statusCode, answer.json().code]).toEqual([403, "SCOPE_MISSING"]);
    },
  );

  test.each(routes.filter(({ namesThings }) => namesThings === true))("knows nothing of another tenant's things: $route", async ({ method, status, valid }) => {
    const call = await valid(theirs);
    expect((await ask(method, call, all)).statusCode).toBe(404);
    // It was there, and still is.
    expect((await ask(method, call, await theirs.headers())).statusCode).toBe(status);
  });

  test.each(routes)("never fails on our side, whatever is sent: $route", async ({ method, valid, isOfPerson }) => {
    const { headers } = isOfPerson === true ? await person() : { headers: all };
    const path = (await valid(ours)).url.split("?")[0] ?? "";
    await fc.assert(
      fc.asyncProperty(fc.dictionary(junk, junk, { maxKeys: 4 }), fc.jsonValue(), fc.option(junk), async (query, body, segment) => {
        const parts = path.split("/");
        if (segment !== null && parts.length > 2) parts[2] = encodeURIComponent(segment.toWellFormed());
        const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]));
        const answer = await ask(method, { url: `${parts.join("/")}?${search}`, payload: method === "GET" ? undefined : body }, headers);

        expect(answer.statusCode).toBeLessThan(500);
      }),
      { numRuns: 25 },
    );
  });
});
