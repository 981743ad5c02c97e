import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSourceId } from "../kernel/ids.ts";
import { rangesOf } from "./range-set.ts";
import { streamKey, type Epoch, type Priority, type Statement } from "./records.ts";
import { encodeStatement, parseStatement, tryParseStatement } from "./statements.ts";

const sources = ["0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11", "ffffffff-ffff-ffff-ffff-ffffffffffff"].map(parseSourceId);
const big = fc.oneof(
  fc.integer({ min: 1, max: 300 }),
  fc.maxSafeNat().filter((value) => value > 0),
);
const epoch = big.map((value) => value as Epoch); // any positive safe integer is one
const stream = fc
  .tuple(fc.constantFrom(...sources), epoch, fc.constantFrom<Priority>(0, 1, 2, 3))
  .map(([source, epoch, priority]) => streamKey(source, epoch, priority));
const ranges = fc
  .array(
    fc.oneof(
      fc.integer({ min: 1, max: 90 }),
      fc.maxSafeNat().filter((value) => value > 0),
    ),
    { maxLength: 20 },
  )
  .map(rangesOf);
const given = fc.array(fc.record({ stream, ranges }), { maxLength: 6 });
const totals = fc.array(fc.record({ stream, last: fc.maxSafeNat(), produced: fc.maxSafeNat() }), { maxLength: 6 });
const statement: fc.Arbitrary<Statement> = fc.oneof(
  fc.record({ kind: fc.constant("gap" as const), given }),
  fc.record({ kind: fc.constant("entrusted" as const), depot: fc.constantFrom(...sources), given }),
  fc.record({ kind: fc.constant("opened" as const), previous: fc.option(epoch, { nil: undefined }), totals, unclean: fc.boolean() }),
  fc.record({ kind: fc.constant("closed" as const), epoch, totals }),
);

describe("statements", () => {
  it("are read back as they were written", () => {
    fc.assert(
      fc.property(statement, (written) => {
        expect(parseStatement({ kind: written.kind, bytes: encodeStatement(written) })).toEqual(written);
      }),
    );
  });

  it("are refused when cut short, longer, or under another kind", () => {
    fc.assert(
      fc.property(statement, fc.nat(), (written, cut) => {
        const bytes = encodeStatement(written);
        const { kind } = written;
        expect(tryParseStatement({ kind, bytes: bytes.subarray(0, cut % bytes.length) })).toBeUndefined();
        expect(tryParseStatement({ kind, bytes: Uint8Array.of(...bytes, 0) })).toBeUndefined();
        expect(tryParseStatement({ kind: kind === "gap" ? "closed" : "gap", bytes })).toBeUndefined();
        expect(tryParseStatement({ kind: "segment", bytes })).toBeUndefined();
      }),
    );
  });

  it("survive any bytes, and what is read is what would have been written", () => {
    const kind = fc.constantFrom("gap" as const, "entrusted" as const, "opened" as const, "closed" as const);
    const codes = { gap: 3, entrusted: 4, opened: 5, closed: 6 };
    fc.assert(
      fc.property(kind, fc.array(fc.oneof(fc.nat(8), fc.nat(255)), { maxLength: 80 }), (kind, rest) => {
        const read = tryParseStatement({ kind, bytes: Uint8Array.of(1, codes[kind], ...rest) });
        const again = read === undefined ? undefined : parseStatement({ kind, bytes: encodeStatement(read) });
        expect(again).toEqual(read);
      }),
      { numRuns: 2_000 },
    );
  });

  it("do not let a count make anybody allocate", () => {
    expect(tryParseStatement({ kind: "gap", bytes: Uint8Array.of(1, 3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f) })).toBeUndefined();
    expect(() => parseStatement({ kind: "gap", bytes: new Uint8Array() })).toThrow(/LINK_STATEMENT_MALFORMED/);
  });

  it("take few bytes", () => {
    const [source] = sources;
    if (source === undefined) throw new Error("no source");
    const stream = streamKey(source, 7_000_000_000_001 as Epoch, 3);
    expect(encodeStatement({ kind: "gap", given: [{ stream, ranges: [[100, 100_000]] }] }).length).toBeLessThanOrEqual(34);
  });
});
