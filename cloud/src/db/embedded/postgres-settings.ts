/** Settings of the embedded server, given at each start: nothing depends on what a release once wrote into a folder. */
import path from "node:path";

export interface PostgresSettingsOptions {
  readonly directory: string;
  readonly isDurable?: boolean | undefined;
  /** Further ones by name; they win over those here. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

export function postgresSettings({ directory, isDurable, settings = {} }: PostgresSettingsOptions): readonly string[] {
  const all: Readonly<Record<string, string>> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "80",
    shared_buffers: "256MB",
    max_wal_size: "2GB",
    max_locks_per_transaction: "256", // a statement may touch every partition of a month
    autovacuum_naptime: "20s", // number ranges and newest values are updated all the time
    jit: "off", // compiling costs more than any statement of ours takes
    log_checkpoints: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    ...(isDurable === false ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : archiving(directory)),
    ...settings,
  };
  return Object.entries(all).map(([name, value]) => `${name}=${value}`);
}

/** The link beside the data folder through which its log is archived; no link: no backups are made, and nothing is kept. */
export function archiveLinkOf(directory: string): string {
  return `${path.resolve(directory)}.archive`;
}

/**
 * Whether the log is archived can only be set at the start, where it goes to must change while the server runs: hence
 * the link. The file gets its name when it is whole and on the disk, and one that is there already is never replaced
 * by another (PostgreSQL 18, 25.3.1). Compressed, since most are closed by the clock and hardly filled.
 */
function archiving(directory: string): Readonly<Record<string, string>> {
  if (process.platform === "win32") return {};
  const link = shellWord(archiveLinkOf(directory)).replaceAll("%", "%%");
  const target = `${link}/%f.gz`;
  const command = [
    `test ! -L ${link}`,
    `if test -e ${target}; then gzip -dc ${target} | cmp -s - %p; else gzip -1 -c %p > ${target}.part && sync ${target}.part && mv ${target}.part ${target} && sync ${link}/; fi`,
  ].join(" || ");
  return { archive_mode: "on", archive_command: command };
}

/** Quoted for a POSIX shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
