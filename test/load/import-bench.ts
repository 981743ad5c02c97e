/** IMPORT: a file of 100,000 vehicles, one in a hundred wrong, from its first byte through the API to the last vehicle, and back. */
import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startTestApi, type TestApi, type TestFleet } from "@drawbar/cloud/http/testing/test-api.ts";
import { writeXlsx } from "hucre/xlsx";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";

const count = Number(process.env["DRAWBAR_BENCH_VEHICLES"] ?? 100_000);
const badEvery = 100;
const partBytes = 1_048_576;
const stepMaxMs = 300_000;
const restMs = 100;
const megabyte = 1_024;

export const benches: readonly Bench[] = [
  {
    id: "IMPORT",
    title: "100,000 vehicles from a file with 1 % bad rows: from the first byte to the last vehicle, each changed by another file, and taken back",
    run: measure,
  },
];

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const api = await startTestApi();
  let worker: ChildProcess | undefined;
  try {
    worker = fork(path.join(import.meta.dirname, "imports/import-worker.ts"), [api.db.workerUrl]);
    let peakKb = 0;
    worker.on("message", (said) => (peakKb = (said as { readonly peakKb: number }).peakKb)); // what the worker sends
    const asCsv = await importOnce(api, context, "fleet.csv", Buffer.from(csvOf(table())));
    context.say(`worker: at most ${Math.round(peakKb / megabyte)} MB resident with CSV`);
    const asXlsx = await importOnce(api, context, "fleet.xlsx", Buffer.from(await writeXlsx({ sheets: [{ name: "Fleet", rows: table() }] })));
    context.say(`worker: at most ${Math.round(peakKb / megabyte)} MB resident with XLSX after it`);
    const seconds = (name: string, value: number): Figure => ({ name, value, unit: "s", direction: "at-most", must: 60, moonshot: 20 });
    const none = (name: string, value: number): Figure => ({ name, value, unit: "rows", direction: "at-most", must: 0, moonshot: 0 });
    return [
      seconds("csv", asCsv.importS),
      seconds("xlsx", asXlsx.importS),
      seconds("changed", asCsv.changeS),
      none("not-named", asCsv.notNamed + asXlsx.notNamed),
      none("left", asCsv.left + asXlsx.left),
      { name: "worker-memory", value: Math.round(peakKb / megabyte), unit: "MB", direction: "at-most", must: 700, moonshot: 300 },
    ];
  } finally {
    worker?.disconnect();
    await api.dispose();
  }
}

interface Measured {
  readonly importS: number;
  /** Of a second file that changes each vehicle; once is enough, with CSV. */
  readonly changeS: number;
  readonly notNamed: number;
  readonly left: number;
}

/** A fleet of its own each time. */
async function importOnce(api: TestApi, context: BenchContext, fileName: string, bytes: Buffer): Promise<Measured> {
  const fleet = await api.makeFleet();
  const call = await caller(api, fleet);
  const made = await fromFirstByte(call, fileName, bytes, {});
  const named = await rowsNamed(api, fleet);
  const notNamed = badRows().filter((row) => !named.has(row)).length + [...named].filter((row) => !badRows().includes(row)).length;
  const good = count - badRows().length;
  const there = await countOf(api, fleet);
  if (there !== good) throw new Error(`${there} vehicles were made of ${count} rows with ${badRows().length} bad ones`);
  const changeS = fileName.endsWith(".csv") ? await changeEach(call, api, fleet, context) : 0;
  await made.undo();
  context.say(`${fileName}, ${(bytes.length / 1e6).toFixed(1)} MB: ${made.times.join(", ")}; ${named.size} bad rows named`);
  return { importS: made.seconds, changeS, notNamed, left: await countOf(api, fleet) };
}

/** Each vehicle by a file of the same rows with another description, and back. @returns seconds from its first byte to the last vehicle. */
async function changeEach(call: Caller, api: TestApi, fleet: TestFleet, context: BenchContext): Promise<number> {
  const changes = Buffer.from(
    csvOf(table().map(([callSign = "", vin = "", text = "", colour = ""], row) => [callSign, vin, row === 0 ? text : `${text}, neu`, colour])),
  );
  const changed = await fromFirstByte(call, "changes.csv", changes, { updateBy: "callSign" });
  await expectChanged(api, fleet, count - badRows().length);
  await changed.undo();
  await expectChanged(api, fleet, 0);
  context.say(`each of its vehicles changed: ${changed.times.join(", ")}`);
  return changed.seconds;
}

interface Imported {
  readonly seconds: number;
  /** Of each step, for people. */
  readonly times: string[];
  readonly undo: () => Promise<void>;
}

