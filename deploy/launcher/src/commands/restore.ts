/** `drawbar restore`: an installation as it was at a chosen second, in a new folder. */
import { InvalidArgumentError, type Command } from "commander";
import { restoreDatabase } from "../installation/cloud-program.ts";
import { readInstallation, placesOf, writeInstallation, type Installation } from "../installation/installation.ts";
import { defaultDataDirectory } from "../installation/installation-access.ts";
import { failLauncher } from "../launcher-errors.ts";
import { createOutput } from "../output/output.ts";

interface RestoreCommandOptions {
  readonly to: Date | "latest";
  readonly data: string;
  readonly json?: boolean;
}

const example = `
Example:
  drawbar restore /mnt/backup/drawbar --data /var/lib/drawbar-restored
  drawbar restore /mnt/backup/drawbar --to 2026-11-25T14:02:30Z --data /var/lib/drawbar-restored
  drawbar up --data /var/lib/drawbar-restored`;

export function addRestoreCommand(program: Command): void {
  program
    .command("restore")
    .argument("<dir>", 'folder that "drawbar backup" wrote to')
    .summary("put an installation back from its backups")
    .description(
      'Checks every file of the backup, reads the database\'s log up to the chosen time, and leaves an installation that "drawbar up" starts. The cloud then notices that it was restored, and vehicles and depots send again what it lacks.',
    )
    .option("--to <time>", "ISO 8601, to the second or finer; or latest", parseTime, "latest")
    .option("--data <dir>", "new folder for the installation", process.env["DRAWBAR_DATA_DIRECTORY"] ?? defaultDataDirectory)
    .option("--json", "one line of JSON")
    .addHelpText("after", example)
    .action(restore);
}

async function restore(archive: string, options: RestoreCommandOptions): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const places = placesOf(options.data);
  const restored = await restoreDatabase({
    archive,
    to: places.root,
    until: options.to === "latest" ? undefined : options.to,
    password: () => installationOf(options.data).database.admin,
    onProgress: (text) => output.progress(`${text} …`),
  });
  // The number of a process on the machine that was lost may be another program's here.
  writeInstallation(places, { ...installationOf(options.data), pid: 0 });
  const commit = restored.lastCommitAt === undefined ? "as the backup itself" : `up to its last commit at ${restored.lastCommitAt}`;
  output.result(
    { data: places.root, ...restored },
    `Restored ${commit}: ${restored.files} files, ${Math.ceil(restored.bytes / 1e6)} MB in ${(restored.elapsedMs / 1_000).toFixed(1)} s\nStart it with: drawbar up --data ${places.root}`,
  );
}

function installationOf(directory: string): Installation {
  const installation = readInstallation(placesOf(directory));
  if (installation === undefined) throw failLauncher("INSTALLATION_DAMAGED", "the backup has no installation.json; it is not one of an installation");
  return installation;
}

function parseTime(text: string): Date | "latest" {
  if (text === "latest") return text;
  const at = new Date(text);
  if (!Number.isNaN(at.getTime()) && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return at;
  throw new InvalidArgumentError("a time looks like 2026-11-25T14:02:30Z, or is the word latest.");
}
