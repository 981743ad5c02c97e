import { describe, expect, it } from "vitest";
import { cloudHub } from "./holder-options.ts";
import { join, makeUnit } from "./link-fixtures.ts";

describe("the boot counter", () => {
  it("rises above what the cloud has seen of other starts, once", () => {
    const { unit } = makeUnit();
    join(unit, cloudHub, 0, { bootSeen: 7 });
    expect(unit.boot).toBe(8);
    join(unit, cloudHub, 1, { bootSeen: 8 });
    expect(unit.boot).toBe(8);
    join(unit, cloudHub, 2, { bootSeen: 9 });
    expect(unit.boot).toBe(10);
  });
});
