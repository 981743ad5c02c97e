import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consecutivePdu, firstPdu, flowControlPdu, parsePdu, singlePayloadMax, singlePdu } from "./pdu.ts";
import { separationTimeCode, separationTimeMs } from "./separation-time.ts";

describe("parsePdu", () => {
  it.each([
    ["a single frame without its padding", "03410c1acccccccc", 0, { kind: "single", payload: hex("410c1a") }],
    ["a single frame behind an address byte", "f102010c", 1, { kind: "single", payload: hex("010c") }],
    ["a CAN FD single frame with its length in the next byte", "000a0102030405060708090a", 0, { kind: "single", payload: hex("0102030405060708090a") }],
    ["a first frame", "1014490201314734", 0, { kind: "first", length: 20, payload: hex("490201314734") }],
    ["a first frame of more than 4095 bytes", "1000000010004142", 0, { kind: "first", length: 4_096, payload: hex("4142") }],
    ["a first frame behind an address byte", "f110144902013147", 1, { kind: "first", length: 20, payload: hex("4902013147") }],
    ["a consecutive frame", "2f4142434445", 0, { kind: "consecutive", sequence: 15, payload: hex("4142434445") }],
    ["continue, eight frames at 20 ms", "300814", 0, { kind: "flow-control", status: "continue", blockSize: 8, separationTimeMs: 20 }],
    ["wait", "310000cccccccccc", 0, { kind: "flow-control", status: "wait", blockSize: 0, separationTimeMs: 0 }],
    ["overflow, at 300 microseconds", "3200f3", 0, { kind: "flow-control", status: "overflow", blockSize: 0, separationTimeMs: 0.3 }],
    ["a flow status that does not exist", "350000", 0, { kind: "flow-control", status: "reserved", blockSize: 0, separationTimeMs: 0 }],
  ] as const)("reads %s", (_, frame, addressBytes, pdu) => {
    expect(parsePdu(hex(frame), addressBytes)).toEqual(pdu);
  });

  it.each([
    ["nothing", "", 0, "empty"],
    ["an address byte alone", "f1", 1, "empty"],
    ["types 4 to 15", "4003410c1a000000", 0, "reserved-type"],
    ["a single frame of no bytes", "0000000000000000", 0, "reserved-length"],
    ["a single frame that ends early", "0541", 0, "too-short"],
    ["a long single frame with a short length", "05410c1a0000000000000000", 0, "reserved-length"],
    ["a long single frame that ends early", "000b0102030405060708090a", 0, "too-short"],
    ["a first frame below eight bytes", "10144902013147", 0, "too-short"],
    ["a first frame whose message has nothing to follow", "1006490201314734", 0, "reserved-length"],
    ["the long form for a short message", "100000000fff4142", 0, "reserved-length"],
    ["a consecutive frame without bytes", "21", 0, "too-short"],
    ["a flow control without its pause", "3000", 0, "too-short"],
  ] as const)("does not take %s", (_, frame, addressBytes, reason) => {
    expect(parsePdu(hex(frame), addressBytes)).toEqual({ kind: "invalid", reason });
  });

  it("reads every PDU back as it was written", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 5_000 }), fc.constantFrom(8, 12, 64), fc.constantFrom(0, 1), (payload, frameBytes, addressBytes) => {
        const pduBytes = frameBytes - addressBytes;
        const address = new Uint8Array(addressBytes);
        const isSingle = payload.length <= singlePayloadMax(pduBytes);
        const pdu = isSingle ? singlePdu(payload, addressBytes) : firstPdu(payload, pduBytes);
        expect(pdu.length).toBeLessThanOrEqual(pduBytes);
        // A single frame is filled up to a length that CAN FD has, where it needs one.
        const frame = Uint8Array.of(...address, ...pdu, ...new Uint8Array(isSingle && pdu.length + addressBytes > 8 ? pduBytes - pdu.length : 0));
        const beginning = payload.subarray(0, pduBytes - (payload.length > 4_095 ? 6 : 2));
        expect(parsePdu(frame, addressBytes)).toEqual(isSingle ? { kind: "single", payload } : { kind: "first", length: payload.length, payload: beginning });
      }),
    );
    expect(parsePdu(consecutivePdu(17, hex("0102")))).toEqual({ kind: "consecutive", sequence: 1, payload: hex("0102") });
    expect(parsePdu(flowControlPdu("wait", 3, 0.5))).toEqual({ kind: "flow-control", status: "wait", blockSize: 3, separationTimeMs: 0.5 });
  });
});

describe("STmin", () => {
  it("has whole milliseconds, tenths, and takes reserved codes as the longest pause", () => {
    const codes = [0x00, 0x01, 0x7f, 0x80, 0xf0, 0xf1, 0xf9, 0xfa, 0xff];
    expect(codes.map(separationTimeMs)).toEqual([0, 1, 127, 127, 127, 0.1, 0.9, 127, 127]);
  });

  it("asks for a pause that is never shorter than wanted", () => {
    expect([0, -1, Number.NaN, 0.05, 0.1, 0.3, 0.91, 1, 1.2, 127, 500].map(separationTimeCode)).toEqual([
      0, 0, 0, 0xf1, 0xf1, 0xf3, 0x01, 0x01, 0x02, 0x7f, 0x7f,
    ]);
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 127, noNaN: true }), (pauseMs) => {
        expect(separationTimeMs(separationTimeCode(pauseMs))).toBeGreaterThanOrEqual(pauseMs - 1e-6);
      }),
    );
  });
});

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}
