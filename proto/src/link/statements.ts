/** Statements as a record's bytes: compact, and safe to read from anybody. */
import type { LinkRecord, Statement } from "./records.ts";

/** @returns bytes that only depend on the statement. */
export function encodeStatement(_statement: Statement): Uint8Array {
  throw new Error("not built yet");
}

/**
 * @param record a gap, entrusted, opened or closed record.
 * @throws DrawbarError `LINK_STATEMENT_MALFORMED` when its bytes are not exactly one statement of its kind.
 */
export function parseStatement(_record: Pick<LinkRecord, "kind" | "bytes">): Statement {
  throw new Error("not built yet");
}
