import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { startTestApi, type TestApi } from "../../http/testing/test-api.ts";
import { ImportRole } from "../../worker/import-role.ts";
import { importLab } from "./testing/import-lab.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

const importer = async () => importLab(api);

const mapping = { callSign: 0, vin: 1, description: 2 };
const file = Buffer.from(
  [
    "Rufname;FIN;Bezeichnung;Farbe",
    "TR 1;WDB9634031L123456;Müller;rot", // row 2
    ";WDB9634031L123457;;", // 3: no call sign
    "TR 3;SHORT;;", // 4
    "TR 1;;again;", // 5
    "TR 6;1FMCU0GA1PK000002;;", // 6: check digit
    "OLD 1;;;", // 7: in the fleet
    `TR 8;;${"x".repeat(201)};`, // 8
    "TR 9;;plain;",
  ].join("\r\n"),
);

describe("an import", () => {
  it("names every cell that is wrong before anything is made, then makes the rest, and takes it back", async () => {
    const { fleet, send, step, look, findings, callSigns, events } = await importer();
    await fleet.addVehicle("OLD 1");
    const importId = await send(file);
    expect(await look(importId)).toMatchObject({ state: "read", rows: 8, sheet: { encoding: "utf-8", separator: ";", proposed: mapping } });

    await step(importId, "check", { mapping });
    expect(await look(importId)).toMatchObject({ state: "checked", rowsDone: 8, rowsBad: 5, rowsWarned: 1 });
    expect(
      (await findings(importId)).map((found: { row: number; field: string; severity: string; code: string }) => Object.values(found).slice(0, 4).join(" ")),
    ).toEqual([
      "3 callSign error VALUE_MISSING",
      "4 vin error VIN_MALFORMED",
      "5 callSign error TAKEN_IN_FILE",
      "6 vin warning VIN_CHECK_DIGIT",
      "7 callSign error TAKEN_IN_FLEET",
      "8 description error TEXT_TOO_LONG",
    ]);
    expect(await callSigns()).toEqual(["OLD 1"]);

    await step(importId, "apply");
    expect(await look(importId)).toMatchObject({ state: "applied", rowsMade: 3, rowsBad: 5 });
    expect(await callSigns()).toEqual(["OLD 1", "TR 1", "TR 6", "TR 9"]);
    expect(await events()).toEqual(Array.from({ length: 3 }, () => "vehicle.registered"));

    await step(importId, "undo");
    expect(await look(importId)).toMatchObject({ state: "undone", rowsKept: 0 });
    expect(await callSigns()).toEqual(["OLD 1"]);
  });

  it("takes a workbook as it takes text", async () => {
    const { send, step, look, callSigns } = await importer();
    const bytes = await writeXlsx({ sheets: [{ name: "Fleet", rows: [["Call sign", "VIN"], ["TR 1", "WDB9634031L123456"], [2_140, ""]] }] }); // prettier-ignore
    const importId = await send(Buffer.from(bytes), "fleet.xlsx");
    await step(importId, "check", { mapping: { callSign: 0, vin: 1 } });
    await step(importId, "apply");
    expect(await look(importId)).toMatchObject({ state: "applied", rowsMade: 2, sheet: { format: "xlsx" } });
    expect(await callSigns()).toEqual(["2140", "TR 1"]);
  });

  it("leaves what was changed or is in use when it is undone, and names it", async () => {
    const { fleet, call, send, step, look, findings, callSigns } = await importer();
    const importId = await send(Buffer.from("callsign\nA 1\nA 2\nA 3\n"));
    await step(importId, "check", { mapping: { callSign: 0 } });
    await step(importId, "apply");
    const [first, second] = (await call("GET", "/vehicles")).json().items;
    await call("PATCH", `/vehicles/${first.vehicleId}`, { description: "mine" });
    await fleet.addUnit(second.vehicleId);
    await step(importId, "undo");
    expect(await callSigns()).toEqual(["A 1", "A 2"]);
    expect(await look(importId)).toMatchObject({ state: "undone", rowsKept: 2 });
    expect((await findings(importId)).map((found: { row: number; code: string }) => [found.row, found.code])).toEqual([
      [2, "CHANGED_SINCE"],
      [3, "IN_USE"],
    ]);
  });

  it("brings groups, tags, where a vehicle stands, and fields of the fleet's own, and is undone whole", async () => {
    const { fleet, call, send, step, look, findings, callSigns } = await importer();
    await call("POST", "/vehicle-groups", { name: "Venlo south" });
    const fields = [
      { key: "payload", label: "Payload", type: "number", isRequired: true, unit: "t", min: 0, max: 40 },
      { key: "leased", label: "Leased", type: "yes-no", isRequired: false },
      { key: "leaseEnd", label: "End of lease", type: "date", isRequired: false },
      { key: "emission", label: "Emission", type: "choice", isRequired: false, choices: ["Euro 5", "Euro 6"] },
    ];
    await call("PUT", "/vehicle-attributes", { version: 0, fields });
    const importId = await send(
      Buffer.from(
        [
          "Rufname;Gruppe;Tags;Status;Payload (t);Leased;End of lease;Emission",
          "A 1;venlo SOUTH;reefer, Euro 6,reefer;Aktiv;18,5;ja;31.03.2028;euro6",
          "A 2;;;;;;;",
          "A 3;Nowhere;;;;;;",
          "A 4;;;sold;41;perhaps;31.02.2028;Euro 7",
        ].join("\n"),
      ),
    );
    const { sheet, columns } = await look(importId);
    const mapping = { callSign: 0, groupId: 1, tags: 2, life: 3, "own.payload": 4, "own.leased": 5, "own.leaseEnd": 6, "own.emission": 7 };
    expect([sheet.proposed, columns.at(-1)]).toEqual([mapping, { key: "own.emission", label: "Emission", required: false, unique: false }]);
    await step(importId, "check", { mapping });
    expect((await findings(importId)).map(({ row, field, code }: Record<string, unknown>) => [row, field, code])).toEqual([
      [4, "groupId", "GROUP_UNKNOWN"],
      [5, "life", "LIFE_UNKNOWN"],
      ...["own.emission", "own.leaseEnd", "own.leased", "own.payload"].map((field) => [5, field, "FIELD_VALUE"]),
    ]);
    await step(importId, "apply");
    expect((await call("GET", "/vehicles")).json().items).toMatchObject([
      {
        callSign: "A 1",
        life: "active",
        group: { name: "Venlo south" },
        tags: ["Euro 6", "reefer"],
        attributes: { payload: 18.5, leased: true, leaseEnd: "2028-03-31", emission: "Euro 6" },
      },
      { callSign: "A 2", life: "registered", tags: [], attributes: {} },
    ]);
    await step(importId, "undo");
    expect([await look(importId), await callSigns()]).toMatchObject([{ state: "undone", rowsKept: 0 }, []]);
    expect(fleet.tenantId).toBeDefined();
  });

  it("is undone whole where nothing was touched, and leaves a vehicle that has a group, tags or another life by now", async () => {
    const { fleet, call, send, step, findings, callSigns } = await importer();
    const importId = await send(Buffer.from("callsign\nA 1\nA 2\nA 3\nA 4\nA 5\n"));
    await step(importId, "check", { mapping: { callSign: 0 } });
    await step(importId, "apply");
    const [grouped, tagged, active, noted] = (await call("GET", "/vehicles")).json().items;
    await call("PATCH", `/vehicles/${grouped.vehicleId}`, { groupId: await fleet.addGroup() });
    await call("PATCH", `/vehicles/${tagged.vehicleId}`, { tags: ["reefer"] });
    await call("POST", `/vehicles/${active.vehicleId}/life`, { to: "active" });
    // A row of its life that says no more than that it was registered.
    await api.db.app
      .of(fleet.tenantId)
      .count(
        "test-life-row",
        "insert into vehicle_life_step (tenant_id, vehicle_id, step_id, before, after) values ($1, $2, gen_random_uuid(), 'registered', 'registered')",
        [fleet.tenantId, noted.vehicleId],
      );
    await step(importId, "undo");
    expect(await callSigns()).toEqual(["A 1", "A 2", "A 3"]);
    expect((await findings(importId)).map((found: { row: number; code: string }) => [found.row, found.code])).toEqual([
      [2, "CHANGED_SINCE"],
      [3, "CHANGED_SINCE"],
      [4, "CHANGED_SINCE"],
    ]);
  });

  it("names what was taken between the dry run and the import", async () => {
    const { fleet, send, step, look, findings } = await importer();
    const importId = await send(Buffer.from("callsign\nA 1\nA 2\n"));
    await step(importId, "check", { mapping: { callSign: 0 } });
    await fleet.addVehicle("A 2");
    await step(importId, "apply");
    expect(await look(importId)).toMatchObject({ state: "applied", rowsMade: 1, rowsBad: 1 });
    expect(await findings(importId)).toMatchObject([{ row: 3, code: "TAKEN_IN_FLEET" }]);
  });

  it("is not half made when the quota does not allow the whole", async () => {
    const { fleet, send, step, look, callSigns } = await importer();
    await api.db.app.of(fleet.tenantId).count("t", "insert into tenant_quota (tenant_id, kind, most) values ($1, 'vehicles', 2)", [fleet.tenantId]);
    const importId = await send(Buffer.from("callsign\nA 1\nA 2\nA 3\n"));
    await step(importId, "check", { mapping: { callSign: 0 } });
    await step(importId, "apply");
    expect(await look(importId)).toMatchObject({ state: "checked", problem: expect.stringContaining("may have 2") });
    expect(await callSigns()).toEqual([]);
  });

  it("is all there or not at all when the worker's connection is cut, and is begun anew", async () => {
    const { fleet, turn, call, send, step, look, callSigns } = await importer();
    const importId = await send(Buffer.from("callsign\nA 1\nA 2\n"));
    await step(importId, "check", { mapping: { callSign: 0 } });
    const client = await api.db.admin.connect();
    await client.query("begin; lock table drawbar.bulk_import_made in share mode"); // vehicles are in by then
    await call("POST", `/imports/${importId}/apply`);
    const first = turn();
    let pids: readonly number[] = [];
    while (pids.length === 0) {
      const { rows } = await api.db.admin.query<{ pid: number }>(
        "select pid from pg_stat_activity where wait_event_type = 'Lock' and usename = 'drawbar_worker' and query like '%insert into bulk_import_made%'",
      );
      pids = rows.map(({ pid }) => pid);
    }
    for (const pid of pids) await api.db.admin.query("select pg_terminate_backend($1)", [pid]);
    await client.query("commit");
    client.release();
    expect([await first, await callSigns(), (await look(importId)).state]).toEqual(["failed", [], "applying"]);
    expect([await turn(), await callSigns(), (await look(importId)).rowsMade]).toEqual(["done", ["A 1", "A 2"], 2]);
    expect(fleet.tenantId).toBeDefined();
  });

  it("is given up when its step fails again and again, so that others come to their turn", async () => {
    const { fleet, turn, call, send, look } = await importer();
    const importId = await send(Buffer.from("callsign\nA 1\n"));
    await call("POST", `/imports/${importId}/check`, { mapping: { callSign: 0 } });
    await api.db.admin.query("update drawbar.bulk_import set tries = 5 where tenant_id = $1", [fleet.tenantId]);
    expect(await turn()).toBe("done");
    expect(await look(importId)).toMatchObject({ state: "read", problem: expect.stringContaining("failed 5 times") });
  });

  it("is made by one of two workers", async () => {
    const { fleet, call, send, step, callSigns } = await importer();
    const importId = await send(Buffer.from("callsign\nA 1\nA 2\n"));
    await step(importId, "check", { mapping: { callSign: 0 } });
    await call("POST", `/imports/${importId}/apply`);
    const roles = [1, 2].map(() => new ImportRole({ database: api.db.worker, clock: systemClock, log: createLogger({ process: "test", level: "silent" }) }));
    await Promise.all(roles.map(async (role) => role.turn(fleet.tenantId)));
    expect(await callSigns()).toEqual(["A 1", "A 2"]);
  });
});

