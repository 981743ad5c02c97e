import { writeFileSync } from "node:fs";
import { stringify } from "yaml";

/** Writes a process' settings anew, as a person would find them on a machine of its own. Mode 0600: they may hold passwords. */
export function writeConfigFile(file: string, settings: unknown): void {
  writeFileSync(file, `# Written by "drawbar up" at each start; changes are lost.\n${stringify(settings, { lineWidth: 0 })}`, { mode: 0o600 });
}
