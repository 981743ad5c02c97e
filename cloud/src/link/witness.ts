/**
 * A witness of the database, outside of it: how far it had come when this process last saw it. A database that was put
 * back from an older copy, or is another one, has not come as far; what it called secured may be gone, so it must
 * speak under a new incarnation (rule R2).
 */
import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import type { DatabaseState } from "./store/incarnation-store.ts";

type Seen = Omit<DatabaseState, "incarnation"> & { readonly incarnation: number };

/** Why the database is not the one that was seen. */
export type Restored = "other-system" | "other-timeline" | "older-log" | "older-beat" | "older-incarnation";

export class Witness {
  readonly #file: string;
  #seen: Seen | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, seen: Seen | undefined) {
    this.#file = file;
    this.#seen = seen;
  }

  /** @param directory that no restore of the database touches. A witness that cannot be read has seen nothing. */
  static async open(directory: string): Promise<Witness> {
    const file = path.join(directory, "witness.json");
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return new Witness(file, await read(file));
  }

  /** @returns `undefined` when the database has come at least as far as it had, or was never seen. */
  compare(state: DatabaseState): Restored | undefined {
    const seen = this.#seen;
    if (seen === undefined) return undefined;
    if (state.systemId !== seen.systemId) return "other-system";
    if (state.timeline !== seen.timeline) return "other-timeline";
    if (state.walPosition < seen.walPosition) return "older-log";
    if (state.beat < seen.beat) return "older-beat";
    return state.incarnation < seen.incarnation ? "older-incarnation" : undefined;
  }

  /** The highest incarnation that was ever seen, to rise above. */
  get incarnation(): number {
    return this.#seen?.incarnation ?? 0;
  }

  /** Durable when it returns: a witness that a power cut empties would excuse what the same power cut undid. */
  note(state: DatabaseState): Promise<void> {
    this.#seen = state;
    const writing = this.#writing.then(() => write(this.#file, state));
    this.#writing = writing.catch(() => undefined);
    return writing;
  }
}

async function read(file: string): Promise<Seen | undefined> {
  try {
    const seen = JSON.parse(await readFile(file, "utf8")) as Partial<Seen>; // checked in the next lines
    const { incarnation, beat, systemId, timeline, walPosition } = seen;
    const isWhole = [incarnation, beat, timeline, walPosition].every((value) => typeof value === "number") && typeof systemId === "string";
    return isWhole ? (seen as Seen) : undefined; // every field was looked at
  } catch {
    return undefined;
  }
}

async function write(file: string, state: DatabaseState): Promise<void> {
  const handle = await open(`${file}.new`, "w", 0o600);
  try {
    await handle.writeFile(JSON.stringify(state));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
