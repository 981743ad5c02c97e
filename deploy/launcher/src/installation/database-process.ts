/** The installation's database: started, watched, and started again when it dies under the parts that use it. */
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { explain } from "../run-program.ts";
import { migrateDatabase, startDatabase, type RunningDatabase } from "./cloud-program.ts";
import type { Installation, Places } from "./installation.ts";

export interface DatabaseProcessOptions {
  readonly places: Places;
  readonly installation: Installation;
  readonly onProgress: (text: string) => void;
  readonly onTrouble: (text: string) => void;
}

const words: Readonly<Record<string, string>> = {
  creating: "making a new database",
  starting: "starting",
  recovering: "recovering after an unclean end",
  ready: "ready",
};
/** The children of a killed server need a moment to notice; until then its successor is refused. */
const restartMsMin = 100;
const restartMsMax = 10_000;
const soundAfterMs = 3_000;

export function databaseProcess(options: DatabaseProcessOptions): Part {
  const { places, installation, onProgress, onTrouble } = options;
  let database: RunningDatabase | undefined;
  let restarting: Promise<void> | undefined;
  let isStopping = false;
  let restartMs = restartMsMin;
  let startedAt = 0;

  const start = async (): Promise<void> => {
    database = await startDatabase(places, installation, (step) => onProgress(`Database: ${words[step] ?? step}`), ended);
    startedAt = performance.now();
  };

  function ended(detail: string): void {
    if (isStopping) return;
    if (performance.now() - startedAt >= soundAfterMs) restartMs = restartMsMin;
    onTrouble(`${detail}; it is started again`);
    restarting = (restarting ?? Promise.resolve()).then(restart);
  }

  async function restart(): Promise<void> {
    await database?.stop(); // gives the folder back
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, restartMs));
      restartMs = Math.min(restartMs * 2, restartMsMax);
      if (isStopping) return;
      try {
        await start();
        return;
      } catch (error) {
        onTrouble(`the database is not back yet: ${explain(error)}`);
      }
    }
  }

  return {
    name: "database",
    start: async () => {
      await start();
      const applied = await migrateDatabase(installation);
      if (applied.length > 0) onProgress(`Database: brought to this release (${applied.length} steps)`);
    },
    stop: async () => {
      isStopping = true;
      await restarting;
      await database?.stop();
    },
  };
}
