import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../../http/testing/test-api.ts";
import { importLab } from "./testing/import-lab.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

/** A fleet with vehicles, made by a first import. */
async function standing(...lines: readonly string[]) {
  const lab = await importLab(api);
  const importId = await lab.send(Buffer.from(lines.join("\n")));
  await lab.step(importId, "check", { mapping: (await lab.look(importId)).sheet.proposed });
  await lab.step(importId, "apply");
  const rows = async (id: string, query = "") => (await lab.call("GET", `/imports/${id}/rows${query}`)).json().items;
  const audited = async (action: string): Promise<readonly { readonly before: object; readonly after: object }[]> => {
    const { rows: entries } = await api.db.admin.query<{ details: string }>(
      "select details from drawbar.audit_pending where tenant_id = $1 and action = $2 order by queued",
      [lab.fleet.tenantId, action],
    );
    return entries.map(({ details }) => JSON.parse(details));
  };
  const plan = async (text: string, updateBy: string, mapping?: object): Promise<string> => {
    const id = await lab.send(Buffer.from(text));
    await lab.step(id, "check", { mapping: mapping ?? (await lab.look(id)).sheet.proposed, updateBy });
    return id;
  };
  return { ...lab, plan, rows, audited };
}

const codes = (found: readonly { readonly row: number; readonly field: string; readonly code: string }[]) =>
  found.map(({ row, field, code }) => `${row} ${field} ${code}`);

