import { describe, expect, it } from "vitest";
import { diagnosticAddressBytes, functionalRequestId, requestIdOf, responseIdOf } from "./diagnostic-ids.ts";

describe("diagnostic identifiers", () => {
  it("pair requests with their answers and back", () => {
    expect([0x7e0, 0x7e7, 0x720, 0x18da10f1, 0x18da33f1].map(responseIdOf)).toEqual([0x7e8, 0x7ef, 0x728, 0x18daf110, 0x18daf133]);
    expect([0x7e8, 0x7ef].map((id) => requestIdOf({ id, extended: false }))).toEqual([0x7e0, 0x7e7]);
    expect(requestIdOf({ id: 0x18daf110, extended: true })).toBe(0x18da10f1);
    expect([functionalRequestId(11), functionalRequestId(29)]).toEqual([0x7df, 0x18db33f1]);
  });

  it("know no control unit behind other identifiers", () => {
    const others = [
      { id: 0x7e7, extended: false },
      { id: 0x7f0, extended: false },
      { id: 0x7e8, extended: true },
      { id: 0x18da10f1, extended: true },
      { id: 0x18dbf110, extended: true },
      { id: 0x1af110, extended: true },
    ];
    expect(others.map(requestIdOf)).toEqual(others.map(() => undefined));
    for (const id of [0x7fc, 0x18db33f1, 0x18feeeff, -8]) expect(() => responseIdOf(id)).toThrow("ISOTP_ADDRESS_IMPOSSIBLE");
  });

  it("tell ISO-TP from other traffic, whatever the priority", () => {
    const extended = [0x18da10f1, 0x14daf110, 0x18db33f1, 0x18ce10f1, 0x18cd10f1, 0x18fef100, 0x1cda10f1, 0x19da10f1];
    expect(extended.map((id) => diagnosticAddressBytes({ id, extended: true }))).toEqual([0, 0, 0, 1, 1, undefined, 0, undefined]);
    expect([0x7de, 0x7df, 0x7e0, 0x7ef, 0x7f0].map((id) => diagnosticAddressBytes({ id, extended: false }))).toEqual([undefined, 0, 0, 0, undefined]);
  });
});
