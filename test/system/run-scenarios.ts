/** Runs inside the guest: every scenario in turn, a line of JSON each. */
import type { CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { canProgramScenarios } from "./can-program-scenarios.ts";
import { socketcanScenarios } from "./socketcan-scenarios.ts";

const thread = new SocketcanThread();
// Keeps the thread alive from scenario to scenario: a new one takes the guest most of a second.
const kept = await thread.open({ interfaceName: "vcan1" });
let hasFailed = false;
for (const [promise, play] of Object.entries({ ...socketcanScenarios, ...canProgramScenarios })) {
  const opened: CanBus[] = [];
  const open = async (options: Parameters<SocketcanThread["open"]>[0]): Promise<CanBus> => {
    const bus = await thread.open(options);
    opened.push(bus);
    return bus;
  };
  const startedAt = performance.now();
  let error: string | null = null;
  let skipped: string | null = null;
  try {
    skipped = (await play({ open: open as SocketcanThread["open"] })) ?? null; // hands on what the thread returns for either signature
  } catch (cause) {
    error = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  }
  hasFailed ||= error !== null;
  await Promise.all(opened.map((bus) => bus.stop()));
  console.log(JSON.stringify({ promise, error, skipped, elapsedMs: Math.round(performance.now() - startedAt) }));
}
// What a broken scenario left open must not keep the guest waiting.
if (hasFailed) process.exit(1);
await kept.stop();
