import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { parseTenantId, parseVehicleId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { beforeEach, describe, expect, test } from "vitest";
import type { SignalLatest } from "../telemetry/index.ts";
import { GlanceCache } from "./glance-cache.ts";
import { vehicleLimits, type Vehicle } from "./vehicle-types.ts";

const tenant = parseTenantId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
const atUs = 1_000_000;

let clock: ManualClock;
let asked: (readonly VehicleId[])[];
let failure: Error | undefined;
let glances: GlanceCache;
beforeEach(() => {
  clock = new ManualClock({ wallUs: 10 * atUs });
  asked = [];
  failure = undefined;
  const latestOfEach = async (_tenant: unknown, vehicleIds: readonly VehicleId[]): Promise<ReadonlyMap<VehicleId, readonly SignalLatest[]>> => {
    asked.push(vehicleIds);
    if (failure !== undefined) throw failure;
    const speed: SignalLatest = { signal: "Vehicle.Speed", source: "can0/V", unit: "km/h", decimals: 1, kind: "scaled", value: asked.length, atUs };
    return new Map(vehicleIds.map((vehicleId) => [vehicleId, [speed]]));
  };
  glances = new GlanceCache({ telemetry: { latestOfEach }, clock });
});

const isQuiet = () => false;

function vehicles(count: number): readonly Vehicle[] {
  return Array.from({ length: count }, (_, index) => ({
    vehicleId: parseVehicleId(`0197c6c4-7b1e-7c55-9d0a-${String(index).padStart(12, "0")}`),
    callSign: `TR ${index}` as Vehicle["callSign"], // read from a store that checks it
    description: "",
    simulated: false,
    life: "active",
    lifeSince: new Date(0),
    tags: [],
    storedAtUs: atUs,
  })) as readonly Vehicle[]; // the rest may be absent
}

describe("glances", () => {
  test("of a page are one read, and none while they are fresh", async () => {
    const page = vehicles(50);
    const first = await glances.read(tenant, page, isQuiet);
    expect([...first.values()].map(({ headline }) => headline[0]?.value)).toEqual(page.map(() => 1));
    expect(await glances.read(tenant, page, isQuiet)).toEqual(first);
    expect(asked).toHaveLength(1);
    clock.advanceMs(vehicleLimits.glanceKeptMs);
    await glances.read(tenant, page, isQuiet);
    expect(asked).toHaveLength(2);
  });

  test("of a vehicle that is heard now are read again only after a long while", async () => {
    await glances.read(tenant, vehicles(2), isQuiet);
    clock.advanceMs(vehicleLimits.speakingGlanceKeptMs - 1);
    await glances.read(tenant, vehicles(2), () => true);
    expect(asked).toHaveLength(1);
    clock.advanceMs(1);
    await glances.read(tenant, vehicles(2), () => true);
    expect(asked).toHaveLength(2);
  });

  test("are asked for by at most so many vehicles at a time, and only for those that are missing", async () => {
    await glances.read(tenant, vehicles(1), isQuiet);
    const read = await glances.read(tenant, vehicles(vehicleLimits.glancesPerRead + 2), isQuiet);
    expect(read.size).toBe(vehicleLimits.glancesPerRead + 2);
    expect(asked.map((ids) => ids.length)).toEqual([1, vehicleLimits.glancesPerRead, 1]);
  });

  test("that are asked for at once share one read; one that failed is not kept", async () => {
    failure = new Error("cut");
    const both = await Promise.allSettled([glances.read(tenant, vehicles(3), isQuiet), glances.read(tenant, vehicles(3), isQuiet)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(asked).toHaveLength(1);
    failure = undefined;
    expect((await glances.read(tenant, vehicles(3), isQuiet)).size).toBe(3);
  });

  test("of nothing ask nothing", async () => {
    expect(await glances.read(tenant, [], isQuiet)).toEqual(new Map());
    expect(asked).toEqual([]);
  });

  test("show nothing that is newer than what the vehicle's own units said", async () => {
    const [vehicle] = vehicles(1);
    const read = await glances.read(tenant, [{ ...(vehicle as Vehicle), storedAtUs: atUs - 1 }], isQuiet);
    expect([...read.values()]).toEqual([{ headline: [] }]);
  });
});
