/** Runs inside the guest: every scenario in turn, a line of JSON each. */
import { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { kernelScenarios, pythonScenarios } from "./j1939-scenarios.ts";

const python = process.env["PEERS_PYTHON"];
const thread = new SocketcanThread();
// Keeps the thread alive from scenario to scenario: a new one takes the guest most of a second.
const kept = await thread.open({ interfaceName: "vcan1" });
for (const [promise, play] of Object.entries({ ...kernelScenarios, ...(python === undefined ? {} : pythonScenarios) })) {
  let error: string | null = null;
  const startedAt = performance.now();
  try {
    await play({ thread, python });
  } catch (cause) {
    error = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  }
  console.log(JSON.stringify({ promise, error, elapsedMs: Math.round(performance.now() - startedAt) }));
}
await kept.stop();
