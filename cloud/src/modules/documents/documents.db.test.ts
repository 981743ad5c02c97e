/** Documents, their files and their reminders, against a real database. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { exportTenant } from "../tenants/index.ts";
import { parseDay } from "./days.ts";
import { tellReminders } from "./document-reminders.ts";
import { documentLimits } from "./limits.ts";

let api: TestApi;
let fleet: TestFleet;
let headers: { readonly authorization: string };

beforeAll(async () => {
  api = await startTestApi();
  fleet = await api.makeFleet();
  headers = await fleet.headers();
});
afterAll(async () => api.dispose());

async function ask(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object | Buffer, by = headers) {
  const answer = await api.app.inject({ method, url: `/api/v1${url}`, headers: by, ...(payload === undefined ? {} : { payload }) });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    bytes: answer.rawPayload,
    body: answer.headers["content-type"]?.toString().includes("json") ? answer.json() : undefined,
  };
}

const turn = async (day: string) => api.db.worker.transaction(fleet.tenantId, async (tx) => tellReminders(tx, parseDay(day)));

/** What was told of somebody, oldest first. */
async function told(subject: string): Promise<readonly (readonly [string, number, number | undefined])[]> {
  const rows = await api.db.app
    .of(fleet.tenantId)
    .many<{ type: string; body: string }>(
      "test-document-events",
      "select type, body from event_entry where tenant_id = $1 and subject = $2 order by entry_id",
      [fleet.tenantId, subject],
    );
  return rows.map(({ type, body }) => {
    const { daysLeft, daysBefore } = JSON.parse(body);
    return [type, daysLeft, daysBefore] as const;
  });
}

test("each reminder is told once, also when days were missed and two workers look at once, and again for a new day of expiry", async () => {
  const vehicleId = await fleet.addVehicle("REMIND 1");
  const { documentId } = (await ask("POST", "/documents", { vehicleId, kind: "inspection", title: "Inspection", expiresOn: "2027-03-31" })).body;
  for (const day of ["2027-01-29", "2027-01-30", "2027-01-30", "2027-02-27"]) await turn(day);
  expect(await told(vehicleId)).toEqual([["document.expiring", 60, 60]]);
  // Nobody looked on the 30th day before.
  await Promise.all([turn("2027-03-05"), turn("2027-03-05")]);
  for (const day of ["2027-04-03", "2027-04-04"]) await turn(day);
  const first = [
    ["document.expiring", 60, 60],
    ["document.expiring", 26, 30],
    ["document.expired", -3, undefined],
  ];
  expect(await told(vehicleId)).toEqual(first);

  expect((await ask("PATCH", `/documents/${documentId}`, { expiresOn: "2028-03-31", remindDays: [10] })).body).toMatchObject({ remindDays: [10] });
  await turn("2027-04-05");
  await turn("2028-03-22");
  expect(await told(vehicleId)).toEqual([...first, ["document.expiring", 9, 10]]);
});

test("nobody is reminded of what is out of the fleet until it is back, nor of what does not expire", async () => {
  const [vehicleId, other] = [await fleet.addVehicle("SOLD 1"), await fleet.addVehicle("SOLD 2")];
  await ask("POST", "/documents", { vehicleId, kind: "insurance", title: "Insurance", expiresOn: "2027-06-30" });
  await ask("POST", "/documents", { vehicleId: other, kind: "contract", title: "Lease" });
  await ask("POST", `/vehicles/${vehicleId}/life`, { to: "decommissioned" });
  await turn("2027-06-25");
  expect(await told(vehicleId)).toHaveLength(1);
  await ask("POST", `/vehicles/${vehicleId}/life`, { to: "active" });
  await turn("2027-06-26");
  expect((await told(vehicleId)).at(-1)).toEqual(["document.expiring", 4, 7]);
  expect(await told(other)).toEqual([]);
});

test("a file is what its bytes say, comes back as it went in, and is nothing that a browser would open", async () => {
  const documentId = await fleet.addDocument();
  const url = `/documents/${documentId}/file`;
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(Array.from({ length: 300 }, (_, byte) => byte & 255))]);
  const sent = await ask("PUT", `${url}?name=${encodeURIComponent("Führerschein 'Ada'.pdf")}`, png);
  expect(sent.body.file).toEqual({ name: "Führerschein 'Ada'.pdf", type: "image/png", bytes: 308 });
  const back = await ask("GET", url);
  expect(back.bytes.equals(png)).toBe(true);
  expect(back.headers).toMatchObject({
    "content-type": "image/png",
    "content-disposition": `attachment; filename="F_hrerschein _Ada_.pdf"; filename*=UTF-8''F%C3%BChrerschein%20%27Ada%27.pdf`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "private, no-store",
  });
  for (const wrong of [Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), Buffer.from("GIF89a......"), Buffer.from("%PDF"), Buffer.alloc(0)])
    expect((await ask("PUT", `${url}?name=a.png`, wrong)).body).toMatchObject({ status: 400, code: "DOCUMENT_FILE_REFUSED" });
  const large = Buffer.alloc(documentLimits.fileBytesMax + 1);
  png.copy(large);
  expect((await ask("PUT", `${url}?name=a.png`, large)).status).toBe(413);
  expect((await ask("PUT", `${url}?name=a.png`, large.subarray(1).fill(png, 0, 8))).status).toBe(200);
  expect((await ask("DELETE", url)).status).toBe(204);
  expect((await ask("GET", url)).body).toMatchObject({ status: 404, code: "DOCUMENT_FILE_UNKNOWN" });
});

