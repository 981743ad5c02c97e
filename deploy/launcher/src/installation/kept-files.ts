/** What a backup keeps of an installation besides its database: the keys, and the file that describes it. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { mirrorKeptFiles } from "./cloud-program.ts";
import type { Places } from "./installation.ts";
import { authorityDirectory } from "./reach.ts";

/**
 * Paths below the installation's folder. The spool and the outboxes are not among them: an older copy of a queue is
 * worth less than none, and vehicles send again what the restored database lacks.
 */
export function keptFiles(places: Places): readonly string[] {
  const identities = readdirSync(places.fleet, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => filesBelow(path.join(places.fleet, name, "identity")));
  return [places.file, ...filesBelow(authorityDirectory(places)), ...filesBelow(path.join(places.depot, "identity")), ...identities].map((file) =>
    path.relative(places.root, file),
  );
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".new"))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

const mirrorMs = 30_000;

/** Brings keys that were made after the last backup to the folder for backups, when there is one. */
export function keptFilesMirror({ places, onTrouble }: { readonly places: Places; readonly onTrouble: (text: string) => void }): Part {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isInTrouble = false;
  const mirror = async (): Promise<void> => {
    try {
      await mirrorKeptFiles(places, keptFiles(places));
      isInTrouble = false;
    } catch (error) {
      if (!isInTrouble)
        onTrouble(`the folder for backups cannot be written, its log and keys wait here: ${error instanceof Error ? error.message : String(error)}`);
      isInTrouble = true;
    }
  };
  const next = (): void => {
    running = running.then(mirror);
  };
  return {
    name: "kept-files",
    start: () => {
      timer = setInterval(next, mirrorMs);
    },
    stop: async () => {
      clearInterval(timer);
      next();
      await running;
    },
  };
}
