import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { agentMetrics } from "../health/agent-metrics.ts";
import { TestCloud } from "../test-cloud.ts";
import { fleetConfig, type FleetVehicle } from "./fleet-config.ts";
import { SimulatedFleet } from "./simulated-fleet.ts";

const log = createLogger({ process: "test", level: "silent" });

describe("SimulatedFleet", () => {
  let directory: string;
  let cloud: TestCloud;
  let linkThread: LinkThread;
  let fleet: SimulatedFleet;

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "drawbar-fleet-"));
    cloud = await TestCloud.create(log);
    linkThread = new LinkThread({ log });
    linkThread.start();
  });

  afterEach(async () => {
    await fleet.stop();
    await linkThread.stop();
    await cloud.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it("drives a tractor, a car and a van, each a source of its own, and shows them live", async () => {
    const vehicles = (["tractor", "car", "van"] as const).map((kind) => vehicleOf(kind, kind));
    for (const { identityDirectory } of vehicles) await cloud.enrol(identityDirectory);
    fleet = fleetOf(vehicles);
    await fleet.start();
    await expectSoon(() => new Set(cloud.live.map(({ source }) => source)).size === 3);
    await expectSoon(() => new Set(cloud.headers().map(({ source }) => source)).size === 3);
    await expectSoon(() => cloud.samples().length > 0);
    const names = new Set(cloud.samples().map(({ name }) => name));
    expect([...names]).toEqual(
      expect.arrayContaining(["Vehicle.Speed", "Vehicle.Powertrain.CombustionEngine.Speed", "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"]),
    );
    expect(fleet.health()).toMatchObject({ troubles: [], vehicles: [{ callSign: "tractor" }, { callSign: "car" }, { callSign: "van" }] });
    const metrics = await agentMetrics(() => fleet.reports()).metrics();
    expect(metrics).toMatch(/^drawbar_edge_uplink_connected 3$/m);
    expect(metrics).toMatch(/^drawbar_edge_bus_frames_total\{bus="can0"\} [1-9]/m);
  });

  it("asks a van that broadcasts nothing, and shows it live like the others", async () => {
    const van = vehicleOf("asked", "obd-van");
    await cloud.enrol(van.identityDirectory);
    fleet = fleetOf([van]);
    await fleet.start();
    await expectSoon(() => cloud.live.length > 0 && cloud.samples().some(({ name }) => name === "Vehicle.Powertrain.CombustionEngine.Speed"));
    expect(fleet.health()).toMatchObject({ troubles: [] });
  });

  it("starts all vehicles that can start, and names the one that cannot", async () => {
    const vehicles = [vehicleOf("never enrolled", "car"), vehicleOf("well", "van")];
    await cloud.enrol(vehicles[1]?.identityDirectory ?? "");
    fleet = fleetOf(vehicles);
    await fleet.start();
    expect(fleet.health()).toMatchObject({ troubles: [expect.stringMatching(/^never enrolled: IDENTITY_MISSING/)], vehicles: [{ callSign: "well" }] });
  });

  it("fails with the first reason when no vehicle can start", async () => {
    fleet = fleetOf([vehicleOf("never enrolled", "car")]);
    await expect(fleet.start()).rejects.toThrow(/IDENTITY_MISSING/);
  });

  function vehicleOf(callSign: string, kind: FleetVehicle["kind"]): FleetVehicle {
    const folder = path.join(directory, callSign);
    return { callSign, kind, seed: 7, identityDirectory: path.join(folder, "identity"), outboxFile: path.join(folder, "outbox.sqlite") };
  }

  function fleetOf(vehicles: readonly FleetVehicle[]): SimulatedFleet {
    const config = readConfig(fleetConfig, { env: {}, overrides: { vehicles, segmentSpanMs: 500 } });
    return new SimulatedFleet({ config, clock: systemClock, log, linkThread });
  }
});

/** What cannot be said yet, such as samples whose catalogue is still on the way, is not so yet. */
async function expectSoon(isSo: () => boolean): Promise<void> {
  await expect.poll(isSo, { interval: 20 }).toBe(true);
}
