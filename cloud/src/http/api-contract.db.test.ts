/** Walks every route of the API: as it should be called, malformed, by nobody, with too few rights, with another tenant's ids. Never a 500. */
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../link/testing/scripted-source.ts";
import { digestOf, withFailingEntries } from "./testing/failing-entries.ts";
import { identityCases } from "./testing/identity-cases.ts";
import { integrationCases } from "./testing/integration-cases.ts";
import { placeCases } from "./testing/place-cases.ts";
import { nowhere, type Call, type Method, type RouteCase } from "./testing/route-case.ts";
import { startTestApi, type TestApi, type TestFleet } from "./testing/test-api.ts";

const day = "from=2026-11-25T00:00:00Z&to=2026-11-26T00:00:00Z";
let callSigns = 0;

const cases: Readonly<Record<string, RouteCase>> = {
  ...identityCases,
  ...integrationCases,
  ...placeCases,
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
      { url: "/vehicles?after=TR%201" },
      { url: "/vehicles?sort=colour" },
      { url: "/vehicles?depotId=7" },
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
  "GET /api/v1/depots": { status: 200, valid: async () => ({ url: "/depots" }) },
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

/** Changes nothing that an entry is for, or says what it did in another way. */
const withoutOneTransaction = new Set([
  "POST /api/v1/telemetry/aggregate", // a question
  "POST /api/v1/session/passkey/options",
  "POST /api/v1/invitations/look",
]);

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
  const answer = await api.app.inject({
    method,
    url: `/api/v1${call.url}`,
    payloadAsStream: true,
    ...(call.form === undefined
      ? { headers, ...(call.payload === undefined ? {} : { payload: call.payload as object }) }
      : { headers: { ...headers, "content-type": "application/x-www-form-urlencoded" }, payload: new URLSearchParams(call.form).toString() }),
  });
  const stream = answer.stream();
  const isEndless = answer.headers["content-type"] === "text/event-stream";
  const body = isEndless ? "" : await text(stream);
  if (isEndless) stream.destroy();
  return { statusCode: answer.statusCode, headers: answer.headers, cookies: answer.cookies, body, json: () => JSON.parse(body) };
}

/** A fresh person each time: signing out and changing the password use one up. */
async function person(): Promise<{ readonly fleet: TestFleet; readonly headers: Readonly<Record<string, string>> }> {
  const fleet = await api.makeFleet("Somebody");
  const answer = await ask("POST", { url: "/session", payload: { email: fleet.email, password: fleet.password } }, {});
  return { fleet, headers: { cookie: `drawbar_session=${answer.cookies[0]?.value}`, "x-csrf-token": answer.json().csrfToken } };
}

test("every route of the document has its case here, and every case its route", () => {
  const { paths = {} } = api.app.swagger() as unknown as { paths?: Record<string, Record<string, unknown>> };
  const documented = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));

  expect(documented.filter((route) => !route.startsWith("HEAD")).toSorted()).toEqual(Object.keys(cases).toSorted());
});

test("every route that changes something names its entry in the audit trail", () => {
  const { paths = {} } = api.app.swagger() as unknown as { readonly paths?: Record<string, Record<string, object>> }; // operations carry our extension
  const silent = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      method === "get" || method === "head" || /^[a-z]+\.[a-zA-Z]+$/.test(String("x-audit" in operation ? operation["x-audit"] : undefined))
        ? []
        : [`${method.toUpperCase()} ${path}`],
    ),
  );
  expect(silent).toEqual([]);
});

function operationOf(route: string): { readonly parameters?: readonly { readonly name: string; readonly in: string }[] } {
  const [method = "", path = ""] = route.split(" ");
  const { paths = {} } = api.app.swagger() as unknown as { paths?: Record<string, Record<string, object>> }; // OpenAPI 3.1
  return paths[path]?.[method.toLowerCase()] ?? {};
}

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

  test.each(routes.filter((route) => route.isPublic !== true && route.method !== "GET" && route.isOfPerson !== true && route.isQuestion !== true))(
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

  test.each(routes.filter((route) => route.isPublic !== true && route.method !== "GET" && route.isOfPerson !== true))(
    "is carried out once for one key, and says so in the document: $route",
    async ({ method, valid, route, status }) => {
      const call = await valid(ours);
      const headers = { ...all, "idempotency-key": `contract-${route.replaceAll(/[^A-Za-z]/g, "-")}` };
      const [first, again] = [await ask(method, call, headers), await ask(method, call, headers)];
      const { parameters = [] } = operationOf(route);

      expect([first.statusCode, again.statusCode, again.body, again.headers["idempotency-replayed"]]).toEqual([status, status, first.body, "true"]);
      expect(parameters.some(({ name, in: place }) => name === "idempotency-key" && place === "header")).toBe(true);
    },
  );

  test.each(routes.filter((route) => route.method !== "GET" && route.status < 400 && !withoutOneTransaction.has(route.route)))(
    "leaves nothing behind when its entry in the audit trail cannot be written: $route",
    async ({ method, valid, isOfPerson }) => {
      const { fleet, headers } = isOfPerson === true ? await person() : { fleet: ours, headers: all };
      const call = await valid(fleet);
      await ask("GET", { url: "/session" }, headers); // notes that the credential was used, once a minute
      const before = await digestOf(api.db);
      const answer = await withFailingEntries(api.db, async () => ask(method, call, headers));
      expect([await digestOf(api.db), answer.statusCode]).toEqual([before, 500]);
    },
  );

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
