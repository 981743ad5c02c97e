import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../embedded/embedded-postgres.ts";
import { archiveLinkOf } from "../embedded/postgres-settings.ts";
import type { DatabaseState } from "../../link/store/incarnation-store.ts";
import { Witness } from "../../link/witness.ts";
import { archivePlaces } from "./archive-folder.ts";
import { takeBaseBackup, type BaseBackup } from "./base-backup.ts";
import { mirrorInstallation } from "./installation-mirror.ts";
import { basesOf } from "./manifest.ts";
import { restoreInstallation } from "./restore.ts";

const password = "admin";
/** Each starts one to three servers: a second or two, and much more where others work, too. */
const busyMs = 90_000;
let folder: string;
let archive: string;
let server: EmbeddedPostgres;
let client: pg.Client;
let first: BaseBackup;
/** Between the second and the third row. */
let between: Date;
/** What the cloud last saw of the database, and keeps outside of it. */
let witness: Witness;
let before: DatabaseState;
const stateSql = `select (select system_identifier::text from pg_control_system()) as "systemId", (select timeline_id from pg_control_checkpoint()) as timeline,
  pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::float as "walPosition"`;

const place = (name: string): string => path.join(folder, name);
const start = (root: string): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ directory: path.join(root, "postgres"), port: 0, password, logFile: path.join(root, "postgres.log"), settings: { fsync: "off" } });
const backup = (to = archive, keep?: number): Promise<BaseBackup> =>
  takeBaseBackup({
    dataDirectory: place("here/postgres"),
    adminUrl: server.adminUrl(),
    archive: to,
    installationRoot: place("here"),
    installationFiles: () => ["installation.json", "keys/root.pem", "keys/vanished.pem"],
    keep,
    isDurable: false,
  });
const restore = (to: string, until?: Date) =>
  restoreInstallation({ archive, to: place(to), databaseFolder: "postgres", until, password: () => password, isDurable: false });

async function insert(name: string): Promise<Date> {
  const { rows } = await client.query<{ at: Date }>("insert into load (name) values ($1) returning clock_timestamp() as at", [name]);
  await new Promise((resolve) => setTimeout(resolve, 30));
  return rows[0]?.at ?? new Date(0);
}

/** What was written until now is in the archive when it returns. */
async function archived(): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select pg_walfile_name(pg_switch_wal()) as name");
  await vi.waitUntil(() => existsSync(path.join(archive, "wal", `${rows[0]?.name}.gz`)), { timeout: 30_000 });
}

async function namesIn(root: string): Promise<readonly string[]> {
  const restored = await start(place(root));
  const reader = new pg.Client({ connectionString: restored.adminUrl() });
  await reader.connect();
  try {
    const { rows } = await reader.query<{ name: string }>("select name from load order by load_id");
    const { rows: left } = await reader.query<{ timeout: string }>("select current_setting('archive_timeout') as timeout");
    expect(left[0]?.timeout).toBe("0");
    const { rows: states } = await reader.query<Omit<DatabaseState, "incarnation" | "beat">>(stateSql);
    expect(witness.compare({ ...before, ...states[0] })).toBe("other-timeline"); // by which the cloud takes a new incarnation
    return rows.map(({ name }) => name);
  } finally {
    await reader.end();
    await restored.stop();
  }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "drawbar-backup-"));
  await chmod(folder, 0o755); // as root, servers run as a user of their own
  archive = place("it's 100% backup"); // what shells and PostgreSQL would take for something else
  mkdirSync(place("here/keys"), { recursive: true });
  writeFileSync(place("here/installation.json"), "{}");
  writeFileSync(place("here/keys/root.pem"), "root");
  server = await start(place("here"));
  client = new pg.Client({ connectionString: server.adminUrl() });
  await client.connect();
  await client.query("create table load (load_id bigint generated always as identity primary key, name text not null)");
  await insert("before the backup");
  first = await backup();
  const second = await insert("after it");
  between = new Date(second.getTime() + 15);
  await insert("later");
  await archived();
  const { rows } = await client.query<Omit<DatabaseState, "incarnation" | "beat">>(stateSql);
  before = { incarnation: 1, beat: 1, ...(rows[0] ?? { systemId: "", timeline: 0, walPosition: 0 }) };
  witness = await Witness.open(place("witness"));
  await witness.note(before);
});

