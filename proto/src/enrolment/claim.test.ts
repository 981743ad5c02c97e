import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DrawbarError } from "../kernel/errors.ts";
import { encodeClaim, parseClaim, type Claim } from "./claim.ts";

const claims: fc.Arbitrary<Claim> = fc.record({
  claimId: fc.uuid(),
  secret: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  addresses: fc.array(fc.constantFrom("localhost:7444", "10.1.2.3:7444", "[::1]:7444", "depot.example:443"), { minLength: 1, maxLength: 8 }),
  rootFingerprint: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex")),
  kind: fc.constantFrom("unit", "depot"),
  expiresAtMs: fc.integer({ min: 1, max: 4_102_444_800_000 }),
});

describe("claim", () => {
  it("reads back what was written, with blanks around it", () => {
    fc.assert(
      fc.property(claims, (claim) => {
        expect(parseClaim(` ${encodeClaim(claim)}\n`)).toEqual(claim);
      }),
    );
  });

  it("refuses a claim that lost its end, wherever it was cut", () => {
    fc.assert(
      fc.property(claims, fc.nat(), (claim, cut) => {
        const text = encodeClaim({ ...claim, addresses: ["localhost:7444"] });
        expect(() => parseClaim(text.slice(0, cut % (text.length - 6)))).toThrow(DrawbarError);
      }),
    );
  });

  it("answers any text with a claim or CLAIM_MALFORMED", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `dbc1.${text}`),
        ),
        (text) => {
          expect(() => parseClaim(text)).toThrow(expect.objectContaining({ code: "CLAIM_MALFORMED" }));
        },
      ),
    );
  });
});
