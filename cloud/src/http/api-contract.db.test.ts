/** Walks every route of the API: as it should be called, malformed, by nobody, with too few rights, with another tenant's ids. Never a 500. */
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf, withFailingEntries } from "./testing/failing-entries.ts";
import { driverCases } from "./testing/driver-cases.ts";
import { attributeCases } from "./testing/attribute-cases.ts";
import { documentCases } from "./testing/document-cases.ts";
import { exportCases } from "./testing/export-cases.ts";
import { fleetCases } from "./testing/fleet-cases.ts";
import { importCases } from "./testing/import-cases.ts";
import { identityCases } from "./testing/identity-cases.ts";
import { integrationCases } from "./testing/integration-cases.ts";
import { faultCases } from "./testing/fault-cases.ts";
import { meterCases } from "./testing/meter-cases.ts";
import { placeCases } from "./testing/place-cases.ts";
import { profileCases } from "./testing/profile-cases.ts";
import { unitCases } from "./testing/unit-cases.ts";
import { nowhere, type Call, type Method, type RouteCase } from "./testing/route-case.ts";
import { startTestApi, type TestApi, type TestFleet } from "./testing/test-api.ts";

const cases: Readonly<Record<string, RouteCase>> = {
  ...identityCases,
  ...integrationCases,
  ...faultCases,
  ...placeCases,
  ...profileCases,
  ...driverCases,
  ...documentCases,
  ...unitCases,
  ...exportCases,
  ...meterCases,
  "GET /api/v1/openapi.json": { isPublic: true, status: 200, valid: async () => ({ url: "/openapi.json" }) },
  ...fleetCases(() => api),
  ...importCases(() => api),
  ...attributeCases(() => api),
};

const junk = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "null", "-1", "1e999", "..", "%", "'; drop table vehicle; --", "\u0000", nowhere),
);

const routes = Object.entries(cases).map(([route, routeCase]) => ({ route, method: route.split(" ")[0] as Method, ...routeCase }));

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
