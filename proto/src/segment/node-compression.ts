/** zstd by Node's zlib: the one file of the codec that needs Node. */
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Compression } from "./compression.ts";

/** Level 9 saves less than 1 % over level 1 on segments, and costs more. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export const nodeCompression: Compression = {
  compress: (bytes) => zstdCompressSync(bytes, options),
  decompress: (bytes, lengthMax) => zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, lengthMax) }),
};
