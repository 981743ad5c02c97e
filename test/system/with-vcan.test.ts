import { describe, expect, it } from "vitest";
import { runUnderVcan, vcanMissing } from "./with-vcan.ts";

const missing = vcanMissing();

describe.skipIf(missing !== undefined)(`a guest with CAN interfaces${missing === undefined ? "" : ` (${missing})`}`, () => {
  it("gives back both outputs and the exit status, and protects the machine's files", async () => {
    const run = await runUnderVcan(["bash", "-c", `ip -br link show vcan1; touch ${import.meta.dirname}/never 2>/dev/null || echo protected >&2; exit 3`], {
      timeoutMs: 10_000,
    });
    expect(run).toMatchObject({ status: 3, stderr: "protected\n" });
    expect(run.stdout).toMatch(/^vcan1 +UNKNOWN /);
  });
});
