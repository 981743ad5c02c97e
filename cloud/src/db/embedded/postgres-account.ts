/**
 * The account that PostgreSQL runs as. It refuses to run as root, and products are installed as root all the time.
 */
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { failDb } from "../db-errors.ts";

const run = promisify(execFile);

/** How to start a program as the account. */
export interface PostgresAccount {
  /** Owner of the data folder; absent: ourselves. */
  readonly owner?: AccountIds | undefined;
  /** Words before the program's own, such as `setpriv` and its options; empty: the program is started as `owner`. */
  readonly prefix: readonly string[];
}

export interface AccountIds {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Ourselves, unless we are root: then `postgres` (made when missing), or `nobody` where accounts cannot be made.
 *
 * @param folders that the account must be able to enter. Under a folder closed to others, such as /root, it gets the
 *   one capability to pass (CAP_DAC_OVERRIDE); it then has no more rights than a database that runs as ourselves.
 * @throws DrawbarError `DATABASE_FOLDER_UNUSABLE` when there is no account, or it cannot enter a folder.
 */
export async function postgresAccount(folders: readonly string[]): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const owner = (await idsOf("postgres")) ?? (await makeAccount()) ?? (await idsOf("nobody"));
  if (owner === undefined)
    throw failDb(
      "DATABASE_FOLDER_UNUSABLE",
      "PostgreSQL does not run as root, and this machine has no account `postgres` and no way to make one; start Drawbar as another user",
    );
  const closed = await firstClosed(folders, owner);
  if (closed === undefined) return { owner, prefix: [] };
  const setpriv = await findSetpriv();
  if (setpriv === undefined) {
    throw failDb(
      "DATABASE_FOLDER_UNUSABLE",
      `PostgreSQL does not run as root, and the account that it runs as cannot enter ${closed}; start Drawbar as another user, or from a folder that every account can enter`,
    );
  }
  const capability = "-all,+dac_override";
  return {
    owner,
    prefix: [
      setpriv,
      `--reuid=${owner.uid}`,
      `--regid=${owner.gid}`,
      "--clear-groups",
      `--inh-caps=${capability}`,
      `--ambient-caps=${capability}`,
      `--bounding-set=${capability}`,
      "--no-new-privs",
    ],
  };
}

async function idsOf(name: string): Promise<AccountIds | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function makeAccount(): Promise<AccountIds | undefined> {
  try {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  } catch {
    return undefined; // no useradd, or a read-only /etc
  }
  return idsOf("postgres");
}

async function firstClosed(folders: readonly string[], { uid, gid }: AccountIds): Promise<string | undefined> {
  for (const folder of folders) {
    for (let at = path.resolve(folder); at !== path.dirname(at); at = path.dirname(at)) {
      const { mode, uid: ownerUid, gid: ownerGid } = await stat(at);
      const bit = ownerUid === uid ? 0o100 : ownerGid === gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return at;
    }
  }
  return undefined;
}

/** util-linux; the one of busybox has no such options. */
async function findSetpriv(): Promise<string | undefined> {
  try {
    const { stdout } = await run("setpriv", ["--version"]);
    return stdout.includes("util-linux") ? "setpriv" : undefined;
  } catch {
    return undefined;
  }
}
