/** Where a page of a list ended, as callers hand it back: opaque, and worthless when it was changed. */
import { createHash } from "node:crypto";
import { failHttp } from "../http-errors.ts";

/** The values by which a list is sorted, of the last item of a page. */
export type Position = readonly (string | number)[];

/** What a position belongs to: it means nothing in another list, or with other filters or another order. */
export interface CursorList {
  readonly name: string;
  readonly sort: string;
  readonly filters: Readonly<Record<string, unknown>>;
}

const checkBytes = 9;

/**
 * A cursor holds no secret and grants nothing that its list would not: its check tells an edited one from ours, so that
 * nobody builds on its inside and a slip gives no page out of order. It is no signature.
 */
export function encodeCursor(list: CursorList, position: Position): string {
  const text = Buffer.from(JSON.stringify(position), "utf8");
  return Buffer.concat([checkOf(list, text), text]).toString("base64url");
}

/** @throws DrawbarError `CURSOR_INVALID`. */
export function decodeCursor(list: CursorList, cursor: string): Position {
  const bytes = Buffer.from(cursor, "base64url");
  const text = bytes.subarray(checkBytes);
  // Decoding skips what is not base64url, so the text itself is compared.
  if (bytes.toString("base64url") !== cursor || !checkOf(list, text).equals(bytes.subarray(0, checkBytes)))
    throw failHttp("CURSOR_INVALID", `"after" is not the "next" of a page of this list with the same filters and order; begin with the first page`);
  return JSON.parse(text.toString("utf8")) as Position; // the check proves that we wrote it
}

function checkOf({ name, sort, filters }: CursorList, text: Uint8Array): Buffer {
  const wanted = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([name, sort, wanted]))
    .update(text)
    .digest()
    .subarray(0, checkBytes);
}
