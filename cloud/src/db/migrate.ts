/** Brings a database to the schema of this release: roles first, then the numbered files with dbmate. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";
import { failDb } from "./db-errors.ts";
import { prepareRoles, type RolePasswords } from "./roles.ts";

export interface MigrationProgress {
  /** Such as `0003_segments.sql`. */
  readonly file: string;
  readonly elapsedMs: number;
}

/** Folder of the numbered files; 0001-0019 data, 0020-0029 accounts. */
export const migrationsDirectory = path.join(import.meta.dirname, "migrations");

/**
 * Idempotent; several processes may call it at once (dbmate takes a lock).
 *
 * @param adminUrl of a superuser, on the database to migrate.
 * @param onProgress called once per file that was applied.
 * @param passwords of the service's roles; left as they are when absent.
 * @throws DrawbarError `MIGRATION_FAILED`; what was applied before stays, the failing file leaves nothing.
 */
export async function runMigrations(adminUrl: string, onProgress?: (step: MigrationProgress) => void, passwords?: RolePasswords): Promise<void> {
  const ownerPassword = randomBytes(24).toString("base64url");
  await prepareRoles(adminUrl, ownerPassword, passwords);
  const url = new URL(adminUrl);
  url.username = "drawbar_owner";
  url.password = ownerPassword;
  await dbmate(["--url", url.href, "--migrations-dir", migrationsDirectory, "--no-dump-schema", "up"], onProgress);
}

/** Undoes the newest file. For the test that every file can be undone. */
export async function undoMigration(adminUrl: string): Promise<void> {
  const ownerPassword = randomBytes(24).toString("base64url");
  await prepareRoles(adminUrl, ownerPassword, undefined);
  const url = new URL(adminUrl);
  url.username = "drawbar_owner";
  url.password = ownerPassword;
  await dbmate(["--url", url.href, "--migrations-dir", migrationsDirectory, "--no-dump-schema", "down"]);
}

async function dbmate(words: readonly string[], onProgress?: (step: MigrationProgress) => void): Promise<void> {
  const child = spawn(dbmateProgram(), words, { stdio: ["ignore", "pipe", "pipe"], env: { PATH: process.env["PATH"], TZ: "UTC" } });
  let output = "";
  let pending = "";
  const read = (chunk: Buffer): void => {
    output = (output + chunk.toString("utf8")).slice(-4_000);
    const lines = (pending + chunk.toString("utf8")).split("\n");
    pending = lines.pop() ?? "";
    for (const line of lines) {
      const applied = /^Applied: (\S+) in ([\d.]+)(µs|ms|s)/.exec(line);
      if (applied !== null) onProgress?.({ file: applied[1] ?? "", elapsedMs: Number(applied[2]) * ({ µs: 0.001, ms: 1, s: 1_000 }[applied[3] ?? "ms"] ?? 1) });
    }
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw failDb("MIGRATION_FAILED", `dbmate: ${output.trim().split("\n").slice(-4).join("; ")}`);
}

function dbmateProgram(): string {
  const require = createRequire(import.meta.resolve("dbmate"));
  try {
    return require.resolve(`@dbmate/${process.platform}-${process.arch}/bin/dbmate${process.platform === "win32" ? ".exe" : ""}`);
  } catch (error) {
    throw failDb("MIGRATION_FAILED", `dbmate is not installed for ${process.platform} ${process.arch}; run npm install again`, { cause: error });
  }
}
