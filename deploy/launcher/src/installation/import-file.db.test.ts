/** `drawbar import` against a real headquarters: the API over HTTP, and the worker that does its steps. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "@drawbar/cloud/http/testing/test-api.ts";
import { ImportRole } from "@drawbar/cloud/worker/import-role.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { Output } from "../output/output.ts";
import { importFile, type ImportWish } from "./import-file.ts";

let api: TestApi;
let worker: ImportRole;
beforeAll(async () => {
  api = await startTestApi();
  worker = new ImportRole({ database: api.db.worker, clock: systemClock, log: createLogger({ process: "test", level: "silent" }) });
  worker.start();
});
afterAll(async () => {
  await worker.stop();
  await api.dispose();
});

async function lab() {
  const fleet = await api.makeFleet();
  const headers = await fleet.headers();
  const said: unknown[] = [];
  const silent = (): void => undefined;
  const output: Output = { isJson: true, result: (value) => void said.push(value), progress: silent, ticker: silent, warn: silent };
  const run = async (text: string, wish: Partial<ImportWish> = {}) => {
    said.length = 0;
    const access = { baseUrl: `http://127.0.0.1:${api.server.port}/api/v1`, token: headers.authorization.replace("Bearer ", "") };
    await importFile(access, { name: "fleet.csv", bytes: Buffer.from(text), map: {}, isDryRun: false, leavesOutBad: false, ...wish }, output);
  };
  const count = async (path: string): Promise<number> => (await api.app.inject({ url: `/api/v1/${path}`, headers })).json().items.length;
  return { run, said, count };
}

const bad = "Rufname;FIN\nA 1;WDB9634031L123456\nA 2;SHORT\n";

test("a dry run names each cell that is wrong, and leaves nothing behind", async () => {
  const { run, said, count } = await lab();
  await expect(run(bad, { isDryRun: true })).rejects.toThrow(/IMPORT_STOPPED.*1 of 2 rows have errors/);
  expect(said).toMatchObject([{ row: 3, field: "vin", code: "VIN_MALFORMED", value: "SHORT" }]);
  await run("Rufname\nA 1\n", { isDryRun: true });
  expect(said).toEqual([{ dryRun: true, rows: 1, rowsBad: 0, rowsWarned: 0, rowsChanged: 0, rowsSame: 0 }]);
  expect([await count("vehicles"), await count("imports")]).toEqual([0, 0]);
});

test("a file is imported whole, or without its bad rows when that was asked for", async () => {
  const { run, said, count } = await lab();
  await expect(run(bad)).rejects.toThrow("IMPORT_STOPPED");
  expect(await count("vehicles")).toBe(0);
  await run(bad, { leavesOutBad: true });
  expect(said.at(-1)).toMatchObject({ rows: 2, rowsMade: 1, rowsBad: 1 });
  expect([await count("vehicles"), await count("imports")]).toEqual([1, 1]);
});

test("columns are those that are named, and what the file does not have is said", async () => {
  const { run, said, count } = await lab();
  await expect(run("Wagen;Text\nA 1;x\n", { map: { callSign: "Auto" } })).rejects.toThrow(/no column "Auto"; it has Wagen, Text/);
  await expect(run("Wagen;Text\nA 1;x\n")).rejects.toThrow("IMPORT_MAPPING_INVALID");
  await run("Wagen;Text\nA 1;x\n", { map: { callSign: "Wagen" } });
  expect([said.at(-1), await count("vehicles")]).toMatchObject([{ rowsMade: 1 }, 1]);
  await expect(run('callsign\n"A')).rejects.toThrow(/IMPORT_STOPPED/);
});

test("vehicles that are there are changed when that was asked for, and a dry run says each value", async () => {
  const { run, said, count } = await lab();
  await run("Rufname;Bezeichnung\nA 1;old\nA 2;old\n");
  const text = "Rufname;Bezeichnung\nA 1;new\nA 2;\nA 3;\n";
  await expect(run(text)).rejects.toThrow(/IMPORT_STOPPED.*2 of 3 rows have errors/);
  await run(text, { updateBy: "callSign", isDryRun: true });
  expect(said).toMatchObject([
    { row: 2, name: "A 1", changes: [{ field: "description", before: "old", after: "new" }] },
    { dryRun: true, rows: 3, rowsChanged: 1, rowsSame: 1 },
  ]);
  await run(text, { updateBy: "callSign" });
  expect([said.at(-1), await count("vehicles")]).toMatchObject([{ rowsMade: 1, rowsChanged: 1, rowsSame: 1, rowsBad: 0 }, 3]);
  await expect(run(text, { updateBy: "description" })).rejects.toThrow("IMPORT_MAPPING_INVALID");
});
