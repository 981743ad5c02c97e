/** The tape archive format (POSIX.1-2017, pax, ustar header): what every system can open without us. */

/** @param name at most 100 characters of ASCII. @returns the file with its header, filled up to whole blocks. */
export function tarEntry(name: string, body: Uint8Array, modifiedAt: Date): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, "0")}\0`;
  header.write(name, 0, 100, "ascii");
  header.write(octal(0o644, 7), 100, "ascii");
  header.write(octal(0, 7), 108, "ascii");
  header.write(octal(0, 7), 116, "ascii");
  header.write(octal(body.length, 11), 124, "ascii");
  header.write(octal(Math.floor(modifiedAt.getTime() / 1_000), 11), 136, "ascii");
  header.write(" ".repeat(8), 148, "ascii"); // the checksum counts as blanks while it is made
  header.write("0", 156, "ascii");
  header.write("ustar\u000000", 257, "ascii");
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${checksum.toString(8).padStart(6, "0")}\0 `, 148, "ascii");
  return Buffer.concat([header, body, Buffer.alloc((blockBytes - (body.length % blockBytes)) % blockBytes)]);
}

const blockBytes = 512;

/** Two empty blocks. */
export const tarEnd: Uint8Array = Buffer.alloc(2 * blockBytes);
