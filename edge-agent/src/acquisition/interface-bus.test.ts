import { canFail } from "@drawbar/firmware-interfaces/can/can-errors.ts";
import type { SocketcanOptions } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { describe, expect, it } from "vitest";
import { openInterface } from "./interface-bus.ts";

const log = createLogger({ process: "test", level: "silent" });

describe("openInterface", () => {
  it("opens the configured interface for listening, and waits for it", async () => {
    const asked: SocketcanOptions[] = [];
    const bus = { name: "chassis", start: () => undefined, stop: () => Promise.resolve() };
    const thread = {
      open: (options: SocketcanOptions) => {
        asked.push(options);
        return Promise.resolve({ ...bus, send: () => true });
      },
    };
    await openInterface({ name: "chassis", driver: "socketcan", interface: "can1" }, thread, log);
    await openInterface({ name: "can0", driver: "socketcan" }, thread, log);
    expect(asked.map(({ name, interfaceName, waits }) => [name, interfaceName, waits])).toEqual([
      ["chassis", "can1", true],
      ["can0", "can0", true],
    ]);
    expect(asked.every((options) => !("transmit" in options))).toBe(true);
  });

  it("says why this machine cannot", async () => {
    const thread = { open: () => Promise.reject(canFail("CAN_INTERFACE_UNUSABLE", "the kernel has no CAN")) };
    await expect(openInterface({ name: "can0", driver: "socketcan" }, thread, log)).rejects.toThrow(
      "BUS_DRIVER_UNAVAILABLE: bus can0 cannot be opened: CAN_INTERFACE_UNUSABLE: the kernel has no CAN",
    );
  });
});
