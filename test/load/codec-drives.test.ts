/** Sizes are exact, whatever the machine: what B4 measures must not get worse unseen. */
import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import type { CatalogueHash, Epoch } from "@drawbar/proto/link/records.ts";
import { decodeSegment } from "@drawbar/proto/segment/decode-segment.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import { describe, expect, it } from "vitest";
import { recordingsFolder } from "../recordings.ts";
import { obdDrives, slice } from "./obd-drives.ts";
import { syntheticDrive, type ScaledColumn } from "./synthetic-telemetry.ts";

const sealedBy = {
  source: parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"),
  epoch: 5_123_456_789_012_345 as Epoch, // as long as drawn ones are
  priority: 3,
  seq: 12_345,
  boot: 17,
  firstMonoUs: 0,
  lastMonoUs: 60_000_000,
  clockQuality: "rtc",
  catalogue: "5e".repeat(32) as CatalogueHash, // 64 hex digits
} as const;

describe("a synthetic drive", () => {
  it("has 121 samples a second, and is the same for the same seed", () => {
    const drive = syntheticDrive(7, 10);
    expect(samplesOf(drive)).toBe(1_210);
    expect(syntheticDrive(7, 10)).toEqual(drive);
    expect(syntheticDrive(8, 10)).not.toEqual(drive);
  });

  it("comes back from segments of 10 s, at most 0.8 bytes a sample", () => {
    const drives = Array.from({ length: 20 }, (_, seed) => syntheticDrive(seed, 10));
    const segments = drives.map((columns) => encodeSegment(sealedBy, columns));
    expect(segments.map(bySignal)).toEqual(drives);
    expect(bytesOf(segments) / (20 * 1_210)).toBeLessThan(0.8);
  });
});

describe("real drives", () => {
  it.skipIf(recordingsFolder() === undefined)("come back from segments of 60 s, at most 0.4 bytes a sample", () => {
    const minutes = (obdDrives() ?? []).flatMap(({ columns, rows }) =>
      Array.from({ length: Math.ceil(rows / 60) }, (_, minute) => slice(columns, minute * 60, minute * 60 + 60)),
    );
    const segments = minutes.map((columns) => encodeSegment(sealedBy, columns));
    expect(segments.map(bySignal)).toEqual(minutes);
    expect(bytesOf(segments) / minutes.reduce((sum, columns) => sum + samplesOf(columns), 0)).toBeLessThan(0.4);
  });
});

function bySignal(segment: Uint8Array): unknown[] {
  return decodeSegment(segment).columns.toSorted((a, b) => a.signal - b.signal);
}

function samplesOf(columns: readonly ScaledColumn[]): number {
  return columns.reduce((sum, { raw }) => sum + raw.length, 0);
}

function bytesOf(segments: readonly Uint8Array[]): number {
  return segments.reduce((sum, { length }) => sum + length, 0);
}
