/**
 * Segments of the simulator: epoch and number as a real header has them, then one number for each sample, so that
 * every sample can be followed. All as float64.
 */
import type { Numbering, SegmentTools } from "@drawbar/proto/link/holder-options.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";

const headBytes = 16;

export function encodeSamples(numbering: Numbering, samples: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(headBytes + samples.length * 8);
  const view = new DataView(bytes.buffer);
  view.setFloat64(0, numbering.epoch);
  view.setFloat64(8, numbering.seq);
  for (const [index, sample] of samples.entries()) view.setFloat64(headBytes + index * 8, sample);
  return bytes;
}

/** @returns nothing for records that carry no samples. */
export function samplesOf(record: LinkRecord): readonly number[] {
  return record.kind === "segment" || record.kind === "thinned" ? decodeSamples(record.bytes) : [];
}

/** Whether the bytes were sealed for this very number. */
export function isNumberedAs(record: LinkRecord, epoch: number): boolean {
  const view = new DataView(record.bytes.buffer, record.bytes.byteOffset, record.bytes.byteLength);
  return view.getFloat64(0) === epoch && view.getFloat64(8) === record.seq;
}

export const simulatedTools: SegmentTools = {
  thin(bytes, numbering) {
    const kept = decodeSamples(bytes).filter((_, index) => index % 2 === 0);
    return { bytes: encodeSamples(numbering, kept), samples: kept.length };
  },
  renumber: (bytes, numbering) => encodeSamples(numbering, decodeSamples(bytes)),
};

function decodeSamples(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples: number[] = [];
  for (let at = headBytes; at < bytes.length; at += 8) samples.push(view.getFloat64(at));
  return samples;
}
