/** What a file is, by its first bytes: the name that it came under is the sender's word only. */

const signatures: readonly { readonly type: string; readonly fits: (bytes: Uint8Array) => boolean }[] = [
  { type: "application/pdf", fits: (bytes) => begins(bytes, 0, "%PDF-") }, // ISO 32000-1, 7.5.2
  { type: "image/png", fits: (bytes) => begins(bytes, 0, "\u0089PNG\r\n\u001a\n") }, // RFC 2083, 3.1
  { type: "image/jpeg", fits: (bytes) => begins(bytes, 0, "\u00ff\u00d8\u00ff") }, // ITU-T T.81, B.1.1.3
  { type: "image/webp", fits: (bytes) => begins(bytes, 0, "RIFF") && begins(bytes, 8, "WEBP") }, // RFC 9649, 2.4
];

/** What may be kept with a document. */
export const fileTypes: readonly string[] = signatures.map(({ type }) => type);

/** @returns its media type; `undefined` for what is none of those that may be kept. */
export function fileTypeOf(bytes: Uint8Array): string | undefined {
  return signatures.find(({ fits }) => fits(bytes))?.type;
}

/** @param mark its characters are bytes. */
function begins(bytes: Uint8Array, at: number, mark: string): boolean {
  return bytes.length > at + mark.length && Buffer.from(mark, "latin1").every((byte, index) => bytes[at + index] === byte);
}
