/** Several messages in one buffer that changes threads: each with its length before it, little-endian. */

/** @returns a buffer of its own, so that it can be handed over; what a socket gave cannot. */
export function packFrames(frames: readonly Uint8Array[]): ArrayBuffer {
  let bytes = 0;
  for (const frame of frames) bytes += 4 + frame.length;
  const batch = new Uint8Array(bytes);
  const view = new DataView(batch.buffer);
  let at = 0;
  for (const frame of frames) {
    view.setUint32(at, frame.length, true);
    batch.set(frame, at + 4);
    at += 4 + frame.length;
  }
  return batch.buffer;
}

/** @returns views of the batch. */
export function* unpackFrames(batch: ArrayBuffer): Generator<Uint8Array> {
  const view = new DataView(batch);
  let at = 0;
  while (at < batch.byteLength) {
    const length = view.getUint32(at, true);
    yield new Uint8Array(batch, at + 4, length);
    at += 4 + length;
  }
}
