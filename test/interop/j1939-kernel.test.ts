import { beforeAll, describe, expect, it } from "vitest";
import { buildSocketcan } from "../../firmware-interfaces/native/build.js";
import { pythonPeers } from "../peers/python-peers.ts";
import { runUnderVcan, vcanMissing } from "../system/with-vcan.ts";
import { kernelScenarios, pythonScenarios } from "./j1939-scenarios.ts";

const missing = vcanMissing() ?? buildSocketcan();
const peers = missing === undefined ? await pythonPeers() : undefined;

describe.skipIf(missing !== undefined)(`our J1939 on one bus with others${missing === undefined ? "" : ` (${missing})`}`, () => {
  const errors = new Map<string, string | null>();
  let guest = "";

  beforeAll(async () => {
    const { status, stdout, stderr } = await runUnderVcan([process.execPath, "test/interop/run-j1939-scenarios.ts"], {
      timeoutMs: 120_000,
      env: peers === undefined ? {} : { PEERS_PYTHON: peers.python },
    });
    guest = `status ${status}\n${stderr}`;
    for (const line of stdout.split("\n").filter((text) => text.startsWith("{"))) {
      const { promise, error } = JSON.parse(line) as { promise: string; error: string | null }; // as run-j1939-scenarios.ts writes it
      errors.set(promise, error);
    }
  }, 150_000);

  const outcomeOf = (promise: string): string | null | undefined => (errors.has(promise) ? errors.get(promise) : `was not reached: ${guest}`);

  it.each(Object.keys(kernelScenarios))("%s", (promise) => {
    expect(outcomeOf(promise)).toBeNull();
  });

  it.skipIf(peers === undefined).each(Object.keys(pythonScenarios))("%s", (promise) => {
    expect(outcomeOf(promise)).toBeNull();
  });
});
