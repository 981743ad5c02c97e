import { describe, expect, it } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { standardPollPlan } from "@drawbar/firmware-interfaces/obd2/poll-plans.ts";
import { edgeConfig, type BusConfig } from "../config.ts";
import type { OpenedBuses } from "./agent-bus.ts";
import { openBuses } from "./open-buses.ts";

const log = createLogger({ process: "test", level: "silent" });

function open(bus: object): Promise<OpenedBuses> {
  const { buses } = readConfig(edgeConfig, {
    env: {},
    overrides: { identityDirectory: "identity", "outbox.file": "outbox.sqlite", buses: [bus as BusConfig] }, // checked by readConfig
  });
  return openBuses({ buses, clock: new ManualClock(), log });
}

describe("openBuses", () => {
  it("only listens where nothing says to ask", async () => {
    const opened = await open({ name: "can0", driver: "simulated", vehicle: "car" });
    expect(opened.buses.map(({ obd }) => obd)).toEqual([undefined]);
  });

  it("asks a vehicle that only answers, by the standard plan or by the configured one", async () => {
    const [standard] = (await open({ name: "can0", driver: "simulated", vehicle: "obd-van" })).buses;
    expect(standard?.obd).toMatchObject({ bus: { name: "can0" }, pids: standardPollPlan });
    const [own] = (await open({ name: "can7", driver: "simulated", vehicle: "obd-van", obd: { pids: [{ pid: "0C", drivingMs: 100 }] } })).buses;
    expect(own?.obd).toMatchObject({ bus: { name: "can7" }, pids: [{ pid: 0x0c, periodMs: { driving: 100 } }] });
  });

  it.each([
    [{ name: "can0", driver: "replay", file: "drive.log", obd: {} }, /^BUS_MISCONFIGURED: .*cannot be asked/],
    [{ name: "can0", driver: "simulated", vehicle: "tractor", obd: {} }, /^BUS_MISCONFIGURED: .*only obd-van answers/],
    [{ name: "can0", driver: "simulated" }, /^BUS_MISCONFIGURED: .*tractor, car, van, obd-van/],
  ])("refuses %j", async (bus, why) => {
    await expect(open(bus)).rejects.toThrow(why);
  });

  it.each([{ pids: [] }, { pids: [{ pid: "C" }] }, { pids: [{ pid: "0C", drivingMs: 10 }] }, { width: 12 }, { speed: 1 }])(
    "takes no schedule like %j",
    async (obd) => {
      await expect(async () => open({ name: "can0", driver: "simulated", vehicle: "obd-van", obd })).rejects.toThrow(/CONFIG_INVALID/);
    },
  );
});
