import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import { isIntact } from "@drawbar/proto/link/checksum.ts";
import type { Epoch } from "@drawbar/proto/link/records.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import { decodeSegment } from "@drawbar/proto/segment/decode-segment.ts";
import { expect, it } from "vitest";
import { syntheticCatalogue, syntheticDrive } from "../synthetic-telemetry.ts";
import { makeSegments, numberedRecord } from "./made-segments.ts";

it("gives a made segment another source, number and time, and leaves its samples as they are", () => {
  const catalogue = catalogueHash(encodeCatalogue({ version: 1, signals: syntheticCatalogue }));
  const [, made] = makeSegments(2, 10, catalogue);
  if (made === undefined) throw new Error("two were asked for");
  const source = parseSourceId("6f9619ff-8b86-4011-b42d-00cf4fc964ff");
  const firstUs = 1_793_491_200_000_000;
  const record = numberedRecord(made, { source, epoch: 7 as Epoch, seq: 3, producedBefore: 2_420, firstUs, firstMonoUs: 20_000_000 });

  expect(isIntact(record)).toBe(true);
  const { header, columns } = decodeSegment(record.bytes);
  expect(header).toMatchObject({ source, epoch: 7, seq: 3, firstUs, firstMonoUs: 20_000_000, samples: 1_210, catalogue });
  const meant = syntheticDrive(2, 10);
  // The first sample of a made drive may be a little late.
  const meantFirstUs = Math.min(...meant.map(({ times }) => times[0] ?? 0));
  expect(columns).toHaveLength(meant.length);
  for (const { signal, times, raw } of meant) {
    expect(columns.find((column) => column.signal === signal)).toMatchObject({ times: times.map((us) => us - meantFirstUs + firstUs), raw });
  }
});