describe("what does not follow", () => {
  it("is refused: parts that are missing, steps out of order, columns that are not there", async () => {
    const { call, send } = await importer();
    const { importId } = (await call("POST", "/imports", { kind: "vehicles", fileName: "a.csv" })).json();
    await call("PUT", `/imports/${importId}/parts/1`, Buffer.from("x"));
    const codes: string[] = [];
    for (const [action, payload] of [["read", { parts: 2 }], ["check", { mapping: { callSign: 0 } }], ["apply"], ["undo"]] as const)
      // prettier-ignore
      codes.push((await call("POST", `/imports/${importId}/${action}`, payload)).json().code);
    expect(codes).toEqual(["IMPORT_PARTS_MISSING", "IMPORT_STATE", "IMPORT_STATE", "IMPORT_STATE"]);
    const read = await send(Buffer.from("callsign,vin\nA,\n"));
    for (const wrong of [{}, { vin: 1 }, { callSign: 2 }, { callSign: 0, vin: 0 }, { callSign: 0, colour: 1 }]) {
      expect((await call("POST", `/imports/${read}/check`, { mapping: wrong })).json().code).toBe("IMPORT_MAPPING_INVALID");
    }
  });

  it("is said of a file that is no table, and of a part that is too large", async () => {
    const { call, send, look } = await importer();
    expect(await look(await send(Buffer.from('callsign\n"A')))).toMatchObject({ state: "unreadable", problem: expect.stringContaining("never closed") });
    expect(await look(await send(Buffer.from("callsign\n")))).toMatchObject({ state: "unreadable", problem: expect.stringContaining("no rows") });
    const { importId } = (await call("POST", "/imports", { kind: "vehicles", fileName: "a.csv" })).json();
    expect((await call("PUT", `/imports/${importId}/parts/0`, Buffer.alloc(1_048_577))).statusCode).toBe(413);
  });
});
