import { failDb } from "./db-errors.ts";
import type { DiskRoom } from "./disk-room.ts";

/** What pg throws when PostgreSQL refuses a statement: SQLSTATE in `code`. */
interface SqlError extends Error {
  readonly code: string;
  readonly constraint?: string;
  readonly detail?: string;
}

/** @returns the SQLSTATE of an error that PostgreSQL reported, `undefined` for any other. */
export function sqlStateOf(error: unknown): string | undefined {
  return isSqlError(error) ? error.code : undefined;
}

/** @returns what PostgreSQL said beside the message. */
export function sqlDetailOf(error: unknown): string | undefined {
  return isSqlError(error) ? error.detail : undefined;
}

/**
 * @param room what is known of the server's disk, to say what is to be done about a server that has gone.
 *
 * Turns what a caller can only wait for into errors of ours, and leaves the rest (a violated constraint, a mistake in a
 * statement) as it is: the store that sent the statement knows what it means.
 */
export function translateSqlError(error: unknown, statement: string, room?: DiskRoom): unknown {
  if (!(error instanceof Error)) return error;
  const state = sqlStateOf(error);
  if (state === "53100")
    return failDb("DATABASE_FULL", `${error.message}; make room on the disk of the database, then everything goes on by itself`, { cause: error });
  if (state === "57014" || state === "55P03" || state === "25P03") {
    return failDb("DATABASE_BUSY", `statement ${statement || "(unnamed)"} was given up: ${error.message}`, { cause: error });
  }
  if (state === "40001" || state === "40P01") return failDb("DATABASE_CONFLICT", `statement ${statement || "(unnamed)"}: ${error.message}`, { cause: error });
  if (state?.startsWith("53") || state?.startsWith("08") || state?.startsWith("57P") || isBrokenConnection(error)) {
    // A server whose log finds no room ends, and cannot start again before there is some.
    const next =
      room?.full === undefined
        ? "see whether PostgreSQL runs and accepts connections"
        : "its disk was full when it last answered: make room there, then everything goes on by itself";
    return failDb("DATABASE_UNAVAILABLE", `${error.message}; ${next}`, { cause: error });
  }
  return error;
}

function isSqlError(error: unknown): error is SqlError {
  return error instanceof Error && "code" in error && typeof error.code === "string" && /^[0-9A-Z]{5}$/.test(error.code);
}

function isBrokenConnection(error: Error): boolean {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOENT", "EHOSTUNREACH"].includes(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed/.test(error.message);
}
