/** PostgreSQL 18 from npm, run by this process on the loopback interface: the database of an installation without one. */
import { spawn, type ChildProcess } from "node:child_process";
import { chown, mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@drawbar/runtime/net/free-port.ts";
import { failDb } from "../db-errors.ts";
import { dbLimits } from "../limits.ts";
import { takeFolder } from "./folder-owner.ts";
import { postgresAccount, type PostgresAccount } from "./postgres-account.ts";
import { findPostgresPrograms, type PostgresPrograms } from "./postgres-programs.ts";
import { postgresSettings } from "./postgres-settings.ts";
import { clearLeftovers, readPostmasterFile, stopProcess } from "./postmaster.ts";

export interface EmbeddedPostgresOptions {
  /** Data folder; made at the first start. A file `<directory>.owner` beside it says which process uses it. */
  readonly directory: string;
  /** On 127.0.0.1; 0 takes any free one, another at each start. */
  readonly port: number;
  /** Of the superuser `postgres`, set at the first start and the same at every later one. */
  readonly password: string;
  /** Written anew at each start. */
  readonly logFile: string;
  readonly onProgress?: ((step: "creating" | "starting" | "recovering" | "ready") => void) | undefined;
  /** The server ended although nobody asked it to. */
  readonly onExit?: ((detail: string) => void) | undefined;
  /** False for tests: a power cut may then destroy the folder. */
  readonly isDurable?: boolean | undefined;
  /** Further settings by name, such as those of a recovery. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Folders that the server's own commands read, besides its data. */
  readonly alsoReads?: readonly string[] | undefined;
  /** Default: `dbLimits.startTimeoutMs`. */
  readonly startTimeoutMs?: number | undefined;
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** Address of a database for the superuser, `postgres` unless named. */
  adminUrl(database?: string): string;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** Major release of the programs; a folder of another one is refused. */
const majorVersion = "18";

/**
 * Makes the data folder when there is none, clears what a killed start left behind, and starts the server.
 *
 * @throws DrawbarError `DATABASE_FOLDER_UNUSABLE`, `DATABASE_IN_USE`, `DATABASE_PORT_BUSY`, `DATABASE_PROGRAM_MISSING`, `DATABASE_START_FAILED`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = path.resolve(options.directory);
  const programs = await findPostgresPrograms();
  await makeWritable(path.dirname(directory));
  const owner = await takeFolder(directory);
  try {
    const account = await postgresAccount([path.dirname(directory), programs.folder, ...(options.alsoReads ?? [])]);
    const found = await versionOf(directory);
    if (found === undefined) {
      options.onProgress?.("creating");
      await createFolder(directory, programs, account, options);
    } else if (found !== majorVersion) {
      throw failDb(
        "DATABASE_START_FAILED",
        `${directory} was made by PostgreSQL ${found}, the programs are PostgreSQL ${majorVersion}; move the data with pg_dump, or choose another data folder`,
      );
    }
    await clearLeftovers(directory, { stopTimeoutMs: dbLimits.stopTimeoutMs });
    const port = options.port === 0 ? await freePort() : options.port;
    options.onProgress?.("starting");
    const child = await startServer(directory, port, programs, account, options);
    options.onProgress?.("ready");
    return running(child, port, options, () => owner.release());
  } catch (error) {
    await owner.release();
    throw error;
  }
}

function running(child: ChildProcess, port: number, options: EmbeddedPostgresOptions, release: () => Promise<void>): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  child.once("exit", (code, signal) => {
    if (stopping === undefined) options.onExit?.(`PostgreSQL ended by itself (${signal ?? `status ${code}`}); see ${options.logFile}`);
  });
  return {
    port,
    adminUrl: (database = "postgres") =>
      `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${encodeURIComponent(database)}?sslmode=disable`,
    stop: () =>
      (stopping ??= (async () => {
        if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) await stopProcess(child.pid, dbLimits.stopTimeoutMs);
        await release();
      })()),
  };
}

/** Made under another name and renamed when complete, so that a start killed in the middle leaves nothing half made. */
async function createFolder(directory: string, programs: PostgresPrograms, account: PostgresAccount, options: EmbeddedPostgresOptions): Promise<void> {
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const secrets = await mkdtemp(path.join(tmpdir(), "drawbar-"));
  try {
    const passwordFile = path.join(secrets, "password");
    await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
    if (account.owner !== undefined) for (const file of [unfinished, secrets, passwordFile]) await chown(file, account.owner.uid, account.owner.gid);
    // The collation "C" orders call signs the same on every machine.
    const words = [`--pgdata=${unfinished}`, "--encoding=UTF8", "--locale=C", "--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    if (options.isDurable === false) words.push("--no-sync");
    await runInitdb(programs.initdb, words, account);
    await rename(unfinished, directory);
  } finally {
    await rm(secrets, { recursive: true, force: true });
  }
}

async function runInitdb(initdb: string, words: readonly string[], account: PostgresAccount): Promise<void> {
  const child = start(initdb, words, account, ["ignore", "pipe", "pipe"]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output = (output + chunk.toString("utf8")).slice(-4_000)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw failDb("DATABASE_START_FAILED", `the database folder could not be made: ${lastLines(output)}`);
}

async function startServer(
  directory: string,
  port: number,
  programs: PostgresPrograms,
  account: PostgresAccount,
  options: EmbeddedPostgresOptions,
): Promise<ChildProcess> {
  const log = await open(options.logFile, "w", 0o600);
  try {
    // A session of its own: Ctrl-C in a terminal reaches us and not the database, which has to outlive the other parts.
    const child = start(
      programs.postgres,
      ["-D", directory, "-p", String(port), ...postgresSettings({ ...options, directory }).flatMap((setting) => ["-c", setting])],
      account,
      ["ignore", log.fd, log.fd],
      true,
    );
    const failure = new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(signal ?? `status ${code}`));
    });
    await untilReady(directory, child, failure, options);
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

async function untilReady(directory: string, child: ChildProcess, failure: Promise<string>, options: EmbeddedPostgresOptions): Promise<void> {
  const startedAt = performance.now();
  let saidRecovering = false;
  const { startTimeoutMs = dbLimits.startTimeoutMs } = options;
  let ended: string | undefined;
  void failure.then((why) => (ended = why));
  for (;;) {
    const file = await readPostmasterFile(directory);
    if (file?.isReady === true && file.pid === child.pid) return;
    if (ended !== undefined) throw await startError(ended, options);
    const waitedMs = performance.now() - startedAt;
    if (waitedMs > 3_000 && !saidRecovering) {
      saidRecovering = true;
      options.onProgress?.("recovering");
    }
    if (waitedMs > startTimeoutMs) {
      if (child.pid !== undefined) await stopProcess(child.pid, 1_000);
      throw await startError(`not ready after ${startTimeoutMs / 1_000} s`, options);
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

async function startError(why: string, options: EmbeddedPostgresOptions): Promise<Error> {
  const log = await readFile(options.logFile, "utf8").catch(() => "");
  if (/could not bind|Address already in use/.test(log)) {
    return failDb("DATABASE_PORT_BUSY", `port ${options.port} on 127.0.0.1 is taken by another program; choose another port, or 0 for any free one`);
  }
  return failDb("DATABASE_START_FAILED", `PostgreSQL did not start (${why}): ${lastLines(log)} (${options.logFile})`);
}

function start(program: string, words: readonly string[], account: PostgresAccount, stdio: ("ignore" | "pipe" | number)[], isDetached = false): ChildProcess {
  const [command = program, ...rest] = [...account.prefix, program, ...words];
  return spawn(command, rest, {
    ...(account.prefix.length === 0 ? account.owner : {}),
    stdio,
    detached: isDetached,
    env: { PATH: process.env["PATH"], TZ: "UTC", LC_ALL: "C" },
  });
}

async function makeWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const probe = path.join(folder, `.write-${process.pid}`);
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    throw failDb(
      "DATABASE_FOLDER_UNUSABLE",
      `${folder} cannot be written (${error instanceof Error ? error.message : String(error)}); choose another data folder, or change its permissions`,
      { cause: error },
    );
  }
}

async function versionOf(directory: string): Promise<string | undefined> {
  try {
    return (await readFile(path.join(directory, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw failDb("DATABASE_FOLDER_UNUSABLE", `${directory} cannot be read; check its owner and permissions`, { cause: error });
  }
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join("; ");
}
