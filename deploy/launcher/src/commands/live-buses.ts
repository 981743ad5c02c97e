/** Buses that a command listens to until somebody has had enough. */
import type { BusEvent, CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import type { CanFilter } from "@drawbar/firmware-interfaces/can/can-filter.ts";
import { LiveFeed } from "@drawbar/firmware-interfaces/commands/live-feed.ts";
import type { Output } from "../output/output.ts";
import { CommandBuses } from "./bus-argument.ts";

export interface LiveBuses {
  readonly feed: LiveFeed;
  /** Closes the interfaces and ends the feed; idempotent. */
  stop(): Promise<void>;
}

/**
 * Opens buses, as busArgumentHelp writes them, for listening only. SIGINT and SIGTERM end the feed, so that a command ends as if all had been said.
 *
 * @throws DrawbarError `CAN_DRIVER_MISSING`, `CAN_INTERFACE_MISSING`, `CAN_INTERFACE_UNUSABLE`, `CAN_TOO_MANY_FILTERS`.
 */
export async function listenLive(interfaces: readonly string[], filters: readonly CanFilter[] | undefined, output: Output): Promise<LiveBuses> {
  const opened = new CommandBuses({
    onSmallBuffer: (grantedBytes) =>
      output.warn(`the kernel gives a receive buffer of ${grantedBytes} bytes only; "sysctl -w net.core.rmem_max=4194304" allows a larger one`),
  });
  const feed = new LiveFeed();
  const buses: CanBus[] = [];
  try {
    for (const text of new Set(interfaces)) buses.push(await opened.listenTo(text, filters));
  } catch (error) {
    await opened.stop();
    throw error;
  }
  for (const bus of buses) bus.start(feed.readerOf(bus.name));
  const stop = async (): Promise<void> => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, end);
    feed.end();
    await opened.stop();
  };
  const end = (): void => feed.end();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, end);
  return { feed, stop };
}

/** What a person watching a bus should know besides its frames. */
export function sayEvent(output: Output, bus: string, event: BusEvent): void {
  switch (event.kind) {
    case "up":
      output.progress(`${bus} is up`);
      break;
    case "down":
      output.warn(`${event.why}; waiting for it`);
      break;
    case "dropped":
      output.warn(`${bus}: ${event.frames} frames dropped here`);
      break;
    case "controller":
      output.warn(`${bus}: controller ${event.state}`);
      break;
    case "ended":
      break;
  }
}
