/** Takes a file through the steps of an import, over the API. */
import { setTimeout as sleep } from "node:timers/promises";
import { failLauncher } from "../launcher-errors.ts";
import type { Output } from "../output/output.ts";
import { askApi, sendBytes, type ApiAccess } from "./api-access.ts";

export interface ImportWish {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Key of a column to the heading of the file's; what is not named goes by the headings. */
  readonly map: Readonly<Record<string, string>>;
  /** Key of the column by which vehicles that are there are found and changed; without it they are errors. */
  readonly updateBy?: string | undefined;
  readonly isDryRun: boolean;
  /** Makes the other rows where some have errors. */
  readonly leavesOutBad: boolean;
}

/** What of the API's answer is used. */
interface ImportAnswer {
  readonly importId: string;
  readonly state: string;
  readonly problem?: string;
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly sheet?: { readonly headers: readonly string[]; readonly proposed: Readonly<Record<string, number>> };
  readonly rows: number;
  readonly rowsDone: number;
  readonly rowsBad: number;
  readonly rowsWarned: number;
  readonly rowsMade: number;
  readonly rowsChanged: number;
  readonly rowsSame: number;
}

interface RowAnswer {
  readonly row: number;
  readonly name: string;
  readonly changes: readonly { readonly label: string; readonly before?: string; readonly after?: string }[];
}

interface FindingAnswer {
  readonly row: number;
  readonly field: string;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly value: string;
}

const partBytes = 1_048_576;
const pollMs = 200;

/** Says each finding, then how it ended. A dry run leaves nothing behind. @throws DrawbarError `IMPORT_STOPPED`, and the API's own. */
export async function importFile(access: ApiAccess, wish: ImportWish, output: Output): Promise<void> {
  const { importId } = await askApi<ImportAnswer>(access, "POST", "/imports", { kind: "vehicles", fileName: wish.name });
  const at = `/imports/${importId}`;
  const step = async (action: string, body?: object): Promise<ImportAnswer> => {
    await askApi(access, "POST", `${at}/${action}`, body);
    return untilDone(access, at, output);
  };
  const parts = Math.max(1, Math.ceil(wish.bytes.byteLength / partBytes));
  for (let part = 0; part < parts; part += 1) {
    output.ticker(`sending ${Math.round((100 * part) / parts)} %`);
    await sendBytes(access, "PUT", `${at}/parts/${part}`, wish.bytes.subarray(part * partBytes, (part + 1) * partBytes));
  }
  const read = await step("read", { parts });
  const stop = async (why: string): Promise<never> => {
    await askApi(access, "DELETE", at);
    throw failLauncher("IMPORT_STOPPED", why);
  };
  if (read.state !== "read" || read.sheet === undefined) return stop(read.problem ?? "the file could not be read");
  const mapping: Record<string, number> = { ...read.sheet.proposed };
  for (const [key, heading] of Object.entries(wish.map)) {
    const index = read.sheet.headers.indexOf(heading);
    if (index < 0) return stop(`the file has no column "${heading}"; it has ${read.sheet.headers.join(", ")}`);
    for (const [other, taken] of Object.entries(mapping)) if (taken === index) delete mapping[other];
    mapping[key] = index;
  }
  const checked = await step("check", { mapping, ...(wish.updateBy === undefined ? {} : { updateBy: wish.updateBy }) }).catch(async (error: unknown) => {
    await askApi(access, "DELETE", at);
    throw error;
  });
  await sayFindings(access, at, checked, output);
  if (wish.isDryRun && checked.rowsChanged > 0) await sayChanges(access, at, output);
  if (checked.state !== "checked") return stop(checked.problem ?? "the dry run did not end");
  if (checked.rowsBad > 0 && !(wish.leavesOutBad && !wish.isDryRun)) return stop(`${checked.rowsBad} of ${checked.rows} rows have errors; nothing was made`);
  if (wish.isDryRun) {
    await askApi(access, "DELETE", at);
    const { rows, rowsBad, rowsWarned, rowsChanged, rowsSame } = checked;
    const existing = wish.updateBy === undefined ? "" : `, ${rowsChanged} of them change a vehicle and ${rowsSame} say what is so already`;
    return output.result(
      { dryRun: true, rows, rowsBad, rowsWarned, rowsChanged, rowsSame },
      `${rows} rows can be imported, ${rowsWarned} of them with a warning${existing}; nothing was made`,
    );
  }
  const applied = await step("apply");
  if (applied.state !== "applied") return stop(applied.problem ?? "the import was not made");
  // Between dry run and import somebody may have taken what a row wanted.
  if (applied.rowsBad > checked.rowsBad) await sayFindings(access, at, applied, output);
  const { rows, rowsMade, rowsBad, rowsChanged, rowsSame } = applied;
  const existing = wish.updateBy === undefined ? "" : `, ${rowsChanged} changed, ${rowsSame} as the file says already`;
  output.result(
    { importId, rows, rowsMade, rowsBad, rowsChanged, rowsSame },
    `${rowsMade} of ${rows} vehicles registered${existing}, ${rowsBad} left out (import ${importId}; the console can take it back)`,
  );
}

async function untilDone(access: ApiAccess, at: string, output: Output): Promise<ImportAnswer> {
  for (;;) {
    const now = await askApi<ImportAnswer>(access, "GET", at);
    if (!now.state.endsWith("ing")) return now;
    if (now.rowsDone > 0) output.ticker(`${now.state} ${now.rowsDone}${now.rows > 0 ? ` of ${now.rows}` : ""} rows`);
    await sleep(pollMs);
  }
}

async function sayFindings(access: ApiAccess, at: string, { columns }: ImportAnswer, output: Output): Promise<void> {
  const labels = new Map(columns.map(({ key, label }) => [key, label]));
  for await (const finding of items<FindingAnswer>(access, `${at}/findings`, {})) {
    const { row, field, severity, message, value } = finding;
    const cell = value === "" ? "" : ` ("${value}")`;
    output.result(finding, `row ${row}, ${labels.get(field) ?? "row"}: ${severity === "warning" ? "warning: " : ""}${message}${cell}`);
  }
}

async function sayChanges(access: ApiAccess, at: string, output: Output): Promise<void> {
  for await (const change of items<RowAnswer>(access, `${at}/rows`, { outcome: "changed" })) {
    const { row, name, changes } = change;
    const said = changes.map(({ label, before = "nothing", after = "nothing" }) => `${label}: ${before} -> ${after}`).join("; ");
    output.result(change, `row ${row}, ${name}: ${said}`);
  }
}

/** All pages of a list. */
async function* items<Item>(access: ApiAccess, path: string, filters: Readonly<Record<string, string>>): AsyncGenerator<Item, void, undefined> {
  let after: string | undefined;
  do {
    const query = new URLSearchParams({ limit: "500", ...filters, ...(after === undefined ? {} : { after }) });
    const page = await askApi<{ readonly items: readonly Item[]; readonly next?: string }>(access, "GET", `${path}?${query}`);
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
