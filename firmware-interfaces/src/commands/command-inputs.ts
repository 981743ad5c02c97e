/** What the commands on recordings take from the command line, opened. The only file here that touches a disk. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { dbcFail } from "../dbc/dbc-errors.ts";
import { parseDbc, type ParseDbcOptions } from "../dbc/dbc-parser.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";
import { readLogFile } from "../logs/log-file.ts";
import { openLog, type OpenLog } from "../logs/log-reader.ts";

/** @throws DrawbarError `LOG_UNREADABLE`, `LOG_FORMAT_UNKNOWN`, `LOG_EMPTY`. */
export function openRecording(file: string, format?: string): Promise<OpenLog> {
  return openLog(readLogFile(file), format === undefined ? {} : { format });
}

export interface DbcArgument {
  /** Interface that the file is for; absent: all. */
  readonly bus: string | undefined;
  readonly file: DbcFile;
}

/**
 * @param argument `FILE` or `BUS=FILE`.
 * @throws DrawbarError `DBC_UNREADABLE` and what `parseDbc` throws.
 */
export async function openDbcArgument(argument: string, mode: ParseDbcOptions["mode"] = "tolerant"): Promise<DbcArgument> {
  const [, bus, file = argument] = /^([\w.-]{1,32})=(.+)$/.exec(argument) ?? [];
  const bytes = await readFile(file).catch((error: unknown) => {
    throw dbcFail("DBC_UNREADABLE", `cannot read the DBC file ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
  return { bus, file: parseDbc(bytes, { name: path.basename(file), mode }) };
}