describe("an import that may change vehicles", () => {
  it("says of each row what becomes of it, changes mapped columns with a value only, and gives the values back", async () => {
    const { call, plan, look, rows, findings, step, vehicle, callSigns, audited, events } = await standing(
      "callsign;vin;description",
      "A 1;WDB9634031L123451;old one",
      "A 2;WDB9634031L123452;stays",
      "A 3;WDB9634031L123453;as it is",
      "A 4;;",
    );
    await call("POST", "/vehicle-groups", { name: "Venlo" });
    await call("PUT", "/vehicle-attributes", { version: 0, fields: [{ key: "payload", label: "Payload", type: "number", isRequired: false }] });
    const text = [
      "callsign;vin;description;group;tags;status;payload",
      "A 1;;new one;Venlo;reefer,lease;active;18,5", // row 2
      "A 2;WDB9634031L123459;;;;;", // 3
      "A 3;WDB9634031L123453;as it is;;;registered;", // 4: nothing to do
      "A 4;WDB9634031L123451;;;;;", // 5: the VIN of A 1
      "A 5;;made;;;;", // 6
      "A 6;SHORT;;;;;", // 7
    ].join("\n");
    const importId = await plan(text, "callSign");
    expect(await look(importId)).toMatchObject({ state: "checked", updateBy: "callSign", rows: 6, rowsBad: 2, rowsChanged: 2, rowsSame: 1 });
    expect(codes(await findings(importId))).toEqual(["5 vin TAKEN_IN_FLEET", "7 vin VIN_MALFORMED"]);
    const planned = await rows(importId);
    expect(planned.map(({ row, outcome, name }: Readonly<Record<"row" | "outcome" | "name", string>>) => `${row} ${outcome} ${name}`)).toEqual([
      "2 changed A 1",
      "3 changed A 2",
      "4 same A 3",
      "5 error A 4",
      "6 new A 5",
      "7 error A 6",
    ]);
    expect(planned[0].changes).toEqual([
      { field: "description", label: "Description", before: "old one", after: "new one" },
      { field: "tags", label: "Tags", after: "lease, reefer" },
      { field: "life", label: "Life", before: "registered", after: "active" },
      { field: "groupId", label: "Group", after: "Venlo" },
      { field: "own.payload", label: "Payload", after: "18.5" },
    ]);
    expect(planned[3].problems).toEqual(['The vehicle "A 1" has this VIN already.']);
    expect((await rows(importId, "?outcome=error&limit=1&sort=-row")).map(({ row }: { row: number }) => row)).toEqual([7]);
    expect((await vehicle("A 1")).description).toBe("old one");

    await step(importId, "apply");
    expect(await look(importId)).toMatchObject({ state: "applied", rowsMade: 1, rowsChanged: 2, rowsSame: 1, rowsBad: 2 });
    expect(await vehicle("A 1")).toMatchObject({
      vin: "WDB9634031L123451",
      description: "new one",
      tags: ["lease", "reefer"],
      life: "active",
      group: { name: "Venlo" },
      attributes: { payload: 18.5 },
    });
    expect(await vehicle("A 2")).toMatchObject({ vin: "WDB9634031L123459", description: "stays" });
    expect((await events()).filter((type) => type === "vehicle.lifeChanged")).toHaveLength(1);
    expect((await audited("vehicle.changed"))[1]).toEqual({ before: { vin: "WDB9634031L123452" }, after: { vin: "WDB9634031L123459", importId } });
    expect((await rows(importId)).map(({ row }: { row: number }) => row)).toEqual([2, 3]);

    await step(importId, "undo");
    expect(await look(importId)).toMatchObject({ state: "undone", rowsKept: 0 });
    expect(await callSigns()).toEqual(["A 1", "A 2", "A 3", "A 4"]);
    const back = await vehicle("A 1");
    expect(back).toMatchObject({ vin: "WDB9634031L123451", description: "old one", tags: [], life: "registered", attributes: {} });
    expect([back.group, (await vehicle("A 2")).vin, (await rows(importId)).length]).toEqual([undefined, "WDB9634031L123452", 0]);
    expect(await audited("vehicle.changed")).toHaveLength(4);
  });

  it("finds them by VIN, renames them, and needs a call sign of what is new only", async () => {
    const { plan, look, findings, step, callSigns } = await standing("callsign;vin", "A 1;WDB9634031L123451", "A 2;WDB9634031L123452", "A 3;");
    const text = "callsign;vin\nB 1;WDB9634031L123451\nA 3;WDB9634031L123452\n;WDB9634031L123453\nB 4;\nB 5;WDB9634031L123455\n";
    const importId = await plan(text, "vin");
    expect(codes(await findings(importId))).toEqual(["3 callSign TAKEN_IN_FLEET", "4 callSign VALUE_MISSING", "5 vin VALUE_MISSING"]);
    await step(importId, "apply");
    expect(await look(importId)).toMatchObject({ rowsMade: 1, rowsChanged: 1, rowsBad: 3 });
    expect(await callSigns()).toEqual(["A 2", "A 3", "B 1", "B 5"]);
    const onlyVin = await plan("vin;description\nWDB9634031L123451;seen\n", "vin", { vin: 0, description: 1 });
    expect(await look(onlyVin)).toMatchObject({ rowsChanged: 1, rowsBad: 0 });
  });

  it("does not take a step of life that does not follow", async () => {
    const { plan, findings } = await standing("callsign;status", "A 1;active", "A 2;decommissioned");
    expect(codes(await findings(await plan("callsign;status\nA 1;registered\nA 2;workshop\n", "callSign")))).toEqual([
      "2 life LIFE_STEP_REFUSED",
      "3 life LIFE_STEP_REFUSED",
    ]);
  });

  it("does not write over what somebody changed, took or removed after the dry run: the row is named", async () => {
    const { call, plan, look, findings, step, vehicle, fleet } = await standing("callsign;vin", "A 1;", "A 2;", "A 3;", "A 4;");
    const importId = await plan("callsign;vin;description\nA 1;;mine\nA 2;;mine\nA 3;WDB9634031L123459;mine\nA 4;;mine\nA 5;;mine\n", "callSign");
    await call("PATCH", `/vehicles/${(await vehicle("A 1")).vehicleId}`, { description: "yours" });
    await call("DELETE", `/vehicles/${(await vehicle("A 2")).vehicleId}`);
    await call("POST", "/vehicles", { callSign: "B 1", vin: "WDB9634031L123459" });
    await fleet.addVehicle("A 5");
    await step(importId, "apply");
    expect(await look(importId)).toMatchObject({ state: "applied", rowsMade: 0, rowsChanged: 1, rowsBad: 4 });
    expect(codes(await findings(importId))).toEqual(["2  CHANGED_SINCE_CHECK", "3  GONE_SINCE_CHECK", "4 vin TAKEN_IN_FLEET", "6 callSign TAKEN_IN_FLEET"]);
    expect([(await vehicle("A 1")).description, (await vehicle("A 4")).description]).toEqual(["yours", "mine"]);
  });

  it("leaves what somebody changed since, or what cannot be as before, when it is undone, and names it", async () => {
    const { call, plan, look, findings, step, vehicle, fleet } = await standing(
      "callsign;vin;description",
      "A 1;WDB9634031L123451;one",
      "A 2;WDB9634031L123452;two",
      "A 3;WDB9634031L123453;three",
      "A 4;WDB9634031L123454;four",
    );
    const groupId = await fleet.addGroup();
    await call("PATCH", `/vehicles/${(await vehicle("A 4")).vehicleId}`, { groupId });
    await call("POST", "/vehicle-groups", { name: "Venlo" });
    const text = "vin;callsign;description;group\nWDB9634031L123451;;1;\nWDB9634031L123452;B 2;2;\nWDB9634031L123453;;3;\nWDB9634031L123454;;;Venlo\n";
    const importId = await plan(text, "vin");
    await step(importId, "apply");
    await call("PATCH", `/vehicles/${(await vehicle("A 1")).vehicleId}`, { description: "mine" });
    await fleet.addVehicle("A 2");
    await call("PATCH", `/vehicles/${(await vehicle("A 3")).vehicleId}`, { tags: ["reefer"] }); // not of the import
    await call("DELETE", `/vehicle-groups/${groupId}`);
    await step(importId, "undo");
    expect(await look(importId)).toMatchObject({ state: "undone", rowsKept: 3 });
    expect(codes(await findings(importId))).toEqual(["2 description CHANGED_SINCE", "3 callSign TAKEN_IN_FLEET", "5 groupId GROUP_GONE"]);
    expect([(await vehicle("A 1")).description, (await vehicle("B 2")).description]).toEqual(["mine", "2"]);
    expect(await vehicle("A 3")).toMatchObject({ description: "three", tags: ["reefer"] });
  });

  it("is all done or not at all when the worker's connection is cut, and is begun anew", async () => {
    const { plan, call, turn, look, vehicle, audited } = await standing("callsign;description", "A 1;one", "A 2;two");
    const importId = await plan("callsign;description\nA 1;1\nA 2;2\nA 3;3\n", "callSign");
    const client = await api.db.admin.connect();
    await call("POST", `/imports/${importId}/apply`);
    await client.query("begin; lock table drawbar.audit_pending in share mode"); // vehicles are changed by then
    const first = turn();
    let pids: readonly number[] = [];
    while (pids.length === 0) {
      const { rows } = await api.db.admin.query<{ pid: number }>(
        "select pid from pg_stat_activity where wait_event_type = 'Lock' and usename = 'drawbar_worker' and query like '%insert into audit_pending%'",
      );
      pids = rows.map(({ pid }) => pid);
    }
    for (const pid of pids) await api.db.admin.query("select pg_terminate_backend($1)", [pid]);
    await client.query("commit");
    client.release();
    expect([await first, (await vehicle("A 1")).description, (await look(importId)).state]).toEqual(["failed", "one", "applying"]);
    expect([await turn(), (await vehicle("A 1")).description, (await look(importId)).state]).toEqual(["done", "1", "applied"]);
    expect([(await look(importId)).rowsChanged, (await audited("vehicle.changed")).length]).toEqual([2, 2]);
  });

  it("is refused by a column of which two may have the same, or that the file does not have", async () => {
    const { send, call } = await standing("callsign", "A 1");
    const importId = await send(Buffer.from("callsign;description\nA 1;x\n"));
    for (const updateBy of ["description", "colour", "vin"]) {
      expect((await call("POST", `/imports/${importId}/check`, { mapping: { callSign: 0 }, updateBy })).json().code).toBe("IMPORT_MAPPING_INVALID");
    }
    const told = await call("POST", `/imports/${importId}/check`, { mapping: { callSign: 0 }, updateBy: "colour" });
    expect(told.json().detail).toContain("no two have the same callSign or vin");
  });
});
