/** `drawbar backup`: the installation on this machine into a folder elsewhere. */
import { InvalidArgumentError, type Command } from "commander";
import { backUpDatabase } from "../installation/cloud-program.ts";
import { defaultDataDirectory, runningInstallation } from "../installation/installation-access.ts";
import { keptFiles } from "../installation/kept-files.ts";
import { createOutput } from "../output/output.ts";

interface BackupOptions {
  readonly data: string;
  readonly keep?: number;
  readonly json?: boolean;
}

const keepMax = 1_000;

const example = `
Example:
  drawbar backup /mnt/backup/drawbar
  drawbar backup /mnt/backup/drawbar --keep 14     # from a daily timer

The folder then holds passwords and the keys of the certificate authorities: keep it as safe as the installation.`;

export function addBackupCommand(program: Command): void {
  program
    .command("backup")
    .argument("<dir>", "folder on another disk; made when it is not there")
    .summary("copy the running installation to another disk")
    .description(
      "Copies the database, the keys and the settings of the running installation. From the first backup on the database's log follows every minute, so that any second since then can be restored.",
    )
    .option("--data <dir>", "folder of the local installation", process.env["DRAWBAR_DATA_DIRECTORY"] ?? defaultDataDirectory)
    .option("--keep <number>", "how many backups to keep, the log since the oldest of them included (default: 7)", parseKeep)
    .option("--json", "one line of JSON")
    .addHelpText("after", example)
    .action(async (archive: string, options: BackupOptions) => {
      const output = createOutput({ json: options.json === true });
      const { places, installation } = runningInstallation(options.data);
      const made = await backUpDatabase(places, installation, {
        archive,
        keep: options.keep,
        files: () => keptFiles(places),
        onProgress: (text) => output.progress(`${text} …`),
      });
      const dropped = made.dropped === 0 ? "" : `; ${made.dropped} older ${made.dropped === 1 ? "one" : "ones"} removed`;
      output.result(
        made,
        `Backup of ${made.completedAt}: ${made.files} files, ${Math.ceil(made.bytes / 1e6)} MB in ${(made.elapsedMs / 1_000).toFixed(1)} s${dropped}\n${made.folder}`,
      );
    });
}

function parseKeep(text: string): number {
  const keep = Number(text);
  if (Number.isInteger(keep) && keep >= 1 && keep <= keepMax) return keep;
  throw new InvalidArgumentError(`a number from 1 to ${keepMax}.`);
}
