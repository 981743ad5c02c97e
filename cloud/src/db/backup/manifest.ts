/** What a base holds, file by file; written last, so that a base with a manifest is complete. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import { entriesOf, isMissing, writeWhole, type ArchivePlaces } from "./archive-folder.ts";
import { failBackup } from "./backup-errors.ts";

const time = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$" });
const walName = Type.String({ pattern: "^[0-9A-F]{24}$" });

const manifestSchema = Type.Object({
  format: Type.Literal(1),
  postgresVersion: Type.String(),
  systemId: Type.String(),
  timeline: Type.Integer({ minimum: 1 }),
  startedAt: time,
  /** By the database's clock. What was committed from here on can be restored to the second. */
  completedAt: time,
  startWal: walName,
  stopWal: walName,
  files: Type.Array(
    Type.Object({
      /** Below the base, with `/`. */
      path: Type.String({ minLength: 1, maxLength: 4_096 }),
      bytes: Type.Integer({ minimum: 0 }),
      sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }),
    }),
  ),
});

export type Manifest = Static<typeof manifestSchema>;
export type ManifestFile = Manifest["files"][number];

export interface Base {
  readonly folder: string;
  readonly manifest: Manifest;
}

const fileName = "manifest.json";

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeWhole(path.join(folder, fileName), JSON.stringify(manifest));
}

/** @returns the complete bases, oldest first; one that was cut short has no manifest. @throws DrawbarError `BACKUP_DAMAGED`. */
export async function basesOf({ bases }: ArchivePlaces): Promise<readonly Base[]> {
  const found: Base[] = [];
  for (const name of (await entriesOf(bases)).toSorted()) {
    if (name.endsWith(unfinishedSuffix)) continue;
    const folder = path.join(bases, name);
    const manifest = await readManifest(folder);
    if (manifest !== undefined) found.push({ folder, manifest });
  }
  return found.toSorted((left, right) => Date.parse(left.manifest.completedAt) - Date.parse(right.manifest.completedAt));
}

export const unfinishedSuffix = ".unfinished";

async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = path.join(folder, fileName);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw failBackup("BACKUP_DAMAGED", `${file} cannot be read (${error instanceof Error ? error.message : String(error)})`, { cause: error });
  }
  try {
    const content: unknown = JSON.parse(text);
    if (Value.Check(manifestSchema, content) && content.files.every((entry) => isBelow(entry.path))) return content;
  } catch {
    // reported below, like one of another form
  }
  throw failBackup("BACKUP_DAMAGED", `${file} is damaged; remove this base to use an earlier one`);
}

/** A manifest is read from a folder that others may have written to: it names nothing outside of it. */
function isBelow(name: string): boolean {
  return !path.isAbsolute(name) && !name.includes("\0") && !name.split(/[/\\]/).some((part) => part === ".." || part === "." || part === "");
}
