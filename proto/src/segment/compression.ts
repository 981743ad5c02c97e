/** The seam through which a segment's body is compressed: Node's zlib by default (node-compression.ts), anything else where there is no Node. */
export interface Compression {
  /** @returns a zstd frame (RFC 8878). */
  compress(bytes: Uint8Array): Uint8Array;
  /**
   * @param lengthMax bytes that the caller is ready to take.
   * @throws anything when the bytes are no zstd frame or expand to more.
   */
  decompress(bytes: Uint8Array, lengthMax: number): Uint8Array;
}
