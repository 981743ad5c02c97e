import { createReadStream } from "node:fs";
import { logFail } from "./log-errors.ts";

/**
 * The bytes of a recording on disk, as `openLog` takes them. Call it anew for each reading.
 *
 * @throws DrawbarError `LOG_UNREADABLE` while iterating, when the file is not there or not readable.
 */
export async function* readLogFile(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file) as AsyncIterable<Uint8Array>; // without an encoding the stream gives bytes
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw logFail("LOG_UNREADABLE", `cannot read the recording ${file}: ${reason}`, { cause: error });
  }
}
