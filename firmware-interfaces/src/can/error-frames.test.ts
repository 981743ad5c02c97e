import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeErrorFrame } from "./error-frames.ts";

const report = (id: number, ...data: readonly number[]): ReturnType<typeof decodeErrorFrame> => decodeErrorFrame({ id, data: Uint8Array.from(data) });

describe("decodeErrorFrame", () => {
  it.each([
    ["bus-off", report(0x40), ["bus off"], "bus-off"],
    ["a restart after bus-off in one frame", report(0x140), ["bus off", "controller restarted"], "restarted"],
    ["error passive both ways", report(0x4, 0, 0x30), ["error passive by receive errors", "error passive by transmit errors"], "passive"],
    ["a warning", report(0x4, 0, 0x8), ["warning level of transmit errors"], "warning"],
    ["recovery", report(0x4, 0, 0x40), ["error active again"], "active"],
  ])("says the controller's state at %s", (_, { causes, state }, expectedCauses, expectedState) => {
    expect(causes).toEqual(expectedCauses);
    expect(state).toBe(expectedState);
  });

  it("tells frames lost in the controller", () => {
    expect(report(0x4, 0, 0x1)).toEqual({ causes: ["receive buffer overflow"], isOverflow: true });
    expect(report(0x4, 0, 0x4).isOverflow).toBe(false);
  });

  it("says where in a frame the protocol was violated", () => {
    expect(report(0x88, 0, 0, 0x04, 0x0a).causes).toEqual(["bit stuffing error in data section", "bus error"]);
    expect(report(0x8, 0, 0, 0x81, 0).causes).toEqual(["single bit error", "on transmission"]);
    expect(report(0x8).causes).toEqual(["protocol violation"]);
  });

  it("names a missing acknowledgement, lost arbitration, transceiver faults and timeouts", () => {
    expect(report(0x20).causes).toEqual(["no acknowledgement: nobody else is on the bus, or at another bit rate"]);
    expect(report(0x2, 11).causes).toEqual(["arbitration lost in bit 11"]);
    expect(report(0x10, 0, 0, 0, 0, 0x50).causes).toEqual(["CANL short to battery"]);
    expect(report(0x1).causes).toEqual(["transmit timeout"]);
  });

  it("gives the error counters where the driver says that they are there", () => {
    expect(report(0x204, 0, 0x10, 0, 0, 0, 0, 128, 3)).toMatchObject({ counters: { transmit: 128, receive: 3 }, state: "passive" });
    expect(report(0x4, 0, 0x10, 0, 0, 0, 0, 128, 3)).not.toHaveProperty("counters");
  });

  it("has a cause for whatever a driver sends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x1fff_ffff }), fc.uint8Array({ maxLength: 8 }), (id, data) => {
        const { causes } = decodeErrorFrame({ id, data });
        return causes.length > 0 && causes.every((cause) => cause !== "");
      }),
    );
  });
});
