import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameBits } from "./frame-bits.ts";

const bits = (id: number, extended: boolean, data: number[]): number => frameBits({ id, extended, data: Uint8Array.from(data) }).nominal;

describe("frameBits", () => {
  it("counts a frame that needs hardly a stuff bit as 111 bits for 8 bytes and 47 for none", () => {
    // 47 + 8 n with the three bits of interframe space (ISO 11898-1); alternating bits need no stuffing, the fields before them and the CRC may.
    expect(
      bits(
        0x555,
        false,
        Array.from({ length: 8 }, () => 0x55),
      ),
    ).toBeGreaterThanOrEqual(111);
    expect(
      bits(
        0x555,
        false,
        Array.from({ length: 8 }, () => 0x55),
      ),
    ).toBeLessThanOrEqual(113);
    expect(bits(0x555, false, [])).toBeGreaterThanOrEqual(47);
    expect(bits(0x555, false, [])).toBeLessThanOrEqual(49);
  });

  it("stuffs the frame of zeros whose bits were counted by hand", () => {
    // id 0, no data: 1 + 11 + 1 + 2 + 4 zeros and a CRC of 15 zeros are 34 equal bits. A stuff bit follows five of them, and
    // begins no run of zeros itself: after each five zeros one more, 6 in all (30 zeros), and 4 zeros remain.
    expect(bits(0, false, [])).toBe(34 + 6 + 13);
  });

  it("lies between no stuffing and the worst there is, whatever the frame", () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.integer({ min: 0, max: 0x1fff_ffff }),
        fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 8 }),
        (extended, id, data) => {
          const stuffed = (extended ? 54 : 34) + 8 * data.length;
          const count = bits(extended ? id : id & 0x7ff, extended, data);
          expect(count).toBeGreaterThanOrEqual(stuffed + 13);
          expect(count).toBeLessThanOrEqual(stuffed + 13 + Math.floor((stuffed - 1) / 4));
        },
      ),
    );
  });

  it("is exactly as long as can-notes says at the worst", () => {
    // 135 bits for 11-bit identifiers with 8 bytes is the textbook maximum.
    const worst = Math.max(
      ...Array.from({ length: 256 }, (_, byte) =>
        bits(
          0x78,
          false,
          Array.from({ length: 8 }, () => byte),
        ),
      ),
    );
    expect(worst).toBeLessThanOrEqual(135);
  });

  it("divides a CAN FD frame between its two rates only when it switches", () => {
    const data = new Uint8Array(64);
    const slow = frameBits({ id: 1, extended: false, data, flags: { fd: true } });
    const fast = frameBits({ id: 1, extended: false, data, flags: { fd: true, bitRateSwitch: true } });
    expect(slow.data).toBe(0);
    expect(fast.data).toBeGreaterThan(512);
    expect(fast.nominal + fast.data).toBe(slow.nominal);
  });

  it("leaves out the payload of a remote frame", () => {
    expect(frameBits({ id: 0x555, extended: false, data: new Uint8Array(0), flags: { remote: true } }).nominal).toBeLessThan(52);
  });
});
