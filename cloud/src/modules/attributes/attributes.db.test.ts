/** The fleet's own fields of vehicles and their values, against a real database. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";

let api: TestApi;
let fleet: TestFleet;
let headers: { readonly authorization: string };

beforeAll(async () => {
  api = await startTestApi();
  fleet = await api.makeFleet();
  headers = await fleet.headers();
});
afterAll(async () => api.dispose());

async function ask(method: "GET" | "PUT" | "PATCH", url: string, payload?: object) {
  const answer = await api.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload === undefined ? {} : { payload }) });
  const isJson = answer.headers["content-type"]?.toString().includes("json") ?? false;
  return { status: answer.statusCode, text: answer.body, body: isJson ? answer.json() : undefined };
}

const payload = { key: "payload", label: "Payload", type: "number", isRequired: true, unit: "t", min: 0, max: 40 };
const emission = { key: "emission", label: "Emission class", type: "choice", isRequired: false, choices: ["Euro 5", "Euro 6"] };
const leased = { key: "leased", label: "Leased", type: "yes-no", isRequired: false };
const define = async (version: number, ...fields: readonly object[]) => ask("PUT", "/vehicle-attributes", { version, fields });

test("fields are made in versions, values fit them, and the list is narrowed and saved by them", async () => {
  expect((await ask("GET", "/vehicle-attributes")).body).toEqual({ version: 0, fields: [] });
  expect((await define(0, payload, emission, leased)).body).toEqual({ version: 1, fields: [payload, emission, leased] });
  const [one, two] = [await fleet.addVehicle("ONE"), await fleet.addVehicle("TWO")];
  const set = async (vehicleId: string, values: object) => ask("PUT", `/vehicles/${vehicleId}/attributes`, values);
  expect((await set(one, { emission: "Euro 6" })).body).toMatchObject({ status: 400, code: "ATTRIBUTE_VALUE_INVALID" });
  for (const wrong of [{ payload: 41 }, { payload: 1, emission: "Euro 7" }, { payload: 1, leased: "yes" }, { payload: 1, colour: "red" }])
    expect((await set(one, wrong)).body.code).toBe("ATTRIBUTE_VALUE_INVALID");
  expect((await set(one, { payload: 18.5, emission: "Euro 6", leased: true })).status).toBe(200);
  expect((await set(two, { payload: 7 })).status).toBe(200);
  expect((await ask("GET", `/vehicles/${one}`)).body.attributes).toEqual({ payload: 18.5, emission: "Euro 6", leased: true });

  const found = async (filter: string) =>
    (await ask("GET", `/vehicles?attribute=${encodeURIComponent(filter)}`)).body.items.map(({ callSign }: { callSign: string }) => callSign);
  expect([await found("emission=Euro 6"), await found("leased=true"), await found("payload=7"), await found("payload=8")]).toEqual([
    ["ONE"],
    ["ONE"],
    ["TWO"],
    [],
  ]);
  const [head, first, second] = (await ask("GET", "/vehicles/export")).text.split("\r\n");
  expect(head?.split(",").slice(-4)).toEqual(["tags", "Payload (t)", "Emission class", "Leased"]);
  expect([first?.split(",").slice(-3), second?.split(",").slice(-3)]).toEqual([["18.5", "Euro 6", "yes"], ["7", "", ""]]); // prettier-ignore
  const chosen = (await ask("GET", "/vehicles/export?column=attributes&column=callSign")).text.split("\r\n");
  expect(chosen.slice(0, 2)).toEqual(["callSign,Payload (t),Emission class,Leased", "ONE,18.5,Euro 6,yes"]);

  // A text stays one, whatever it looks like.
  expect((await define(1, payload, emission, leased, { key: "note", label: "Note", type: "text", isRequired: false })).body.version).toBe(2);
  expect((await set(two, { payload: 1, note: "7" })).body).toEqual({ payload: 1, note: "7" });
  expect((await set(two, { payload: 1, note: "true" })).body.note).toBe("true");

  // A field that is left out takes its values along; the versions before can still be read.
  expect((await define(2, { ...payload, isRequired: false }, leased)).body.version).toBe(3);
  expect((await ask("GET", `/vehicles/${one}`)).body.attributes).toEqual({ payload: 18.5, leased: true });
  expect((await ask("GET", "/vehicle-attributes?version=1")).body.fields).toHaveLength(3);
  expect((await ask("GET", "/vehicle-attributes?version=9")).body.code).toBe("ATTRIBUTE_FIELDS_UNKNOWN");
});

test("a field keeps its type, and of two who change the same version one is told to look again", async () => {
  const { version, fields } = (await ask("GET", "/vehicle-attributes")).body;
  expect((await define(version, ...fields.slice(1), { ...payload, type: "text" })).body.code).toBe("ATTRIBUTE_TYPE_FIXED");
  expect((await define(version - 1, ...fields)).body.code).toBe("ATTRIBUTE_FIELDS_CHANGED");
  const answers = await Promise.all([define(version, ...fields, emission), define(version, ...fields)]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
});

test("another tenant has its own fields", async () => {
  const other = await (await api.makeFleet()).headers();
  expect((await api.app.inject({ url: "/api/v1/vehicle-attributes", headers: other })).json()).toEqual({ version: 0, fields: [] });
});