async function fromFirstByte(call: Caller, fileName: string, bytes: Buffer, wish: { readonly updateBy?: string }): Promise<Imported> {
  const startedAt = performance.now();
  const times: string[] = [];
  const timed = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const from = performance.now();
    await work();
    times.push(`${what} ${((performance.now() - from) / 1_000).toFixed(1)} s`);
  };
  const { importId } = await call("POST", "/imports", { kind: "vehicles", fileName });
  const wait = async (state: string): Promise<ImportAnswer> => {
    const until = performance.now() + stepMaxMs;
    for (;;) {
      const found = await call("GET", `/imports/${importId}`);
      if (found.state === state) return found;
      if (found.problem !== undefined || performance.now() > until) throw new Error(`the import is ${found.state}: ${found.problem ?? "it takes too long"}`);
      await sleep(restMs);
    }
  };
  const parts = Math.ceil(bytes.length / partBytes);
  await timed("sent", async () => {
    for (let part = 0; part < parts; part += 1) {
      await call("PUT", `/imports/${importId}/parts/${part}`, bytes.subarray(part * partBytes, (part + 1) * partBytes));
    }
  });
  await timed("read", async () => {
    await call("POST", `/imports/${importId}/read`, { parts });
    await wait("read");
  });
  await timed("dry run", async () => {
    await call("POST", `/imports/${importId}/check`, { mapping: { callSign: 0, vin: 1, description: 2 }, ...wish });
    await wait("checked");
  });
  await timed("applied", async () => {
    await call("POST", `/imports/${importId}/apply`);
    await wait("applied");
  });
  const undo = async (): Promise<void> =>
    timed("taken back", async () => {
      await call("POST", `/imports/${importId}/undo`);
      await wait("undone");
    });
  return { seconds: (performance.now() - startedAt) / 1_000, times, undo };
}

async function expectChanged(api: TestApi, fleet: TestFleet, expected: number): Promise<void> {
  const { rows } = await api.db.admin.query<{ changed: string }>(
    "select count(*) as changed from drawbar.vehicle where tenant_id = $1 and description like '%, neu'",
    [fleet.tenantId],
  );
  if (Number(rows[0]?.changed) !== expected) throw new Error(`${rows[0]?.changed ?? "no"} vehicles are changed, not ${expected}`);
}

interface ImportAnswer {
  readonly importId: string;
  readonly state: string;
  readonly problem?: string;
}

type Caller = (method: "GET" | "POST" | "PUT", url: string, payload?: object | Buffer) => Promise<ImportAnswer>;

async function caller(api: TestApi, fleet: TestFleet): Promise<Caller> {
  const headers = await fleet.headers();
  return async (method, url, payload) => {
    const type = Buffer.isBuffer(payload) ? { "content-type": "application/octet-stream" } : {};
    const answer = await api.app.inject({ method, url: `/api/v1${url}`, headers: { ...headers, ...type }, ...(payload === undefined ? {} : { payload }) });
    if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.body}`);
    return answer.statusCode === 204 ? { importId: "", state: "" } : answer.json<ImportAnswer>();
  };
}

async function rowsNamed(api: TestApi, fleet: TestFleet): Promise<ReadonlySet<number>> {
  const { rows } = await api.db.admin.query<{ file_row: number }>(
    "select distinct file_row from drawbar.bulk_import_finding where tenant_id = $1 and severity = 'error'",
    [fleet.tenantId],
  );
  return new Set(rows.map(({ file_row }) => file_row));
}

/** Whatever could be left of them. */
async function countOf(api: TestApi, fleet: TestFleet): Promise<number> {
  const { rows } = await api.db.admin.query<{ left: string }>(
    `select (select count(*) from drawbar.vehicle where tenant_id = $1)
       + (select count(*) from drawbar.bulk_import_made where tenant_id = $1 and not exists (select from drawbar.vehicle v where v.vehicle_id = thing_id)) as left`,
    [fleet.tenantId],
  );
  return Number(rows[0]?.left ?? 0);
}

function badRows(): readonly number[] {
  return Array.from({ length: Math.floor(count / badEvery) }, (_, index) => 1 + (index + 1) * badEvery);
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.join(";")).join("\r\n");
}

/** Wrong in five ways by turns: nothing where something is needed, no call sign, no VIN, and one that another row has, by either. */
function table(): string[][] {
  const rows = [["Rufname", "FIN", "Bezeichnung", "Farbe"]];
  for (let index = 1; index <= count; index += 1) {
    const good = [`TR ${index}`, `WDB963403${String(index).padStart(8, "0")}`, `Sattelzugmaschine ${index}`, "rot"];
    if (index % badEvery === 0) {
      const way = (index / badEvery) % 5;
      if (way === 0) good[0] = "";
      if (way === 1) good[0] = "*?*";
      if (way === 2) good[1] = "WDB96340300";
      if (way === 3) good[0] = `TR ${index - 1}`;
      if (way === 4) good[1] = `WDB963403${String(index - 1).padStart(8, "0")}`;
    }
    rows.push(good);
  }
  return rows;
}
