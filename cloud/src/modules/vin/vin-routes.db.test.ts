import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../http/testing/test-api.ts";

let api: TestApi;
let headers: { readonly authorization: string };
beforeAll(async () => {
  api = await startTestApi();
  headers = await (await api.makeFleet()).headers();
});
afterAll(async () => api.dispose());

const ask = async (text: string) => api.app.inject({ url: `/api/v1/vin/${encodeURIComponent(text)}`, headers });

test("answers what a VIN says, and where each field is from", async () => {
  const answer = await ask("1fmcu0ga1pk000001");
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    kind: "decoded",
    vin: "1FMCU0GA1PK000001",
    make: "Ford",
    modelYears: [2023],
    from: { model: "table", trim: "unknown" },
  });
  expect(answer.json()).not.toHaveProperty("trim");
});

test("answers what is wrong with a text that is no VIN", async () => {
  const answer = await ask("IFMCUOGA1PK000001");
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({ kind: "malformed", findings: [{ severity: "error", positions: [1, 6], suggestions: ["1FMCU0GA1PK000001"] }] });
  for (const text of ["\u0000", "../../etc/passwd", "%", "é".repeat(40), "1"]) expect((await ask(text)).json().kind).toBe("malformed");
});

test("refuses a text beyond the limit, and who has no token", async () => {
  expect((await ask("1".repeat(65))).statusCode).toBe(400);
  expect((await api.app.inject({ url: "/api/v1/vin/1FMCU0GA1PK000001" })).statusCode).toBe(401);
});