test("what expires next comes first, over pages and through every filter, and the file has the same rows", async () => {
  const own = await api.makeFleet();
  const by = await own.headers();
  const [vehicleId, driverId] = [await own.addVehicle("LIST 1"), await own.addDriver()];
  const add = async (owner: object, kind: string, title: string, expiresOn?: string) =>
    ask("POST", "/documents", { ...owner, kind, title, ...(expiresOn === undefined ? {} : { expiresOn }) }, by);
  await add({ vehicleId }, "contract", "Lease");
  await add({ vehicleId }, "inspection", "=HU", "2027-05-01");
  await add({ driverId }, "licence", "Licence", "2027-01-15");
  await add({ driverId }, "medical", "Medical", "2026-01-15");
  const titles = async (query: string) => (await ask("GET", `/documents?${query}`, undefined, by)).body.items.map(({ title }: { title: string }) => title);
  expect(await titles("")).toEqual(["Medical", "Licence", "=HU", "Lease"]);
  expect(await titles("sort=-expiresOn")).toEqual(["Lease", "=HU", "Licence", "Medical"]);
  expect(await titles(`vehicleId=${vehicleId}`)).toEqual(["=HU", "Lease"]);
  expect(await titles(`driverId=${driverId}`)).toEqual(["Medical", "Licence"]);
  expect(await titles("of=drivers&kind=licence")).toEqual(["Licence"]);
  expect(await titles("expiresFrom=2026-02-01&expiresTo=2027-05-01")).toEqual(["Licence", "=HU"]);
  const seen: string[] = [];
  for (let after = ""; ;) {
    const { body } = await ask("GET", `/documents?limit=1${after === "" ? "" : `&after=${after}`}`, undefined, by);
    seen.push(...body.items.map(({ title }: { title: string }) => title));
    if (body.next === undefined) break;
    after = body.next;
  }
  expect(seen).toEqual(["Medical", "Licence", "=HU", "Lease"]);
  const csv = (await ask("GET", "/documents/export?of=vehicles", undefined, by)).bytes.toString("utf8");
  expect(csv.trimEnd().split("\r\n")).toEqual([
    "title,kind,vehicle,driver,number,expiresOn,note,file",
    "'=HU,inspection,LIST 1,,,2027-05-01,,",
    "Lease,contract,LIST 1,,,,,",
  ]);
});

test("documents go with whom they are of, are in the export of the fleet with their files, and leave no name in the trail", async () => {
  const own = await api.makeFleet();
  const by = await own.headers();
  const driverId = await own.addDriver();
  const { documentId } = (await ask("POST", "/documents", { driverId, kind: "licence", title: "Licence of Zoë", number: "SECRET-17" }, by)).body;
  await ask("PUT", `/documents/${documentId}/file?name=zoe.pdf`, Buffer.from("%PDF-1.7 of Zoë"), by);
  const chunks: Uint8Array[] = [];
  const options = { database: api.db.app, clock: systemClock, openBodies: async () => [] };
  await exportTenant(options, own.tenantId, async (bytes) => void chunks.push(bytes));
  const archive = Buffer.concat(chunks).toString("utf8");
  expect([archive.includes("Licence of Zoë"), archive.includes(Buffer.from("%PDF-1.7 of Zoë").toString("hex"))]).toEqual([true, true]);
  await ask("DELETE", `/drivers/${driverId}`, undefined, by);
  const left = async (table: string) => (await api.db.admin.query(`select t::text as row from drawbar.${table} t where tenant_id = $1`, [own.tenantId])).rows;
  expect([await left("document"), await left("document_file")]).toEqual([[], []]);
  const trail = JSON.stringify(await left("audit_pending"));
  expect([trail.includes("document.fileStored"), /Zoë|zoe|SECRET/.test(trail)]).toEqual([true, false]);
});

test("another tenant's vehicle or driver has no document of ours, and nobody is reminded through another tenant's turn", async () => {
  const other = await api.makeFleet();
  const theirs = await other.addVehicle("THEIRS");
  expect((await ask("POST", "/documents", { vehicleId: theirs, kind: "other", title: "x" })).body).toMatchObject({ status: 400, code: "DOCUMENT_OF_NOBODY" });
  expect((await ask("GET", `/documents?vehicleId=${theirs}`)).body.items).toEqual([]);
});
