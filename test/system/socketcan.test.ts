import { beforeAll, describe, expect, it } from "vitest";
import { buildSocketcan } from "../../firmware-interfaces/native/build.js";
import { canProgramScenarios } from "./can-program-scenarios.ts";
import { socketcanScenarios } from "./socketcan-scenarios.ts";
import { runUnderVcan, vcanMissing } from "./with-vcan.ts";

interface Outcome {
  readonly promise: string;
  readonly error: string | null;
  readonly skipped: string | null;
}

const missing = vcanMissing() ?? driverMissing();

describe.skipIf(missing !== undefined)(`the driver over SocketCAN${missing === undefined ? "" : ` (${missing})`}`, () => {
  const outcomes = new Map<string, Outcome>();
  let guest = "";

  beforeAll(async () => {
    const { status, stdout, stderr } = await runUnderVcan([process.execPath, "test/system/run-scenarios.ts"], { timeoutMs: 120_000 });
    guest = `status ${status}\n${stderr}`;
    for (const line of stdout.split("\n").filter((text) => text.startsWith("{"))) {
      const outcome = JSON.parse(line) as Outcome; // as run-scenarios.ts writes it
      outcomes.set(outcome.promise, outcome);
    }
  }, 150_000);

  it.for([...Object.keys(socketcanScenarios), ...Object.keys(canProgramScenarios)])("%s", (promise, { skip }) => {
    const outcome = outcomes.get(promise);
    skip(typeof outcome?.skipped === "string", outcome?.skipped ?? undefined);
    expect(outcome === undefined ? `was not reached: ${guest}` : outcome.error).toBeNull();
  });

  it("lets its process end", () => {
    expect(guest).toBe("status 0\n");
  });
});

/** As `vcanMissing`, for the addon. */
function driverMissing(): string | undefined {
  const reason = buildSocketcan();
  if (reason !== undefined && process.env["CI"] === "true") throw new Error(reason);
  return reason;
}
