import type { DbcEncoding } from "./dbc-types.ts";

/**
 * The text of a DBC file. The format names no encoding: Windows tools write CP1252, newer ones UTF-8.
 * Bytes that are valid UTF-8 are UTF-8, since CP1252 text with an umlaut almost never is.
 */
export function decodeDbcText(bytes: Uint8Array): { readonly text: string; readonly encoding: DbcEncoding } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
  }
}
