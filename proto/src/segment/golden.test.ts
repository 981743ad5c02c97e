import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { fromGolden, type GoldenSegment } from "../../golden/golden-content.ts";
import { BitReader } from "./bit-reader.ts";
import { catalogueHash, encodeCatalogue, parseCatalogue } from "./catalogue-codec.ts";
import type { Catalogue } from "./catalogue.ts";
import { readGroupHead } from "./column-heads.ts";
import { decodeSegment, readSegmentHeader } from "./decode-segment.ts";
import { readFrame } from "./segment-header.ts";

const folder = path.resolve(import.meta.dirname, "../../golden");
const read = (file: string): Uint8Array => new Uint8Array(readFileSync(path.join(folder, file)));
const described = (pattern: RegExp): unknown[] =>
  readdirSync(folder)
    .filter((file) => pattern.test(file))
    .flatMap((file): unknown => JSON.parse(readFileSync(path.join(folder, file), "utf8")));
const segments = described(/^segments-\d+\.json$/) as GoldenSegment[]; // written by make.ts
const catalogues = described(/^catalogues-\d+\.json$/) as { readonly file: string; readonly hash: string; readonly catalogue: Catalogue }[]; // likewise

describe("golden segments", () => {
  it.each(segments.map((segment) => [segment.file, segment] as const))("%s is read exactly", (file, { header, columns }) => {
    const bytes = read(file);
    expect(readSegmentHeader(bytes)).toEqual(header);
    const decoded = decodeSegment(bytes).columns.toSorted((a, b) => a.signal - b.signal);
    expect(decoded).toEqual(columns.map(fromGolden));
  });

  it("leave no form of a column out", () => {
    const forms = segments.flatMap(({ file }) => formsOf(read(file)));
    expect([...new Set(forms)].toSorted()).toEqual([
      "float-decimals",
      "float-dictionary",
      "float-words",
      "integer-numbers",
      "integer-words",
      "scaled",
      "scaled-words",
      "text",
    ]);
  });

  it("are all described", () => {
    expect(segments.map(({ file }) => file).toSorted()).toEqual(readdirSync(folder).filter((file) => file.endsWith(".bin")));
  });
});

describe("golden catalogues", () => {
  it.each(catalogues.map((golden) => [golden.file, golden] as const))("%s is read exactly, and keeps its name", (file, { hash, catalogue }) => {
    expect(parseCatalogue(read(file))).toEqual(catalogue);
    expect(catalogueHash(read(file))).toBe(hash);
    expect(encodeCatalogue(catalogue)).toEqual(read(file));
  });
});

function formsOf(bytes: Uint8Array): string[] {
  const { header, layout, headsAt } = readFrame(bytes);
  const reader = new BitReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), headsAt);
  return Array.from({ length: layout.groups }, () => readGroupHead(reader, header.firstUs, header.lastUs)).flatMap((group) =>
    group.columns.map(({ form }) => form),
  );
}
