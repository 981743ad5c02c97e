/** Runs inside the guest: every scenario in turn, a line of JSON each. */
import type { CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { scenarios } from "./socketcan-scenarios.ts";

const thread = new SocketcanThread();
// Keeps the thread alive from scenario to scenario: a new one takes the guest most of a second.
const kept = await thread.open({ interfaceName: "vcan1" });
for (const [promise, play] of Object.entries(scenarios)) {
  const opened: CanBus[] = [];
  const open = async (options: Parameters<SocketcanThread["open"]>[0]): Promise<CanBus> => {
    const bus = await thread.open(options);
    opened.push(bus);
    return bus;
  };
  const startedAt = performance.now();
  let error: string | null = null;
  try {
    await play({ open: open as SocketcanThread["open"] }); // hands on what the thread returns for either signature
  } catch (cause) {
    error = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  }
  await Promise.all(opened.map((bus) => bus.stop()));
  console.log(JSON.stringify({ promise, error, elapsedMs: Math.round(performance.now() - startedAt) }));
}
await kept.stop();
