/** The key that wraps the tenants' telemetry keys: a file beside the authority's keys, made at first use. */
import { createSecretKey, randomBytes, randomUUID, type KeyObject } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { failTelemetry } from "./telemetry-errors.ts";

const fileName = "telemetry-master.key";
const keyBytes = 32;

/**
 * Several processes may open one folder at once; the first one's key counts. Without the file stored telemetry cannot
 * be read any more: it belongs into the backup of the folder, and apart from the backup of the database.
 *
 * @returns of 32 bytes.
 * @throws DrawbarError `TELEMETRY_KEY_UNREADABLE`.
 */
export async function openMasterKey(directory: string): Promise<KeyObject> {
  const file = path.join(directory, fileName);
  try {
    const known = await readIfThere(file);
    if (known !== undefined) return parseKey(file, known);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // Whole or not at all, and never over another's: written apart, then linked.
    const unfinished = `${file}.${randomUUID()}`;
    await writeFile(unfinished, `${randomBytes(keyBytes).toString("hex")}\n`, { mode: 0o600, flush: true });
    await link(unfinished, file).catch((error: unknown) => {
      if (!isCode(error, "EEXIST")) throw error;
    });
    await rm(unfinished);
    return parseKey(file, await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "TELEMETRY_KEY_UNREADABLE") throw error;
    throw failTelemetry("TELEMETRY_KEY_UNREADABLE", `${file} cannot be read or made: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function parseKey(file: string, text: string): KeyObject {
  if (!/^[0-9a-f]{64}\s*$/.test(text)) throw failTelemetry("TELEMETRY_KEY_UNREADABLE", `${file} does not hold 64 hexadecimal digits`);
  return createSecretKey(text.trim(), "hex");
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