afterAll(async () => {
  await client.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("a restore", () => {
  it(
    "puts the database back as it was at the chosen time, with the files that belong to it",
    async () => {
      const { lastCommitAt } = await restore("there", between);
      expect(Date.parse(lastCommitAt ?? "")).toBeLessThanOrEqual(between.getTime());
      expect(await namesIn("there")).toEqual(["before the backup", "after it"]);
      expect(readFileSync(place("there/keys/root.pem"), "utf8")).toBe("root");
      expect(readdirSync(place("there")).toSorted()).toEqual(["installation.json", "keys", "postgres", "postgres.log"]);
    },
    busyMs,
  );

  it(
    "says how far it can go, and leaves nothing behind when it cannot go there",
    async () => {
      await expect(restore("late", new Date(Date.now() + 3_600_000))).rejects.toMatchObject({ code: "RESTORE_TIME_UNREACHABLE" });
      expect(existsSync(place("late"))).toBe(false);
      await expect(restore("early", new Date(Date.parse(first.completedAt) - 60_000))).rejects.toMatchObject({
        code: "BACKUP_MISSING",
        message: expect.stringContaining(first.completedAt),
      });
      mkdirSync(place("empty"));
      await expect(restoreInstallation({ archive: place("empty"), to: place("x"), databaseFolder: "postgres", password: () => "" })).rejects.toMatchObject({
        code: "BACKUP_MISSING",
      });
      await expect(restore("here")).rejects.toMatchObject({ code: "BACKUP_FOLDER_UNUSABLE", message: expect.stringContaining("not empty") });
      expect(existsSync(place("here/installation.json"))).toBe(true);
    },
    busyMs,
  );

  it(
    "refuses a backup that is not what was written",
    async () => {
      const copy = place("copy");
      const base = `bases/${path.basename(first.folder)}`;
      const restoreCopy = () =>
        restoreInstallation({ archive: copy, to: place("bad"), databaseFolder: "postgres", password: () => password, isDurable: false });
      cpSync(archive, copy, { recursive: true });
      const damaged = async (name: string, harm: (file: string) => void): Promise<void> => {
        harm(path.join(copy, name));
        await expect(restoreCopy()).rejects.toMatchObject({ code: "BACKUP_DAMAGED" });
        expect(existsSync(place("bad"))).toBe(false);
        cpSync(path.join(archive, name), path.join(copy, name));
      };
      const wal = readdirSync(path.join(archive, "wal"))
        .filter((file) => /^[0-9A-F]{24}\.gz$/.test(file))
        .toSorted();
      await damaged(`${base}/postgres/PG_VERSION`, (file) => writeFileSync(file, "19\n"));
      await damaged(`${base}/postgres/global/pg_control`, (file) => rmSync(file));
      await damaged(`wal/${wal.at(-1)}`, (file) => truncateSync(file, statSync(file).size - 20));
      await damaged(`wal/${wal.at(-2)}`, (file) => rmSync(file));
      await damaged(`${base}/manifest.json`, (file) => writeFileSync(file, "{"));
      await damaged(`${base}/manifest.json`, (file) => writeFileSync(file, readFileSync(file, "utf8").replace("installation/keys", "installation/../..")));
    },
    busyMs,
  );
});

describe("a folder for backups", () => {
  it(
    "keeps the newest, and the log since the oldest of them",
    async () => {
      await backup(archive, 2);
      const third = await backup(archive, 2);
      expect(third.dropped).toBe(1);
      const bases = await basesOf(archivePlaces(archive));
      expect(bases.map((base) => base.folder)).toContain(third.folder);
      expect(bases).toHaveLength(2);
      const wal = readdirSync(path.join(archive, "wal")).toSorted();
      expect(wal[0]?.slice(0, 24)).toBe(bases[0]?.manifest.startWal);
    },
    busyMs,
  );

  it(
    "still holds all that was archived: a restore takes it when no time is chosen, and keys that were made after the backup",
    async () => {
      writeFileSync(place("here/keys/fleet.pem"), "fleet");
      const files = ["installation.json", "keys/root.pem", "keys/fleet.pem", "keys/none.pem"];
      const mirror = () => mirrorInstallation({ dataDirectory: place("here/postgres"), installationRoot: place("here"), files });
      expect(await mirror()).toBe(3);
      expect(await mirror()).toBe(0);
      await restore("all");
      expect(await namesIn("all")).toEqual(["before the backup", "after it", "later"]);
      expect(readFileSync(place("all/keys/fleet.pem"), "utf8")).toBe("fleet");
      expect(statSync(place("all/keys/fleet.pem")).mode & 0o777).toBe(0o600);
    },
    busyMs,
  );

  it(
    "belongs to one database, and is not made where something else lies",
    async () => {
      const owner = path.join(archive, "backup.json");
      const mine = readFileSync(owner, "utf8");
      writeFileSync(owner, JSON.stringify({ format: 1, systemId: "7", timeline: 1 }));
      await expect(backup()).rejects.toMatchObject({ code: "BACKUP_FOLDER_UNUSABLE", message: expect.stringContaining("another database") });
      writeFileSync(owner, mine);
      await expect(backup(place("here/keys"))).rejects.toMatchObject({ code: "BACKUP_FOLDER_UNUSABLE" });
      await expect(backup(place("here/installation.json/x"))).rejects.toMatchObject({ code: "BACKUP_FOLDER_UNUSABLE" });
    },
    busyMs,
  );

  it(
    "that cannot be written is told at once, and the log goes where it went before",
    async () => {
      const { rows } = await client.query<{ name: string }>("select pg_walfile_name(pg_current_wal_lsn()) as name");
      mkdirSync(place("broken"));
      writeFileSync(place("broken/backup.json"), readFileSync(path.join(archive, "backup.json")));
      mkdirSync(place(`broken/wal/${rows[0]?.name}.gz.part`), { recursive: true }); // no file can be written there
      await expect(backup(place("broken"))).rejects.toMatchObject({ code: "BACKUP_ARCHIVE_FAILED" });
      await insert("afterwards");
      await archived();
      expect(readdirSync(place("here"))).toContain(path.basename(archiveLinkOf(place("here/postgres"))));
    },
    busyMs,
  );
});
