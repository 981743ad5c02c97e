/** One process owns a database folder. A file beside it says which, and survives its death only as a leftover. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { failDb } from "../db-errors.ts";
import { isAlive } from "./postmaster.ts";

interface Owner {
  readonly pid: number;
  /** When the kernel started the process, since numbers are given again; empty where that is unknown. */
  readonly startedAt: string;
}

/** @throws DrawbarError `DATABASE_IN_USE` while another process that is alive owns the folder. */
export async function takeFolder(directory: string): Promise<{ release(): Promise<void> }> {
  const file = `${directory}.owner`;
  const mine: Owner = { pid: process.pid, startedAt: await startOf(process.pid) };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(file, JSON.stringify(mine), { flag: "wx", mode: 0o600 });
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
        throw failDb("DATABASE_FOLDER_UNUSABLE", `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
    const owner = await readOwner(file);
    if (owner !== undefined && (await runs(owner))) {
      throw failDb("DATABASE_IN_USE", `the database in ${directory} is used by another Drawbar (process ${owner.pid}); stop it, or choose another data folder`);
    }
    await rm(file, { force: true });
  }
  throw failDb("DATABASE_IN_USE", `several processes want the database in ${directory} at once; start one of them`);
}

/** Whether the folder was left behind by a process that is no more. */
export async function isAbandoned(directory: string): Promise<boolean> {
  const owner = await readOwner(`${directory}.owner`);
  return owner !== undefined && !(await runs(owner));
}

async function runs({ pid, startedAt }: Owner): Promise<boolean> {
  return isAlive(pid) && (await startOf(pid)) === startedAt;
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    const { pid, startedAt } = JSON.parse(await readFile(file, "utf8")) as Partial<Owner>; // checked in the next line
    return typeof pid === "number" && typeof startedAt === "string" ? { pid, startedAt } : undefined;
  } catch {
    return undefined; // removed meanwhile, or torn by a power cut
  }
}

/** Field 22 of /proc/PID/stat (proc(5)); the name in field 2 may hold spaces and parentheses. */
async function startOf(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
