import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSourceId } from "../kernel/ids.ts";
import { equalBytes, hashOfCatalogue, isIntact, recordChecksum } from "./checksum.ts";
import { streamKey, type Epoch, type LinkRecord, type Priority } from "./records.ts";

const source = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
const other = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a12");
const catalogue = hashOfCatalogue(Uint8Array.of(1));
const base: Omit<LinkRecord, "checksum"> = {
  stream: streamKey(source, 5 as Epoch, 3),
  seq: 9,
  kind: "thinned",
  producedBefore: 100,
  produced: 0,
  samples: 4,
  catalogue,
  replaces: [7, 8],
  bytes: Uint8Array.of(1, 2, 3),
};

describe("recordChecksum", () => {
  it("is 16 bytes that stay the same from release to release", () => {
    expect(Buffer.from(recordChecksum(base)).toString("hex")).toBe("3b89ee4eb79d4599dfca2d8e0c40e392");
  });

  it("changes with every field", () => {
    const changed: Omit<LinkRecord, "checksum">[] = [
      { ...base, stream: streamKey(other, 5 as Epoch, 3) },
      { ...base, stream: streamKey(source, 6 as Epoch, 3) },
      { ...base, stream: streamKey(source, 5 as Epoch, 2) },
      { ...base, seq: 10 },
      { ...base, kind: "segment" },
      { ...base, producedBefore: 101 },
      { ...base, produced: 1 },
      { ...base, samples: 5 },
      { ...base, catalogue: undefined },
      { ...base, catalogue: hashOfCatalogue(Uint8Array.of(2)) },
      { ...base, replaces: [7] },
      { ...base, replaces: undefined },
      { ...base, replaces: [8, 7] },
      { ...base, replacesEpoch: 4 as Epoch },
      { ...base, bytes: Uint8Array.of(1, 2, 4) },
      { ...base, bytes: Uint8Array.of(1, 2, 3, 0) },
    ];
    const checksums = [base, ...changed].map((record) => Buffer.from(recordChecksum(record)).toString("hex"));
    expect(new Set(checksums).size).toBe(checksums.length);
  });

  it("is the same for small and large bodies, wherever their bytes lie", () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 4_095, 4_096, 4_097, 70_000), fc.nat(64), (length, shift) => {
        const bytes = new Uint8Array(length).fill(7);
        const view = new Uint8Array(length + shift).fill(7).subarray(shift);
        const record = { ...base, bytes };
        expect(isIntact({ ...record, bytes: view, checksum: recordChecksum(record) })).toBe(true);
      }),
    );
  });

  it("notices a flipped bit", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 5_000 }), fc.nat(), fc.nat(7), (bytes, at, bit) => {
        const checksum = recordChecksum({ ...base, bytes });
        const flipped = bytes.slice();
        flipped[at % bytes.length] = (flipped[at % bytes.length] ?? 0) ^ (1 << bit);
        expect(isIntact({ ...base, bytes: flipped, checksum })).toBe(false);
        expect(isIntact({ ...base, bytes, checksum })).toBe(true);
      }),
    );
  });

  it("tells streams with the largest epochs apart", () => {
    const of = (epoch: number, priority: Priority): Uint8Array => recordChecksum({ ...base, stream: streamKey(source, epoch as Epoch, priority) });
    expect(equalBytes(of(Number.MAX_SAFE_INTEGER, 0), of(Number.MAX_SAFE_INTEGER - 1, 0))).toBe(false);
  });
});
