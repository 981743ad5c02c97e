import { beforeAll, describe, expect, it } from "vitest";
import { buildSocketcan } from "../../firmware-interfaces/native/build.js";
import { scenarios } from "./socketcan-scenarios.ts";
import { runUnderVcan, vcanMissing } from "./with-vcan.ts";

const missing = vcanMissing() ?? buildSocketcan();

describe.skipIf(missing !== undefined)(`the driver over SocketCAN${missing === undefined ? "" : ` (${missing})`}`, () => {
  const errors = new Map<string, string | null>();
  let guest = "";

  beforeAll(async () => {
    const { status, stdout, stderr } = await runUnderVcan([process.execPath, "test/system/run-scenarios.ts"], { timeoutMs: 120_000 });
    guest = `status ${status}\n${stderr}`;
    for (const line of stdout.split("\n").filter((text) => text.startsWith("{"))) {
      const { promise, error } = JSON.parse(line) as { promise: string; error: string | null }; // as run-scenarios.ts writes it
      errors.set(promise, error);
    }
  }, 150_000);

  it.each(Object.keys(scenarios))("%s", (promise) => {
    expect(errors.has(promise) ? errors.get(promise) : `was not reached: ${guest}`).toBeNull();
  });

  it("lets its process end", () => {
    expect(guest).toBe("status 0\n");
  });
});
